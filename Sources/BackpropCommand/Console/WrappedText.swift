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
}
