/// The directory of a zip archive in memory. Every size and offset is checked before it is used.
///
/// Source: PKWARE's APPNOTE.TXT, sections 4.3.7 to 4.3.16 and 4.5.3.
struct ZipArchive {
    /// A file in the archive.
    struct Entry {
        let name: String
        let isCompressed: Bool
        let checksum: UInt32
        /// The number of decompressed bytes.
        let count: Int
        /// The range of the compressed bytes in the archive.
        let data: Range<Int>
    }

    let source: String
    let bytes: [UInt8]
    /// The files by name: lowercase, with slashes between folders.
    private(set) var entries: [String: Entry] = [:]

    init(_ bytes: [UInt8], source: String) throws(TableError) {
        (self.bytes, self.source) = (bytes, source)
        var (offset, count) = try directory()
        while count > 0 {
            let (entry, next) = try self.entry(at: offset)
            let key = Self.key(entry.name)
            guard entries.updateValue(entry, forKey: key) == nil else {
                throw damage("it holds two files of the name \(quoted(entry.name))")
            }
            (offset, count) = (next, count - 1)
        }
    }

    /// Returns the file of a name, or `nil`.
    subscript(name: String) -> Entry? { entries[Self.key(name)] }

    private static func key(_ name: String) -> String {
        let slashed = String(name.map { $0 == "\\" ? "/" : $0 }).lowercased()
        return slashed.hasPrefix("/") ? String(slashed.dropFirst()) : slashed
    }

    func damage(_ problem: String) -> TableError {
        TableError(
            .damagedWorkbook, source: source, problem: "The workbook is damaged: \(problem).",
            remedy: "Copy or download it again, or save it again in a spreadsheet program.")
    }
}

/// Numbers and records of the directory.
extension ZipArchive {
    /// Returns a little-endian number of so many bytes.
    private func number(_ count: Int, at offset: Int) throws(TableError) -> Int {
        guard offset >= 0, offset <= bytes.count - count else { throw damage("it was cut short") }
        var value: UInt64 = 0
        for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
        guard let result = Int(exactly: value) else { throw damage("a size in it is too large") }
        return result
    }

    /// Returns the offset of the directory, and the number of files.
    private func directory() throws(TableError) -> (offset: Int, count: Int) {
        var end = bytes.count - 22
        let last = max(0, end - 0xFFFF)
        while end >= last, try number(4, at: end) != 0x0605_4B50 { end -= 1 }
        guard end >= last else { throw damage("its directory is missing") }
        var (count, offset) = (try number(2, at: end + 10), try number(4, at: end + 16))
        if count == 0xFFFF || offset == 0xFFFF_FFFF, end >= 20, try number(4, at: end - 20) == 0x0706_4B50 {
            let record = try number(8, at: end - 12)
            guard try number(4, at: record) == 0x0606_4B50 else { throw damage("its directory is missing") }
            (count, offset) = (try number(8, at: record + 32), try number(8, at: record + 48))
        }
        // An entry takes 46 bytes at least.
        guard offset <= bytes.count, count <= (bytes.count - offset) / 46 else {
            throw damage("its directory is longer than the file")
        }
        return (offset, count)
    }

    private func entry(at offset: Int) throws(TableError) -> (Entry, next: Int) {
        guard try number(4, at: offset) == 0x0201_4B50 else { throw damage("its directory is not readable") }
        let (flags, method) = (try number(2, at: offset + 8), try number(2, at: offset + 10))
        var sizes = (packed: try number(4, at: offset + 20), full: try number(4, at: offset + 24))
        let (nameCount, extraCount) = (try number(2, at: offset + 28), try number(2, at: offset + 30))
        var local = try number(4, at: offset + 42)
        let nameEnd = offset + 46 + nameCount
        let next = nameEnd + extraCount + (try number(2, at: offset + 32))
        guard next <= bytes.count else { throw damage("it was cut short") }
        let name = String(decoding: bytes[offset + 46..<nameEnd], as: UTF8.self)
        try readLargeSizes(nameEnd..<nameEnd + extraCount, &sizes.full, &sizes.packed, &local)
        guard flags & 1 == 0 else {
            throw TableError(
                .damagedWorkbook, source: source,
                problem: "The file \(quoted(name)) in the archive is encrypted.",
                remedy: "Save the workbook without a password.")
        }
        guard method == 0 || method == 8, method == 8 || sizes.packed == sizes.full else {
            throw damage("\(quoted(name)) is compressed in a way that workbooks are not")
        }
        guard try number(4, at: local) == 0x0403_4B50 else {
            throw damage("\(quoted(name)) is missing at its offset")
        }
        let start = local + 30 + (try number(2, at: local + 26)) + (try number(2, at: local + 28))
        guard start <= bytes.count, sizes.packed <= bytes.count - start else {
            throw damage("it was cut short")
        }
        let entry = Entry(
            name: name, isCompressed: method == 8,
            checksum: UInt32(truncatingIfNeeded: try number(4, at: offset + 16)), count: sizes.full,
            data: start..<start + sizes.packed)
        return (entry, next)
    }

    /// Reads the sizes that do not fit 32 bits from the extra fields.
    private func readLargeSizes(
        _ fields: Range<Int>, _ full: inout Int, _ packed: inout Int, _ local: inout Int
    ) throws(TableError) {
        var offset = fields.lowerBound
        while offset + 4 <= fields.upperBound {
            let (kind, size) = (try number(2, at: offset), try number(2, at: offset + 2))
            var at = offset + 4
            offset = at + size
            guard kind == 1, offset <= fields.upperBound else { continue }
            if full == 0xFFFF_FFFF, at + 8 <= offset { (full, at) = (try number(8, at: at), at + 8) }
            if packed == 0xFFFF_FFFF, at + 8 <= offset { (packed, at) = (try number(8, at: at), at + 8) }
            if local == 0xFFFF_FFFF, at + 8 <= offset { local = try number(8, at: at) }
        }
    }
}
