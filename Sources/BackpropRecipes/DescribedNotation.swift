import Backprop

extension Notation where Value: Sendable {
    /// Returns the notation of descriptions that have a kind and numbers: optimizers, losses, schedules, rules for
    /// stopping.
    ///
    /// A recipe contains the kind alone, `sgd`, or its text, `sgd momentum 0.9`, or a mapping with the kind under
    /// `rule`: `{rule: sgd, momentum: 0.9}`. Numbers that are left out are those of a template.
    static func rule(_ rule: RuleNotation<Value>) -> Notation {
        Notation("\(rule.title), such as \(rule.kinds.first ?? "")") { node, key in
            try rule.read(node, key)
        } write: {
            rule.write($0)
        }
    }
}

extension RuleNotation {
    fileprivate func read(_ node: RecipeNode, _ key: String) throws -> Value {
        guard let members = node.members else { return try read(text: node, key) }
        guard let kindNode = node["rule"] else {
            throw node.error(
                "\(key): the key \"rule\" is missing; it names the \(title), such as \(kinds[0])")
        }
        let template = try template(at: kindNode, key)
        let known = self.members(template)
        var value = template
        for member in members where member.key.text != "rule" {
            let name = member.key.text ?? ""
            guard let member = known.first(where: { $0.key == name }).map({ ($0.value, member.value) }) else {
                let suggestion =
                    known.isEmpty
                    ? "; it has none" : NearestName.suggestion(for: name, among: known.map(\.key))
                throw member.key.error("there is no key \"\(name)\" for \(kind(template))\(suggestion)")
            }
            value[Self.joined(name)] = try Self.value(member.1, name, like: member.0)
        }
        do {
            return try decode(value)
        } catch {
            throw node.error("\(key): \(error)")
        }
    }

    private func read(text node: RecipeNode, _ key: String) throws -> Value {
        guard let text = node.text, text.contains(where: \.isWhitespace) else {
            return try decode(try template(at: node, key))
        }
        do {
            return try parse(text)
        } catch {
            throw node.error("\(error)")
        }
    }

    private func template(at node: RecipeNode, _ key: String) throws -> JSONValue {
        guard let name = node.text, !name.isEmpty else {
            throw node.mismatch(key, expected: "one of \(kinds.joined(separator: ", "))")
        }
        do {
            return try template(named: name)
        } catch {
            throw node.error("\(error)")
        }
    }

    fileprivate func write(_ value: Value) -> RecipeText {
        let coded = encode(value)
        let kind = RecipeText.text(kind(coded))
        let members = members(coded)
        guard !members.isEmpty else { return kind }
        return .mapping([(key: "rule", value: kind)] + members.map { ($0.key, Self.text($0.value)) })
    }

    /// Returns a value of the same type as the template's.
    private static func value(
        _ node: RecipeNode, _ key: String, like template: JSONValue
    ) throws -> JSONValue {
        switch template {
        case .bool: JSONValue(try Notation<Bool>.flag.read(node, key))
        case .integer: JSONValue(try Notation<Int>.wholeNumber(atLeast: 0).read(node, key))
        case .string: JSONValue(try Notation<String>.text.read(node, key))
        default: JSONValue(try Notation<Double>.member(key).read(node, key))
        }
    }

    private static func text(_ value: JSONValue) -> RecipeText {
        switch value {
        case .string(let text): .text(text)
        case .double(let number): .word("\(number)")
        case .integer(let number): .word("\(number)")
        case .bool(let flag): .word("\(flag)")
        case .array(let values): .list(values.map(text))
        default: .word("null")
        }
    }
}

extension Notation<Double> {
    /// Returns the notation of a number of an optimizer, a loss, a schedule or a rule for stopping, by its key.
    static func member(_ key: String) -> Notation {
        let range = NumberRange.ofMember(key)
        return Notation(scalar: range.expected) {
            $0.word.flatMap(range.parse)
        } write: {
            .word("\($0)")
        }
    }
}
