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

/// A delimited text: a byte-order mark and a footer are skipped.
struct OpenedText {
    let buffer: TextBuffer
    let format: DelimitedFormat

    init(_ file: OpenedFile, options: ReadingOptions, chunkSize: Int) throws(TableError) {
        let (source, isCompressed) = (file.source, file.isCompressed)
        let text = try Self.peeking(file.bytes, options)
        let hasMark = text.prefix.starts(with: FileKind.byteOrderMark)
        if hasMark, let encoding = options.encoding, encoding != .utf8 {
            throw TableError(
                .badOptions, source: source,
                problem: "\(encoding) was asked for, but the file begins with UTF-8's byte-order mark.",
                remedy: "Leave the encoding out.")
        }
        let isUTF8 = hasMark || options.expectedEncoding.map { $0 == .utf8 || text.isUTF8 } ?? false
        let encoding = options.encoding ?? (isUTF8 ? .utf8 : options.expectedEncoding ?? .utf8)
        let body: any ByteSource =
            options.skippedFooterLineCount > 0
            ? TextWithoutFooter(text, lineCount: options.skippedFooterLineCount) : text
        buffer = TextBuffer(
            body, name: source, encoding: encoding, chunkSize: chunkSize, skipping: hasMark ? 3 : 0)
        format = DelimitedFormat(
            delimiter: .init(.comma, isDetected: false), hasHeader: .init(false, isDetected: false),
            decimalMark: .init(.point, isDetected: false), thousandsSeparator: options.thousandsSeparator,
            encoding: .init(encoding, isDetected: isUTF8 && options.encoding == nil),
            hasByteOrderMark: hasMark, isCompressed: isCompressed, commentLineCount: 0,
            skippedLineCount: options.skippedLineCount, skippedFooterLineCount: options.skippedFooterLineCount
        )
    }

    /// Returns the bytes, with so many of them known as show an encoding that is in doubt.
    private static func peeking(
        _ bytes: PrefixedBytes, _ options: ReadingOptions
    ) throws(TableError) -> PrefixedBytes {
        guard options.encoding == nil, options.expectedEncoding ?? .utf8 != .utf8 else { return bytes }
        return try PrefixedBytes(peeking: 1 << 18, from: bytes)
    }
}

extension PrefixedBytes {
    /// Whether the known bytes are UTF-8 with characters beyond ASCII. A text in another encoding hardly ever is.
    fileprivate var isUTF8: Bool {
        guard prefix.contains(where: { $0 >= 0x80 }) else { return false }
        // The check may look at some bytes beyond the end.
        let padded = prefix + [UInt8](repeating: 0, count: 64)
        let check = padded.withUnsafeBufferPointer { bytes in
            TextValidation(utf8: bytes.baseAddress!, count: prefix.count)
        }
        return check.stop == .none || check.stop == .incomplete
    }
}

extension ReadingOptions {
    /// A copy with the comma as the decimal mark if the point groups thousands.
    var resolvingMarks: ReadingOptions {
        var options = self
        if thousandsSeparator == .point, decimalMark == nil { options.decimalMark = .comma }
        return options
    }

    /// Throws if the options contradict each other.
    func validate(source: String) throws(TableError) {
        let decimal = decimalMark?.rawValue ?? "point"
        if let thousandsSeparator, thousandsSeparator.rawValue == decimal {
            throw TableError(
                .badOptions, source: source,
                problem: "The \(decimal) cannot both group thousands and be the decimal mark.",
                remedy: thousandsSeparator == .point
                    ? "If numbers are written 1.234,5, set the comma as the decimal mark."
                    : "Set another separator of thousands or another decimal mark.",
                option: thousandsSeparator == .point ? .decimalComma : nil)
        }
        if delimiter == .whitespace, thousandsSeparator == .space {
            throw TableError(
                .badOptions, source: source,
                problem: "The space cannot both group thousands and separate fields.",
                remedy: "Set another separator of thousands or another delimiter.")
        }
    }
}
