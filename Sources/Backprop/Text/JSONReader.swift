/// A parser of one JSON value from bytes, by recursive descent.
struct JSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0
    /// Whether integers beyond 64 bits are rounded, rather than refused.
    let roundsLargeIntegers: Bool
    private var depth = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>, roundsLargeIntegers: Bool) {
        (self.bytes, self.roundsLargeIntegers) = (bytes, roundsLargeIntegers)
    }

    /// Returns the value of the bytes, all of which must belong to it.
    static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, roundsLargeIntegers: Bool = false
    ) throws(JSONError) -> JSONValue {
        var reader = JSONReader(bytes, roundsLargeIntegers: roundsLargeIntegers)
        let value = try reader.value()
        reader.skipWhitespace()
        guard reader.index == bytes.count else { throw reader.error(.trailingText) }
        return value
    }

    // MARK: Values

    private mutating func value() throws(JSONError) -> JSONValue {
        skipWhitespace()
        switch peek {
        case JSONByte.openBrace: return try nested { (reader) throws(JSONError) in try reader.object() }
        case JSONByte.openBracket: return try nested { (reader) throws(JSONError) in try reader.array() }
        case JSONByte.quote: return .string(try string())
        case let byte? where byte == JSONByte.minus || JSONByte.digits.contains(byte): return try number()
        case UInt8(ascii: "t"): return try keyword("true", .bool(true))
        case UInt8(ascii: "f"): return try keyword("false", .bool(false))
        case UInt8(ascii: "n"): return try keyword("null", .null)
        default: throw unexpected("a value")
        }
    }

    private mutating func nested(
        _ body: (inout JSONReader) throws(JSONError) -> JSONValue
    ) throws(JSONError) -> JSONValue {
        guard depth < JSONValue.nestingLimit else {
            throw error(.nestingTooDeep(limit: JSONValue.nestingLimit))
        }
        depth += 1
        defer { depth -= 1 }
        index += 1
        return try body(&self)
    }

    private mutating func array() throws(JSONError) -> JSONValue {
        var elements: [JSONValue] = []
        skipWhitespace()
        if take(JSONByte.closeBracket) { return .array(elements) }
        while true {
            elements.append(try value())
            skipWhitespace()
            if take(JSONByte.closeBracket) { return .array(elements) }
            guard take(JSONByte.comma) else { throw unexpected("',' or ']'") }
        }
    }

    private mutating func object() throws(JSONError) -> JSONValue {
        var members = JSONObject()
        skipWhitespace()
        if take(JSONByte.closeBrace) { return .object(members) }
        while true {
            try member(into: &members)
            skipWhitespace()
            if take(JSONByte.closeBrace) { return .object(members) }
            guard take(JSONByte.comma) else { throw unexpected("',' or '}'") }
        }
    }

    private mutating func member(into members: inout JSONObject) throws(JSONError) {
        skipWhitespace()
        let start = index
        guard peek == JSONByte.quote else { throw unexpected("a key in double quotes") }
        let key = try string()
        // A repeated key is refused before its value is read.
        guard members[key] == nil else { throw JSONError.syntax(offset: start, .duplicateKey(key)) }
        skipWhitespace()
        guard take(JSONByte.colon) else { throw unexpected("':'") }
        members.append(key, try value())
    }

    private mutating func keyword(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for position in 0..<word.utf8CodeUnitCount {
            guard take(word.utf8Start[position]) else { throw unexpected("'\(word)'") }
        }
        return value
    }

    // MARK: Bytes

    /// The byte at the reading position, or `nil` at the end.
    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Returns whether the byte comes next, and skips it if so.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipWhitespace() {
        while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { index += 1 }
    }

    func error(_ problem: JSONError.Problem, at offset: Int? = nil) -> JSONError {
        .syntax(offset: offset ?? index, problem)
    }

    func unexpected(_ expected: String) -> JSONError {
        guard let byte = peek else { return error(.unexpectedEnd(expected: expected)) }
        return error(.unexpected(found: byte, expected: expected))
    }
}

/// The bytes with a meaning in JSON.
enum JSONByte {
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let minus = UInt8(ascii: "-")
    static let plus = UInt8(ascii: "+")
    static let point = UInt8(ascii: ".")
    static let zero = UInt8(ascii: "0")
    static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    /// Returns the character that a letter after a backslash means, or `nil` for `u` and others that mean none alone.
    static func character(escapedBy letter: UInt8?) -> Unicode.Scalar? {
        switch letter {
        case quote: "\""
        case backslash: "\\"
        case UInt8(ascii: "/"): "/"
        case UInt8(ascii: "b"): "\u{8}"
        case UInt8(ascii: "f"): "\u{c}"
        case UInt8(ascii: "n"): "\n"
        case UInt8(ascii: "r"): "\r"
        case UInt8(ascii: "t"): "\t"
        default: nil
        }
    }
}
