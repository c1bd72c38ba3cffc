extension Unicode.Scalar {
    /// Whether this is a control character, which could manipulate a terminal.
    var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}

extension String {
    /// The text with control characters as escapes such as `\u{1B}`, for sentences.
    package var escapingControls: String {
        var result = ""
        for scalar in unicodeScalars {
            result += scalar.isControl ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return result
    }

    /// The text with a question mark for each character that contains a control character, for cells of a table.
    package var maskingControls: String {
        String(map { $0.unicodeScalars.contains(where: \.isControl) ? "?" : $0 })
    }
}
