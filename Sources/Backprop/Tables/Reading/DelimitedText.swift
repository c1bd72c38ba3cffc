/// Functions that write delimited text.
package enum DelimitedText {
    /// Returns a field as it must be written to be read back as the same text (RFC 4180, section 2).
    ///
    /// It is put in double quotes if it contains the delimiter, a quote or a line end, or begins or ends with a blank.
    /// So is a field that begins with a number sign, as comments do. Its quotes are doubled. A ``Table`` removes blanks
    /// at its ends.
    package static func escape(_ text: String, delimiter: Delimiter = .comma) -> String {
        let needsQuotes =
            text.utf8.contains { $0 == delimiter.byte || $0 == 0x22 || $0.isLineEnd }
            || text.utf8.first == UInt8(ascii: "#") || text.utf8.first?.isBlank == true
            || text.utf8.last?.isBlank == true
            || delimiter == .whitespace && (text.isEmpty || text.utf8.contains(0x09))
        guard needsQuotes else { return text }
        var result = "\""
        // Scalar by scalar: a quote with a combining mark after it is one character, but still a quote.
        for scalar in text.unicodeScalars {
            if scalar == "\"" { result.unicodeScalars.append(scalar) }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }

    /// Returns a row: its fields, escaped, separated by the delimiter and ended by a line feed.
    ///
    /// A row of one empty field is written as `""`, since an empty line would not be a row.
    package static func row(_ fields: [String], delimiter: Delimiter = .comma) -> String {
        if fields == [""] { return "\"\"\n" }
        let separator = String(UnicodeScalar(delimiter.byte))
        return fields.map { escape($0, delimiter: delimiter) }.joined(separator: separator) + "\n"
    }
}
