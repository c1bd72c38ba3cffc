/// The contents of a safetensors file's header, checked against the file's size.
struct SafetensorsHeader {
    /// A tensor and the position of its data.
    struct Entry {
        let name: String
        let elementType: SafetensorsFile.ElementType
        let shape: [Int]
        /// Counted from the first byte after the header.
        let range: Range<Int>
    }

    private(set) var metadata: [String: String] = [:]
    private(set) var entries: [Entry] = []

    /// Returns the length of the header.
    /// - Parameters:
    ///   - prefix: The first 8 bytes of the file, or all if it has fewer.
    ///   - fileLength: The length of the whole file.
    static func length(prefix: some Collection<UInt8>, fileLength: Int) throws(SafetensorsError) -> Int {
        guard fileLength > 0 else { throw SafetensorsError(.empty) }
        let prefixLength = SafetensorsFile.prefixLength
        guard fileLength >= prefixLength, prefix.count >= prefixLength else {
            throw SafetensorsError(.tooShort(length: fileLength))
        }
        let length = prefix.prefix(prefixLength).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(SafetensorsFile.headerLimit) else {
            throw SafetensorsError(.headerTooLong(length: length, limit: SafetensorsFile.headerLimit))
        }
        guard length <= UInt64(fileLength - prefixLength) else {
            throw SafetensorsError(.headerPastEnd(length: length, available: fileLength - prefixLength))
        }
        return Int(length)
    }

    /// Reads the header.
    /// - Parameters:
    ///   - bytes: The header alone.
    ///   - dataLength: The number of bytes that follow it.
    init(_ bytes: UnsafeBufferPointer<UInt8>, dataLength: Int) throws(SafetensorsError) {
        for member in try Self.object(bytes) {
            if member.key == SafetensorsFile.metadataKey {
                metadata = try Self.metadata(member.value)
            } else {
                let entry = try Self.entry(member.key, member.value)
                guard entry.range.upperBound <= dataLength else {
                    throw SafetensorsError(
                        .dataPastEnd(
                            tensor: entry.name, end: entry.range.upperBound, available: dataLength))
                }
                entries.append(entry)
            }
        }
        try checkLayout(dataLength: dataLength)
    }

    private static func object(_ bytes: UnsafeBufferPointer<UInt8>) throws(SafetensorsError) -> JSONObject {
        guard bytes.first == JSONByte.openBrace else {
            throw SafetensorsError(.headerStart(found: bytes.first))
        }
        do {
            return try JSONReader.read(bytes).object ?? JSONObject()
        } catch .syntax(_, .duplicateKey(let key)) {
            throw SafetensorsError(.duplicateKey(key))
        } catch .syntax(_, .nestingTooDeep(let limit)) {
            throw SafetensorsError(.headerTooDeep(limit: limit))
        } catch .syntax(let offset, let problem) {
            throw SafetensorsError(
                .headerNotJSON(.syntax(offset: offset + SafetensorsFile.prefixLength, problem)))
        } catch {
            throw SafetensorsError(.headerNotJSON(error))
        }
    }

    private static func metadata(_ value: JSONValue) throws(SafetensorsError) -> [String: String] {
        guard let object = value.object else {
            throw SafetensorsError(.metadataNotObject(found: value.summary))
        }
        var metadata: [String: String] = [:]
        for member in object {
            guard let text = member.value.string else {
                throw SafetensorsError(.metadataNotText(key: member.key, found: member.value.summary))
            }
            metadata[member.key] = text
        }
        return metadata
    }

    // MARK: Entries

    private static func entry(_ name: String, _ value: JSONValue) throws(SafetensorsError) -> Entry {
        guard let object = value.object else {
            throw SafetensorsError(.tensorNotObject(tensor: name, found: value.summary))
        }
        let elementType = try elementType(try member("dtype", of: object, name), name)
        let shape = try shape(try member("shape", of: object, name), name)
        let range = try range(try member("data_offsets", of: object, name), name)
        guard let expected = elementType.byteCount(of: shape) else {
            throw SafetensorsError(.shapeTooLarge(tensor: name, shape: shape))
        }
        guard expected == range.count else {
            throw SafetensorsError(
                .sizeMismatch(
                    tensor: name, elementType: elementType, shape: shape, expected: expected,
                    found: range.count))
        }
        return Entry(name: name, elementType: elementType, shape: shape, range: range)
    }

    private static func member(
        _ key: String, of object: JSONObject, _ name: String
    ) throws(SafetensorsError) -> JSONValue {
        guard let value = object[key] else {
            throw SafetensorsError(.missingMember(tensor: name, member: key))
        }
        return value
    }

    private static func elementType(
        _ value: JSONValue, _ name: String
    ) throws(SafetensorsError) -> SafetensorsFile.ElementType {
        guard let type = value.string.flatMap(SafetensorsFile.ElementType.init(rawValue:)) else {
            throw SafetensorsError(.unknownElementType(tensor: name, found: Self.excerpt(value)))
        }
        return type
    }

    private static func shape(_ value: JSONValue, _ name: String) throws(SafetensorsError) -> [Int] {
        guard let shape = naturals(value) else {
            throw SafetensorsError(.malformedShape(tensor: name, found: excerpt(value)))
        }
        return shape
    }

    private static func range(_ value: JSONValue, _ name: String) throws(SafetensorsError) -> Range<Int> {
        guard let offsets = naturals(value), offsets.count == 2, offsets[0] <= offsets[1] else {
            throw SafetensorsError(.malformedOffsets(tensor: name, found: excerpt(value)))
        }
        return offsets[0]..<offsets[1]
    }

    private static func naturals(_ value: JSONValue) -> [Int]? {
        guard let elements = value.array else { return nil }
        let numbers = elements.compactMap(\.int)
        return numbers.count == elements.count && numbers.allSatisfy { $0 >= 0 } ? numbers : nil
    }

    /// Returns the value as the file contains it, cut if it is long.
    private static func excerpt(_ value: JSONValue) -> String {
        guard let array = value.array else { return value.summary }
        let shown = (try? JSONValue.array(Array(array.prefix(8))).text()) ?? value.summary
        return shown.count > 80 || array.count > 8 ? shown.prefix(80) + "…" : shown
    }

    // MARK: Layout

    /// Checks that every byte of the data belongs to exactly one tensor.
    private func checkLayout(dataLength: Int) throws(SafetensorsError) {
        var end = 0
        var last = ""
        let byPosition = entries.sorted {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }
        for entry in byPosition {
            let start = entry.range.lowerBound
            if start < end {
                throw SafetensorsError(.overlap(tensor: entry.name, other: last, offset: start))
            }
            if start > end {
                throw SafetensorsError(.hole(tensor: entry.name, offset: start, length: start - end))
            }
            (end, last) = (entry.range.upperBound, entry.name)
        }
        guard end == dataLength else { throw SafetensorsError(.undeclaredData(length: dataLength - end)) }
    }
}
