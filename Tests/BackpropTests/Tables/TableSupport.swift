import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads a text as the file `FILE`.
func table(_ text: String, _ options: ReadingOptions = ReadingOptions()) throws(TableError) -> Table {
    try Table(reading: Array(text.utf8), source: "FILE", options: options)
}

/// All cells of a table; nil if missing.
func cells(_ table: Table) -> [[String?]] {
    (0..<table.rowCount).map { row in table.columns.map { $0.text(at: row) } }
}

/// The end of a reading: everything a caller can see, or the error.
func outcome(_ bytes: [UInt8], _ options: ReadingOptions, chunkSize: Int) -> String {
    do {
        let reader = try RowReader(reading: bytes, source: "FILE", options: options, chunkSize: chunkSize)
        var result = "\(reader.columnNames) \(reader.format)\n"
        while try reader.advance() {
            result += "\(reader.line): \(reader.columnNames.indices.map { reader.text(at: $0) })\n"
        }
        return result + reader.notices.map(\.description).joined(separator: "\n")
    } catch {
        return "\(error)"
    }
}

/// A file of the shared data folder, or nil if that folder is not there.
func dataFile(_ name: String) -> String? {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let folder = getenv("BACKPROP_DATA").map { String(cString: $0) } ?? "/\(root)/../shared/data"
    let path = "\(folder)/\(name)"
    return access(path, R_OK) == 0 ? path : nil
}
