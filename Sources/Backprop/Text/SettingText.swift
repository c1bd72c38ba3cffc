/// The text of a setting that has a name and values: `step every 30, factor 0.5`.
struct SettingText {
    /// The name, such as `step`.
    let name: String

    /// The values behind the name, each with its key.
    let members: [(key: String, value: String)]

    /// Reads a name and, behind it, keys and values in pairs, which blanks or commas separate.
    ///
    /// - Throws: ``SettingError`` if the text has no name, or a key without a value.
    init(parsing text: String, kind: String, example: String) throws(SettingError) {
        let words = text.split { $0.isWhitespace || $0 == "," }.map(String.init)
        guard let name = words.first, words.count % 2 == 1 else {
            throw SettingError(
                name: kind, found: "\"\(text)\"",
                expected: "a name and pairs of key and value, such as \"\(example)\"")
        }
        self.name = name
        members = stride(from: 1, to: words.count, by: 2).map { (words[$0], words[$0 + 1]) }
    }

    /// Returns the text of a name and values, in the form that ``init(parsing:kind:example:)`` reads.
    static func text(_ name: String, _ members: [(key: String, value: String)]) -> String {
        guard !members.isEmpty else { return name }
        return name + " " + members.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}
