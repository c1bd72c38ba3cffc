import Backprop

/// The notation of a dimension's values: one, a list of them, or a range.
struct SearchNotation {
    /// The key with its section.
    let name: String

    /// The function that refuses a value that the key does not allow.
    let check: (RecipeNode) throws -> Void

    private static let rangeKeys = ["from", "to", "scale"]

    /// Returns the values that a node names.
    func values(_ node: RecipeNode) throws -> SearchValues {
        if Self.isRange(node) { return try range(node) }
        for element in node.elements { try check(element) }
        let values = SearchValues.choices(node.elements.map(\.setting))
        if let problem = values.problem { throw node.error("\(name): \(problem)") }
        if Set(node.elements.map(\.setting)).count < node.elements.count {
            throw node.error("\(name): a value occurs twice; keep one of them")
        }
        return values
    }

    /// Whether a node is a range, not a value that is a mapping itself.
    static func isRange(_ node: RecipeNode) -> Bool {
        node.members.map { !$0.isEmpty } == true && (node["from"] != nil || node["to"] != nil)
    }

    private func range(_ node: RecipeNode) throws -> SearchValues {
        for member in node.members ?? [] {
            let key = member.key.text ?? ""
            guard Self.rangeKeys.contains(key) else {
                throw member.key.error(
                    "\(name): there is no key \"\(key)\" in a range\(NearestName.suggestion(for: key, among: Self.rangeKeys))"
                )
            }
        }
        let scale = try node["scale"].map { try Notation<SearchScale>.word("scale").read($0, "scale") }
        let (from, to) = (try end(node, "from"), try end(node, "to"))
        let values: SearchValues =
            if isWhole(from.node), let lower = Int(exactly: from.value), let upper = Int(exactly: to.value) {
                .wholeRange(from: lower, to: upper, scale: scale ?? .linear)
            } else {
                .range(from: from.value, to: to.value, scale: scale ?? .linear)
            }
        if let problem = values.problem { throw node.error("\(name): \(problem)") }
        return values
    }

    /// Returns one end of a range: a number that is valid for the key.
    private func end(_ node: RecipeNode, _ key: String) throws -> (node: RecipeNode, value: Double) {
        guard let end = node[key] else {
            throw node.error("\(name): a range has two ends, from and to; \"\(key)\" is missing")
        }
        try check(end)
        guard let value = end.word.flatMap({ SettingNumber.decimal($0) }) else {
            throw end.error("\(name): a range is of numbers; list the values as [a, b]")
        }
        return (end, value)
    }

    /// Whether the key takes whole numbers only, which a check of half a unit above an end shows.
    private func isWhole(_ end: RecipeNode) -> Bool {
        guard let value = end.word.flatMap({ Int($0) }) else { return false }
        let half = RecipeNode(
            content: .scalar("\(Double(value) + 0.5)", isQuoted: false), source: end.source, line: end.line,
            column: end.column)
        return (try? check(half)) == nil
    }
}

extension RecipeNode {
    /// The value of a dimension: a number if it is one, else its text.
    var setting: SettingValue {
        guard let word else { return .text(flow) }
        if let whole = Int(word) { return .whole(whole) }
        return SettingNumber.decimal(word).map { .number($0) } ?? .text(flow)
    }
}
