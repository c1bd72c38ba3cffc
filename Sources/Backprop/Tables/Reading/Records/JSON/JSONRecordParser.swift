/// A parser of one record: a JSON object whose values become cells.
///
/// An object in the record is flattened: the member `b` of `a` is the cell `a.b`. An array is a cell that holds its
/// text without blanks between the elements. Values are not converted; a number stays as it is written.
struct JSONRecordParser {
    /// A value of the record.
    enum Value {
        case text([UInt8])
        case plain(Slice<UnsafeBufferPointer<UInt8>>)
        case number(Slice<UnsafeBufferPointer<UInt8>>)
        case array([UInt8])
        case boolean(Slice<UnsafeBufferPointer<UInt8>>)
        case null
    }

    /// A reason that the bytes are not a record, at an offset.
    struct Fault: Error {
        let offset: Int
        let problem: String
        var remedy = "Correct it, or leave out rows that cannot be used."
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var depth = 0
    /// The path of the current value: the names of members with points between them.
    private(set) var path: [UInt8] = []

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Parses a record and hands over each value with its path.
    static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, _ take: ([UInt8], Value, Int) throws(Fault) -> Void
    ) throws(Fault) {
        var parser = JSONRecordParser(bytes)
        parser.skipBlanks()
        guard parser.peek == JSONByte.openBrace else {
            throw Fault(
                offset: parser.index,
                problem: "An object such as {\"a\": 1} was expected, but "
                    + "\(parser.found) found.",
                remedy: "Each record is an object, with a key for each column.")
        }
        try parser.object(take)
        parser.skipBlanks()
        guard parser.index == bytes.count else { throw parser.unexpected("the end of the record") }
    }

    private mutating func object(_ take: ([UInt8], Value, Int) throws(Fault) -> Void) throws(Fault) {
        try enter()
        defer { depth -= 1 }
        if accept(JSONByte.closeBrace) { return }
        let outer = path.count
        while true {
            skipBlanks()
            let start = index
            guard peek == JSONByte.quote else { throw unexpected("a key in double quotes") }
            if depth > 1 { path.append(UInt8(ascii: ".")) }
            path += try string()
            guard accept(JSONByte.colon) else { throw unexpected("':'") }
            skipBlanks()
            if peek == JSONByte.openBrace {
                try object(take)
            } else {
                try take(path, value(), start)
            }
            path.removeLast(path.count - outer)
            if accept(JSONByte.closeBrace) { return }
            guard accept(JSONByte.comma) else { throw unexpected("',' or '}'") }
        }
    }

    private mutating func enter() throws(Fault) {
        guard depth < JSONValue.nestingLimit else {
            throw Fault(
                offset: index,
                problem: "Arrays and objects nest deeper than \(JSONValue.nestingLimit) levels.")
        }
        depth += 1
        index += 1
        skipBlanks()
    }

    /// Returns a value that is not an object.
    private mutating func value() throws(Fault) -> Value {
        let start = index
        switch peek {
        case JSONByte.quote:
            let isPlain = isPlainString()
            if let end = isPlain {
                index = end + 1
                return .plain(bytes[start + 1..<end])
            }
            return .text(try string())
        case JSONByte.openBracket:
            try skipArray()
            return .array(Self.compact(bytes[start..<index]))
        case let byte? where byte == JSONByte.minus && !isWord || byte.isDigit:
            try skipNumber()
            return .number(bytes[start..<index])
        default: return try word()
        }
    }

    /// Whether a minus sign begins the word -Infinity, which some programs write.
    private var isWord: Bool { index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "I") }

    private mutating func word() throws(Fault) -> Value {
        let start = index
        while let byte = peek, byte == JSONByte.minus || (byte | 0x20) &- 0x61 < 26 { index += 1 }
        switch String(decoding: bytes[start..<index], as: UTF8.self) {
        case "null", "NaN": return .null
        case "true", "false": return .boolean(bytes[start..<index])
        case "Infinity", "-Infinity": return .plain(bytes[start..<index])
        default:
            index = start
            throw unexpected("a value")
        }
    }

    /// Returns a valid text without the white space outside of its strings.
    private static func compact(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        var result: [UInt8] = []
        var (isInString, isEscaped) = (false, false)
        for byte in text where isInString || !(byte.isBlank || byte.isLineEnd) {
            result.append(byte)
            if byte == JSONByte.quote, !isEscaped { isInString.toggle() }
            isEscaped = isInString && byte == JSONByte.backslash && !isEscaped
        }
        return result
    }

    /// Skips an array, whose text must be valid.
    private mutating func skipArray() throws(Fault) {
        try enter()
        defer { depth -= 1 }
        if accept(JSONByte.closeBracket) { return }
        while true {
            skipBlanks()
            if peek == JSONByte.openBrace {
                let name = String(decoding: path, as: UTF8.self)
                throw Fault(
                    offset: index, problem: "The array at \(quoted(name)) holds objects, which fit no cell.",
                    remedy: "If they are the records, write them alone: jq '.\(name)' FILE > NEW.")
            }
            _ = try value()
            if accept(JSONByte.closeBracket) { return }
            guard accept(JSONByte.comma) else { throw unexpected("',' or ']'") }
        }
    }
}

/// Strings and numbers.
extension JSONRecordParser {
    /// Returns the end of a string without escapes or control characters, or `nil` for another one.
    private func isPlainString() -> Int? {
        var end = index + 1
        while end < bytes.count, bytes[end] >= 0x20, bytes[end] != JSONByte.backslash {
            if bytes[end] == JSONByte.quote { return end }
            end += 1
        }
        return nil
    }

    /// Returns the string that begins at this quote.
    private mutating func string() throws(Fault) -> [UInt8] {
        if let end = isPlainString() {
            defer { index = end + 1 }
            return Array(bytes[index + 1..<end])
        }
        index += 1
        var text: [UInt8] = []
        while let byte = peek, byte != JSONByte.quote {
            guard byte >= 0x20 else {
                throw Fault(offset: index, problem: "A control character in a string must be escaped.")
            }
            if byte == JSONByte.backslash {
                text.append(contentsOf: String(try escape()).utf8)
            } else {
                text.append(byte)
                index += 1
            }
        }
        guard accept(JSONByte.quote, skippingBlanks: false) else { throw unexpected("'\"'") }
        return text
    }

    private mutating func escape() throws(Fault) -> Unicode.Scalar {
        let start = index
        index += 1
        let letter = peek
        index += 1
        if letter == UInt8(ascii: "u") { return try unicodeEscape(from: start) }
        guard let character = JSONByte.character(escapedBy: letter) else { throw invalidEscape(start) }
        return character
    }

    private func invalidEscape(_ start: Int) -> Fault {
        Fault(offset: start, problem: "\(JSONError.Problem.invalidEscape).".capitalizedFirst)
    }

    /// Returns the character of an escape with hex digits. Half of a surrogate pair becomes U+FFFD, as in other readers.
    private mutating func unicodeEscape(from start: Int) throws(Fault) -> Unicode.Scalar {
        let first = try hexDigits(from: start)
        if first == 0 {
            throw Fault(offset: start, problem: "A string contains the zero character.")
        }
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), index + 1 < bytes.count, bytes[index] == JSONByte.backslash,
            bytes[index + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        let second = index
        index += 2
        let trail = try hexDigits(from: start)
        guard UTF16.isTrailSurrogate(trail) else {
            index = second
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(trail & 0x3FF))) ?? "\u{FFFD}"
    }

    private mutating func hexDigits(from start: Int) throws(Fault) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek, byte < 0x80,
                let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else { throw invalidEscape(start) }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }

    private mutating func skipNumber() throws(Fault) {
        let start = index
        if peek == JSONByte.minus { index += 1 }
        var isValid = skipDigits() > 0
        if peek == JSONByte.point {
            index += 1
            isValid = skipDigits() > 0 && isValid
        }
        if let byte = peek, byte | 0x20 == UInt8(ascii: "e") {
            index += 1
            if peek == JSONByte.plus || peek == JSONByte.minus { index += 1 }
            isValid = skipDigits() > 0 && isValid
        }
        if !isValid { throw Fault(offset: start, problem: "This is not how JSON writes a number.") }
    }

    private mutating func skipDigits() -> Int {
        let start = index
        while let byte = peek, byte.isDigit { index += 1 }
        return index - start
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipBlanks() {
        while let byte = peek, byte.isBlank || byte.isLineEnd { index += 1 }
    }

    /// Skips a byte that comes next, after white space. Returns whether it does.
    private mutating func accept(_ byte: UInt8, skippingBlanks: Bool = true) -> Bool {
        if skippingBlanks { skipBlanks() }
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private var found: String { peek.map(JSONError.Problem.name) ?? "the end of the record" }

    private func unexpected(_ expected: String) -> Fault {
        Fault(offset: index, problem: "In JSON, \(expected) was expected, but \(found) found.")
    }
}
