/// A part of a recipe's text with its position, so that every error can name it.
struct RecipeNode {
    /// The content of the part.
    enum Content {
        /// A single word or text; `isQuoted` if it is in quotes, and so is not a number.
        case scalar(String, isQuoted: Bool)
        case list([RecipeNode])
        case mapping([Member])
    }

    /// A key and its value.
    struct Member {
        let key: RecipeNode
        let value: RecipeNode
    }

    let content: Content
    let source: String
    let line: Int
    let column: Int

    /// Returns an error at this position, or some characters behind it.
    func error(_ problem: String, behind characters: Int = 0) -> RecipeFileError {
        RecipeFileError(source: source, line: line, column: column + characters, problem: problem)
    }

    /// Returns an error that names the key, what was expected and what was found.
    func mismatch(_ key: String, expected: String) -> RecipeFileError {
        error("\(key) must be \(expected), not \(found)")
    }

    /// A phrase for the content, at the end of a sentence.
    var found: String {
        switch content {
        case .scalar("", isQuoted: false): "empty; leave the key out to have it chosen"
        case .scalar(let text, isQuoted: true): "the text \"\(Self.shortened(text))\""
        case .scalar(let text, isQuoted: false): "\"\(Self.shortened(text))\""
        case .list(let elements): elements.isEmpty ? "an empty list" : "a list"
        case .mapping: "a mapping of keys to values"
        }
    }

    /// The text of a scalar, quoted or not.
    var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// The word of a scalar without quotes, which can be a number or `true`.
    var word: String? {
        if case .scalar(let text, isQuoted: false) = content { text } else { nil }
    }

    /// The members of a mapping.
    var members: [Member]? {
        if case .mapping(let members) = content { members } else { nil }
    }

    /// The elements of a list; for any other node, the node itself.
    var elements: [RecipeNode] {
        if case .list(let elements) = content { elements } else { [self] }
    }

    /// The value of a key, or `nil` if this is not a mapping with that key.
    subscript(key: String) -> RecipeNode? {
        members?.first { $0.key.text == key }?.value
    }

    private static func shortened(_ text: String) -> String {
        let line = text.map { $0.isNewline ? " " : $0 }
        return line.count > 40 ? String(line.prefix(40)) + "…" : String(line)
    }
}
