extension SafetensorsFile {
    /// Returns the bytes of the file; the same content always gives the same bytes.
    ///
    /// The header lists metadata sorted by name, then the tensors in their order. The data are sorted by descending
    /// size of element, so that each is aligned to its own, and otherwise in the order of the tensors.
    /// - Throws: `SafetensorsError` if two tensors have the same name, or one has the reserved one.
    public func serialized() throws(SafetensorsError) -> [UInt8] {
        let header = try serializedHeader()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(tensors.reduce(header.count) { $0 + $1.bytes.count })
        bytes += header
        for index in dataOrder { bytes += tensors[index].bytes }
        return bytes
    }

    /// Writes the file, atomically: a reader sees all of the old or all of the new one.
    /// - Throws: `SafetensorsError`; an earlier file is then still there, unchanged.
    public func write(to path: String) throws(SafetensorsError) {
        let header = try serializedHeader()
        do {
            try AtomicFile.write(to: path) { (sink) throws(FileError) in
                try sink.append(header)
                for index in dataOrder { try sink.append(tensors[index].bytes) }
            }
        } catch {
            throw SafetensorsError(.file(error), path: path)
        }
    }

    /// The indices of the tensors in the order of their data.
    private var dataOrder: [Int] {
        tensors.indices.sorted { left, right in
            let sizes = (tensors[left].elementType.byteCount, tensors[right].elementType.byteCount)
            return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : left < right
        }
    }

    /// Returns the length of the header and the header.
    private func serializedHeader() throws(SafetensorsError) -> [UInt8] {
        let object = try headerObject()
        let text: String
        do { text = try JSONValue.object(object).text() } catch {
            throw SafetensorsError(.headerNotJSON(error))
        }
        var header = Array(text.utf8)
        // Spaces, so that the data start at a multiple of 8.
        header += Array(repeating: 0x20, count: (8 - header.count % 8) % 8)
        guard header.count <= Self.headerLimit else {
            throw SafetensorsError(.headerTooLong(length: UInt64(header.count), limit: Self.headerLimit))
        }
        return (0..<8).map { UInt8(truncatingIfNeeded: header.count >> ($0 * 8)) } + header
    }

    private func headerObject() throws(SafetensorsError) -> JSONObject {
        var header = JSONObject()
        if !metadata.isEmpty {
            let texts = JSONObject(metadata.map { ($0.key, .string($0.value)) }).sortedByKey()
            header.append(Self.metadataKey, .object(texts))
        }
        let starts = dataStarts()
        for (tensor, start) in zip(tensors, starts) {
            guard tensor.name != Self.metadataKey else { throw SafetensorsError(.reservedName) }
            guard header.append(tensor.name, Self.entry(tensor, start: start)) else {
                throw SafetensorsError(.duplicateKey(tensor.name))
            }
        }
        return header
    }

    private func dataStarts() -> [Int] {
        var starts = Array(repeating: 0, count: tensors.count)
        var end = 0
        for index in dataOrder {
            starts[index] = end
            end += tensors[index].bytes.count
        }
        return starts
    }

    private static func entry(_ tensor: Tensor, start: Int) -> JSONValue {
        [
            "dtype": .string(tensor.elementType.rawValue),
            "shape": .array(tensor.shape.map { JSONValue($0) }),
            "data_offsets": [JSONValue(start), JSONValue(start + tensor.bytes.count)],
        ]
    }
}
