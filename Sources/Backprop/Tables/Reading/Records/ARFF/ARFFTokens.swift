/// A fault in a line of an ARFF file.
struct ARFFFault: Error {
    var column: String?
    let problem: String
    var remedy = "Correct the line."

    func error(source: String, line: Int, option: ReadingRemedy? = nil) -> TableError {
        TableError(
            .invalidRecord, source: source, line: line, column: column, problem: problem,
            remedy: option == nil ? remedy : "Correct it, or leave out rows that cannot be used.",
            option: option)
    }
}

/// The words of a line of an ARFF file, separated by commas or blanks. A word may be in single or double quotes, in
/// which a backslash escapes a character. A percent sign begins a comment.
struct ARFFTokens {
    /// A word, and whether it was in quotes.
    struct Token {
        let bytes: [UInt8]
        let isQuoted: Bool
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    /// Whether a comma was skipped since the last word.
    private var hasComma = true

    init(_ line: UnsafeBufferPointer<UInt8>) { bytes = line }

    /// The next byte, or `nil` at the end.
    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Skips a byte such as a brace.
    mutating func skip() {
        index += 1
        hasComma = true
    }

    /// Skips blanks and one comma. Returns whether the line ends here.
    mutating func isAtEnd() throws(ARFFFault) -> Bool {
        skipBlanks()
        if peek == UInt8(ascii: ","), !hasComma {
            index += 1
            hasComma = true
            skipBlanks()
        }
        return peek == nil || peek == UInt8(ascii: "%")
    }

    private mutating func skipBlanks() { while peek?.isBlank == true { index += 1 } }

    /// Returns the next word.
    mutating func next() throws(ARFFFault) -> Token {
        guard try !isAtEnd(), let first = peek, first != UInt8(ascii: ",") else {
            throw ARFFFault(problem: "A value expected, but none found; a missing one is written as ?.")
        }
        hasComma = false
        if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") { return try quotedToken(first) }
        let start = index
        let ends = ",{}".utf8
        while let byte = peek, !byte.isBlank, !ends.contains(byte) { index += 1 }
        guard index > start else { throw ARFFFault(problem: "A value expected, but a brace found.") }
        return Token(bytes: Array(bytes[start..<index]), isQuoted: false)
    }

    private mutating func quotedToken(_ quote: UInt8) throws(ARFFFault) -> Token {
        index += 1
        var text: [UInt8] = []
        while let byte = peek, byte != quote {
            index += 1
            guard byte == UInt8(ascii: "\\"), let escaped = peek else {
                text.append(byte)
                continue
            }
            index += 1
            switch escaped {
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            default: text.append(escaped)
            }
        }
        guard peek == quote else { throw ARFFFault(problem: "A quote opened here is never closed.") }
        index += 1
        return Token(bytes: text, isQuoted: true)
    }
}
