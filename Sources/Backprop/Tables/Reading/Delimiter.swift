/// The separator of the fields of a row in a delimited text: white space, or one character.
public struct Delimiter: RawRepresentable, Hashable, Sendable, Codable, CaseIterable {
    /// `,`
    public static let comma = Delimiter(",", "comma")
    /// `;`, common if the comma is the decimal mark.
    public static let semicolon = Delimiter(";", "semicolon")
    /// One tab: two in succession enclose an empty field.
    public static let tab = Delimiter("\t", "tab")
    /// `|`
    public static let pipe = Delimiter("|", "pipe")
    /// Any number of successive spaces and tabs; those at either end of a line do not count.
    public static let whitespace = Delimiter(" ", "whitespace")

    /// The delimiters with names, which are those that can be detected.
    public static let allCases = [comma, semicolon, tab, pipe, whitespace]

    /// The delimiter's name, or the character if it has none.
    public let rawValue: String
    /// The byte that separates two fields; for runs of white space, the one written between them.
    let byte: UInt8

    private init(_ character: Unicode.Scalar, _ name: String) {
        rawValue = name
        byte = UInt8(ascii: character)
    }

    /// Creates the delimiter with a name, or the one that is a character: any of ASCII but a quote, a line end and zero.
    public init?(rawValue: String) {
        if let named = Self.allCases.first(where: {
            $0.rawValue == rawValue || [$0.byte] == Array(rawValue.utf8)
        }) {
            self = named
            return
        }
        guard let scalar = rawValue.unicodeScalars.first, rawValue.utf8.count == 1, scalar != "\"",
            scalar != "\0",
            !UInt8(ascii: scalar).isLineEnd
        else { return nil }
        self.init(scalar, rawValue)
    }

    /// Creates the delimiter from an option's text: its name in any case (`comma`), or the character itself (`,`).
    ///
    /// The tab may be written as `\t`; one space means ``whitespace``.
    public init?(argument: String) {
        switch argument {
        case "\\t": self = .tab
        case "white space": self = .whitespace
        default: self.init(rawValue: argument.utf8.count > 1 ? argument.lowercased() : argument)
        }
    }
}

extension Delimiter: CustomStringConvertible {
    /// The delimiter's name in a sentence, or the character in quotes.
    public var description: String {
        guard Self.allCases.contains(self) else { return quoted(rawValue) }
        return self == .whitespace ? "white space" : rawValue
    }
}
