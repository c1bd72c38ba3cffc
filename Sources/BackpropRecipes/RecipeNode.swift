/// A part of a recipe's text with its place, so that every error can say where.
struct RecipeNode {
    /// What stands there.
    enum Content {
        /// One word or text; `isQuoted` where it stands in quotes, and so is no number.
        case scalar(String, isQuoted: Bool)
        case list([RecipeNode])
        case mapping([Member])
    }

    /// A key and what stands behind it.
    struct Member {
        let key: RecipeNode
        let value: RecipeNode
    }

    let content: Content
    let source: String
    let line: Int
    let column: Int

    /// An error at this place, or some characters behind it.
    func error(_ problem: String, behind characters: Int = 0) -> RecipeFileError {
        RecipeFileError(source: source, line: line, column: column + characters, problem: problem)
    }

    /// An error that names the key and what was expected, and says what was found.
    func mismatch(_ key: String, expected: String) -> RecipeFileError {
        error("\(key) must be \(expected), not \(found)")
    }

    /// What this is, at the end of a sentence.
    var found: String {
        switch content {
        case .scalar("", isQuoted: false): "empty; leave the key out to have it chosen"
        case .scalar(let text, isQuoted: true): "the text “\(Self.shortened(text))”"
        case .scalar(let text, isQuoted: false): "“\(Self.shortened(text))”"
        case .list(let elements): elements.isEmpty ? "an empty list" : "a list"
        case .mapping: "a mapping of keys to values"
        }
    }

    /// The text of a scalar, quoted or not.
    var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// The word of a scalar without quotes: what can be a number or `true`.
    var word: String? {
        if case .scalar(let text, isQuoted: false) = content { text } else { nil }
    }

    /// The members of a mapping.
    var members: [Member]? {
        if case .mapping(let members) = content { members } else { nil }
    }

    /// The elements of a list; of anything else, itself alone.
    var elements: [RecipeNode] {
        if case .list(let elements) = content { elements } else { [self] }
    }

    /// The value of a key, where this is a mapping that has it.
    subscript(key: String) -> RecipeNode? {
        members?.first { $0.key.text == key }?.value
    }

    private static func shortened(_ text: String) -> String {
        let line = text.map { $0.isNewline ? " " : $0 }
        return line.count > 40 ? String(line.prefix(40)) + "…" : String(line)
    }
}
