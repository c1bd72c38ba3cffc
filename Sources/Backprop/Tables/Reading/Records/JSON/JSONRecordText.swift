/// The text of a file of JSON records, cut into its records: the elements of an array, or one object after another.
///
/// If the first object is one line, every other one must be, as in JSON Lines. A damaged line then does not affect the
/// next.
final class JSONRecordText {
    private enum Layout { case array, lines, sequence }

    /// The form of the file.
    private(set) var form: TableForm
    /// The current record: an offset in the buffer, and the number of bytes.
    private(set) var record: UnsafeBufferPointer<UInt8>
    /// The line in which the current record begins.
    private(set) var recordLine = 1
    /// The number of records so far.
    private(set) var recordCount = 0

    let source: String
    private let buffer: TextBuffer
    private let maximumLength: Int
    private var layout: Layout?
    private var line = 1
    private var hasEnded = false

    init(
        _ bytes: any ByteSource, source: String, options: ReadingOptions, chunkSize: Int
    ) throws(TableError) {
        let text = try PrefixedBytes(peeking: FileKind.byteOrderMark.count, from: bytes)
        self.source = source
        maximumLength = options.maximumRowLength
        form = .jsonLines
        record = UnsafeBufferPointer(start: nil, count: 0)
        buffer = TextBuffer(text, name: source, encoding: options.encoding ?? .utf8, chunkSize: chunkSize)
        for _ in 0..<options.skippedLineCount { try skipLine() }
    }

    /// The share of the text before the current record, or 1 if it is unknown.
    var shareRead: Double { buffer.shareTaken }

    /// The number of the current record: its line, or its index in the array from 1.
    var number: Int { layout == .array ? recordCount : recordLine }

    var unit: RowUnit { form.rowUnit }

    /// Continues with the next record. Returns `false` after the last.
    func advance() throws(TableError) -> Bool {
        if hasEnded { return false }
        guard let first = try firstByte() else { return try end() }
        if layout == nil, first == JSONByte.openBracket {
            (layout, form) = (.array, .json)
            skip(1)
            if try firstByte() == JSONByte.closeBracket { return try closeArray() }
        } else if layout == .array {
            if first == JSONByte.closeBracket { return try closeArray() }
            guard first == JSONByte.comma else { throw unexpected(first, "',' or ']'") }
            skip(1)
        }
        guard let start = try firstByte() else { return try end() }
        (recordLine, recordCount) = (line, recordCount + 1)
        let length = layout == .lines ? try lineLength() : try valueLength(from: start)
        record = UnsafeBufferPointer(start: buffer.base + buffer.start, count: length)
        if layout == nil { layout = record.contains(where: \.isLineEnd) ? .sequence : .lines }
        skip(length)
        return true
    }

    /// Skips the rest of the line in which a record is damaged.
    func skipLine() throws(TableError) {
        guard try firstByte(skippingBlanks: false) != nil else { return }
        skip(try lineLength())
        if try firstByte(skippingBlanks: false) != nil { skip(1) }
    }

    private func end() throws(TableError) -> Bool {
        hasEnded = true
        guard layout == .array else { return false }
        throw TableError(
            .invalidRecord, source: source, line: line,
            problem: "The file ends inside the array that it begins with.",
            remedy: "It was cut short: copy or download it again.")
    }

    private func closeArray() throws(TableError) -> Bool {
        skip(1)
        hasEnded = true
        guard let next = try firstByte() else { return false }
        throw unexpected(next, "the end of the file after the array")
    }

    private func unexpected(_ byte: UInt8, _ expected: String) -> TableError {
        TableError(
            .invalidRecord, source: source, line: line,
            problem: "In JSON, \(expected) was expected, but \(JSONError.Problem.name(of: byte)) found.",
            remedy: "Correct the line, or write the file again.")
    }
}

/// Reading on in the buffer.
extension JSONRecordText {
    /// Returns the next byte, after white space, or `nil` at the end.
    private func firstByte(skippingBlanks: Bool = true) throws(TableError) -> UInt8? {
        while true {
            while buffer.start < buffer.limit {
                let byte = buffer.base[buffer.start]
                guard skippingBlanks, byte.isBlank || byte.isLineEnd else { return byte }
                skip(1)
            }
            guard try fill() else { return nil }
        }
    }

    private func skip(_ count: Int) {
        for offset in buffer.start..<buffer.start + count where buffer.base[offset] == 0x0A { line += 1 }
        buffer.start += count
    }

    private func fill() throws(TableError) -> Bool { try buffer.readOn(source: source, line: line) }

    /// Returns the number of bytes of the current line.
    private func lineLength() throws(TableError) -> Int {
        var length = 0
        while true {
            while buffer.start + length < buffer.limit {
                if buffer.base[buffer.start + length] == 0x0A { return length }
                length += 1
            }
            try checkLength(length)
            guard try fill() else { return length }
        }
    }

    /// Returns the number of bytes of the value at the current offset: an object or array to its closing bracket, or
    /// everything up to the next comma, bracket or line end.
    private func valueLength(from first: UInt8) throws(TableError) -> Int {
        var (length, depth, isInString, isEscaped) = (0, 0, false, false)
        while true {
            while buffer.start + length < buffer.limit {
                let byte = buffer.base[buffer.start + length]
                if isInString {
                    isInString = isEscaped || byte != JSONByte.quote
                    isEscaped = !isEscaped && byte == JSONByte.backslash
                    length += 1
                    if !isInString, depth == 0 { return length }
                    continue
                }
                switch byte {
                case JSONByte.quote: isInString = true
                case JSONByte.openBrace, JSONByte.openBracket: depth += 1
                case JSONByte.closeBrace, JSONByte.closeBracket:
                    depth -= 1
                    if depth <= 0 { return length + (depth == 0 || length == 0 ? 1 : 0) }
                case JSONByte.comma where depth == 0, 0x0A where depth == 0: return max(1, length)
                default: break
                }
                length += 1
            }
            try checkLength(length)
            guard try fill() else { return length }
        }
    }

    private func checkLength(_ length: Int) throws(TableError) {
        guard length > maximumLength else { return }
        throw TableError(
            .rowTooLong, source: source, line: recordLine,
            problem: "The record that begins here is longer than \(maximumLength) bytes.",
            remedy: "Is a quote or a bracket left open? If it is right, raise the limit.",
            option: .raiseMaximumRowLength)
    }
}
