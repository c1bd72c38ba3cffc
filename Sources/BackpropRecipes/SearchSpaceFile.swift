import Backprop

/// A search space in a YAML file: the sections and keys of a recipe, with several values or a range behind them.
///
/// ```yaml
/// network:
///   depth: [1, 2]
///   width: {from: 16, to: 256, scale: log}
/// training:
///   optimizer:
///     - {rule: adamw, learning-rate: {from: 0.002, to: 0.05, scale: log}, weight-decay: [0.1, 0.3]}
///     - {rule: sgd, momentum: 0.9, learning-rate: {from: 0.01, to: 0.2, scale: log}}
///   batch-size: [16, 32]
/// ```
///
/// A list is a choice, a mapping of `from` and `to` a range, and anything else the one value of all trials. In addition
/// to the keys of a recipe, `network` has `depth`, `width`, `activation` and `dropout`, from which hidden layers are
/// built.
public struct SearchSpaceFile: Sendable {
    /// The search space.
    public var space: SearchSpace

    /// Creates a file of that space.
    public init(_ space: SearchSpace) { self.space = space }

    /// Reads a file.
    ///
    /// - Throws: ``RecipeFileError`` with line and column, or `FileError` if it cannot be read.
    public init(contentsOf path: String) throws {
        try self.init(parsing: RecipeFile.text(of: path), source: path)
    }

    /// Reads the text of a search space, which is called `source` in errors.
    ///
    /// - Throws: ``RecipeFileError`` with line and column.
    public init(parsing text: String, source: String = "search space") throws {
        let root = try RecipeNode(
            parsing: text, source: source, beginning: "training: {batch-size: [16, 32]}")
        guard let members = root.members else {
            throw root.error(
                "a search space is a mapping of keys to values, such as training: {batch-size: [16, 32]}, not \(root.found)"
            )
        }
        let dimensions = try members.flatMap { member in
            guard let name = member.key.text, let section = SearchSection(name) else {
                throw SearchSection.unknown(member.key)
            }
            return try section.dimensions(member.value)
        }
        guard !dimensions.isEmpty else {
            throw root.error("the search space is empty; name at least one key to search")
        }
        space = SearchSpace(dimensions)
    }

    /// The space as YAML, which reads as an equal space.
    public var text: String {
        var text = ""
        for name in SearchSection.names {
            let dimensions = space.dimensions.filter { $0.name.hasPrefix(name + ".") }
            guard !dimensions.isEmpty else { continue }
            text += (text.isEmpty ? "" : "\n") + "\(name):\n"
            let optimizer = dimensions.filter { $0.name.hasPrefix(SearchDimension.optimizerName) }
            if !optimizer.isEmpty { text += OptimizerAlternatives.text(optimizer) }
            for dimension in dimensions where !dimension.name.hasPrefix(SearchDimension.optimizerName) {
                text += "  \(dimension.name.dropFirst(name.count + 1)): \(dimension.values.flow)\n"
            }
        }
        return text
    }
}

extension SearchValues {
    /// The values as YAML on one line.
    var flow: String {
        switch self {
        case .choices(let values):
            let texts = values.map(\.flow)
            return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
        case .range(let from, let to, let scale): return Self.flow("\(from)", "\(to)", scale)
        case .wholeRange(let from, let to, let scale): return Self.flow("\(from)", "\(to)", scale)
        }
    }

    private static func flow(_ from: String, _ to: String, _ scale: SearchScale) -> String {
        "{from: \(from), to: \(to)\(scale == .linear ? "" : ", scale: \(scale.rawValue)")}"
    }
}

extension SettingValue {
    fileprivate var flow: String { description }
}
