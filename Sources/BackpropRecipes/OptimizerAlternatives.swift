import Backprop

/// The alternative optimizers of a search space: each is a rule, or a mapping in which some numbers are lists or
/// ranges.
enum OptimizerAlternatives {
    private static let name = SearchDimension.optimizerName

    /// The numbers that can be searched.
    private static let searched = ["learning-rate", "weight-decay", "momentum"]

    static func dimensions(_ node: RecipeNode) throws -> [SearchDimension] {
        guard !node.elements.isEmpty else {
            throw node.error("\(name): there are no values to choose from")
        }
        let choices = try node.elements.map(choice)
        for (index, choice) in choices.enumerated()
        where choices.prefix(index).contains(where: { $0.name == choice.name }) {
            throw node.elements[index].error(
                "\(name): \(choice.name) occurs twice; keep one of them, or give each a number of its own"
            )
        }
        return SearchDimension.optimizers(choices)
    }

    private static func choice(_ node: RecipeNode) throws -> OptimizerChoice {
        let open = (node.members ?? []).filter { isOpen($0, in: node) }
        let fixed = node.without(open.compactMap(\.key.text))
        let rule = try optimizer(fixed)
        var choice = OptimizerChoice(rule == nil ? "default" : fixed.shortFlow, rule)
        for member in open {
            let key = member.key.text ?? ""
            guard searched.contains(key) else {
                throw member.value.error(
                    "\(name).\(key) cannot be searched; give it one value, or list the optimizers")
            }
            let values = try SearchNotation(name: "\(name).\(key)") { value in
                _ = try optimizer(fixed.with(RecipeNode.Member(key: member.key, value: value)))
            }.values(member.value)
            switch key {
            case "learning-rate": choice.learningRate = values
            case "weight-decay": choice.weightDecay = values
            default: choice.momentum = values
            }
        }
        return choice
    }

    /// Whether a number is to be drawn; without a rule, each is, since no optimizer holds it.
    private static func isOpen(_ member: RecipeNode.Member, in node: RecipeNode) -> Bool {
        if SearchNotation.isRange(member.value) { return true }
        if case .list = member.value.content { return true }
        return node["rule"] == nil
    }

    /// Returns the rule with its fixed numbers, or `nil` for the one chosen from the data.
    private static func optimizer(_ node: RecipeNode) throws -> (any Optimizer)? {
        var options = RecipeOptions()
        try RecipeKey<RecipeOptions>.optimizer.read(node, &options)
        return options.optimizer
    }

    /// Returns the dimensions of an optimizer as lines of YAML.
    static func text(_ dimensions: [SearchDimension]) -> String {
        guard let rule = dimensions.first(where: { $0.name == name }),
            case .choices(let choices) = rule.values
        else { return "  optimizer: {\(dimensions.map(number).joined(separator: ", "))}\n" }
        let lines = choices.map { choice in
            let numbers = dimensions.filter { $0.isDrawn(where: name, is: choice) && $0.name != name }
            return alternative(choice.description, numbers.map(number))
        }
        guard lines.count > 1 else { return "  optimizer: \(lines[0])\n" }
        return "  optimizer:\n" + lines.map { "    - \($0)\n" }.joined()
    }

    private static func alternative(_ choice: String, _ numbers: [String]) -> String {
        guard !numbers.isEmpty else { return choice == "default" ? "{}" : choice }
        let fixed =
            choice == "default"
            ? [] : choice.hasPrefix("{") ? [String(choice.dropFirst().dropLast())] : ["rule: \(choice)"]
        return "{" + (fixed + numbers).joined(separator: ", ") + "}"
    }

    private static func number(_ dimension: SearchDimension) -> String {
        "\(dimension.name.dropFirst(name.count + 1)): \(dimension.values.flow)"
    }
}

extension RecipeNode {
    /// Returns a mapping without some of its keys, and any other node unchanged.
    fileprivate func without(_ keys: [String]) -> RecipeNode {
        guard let members else { return self }
        return RecipeNode(
            content: .mapping(members.filter { !keys.contains($0.key.text ?? "") }), source: source,
            line: line, column: column)
    }

    /// Returns a mapping with one more key; a rule alone becomes a mapping.
    fileprivate func with(_ member: Member) -> RecipeNode {
        RecipeNode(
            content: .mapping((members ?? wrapped(in: "rule").members ?? []) + [member]), source: source,
            line: line, column: column)
    }

    /// The node as YAML; a mapping of the rule alone is written as the rule.
    fileprivate var shortFlow: String {
        guard let members, members.count == 1, let rule = self["rule"] else { return flow }
        return rule.flow
    }
}
