/// A value in the form in which a recipe contains it.
enum RecipeText: Equatable {
    /// A number, `true`, or a word of the vocabulary, unchanged.
    case word(String)
    /// Any text; in quotes if YAML would take it for something else.
    case text(String)
    case list([RecipeText])
    case mapping([(key: String, value: RecipeText)])

    static func == (left: RecipeText, right: RecipeText) -> Bool { left.flow == right.flow }

    /// The value on one line.
    var flow: String {
        switch self {
        case .word(let word): word
        case .text(let text): Self.isPlain(text) ? text : Self.quoted(text)
        case .list(let elements): "[" + elements.map(\.flow).joined(separator: ", ") + "]"
        case .mapping(let members):
            "{" + members.map { "\(RecipeText.text($0.key).flow): \($0.value.flow)" }.joined(separator: ", ")
                + "}"
        }
    }

    /// Whether a text remains a text without quotes, in every position.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, isLetter(first), Double(text) == nil,
            !reserved.contains(text.lowercased()), !text.hasSuffix(" ")
        else { return false }
        return text.unicodeScalars.allSatisfy {
            isLetter($0) || ("0"..."9").contains($0) || "-_. ()/".unicodeScalars.contains($0)
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    /// The words that YAML programs take for a truth value, for nothing, or for a number.
    private static let reserved: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "y", "n", "null", "inf", "nan",
    ]

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default: result += isPrintable(scalar) ? String(scalar) : escaped(scalar)
            }
        }
        return result + "\""
    }

    /// Whether YAML allows the character unescaped in a line, with a margin: the scripts of all languages, but no
    /// controls.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA1...0xD7FF, 0x10000...0x10FFFF: ![0x2028, 0x2029].contains(scalar.value)
        case 0xE000...0xFFFD: scalar.value != 0xFEFF
        default: false
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}
