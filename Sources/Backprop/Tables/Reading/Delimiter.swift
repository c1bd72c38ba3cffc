/// What separates the fields of a row in a delimited text.
public enum Delimiter: String, Hashable, Sendable, Codable, CaseIterable {
    /// `,`
    case comma
    /// `;`, usual where the comma is the decimal mark.
    case semicolon
    /// One tab: two in a row enclose an empty field.
    case tab
    /// `|`
    case pipe
    /// Spaces and tabs, any number of them in a row; those at either end of a line do not count.
    case whitespace

    /// The delimiter that an option's text means: its name (`comma`) or the character itself (`,`).
    ///
    /// The tab may be written as `\t`; one space means `whitespace`.
    public init?(argument: String) {
        switch argument {
        case ",": self = .comma
        case ";": self = .semicolon
        case "\t", "\\t": self = .tab
        case "|": self = .pipe
        case " ", "white space": self = .whitespace
        default: self.init(rawValue: argument.lowercased())
        }
    }

    /// The one byte that separates two fields; for runs of white space, the one written between them.
    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        case .tab: UInt8(ascii: "\t")
        case .pipe: UInt8(ascii: "|")
        case .whitespace: UInt8(ascii: " ")
        }
    }
}

extension Delimiter: CustomStringConvertible {
    /// The delimiter's name in a sentence.
    public var description: String { self == .whitespace ? "white space" : rawValue }
}
