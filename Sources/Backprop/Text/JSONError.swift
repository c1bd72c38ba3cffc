/// A failure to read or write JSON, or to convert it from or to a Swift value.
public enum JSONError: BackpropError {
    /// The text is not valid JSON; `offset` counts bytes from 0.
    case syntax(offset: Int, Problem)
    /// The JSON is valid but does not fit a Swift type; `path` is its position: `layers[2].units`.
    case decoding(path: String, message: String)
    /// A value cannot be written as JSON; `path` is its position.
    case encoding(path: String, message: String)

    /// A fault in the text.
    public enum Problem: Sendable, Hashable {
        /// Another token is expected here.
        case unexpected(found: UInt8, expected: String)
        /// The text ends too early.
        case unexpectedEnd(expected: String)
        /// There is more text after the value.
        case trailingText
        /// An object contains a key twice.
        case duplicateKey(String)
        /// Arrays and objects nest deeper than the limit.
        case nestingTooDeep(limit: Int)
        /// The bytes of a string are not UTF-8.
        case invalidUTF8
        /// A string contains a control character that is not escaped.
        case controlCharacter(UInt8)
        /// A backslash is followed by an invalid escape.
        case invalidEscape
        /// Half of a surrogate pair occurs without the other.
        case loneSurrogate(UInt16)
        /// A number does not follow JSON's grammar.
        case invalidNumber
        /// An integer does not fit into 64 bits.
        case integerTooLarge
        /// A number is larger than the largest Double.
        case numberTooLarge
    }
}

extension JSONError {
    /// The category of the error.
    public var category: ErrorCategory { .data }

    /// The sentence for the user.
    public var description: String {
        switch self {
        case .syntax(let offset, let problem): "invalid JSON at byte \(offset): \(problem)"
        case .decoding(let path, let message), .encoding(let path, let message):
            path.isEmpty ? message : "\(path): \(message)"
        }
    }
}

extension JSONError.Problem: CustomStringConvertible {
    /// The expected and found text, without the position.
    public var description: String {
        switch self {
        case .unexpected(let found, let expected): "expected \(expected), found \(Self.name(of: found))"
        case .unexpectedEnd(let expected): "the text ends where \(expected) is expected"
        case .trailingText: "there is more text after the value"
        case .duplicateKey(let key): "the key \(key.debugDescription) comes twice in the same object"
        case .nestingTooDeep(let limit): "arrays and objects nest deeper than \(limit) levels"
        case .invalidUTF8: "the text is not valid UTF-8"
        case .controlCharacter(let byte): "\(Self.name(of: byte)) must be escaped in a string"
        case .invalidEscape:
            "a backslash must be followed by one of \" \\ / b f n r t or u and four hex digits"
        case .loneSurrogate(let unit):
            "\\u\(String(unit, radix: 16)) is half of a surrogate pair, without its other half"
        case .invalidNumber: "this is not how JSON writes a number"
        case .integerTooLarge: "the integer does not fit into 64 bits"
        case .numberTooLarge: "the number is larger than a Double can hold"
        }
    }

    /// Returns a byte for messages: a character in quotes, or a number.
    package static func name(of byte: UInt8) -> String {
        guard (0x20..<0x7f).contains(byte) else {
            let digits = String(byte, radix: 16)
            return "the byte 0x" + (digits.count < 2 ? "0" : "") + digits
        }
        return "'\(Character(Unicode.Scalar(byte)))'"
    }
}

/// A position in a JSON document as text: `layers[2].units`.
enum JSONPath {
    static func describe(_ path: [any CodingKey]) -> String {
        path.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
    }
}

/// A component of a path: the name of a member, or an index of a list.
struct JSONKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) { (self.stringValue, intValue) = (stringValue, nil) }
    init(intValue: Int) { (stringValue, self.intValue) = (String(intValue), intValue) }
}
