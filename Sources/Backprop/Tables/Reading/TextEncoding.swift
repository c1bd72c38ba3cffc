/// The encoding of a file's characters.
public enum TextEncoding: String, Hashable, Sendable, Codable, CaseIterable {
    /// UTF-8, validated: an invalid byte sequence is an error.
    case utf8 = "utf-8"
    /// ISO 8859-1: every byte is the Unicode scalar of the same number.
    case latin1
    /// Latin-1 as Windows writes it: 0x80 to 0x9F are the euro sign, typographic quotes and so on.
    case windows1252 = "windows-1252"

    /// Creates the encoding from an option's text, in any case: `utf8`, `utf-8`, `latin1`, `iso-8859-1`,
    /// `windows-1252`, `cp1252`.
    public init?(argument: String) {
        switch argument.lowercased() {
        case "utf8", "utf-8": self = .utf8
        case "latin1", "latin-1", "iso-8859-1", "iso8859-1": self = .latin1
        case "windows-1252", "windows1252", "cp1252": self = .windows1252
        default: return nil
        }
    }

    /// Returns the Unicode scalar of a byte in a single-byte encoding.
    func scalar(of byte: UInt8) -> UInt32 {
        guard self == .windows1252, (0x80...0x9F).contains(byte) else { return UInt32(byte) }
        return Self.windowsScalars[Int(byte) - 0x80]
    }

    /// The characters of Windows-1252 in place of Latin-1's control characters. Five codes are unassigned and
    /// unchanged.
    private static let windowsScalars: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]
}

extension TextEncoding: CustomStringConvertible {
    /// The encoding's name in a sentence.
    public var description: String {
        switch self {
        case .utf8: "UTF-8"
        case .latin1: "Latin-1"
        case .windows1252: "Windows-1252"
        }
    }
}
