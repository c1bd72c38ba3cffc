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
