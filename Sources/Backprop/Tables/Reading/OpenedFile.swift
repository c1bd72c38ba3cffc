/// A file whose first bytes have been examined. Gzip is decompressed.
struct OpenedFile {
    let source: String
    /// The decompressed bytes.
    let bytes: PrefixedBytes
    let isCompressed: Bool
    /// The form of the table in the file.
    let form: TableForm

    /// Throws for a file that is none of the forms that can be read.
    init(_ file: any ByteSource, source: String, chunkSize: Int) throws(TableError) {
        self.source = source
        var bytes = try PrefixedBytes(peeking: FileKind.prefixLength, from: file)
        isCompressed = bytes.prefix.starts(with: FileKind.gzipMark)
        if isCompressed {
            let inflated = try GzipBytes(bytes, name: source, chunkSize: chunkSize)
            bytes = try PrefixedBytes(peeking: FileKind.prefixLength, from: inflated)
        }
        if let form = TableForm(prefix: bytes.prefix, name: source) {
            self.form = form
        } else if let rejection = FileKind.rejection(of: bytes.prefix, source: source) {
            throw rejection
        } else {
            form = .delimited
        }
        self.bytes = bytes
    }

    /// Returns all bytes, which are kept in memory.
    func readAll(limit: Int) throws(TableError) -> [UInt8] {
        var all: [UInt8] = []
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 1)
        defer { chunk.deallocate() }
        while true {
            let count = try bytes.read(into: chunk)
            if count == 0 { return all }
            guard all.count + count <= limit else {
                throw TableError(
                    .unreadable, source: source,
                    problem: "At most \(limit) bytes were expected, but the file is longer.",
                    remedy: "Split it, or convert it to CSV, which is read in parts.")
            }
            all += chunk[..<count]
        }
    }
}

/// A file that can be read more than once: by its path, or from memory if it is a pipe.
struct RepeatableFile {
    private enum Content {
        case path(String)
        case memory([UInt8])
    }

    let source: String
    let isCompressed: Bool
    private let content: Content

    /// - Parameter path: The path of a regular file, or `nil` to keep the bytes in memory.
    init(_ file: OpenedFile, path: String?) throws(TableError) {
        source = file.source
        isCompressed = file.isCompressed
        if let path {
            content = .path(path)
        } else {
            content = .memory(try file.readAll(limit: .max))
        }
    }

    /// Returns the decompressed bytes from the beginning.
    func open(chunkSize: Int = 1 << 18) throws(TableError) -> any ByteSource {
        switch content {
        case .memory(let bytes): return MemoryBytes(bytes)
        case .path(let path):
            return try OpenedFile(try FileBytes(path: path), source: source, chunkSize: chunkSize).bytes
        }
    }
}
