extension String {
    /// Returns the text in lines of at most a number of characters, divided at blanks.
    ///
    /// - Parameter width: The maximum length of a line. A longer word is a line of its own.
    func wrapped(width: Int = 100) -> [String] {
        var lines: [String] = []
        for word in split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    /// Returns the text in lines of at most a number of characters. Those after the first are indented.
    ///
    /// - Parameters:
    ///   - indentation: The blanks at the beginning of the other lines. Text before that position is not divided.
    ///   - width: The maximum length of a line, unless few characters are left for the text.
    func wrapped(indentation: Int, width: Int = 100) -> [String] {
        let parts = dropFirst(indentation).description.wrapped(width: max(40, width - indentation))
        guard !parts.isEmpty else { return [self] }
        let margin = String(repeating: " ", count: indentation)
        return parts.enumerated().map { ($0 == 0 ? String(prefix(indentation)) : margin) + $1 }
    }
}
