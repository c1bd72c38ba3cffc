import Backprop

/// Descriptions that have a kind and numbers: optimizers, losses, schedules, rules for stopping.
///
/// In a recipe they are the kind alone, `sgd`, or a mapping with the kind under `rule` and what else is said:
/// `{rule: sgd, momentum: 0.9}`. What is not said is as in a template of that kind. Names and numbers come from
/// what the type encodes of itself, so that a new rule needs no more than a template.
struct DescribedNotation<Value> {
    /// What such a value is called.
    let what: String

    /// One value of each kind, with the usual numbers.
    let templates: [JSONValue]

    /// The member that holds the kind in what the type encodes.
    let kindKey: String

    let decode: (JSONValue) throws -> Value
    let encode: (Value) -> JSONValue

    /// The notation for a recipe's key.
    var notation: Notation<Value> {
        Notation("\(what), such as \(kinds.first ?? "")", read: read, write: write)
    }

    private var kinds: [String] { templates.map(kind) }

    private func kind(_ value: JSONValue) -> String { Self.dashed(value[kindKey]?.string ?? "") }

    private func read(_ node: RecipeNode, _ key: String) throws -> Value {
        guard let members = node.members else {
            return try decode(template(named: node, key))
        }
        guard let kindNode = node["rule"] else {
            throw node.error("\(key): the key “rule” is missing; it says which \(what), such as \(kinds[0])")
        }
        let template = try template(named: kindNode, key)
        var value = template
        for member in members where member.key.text != "rule" {
            let name = member.key.text ?? ""
            let known = (template.object?.keys ?? []).filter { $0 != kindKey }.map(Self.dashed)
            guard known.contains(name) else {
                let suggestion =
                    known.isEmpty ? "; it takes none" : NearestName.suggestion(for: name, among: known)
                throw member.key.error("there is no key “\(name)” for \(kind(template))\(suggestion)")
            }
            value[Self.joined(name)] = try Self.value(member.value, name, like: template[Self.joined(name)])
        }
        do {
            return try decode(value)
        } catch {
            throw node.error("\(key): \(error)")
        }
    }

    private func template(named node: RecipeNode, _ key: String) throws -> JSONValue {
        guard let name = node.text, !name.isEmpty else {
            throw node.mismatch(key, expected: "\(what), such as \(kinds[0])")
        }
        guard let template = templates.first(where: { kind($0) == name }) else {
            throw node.error(
                "there is no \(what) “\(name)”\(NearestName.suggestion(for: name, among: kinds))")
        }
        return template
    }

    private func write(_ value: Value) -> RecipeText {
        let object = encode(value).object ?? JSONObject()
        let kind = RecipeText.text(Self.dashed(object[kindKey]?.string ?? ""))
        let others = object.filter { $0.key != kindKey }
        guard !others.isEmpty else { return kind }
        return .mapping(
            [(key: "rule", value: kind)] + others.map { (Self.dashed($0.key), Self.text($0.value)) })
    }

    /// A value of the same type as the template's.
    private static func value(_ node: RecipeNode, _ key: String, like template: JSONValue?) throws
        -> JSONValue
    {
        switch template {
        case .bool: JSONValue(try Notation<Bool>.flag.read(node, key))
        case .integer: JSONValue(try Notation<Int>.wholeNumber(atLeast: 0).read(node, key))
        case .string: JSONValue(try Notation<String>.text.read(node, key))
        default: JSONValue(try Hyperparameters.notation(of: key).read(node, key))
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

    /// `minimumImprovement` as files have it: `minimum-improvement`.
    private static func dashed(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
    }

    private static func joined(_ name: String) -> String {
        let parts = name.split(separator: "-")
        return parts.enumerated().map { index, part in
            index == 0 ? String(part) : part.prefix(1).uppercased() + part.dropFirst()
        }.joined()
    }
}

extension DescribedNotation where Value: Codable {
    /// The notation of a type that encodes its kind itself.
    init(_ what: String, kindKey: String = "rule", _ templates: [Value]) {
        self.init(
            what: what, templates: templates.map { encoded($0) }, kindKey: kindKey,
            decode: { try $0.decode() }, encode: { encoded($0) })
    }
}

/// What a description encodes itself as.
func encoded(_ value: some Encodable) -> JSONValue {
    // Descriptions hold finite numbers; what cannot be written is refused by the recipe's checks before.
    (try? JSONValue(encoding: value)) ?? .null
}

/// The numbers of optimizers and other rules: which values each may have, by its name.
enum Hyperparameters {
    static func notation(of name: String) -> Notation<Double> {
        switch name {
        case "learning-rate", "epsilon", "delta", "smallest-step", "largest-step":
            .number("above 0") { $0 > 0 }
        case "momentum", "beta1", "beta2", "smoothing", "floor":
            .number("from 0 to below 1") { $0 >= 0 && $0 < 1 }
        case "share": .number("from 0 to below 1") { $0 >= 0 && $0 < 1 }
        case "factor", "decrease": .number("above 0 and at most 1") { $0 > 0 && $0 <= 1 }
        case "increase": .number("of at least 1") { $0 >= 1 }
        default: .number("of at least 0") { $0 >= 0 }
        }
    }
}
