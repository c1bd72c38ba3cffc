import Backprop

/// A section of a search space: that of a recipe.
struct SearchSection {
    let name: String

    /// The sections that can be searched.
    static let names = ["network", "preprocessing", "training", "regularization"]

    init?(_ name: String) {
        guard Self.names.contains(name) else { return nil }
        self.name = name
    }

    static func unknown(_ node: RecipeNode) -> RecipeFileError {
        guard let name = node.text else { return node.error("a key is a word, not \(node.found)") }
        if RecipeFile.keys.contains(where: { $0.name == name }) {
            return node.error("\(name) is the same for all trials; set it in a recipe or as an option")
        }
        return node.error("there is no key \"\(name)\" in a search space\(suggestion(for: name))")
    }

    private static func suggestion(for name: String) -> String {
        for section in names {
            if SearchSection(section)!.keys.contains(name) { return "; it belongs in \(section)" }
        }
        return NearestName.suggestion(for: name, among: names)
    }

    /// The keys of training that no trial changes: the trials compare single networks of one seed.
    private static let equalInAllTrials = ["quality", "members", "seed"]

    /// The keys that the section can have.
    private var keys: [String] {
        let own = name == "network" ? HiddenKey.allCases.map(\.rawValue) : []
        let recipe = RecipeFile.keys.first { $0.name == name }?.members ?? []
        return own + recipe.filter { !Self.equalInAllTrials.contains($0) }
    }

    /// Returns the dimensions that the section defines.
    func dimensions(_ node: RecipeNode) throws -> [SearchDimension] {
        guard let members = node.members else {
            throw node.mismatch(name, expected: "a mapping of keys to values")
        }
        let all = members.compactMap(\.key.text).first { HiddenKey(rawValue: $0) != nil }
        return try members.flatMap { member -> [SearchDimension] in
            guard let key = member.key.text else {
                throw member.key.error("a key is a word, not \(member.key.found)")
            }
            if name == "network", key == "layers", let all {
                throw member.key.error("layers are all of the hidden layers; they do not go with \(all)")
            }
            return try dimensions(key, member)
        }
    }

    private func dimensions(_ key: String, _ member: RecipeNode.Member) throws -> [SearchDimension] {
        if name == "network", let hidden = HiddenKey(rawValue: key) {
            return [try hidden.dimension(member.value)]
        }
        if Self.equalInAllTrials.contains(key), name == "training" {
            throw member.key.error("\(key) is the same for all trials; set it in a recipe or as an option")
        }
        guard keys.contains(key) else {
            throw member.key.error(
                "there is no key \"\(key)\" in \(name)\(NearestName.suggestion(for: key, among: keys))")
        }
        if name == "training", key == "optimizer" {
            return try OptimizerAlternatives.dimensions(member.value)
        }
        return [try dimension(key, member)]
    }

    /// Returns the dimension of any key of a recipe, whose values are read like a recipe's.
    private func dimension(_ key: String, _ member: RecipeNode.Member) throws -> SearchDimension {
        let section = name
        let read: @Sendable (RecipeNode, inout RecipeFile) throws -> Void = { node, file in
            let keys = RecipeFile.keys.filter { $0.name == section }
            for found in keys { try found.read(node.wrapped(in: key), &file) }
        }
        let values = try SearchNotation(name: "\(name).\(key)") { node in
            var scratch = RecipeFile()
            try read(node, &scratch)
        }.values(member.value)
        return SearchDimension("\(name).\(key)", values) { value, trial in
            var file = RecipeFile()
            file.options = trial.options
            try read(try RecipeNode(parsing: value.description, source: "\(section).\(key)"), &file)
            trial.options = file.options
        }
    }
}

/// The keys of the properties of hidden layers.
enum HiddenKey: String, CaseIterable {
    case depth, width, activation, dropout

    func dimension(_ node: RecipeNode) throws -> SearchDimension {
        let values = try SearchNotation(name: "network.\(rawValue)", check: check).values(node)
        switch self {
        case .depth: return .depth(values)
        case .width: return .width(values)
        case .dropout: return .dropout(values)
        case .activation:
            return SearchDimension("network.activation", values) { value, trial in
                trial.activation = try Activation(parsing: value.description)
            }
        }
    }

    /// Refuses a larger number of layers, or wider ones, as a typing error.
    private func check(_ node: RecipeNode) throws {
        switch self {
        case .depth: _ = try Self.whole(to: 100).read(node, rawValue)
        case .width: _ = try Self.whole(to: 1_000_000).read(node, rawValue)
        case .activation: _ = try Notation(RecipeSetting<Activation>.output.notation).read(node, rawValue)
        case .dropout:
            _ = try Notation<Double>.number("from 0 to below 1") { $0 >= 0 && $0 < 1 }.read(node, rawValue)
        }
    }

    private static func whole(to maximum: Int) -> Notation<Int> {
        Notation(scalar: "a whole number from 1 to \(maximum)") { node in
            node.word.flatMap { Int($0) }.flatMap { (1...maximum).contains($0) ? $0 : nil }
        } write: {
            .word("\($0)")
        }
    }
}

extension RecipeNode {
    /// Returns this node as the value of a key, at the same position.
    func wrapped(in key: String) -> RecipeNode {
        let name = RecipeNode(
            content: .scalar(key, isQuoted: false), source: source, line: line, column: column)
        return RecipeNode(
            content: .mapping([Member(key: name, value: self)]), source: source, line: line, column: column)
    }

    /// This as YAML on one line.
    var flow: String {
        switch content {
        case .scalar(let text, isQuoted: false): text
        case .scalar(let text, isQuoted: true): RecipeText.text(text).flow
        case .list(let elements): "[" + elements.map(\.flow).joined(separator: ", ") + "]"
        case .mapping(let members):
            "{" + members.map { "\($0.key.flow): \($0.value.flow)" }.joined(separator: ", ") + "}"
        }
    }
}
