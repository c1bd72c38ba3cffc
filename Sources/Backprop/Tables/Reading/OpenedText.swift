/// A delimited text: a byte-order mark and a footer are skipped.
struct OpenedText {
    let buffer: TextBuffer
    let format: DelimitedFormat

    init(_ file: OpenedFile, options: ReadingOptions, chunkSize: Int) throws(TableError) {
        let (text, source, isCompressed) = (file.bytes, file.source, file.isCompressed)
        let hasMark = text.prefix.starts(with: FileKind.byteOrderMark)
        if hasMark, let encoding = options.encoding, encoding != .utf8 {
            throw TableError(
                .badOptions, source: source,
                problem: "\(encoding) was asked for, but the file begins with UTF-8's byte-order mark.",
                remedy: "Leave the encoding out.")
        }
        let encoding = options.encoding ?? .utf8
        let body: any ByteSource =
            options.skippedFooterLineCount > 0
            ? TextWithoutFooter(text, lineCount: options.skippedFooterLineCount) : text
        buffer = TextBuffer(
            body, name: source, encoding: encoding, chunkSize: chunkSize, skipping: hasMark ? 3 : 0)
        format = DelimitedFormat(
            delimiter: .init(.comma, isDetected: false), hasHeader: .init(false, isDetected: false),
            decimalMark: .init(.point, isDetected: false), thousandsSeparator: options.thousandsSeparator,
            encoding: .init(encoding, isDetected: hasMark && options.encoding == nil),
            hasByteOrderMark: hasMark, isCompressed: isCompressed, commentLineCount: 0,
            skippedLineCount: options.skippedLineCount, skippedFooterLineCount: options.skippedFooterLineCount
        )
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
