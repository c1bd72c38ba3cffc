import Yams

extension RecipeNode {
    /// The maximum number of bytes of a recipe. A long one has a few thousand.
    static let maximumByteCount = 1 << 20

    /// Some aliases are convenient. But many, each of many others, would unfold to more than any memory holds.
    private static let maximumAliasCount = 16

    /// Reads a YAML document.
    ///
    /// - Parameter beginning: The first words of a document, for the error about an empty one.
    init(
        parsing text: String, source: String, beginning: String = "data: FILE.csv"
    ) throws(RecipeFileError) {
        let failure = { (line: Int, column: Int, problem: String) in
            RecipeFileError(source: source, line: line, column: column, problem: problem)
        }
        guard text.utf8.count <= Self.maximumByteCount else {
            throw failure(1, 1, "a recipe has at most \(Self.maximumByteCount) bytes")
        }
        if let (line, column) = Self.firstAliasTooMany(in: text) {
            throw failure(
                line, column, "a recipe has at most \(Self.maximumAliasCount) aliases; write the values out")
        }
        let root: Node?
        do {
            // A short string has no bytes in memory that a parser could point to.
            root = try Parser(yaml: text.utf8.count < 16 ? text + Self.padding : text).singleRoot()
        } catch let error as YamlError {
            throw Self.describe(error, text: text, failure: failure)
        } catch {
            throw failure(1, 1, "\(error)")
        }
        // A document without a value is as empty as a file without a document.
        guard let root, root.scalar.map({ $0.string.isEmpty && $0.style == .plain }) != true else {
            throw failure(1, 1, "there is nothing in the file; begin with \(beginning)")
        }
        self.init(root, source: source)
    }

    private static let padding = String(repeating: "\n", count: 16)

    private init(_ node: Node, source: String) {
        self.source = source
        line = node.mark?.line ?? 1
        column = node.mark?.column ?? 1
        switch node {
        case .scalar(let scalar):
            content = .scalar(scalar.string, isQuoted: scalar.style != .plain)
        case .sequence(let sequence):
            content = .list(sequence.map { RecipeNode($0, source: source) })
        case .mapping(let mapping):
            content = .mapping(
                mapping.map {
                    Member(
                        key: RecipeNode($0.key, source: source), value: RecipeNode($0.value, source: source))
                })
        case .alias(let alias):
            content = .scalar(alias.anchor.rawValue, isQuoted: true)
        }
    }

    /// Returns the position of the first alias beyond those that are allowed: `*name` at the beginning of a value.
    private static func firstAliasTooMany(in text: String) -> (line: Int, column: Int)? {
        var (line, column, count) = (1, 0, 0)
        var previous: Unicode.Scalar = "\n"
        var isStar = false
        for scalar in text.unicodeScalars {
            if isStar, !scalar.properties.isWhitespace {
                count += 1
                if count > maximumAliasCount { return (line, column) }
            }
            column += 1
            isStar =
                scalar == "*"
                && (previous.properties.isWhitespace || "[{,:".unicodeScalars.contains(previous))
            if scalar == "\n" { (line, column) = (line + 1, 0) }
            previous = scalar
        }
        return nil
    }

    /// Returns the error of the parser as a sentence with a position.
    private static func describe(
        _ error: YamlError, text: String, failure: (Int, Int, String) -> RecipeFileError
    ) -> RecipeFileError {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        func at(_ mark: Mark, _ problem: String) -> RecipeFileError {
            let line = min(mark.line, lines.count)
            // The end of the text, if the parser saw lines that were added for it alone.
            let column = mark.line > lines.count ? (lines.last?.count ?? 0) + 1 : mark.column
            return failure(line, column, problem)
        }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            let during = context.map { $0.text.isEmpty ? "" : " \($0.text)" } ?? ""
            return at(mark, "this is not YAML: \(problem)\(during)")
        case .composer(_, let problem, let mark, _):
            let isSecond = problem == "but found another document"
            return at(
                mark,
                isSecond
                    ? "a second document begins here; a recipe is one document"
                    : "this is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            return at(
                context.mark,
                "the key \"\(duplicates.first ?? "")\" occurs twice; keep one of them")
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0)
            let line = before.split(omittingEmptySubsequences: false) { $0.isNewline }
            return failure(line.count, (line.last?.count ?? 0) + 1, "this is not YAML: \(problem)")
        default:
            return failure(1, 1, "this is not YAML: it nests too deeply")
        }
    }
}
