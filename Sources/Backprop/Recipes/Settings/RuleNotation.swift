/// The notation of descriptions that have a kind and numbers: optimizers, losses, schedules, rules for stopping.
///
/// As text they are the kind and, behind it, pairs of key and value: `sgd momentum 0.9, nesterov true`. Values that
/// are left out default to those of a template. Keys and types come from the coded form of the templates, so that a
/// new rule needs no more than a template.
package struct RuleNotation<Value: Sendable>: Sendable {
    /// The name of such descriptions, such as `schedule`.
    package let title: String

    /// One description of each kind in its coded form, with the default numbers.
    package let templates: [JSONValue]

    /// The key of the kind in the coded form.
    package let kindKey: String

    package let decode: @Sendable (JSONValue) throws -> Value
    package let encode: @Sendable (Value) -> JSONValue

    package init(
        _ title: String, templates: [Value], kindKey: String,
        decode: @escaping @Sendable (JSONValue) throws -> Value,
        encode: @escaping @Sendable (Value) -> JSONValue
    ) {
        self.title = title
        self.templates = templates.map(encode)
        self.kindKey = kindKey
        self.decode = decode
        self.encode = encode
    }

    /// The names of all kinds.
    package var kinds: [String] { templates.map(kind) }

    /// Returns the name of a coded description's kind.
    package func kind(_ value: JSONValue) -> String { Self.dashed(value[kindKey]?.string ?? "") }

    /// Returns the keys and values of a coded description, apart from its kind.
    package func members(_ value: JSONValue) -> [(key: String, value: JSONValue)] {
        (value.object ?? JSONObject()).filter { $0.key != kindKey }.map { (Self.dashed($0.key), $0.value) }
    }

    /// Returns the template of a kind, which other software may call by another name.
    ///
    /// - Throws: ``SettingError`` that suggests the nearest name.
    package func template(named name: String) throws(SettingError) -> JSONValue {
        let known = SettingSynonyms.name(name, among: kinds)
        guard let template = templates.first(where: { kind($0) == known }) else {
            throw SettingError(unknown: title, name, known: kinds)
        }
        return template
    }

    /// Returns the description that a text names.
    ///
    /// - Throws: ``SettingError`` if there is no such kind or key, or if a number is out of its range.
    package func parse(_ text: String) throws -> Value {
        let setting = try SettingText(parsing: text, kind: title, example: example)
        var value = try template(named: setting.name)
        for (key, text) in setting.members {
            let known = members(value)
            guard let template = known.first(where: { $0.key == key })?.value else {
                throw SettingError(
                    unknown: "number of \(kind(value))", key, known: known.map(\.key),
                    remedy: known.isEmpty ? "it has none" : nil)
            }
            value[Self.joined(key)] = try Self.value(text, key, of: kind(value), like: template)
        }
        return try decode(value)
    }

    /// Returns the text of a description, in the form that ``parse(_:)`` reads.
    package func text(_ value: Value) -> String {
        let coded = encode(value)
        return SettingText.text(kind(coded), members(coded).map { ($0.key, Self.text($0.value)) })
    }

    private var example: String {
        let template =
            templates.first { members($0).count > 1 } ?? templates.first { !members($0).isEmpty }
            ?? templates[0]
        return SettingText.text(kind(template), members(template).map { ($0.key, Self.text($0.value)) })
    }

    /// Returns a value of the same type as the template's.
    private static func value(
        _ text: String, _ key: String, of kind: String, like template: JSONValue
    ) throws(SettingError) -> JSONValue {
        switch template {
        case .bool: if let flag = Bool(text) { return JSONValue(flag) }
        case .integer: if let number = SettingNumber.whole(text, as: Int.self) { return JSONValue(number) }
        case .string: return JSONValue(text)
        default: if let number = NumberRange.ofMember(key).parse(text) { return JSONValue(number) }
        }
        throw SettingError(
            name: "number \"\(key)\" of \(kind)", found: "\"\(text)\"",
            expected: expected(key, like: template))
    }

    private static func expected(_ key: String, like template: JSONValue) -> String {
        switch template {
        case .bool: "true or false"
        case .integer: "a whole number"
        default: NumberRange.ofMember(key).expected
        }
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .double(let number): "\(number)"
        case .integer(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        default: ""
        }
    }

    /// Returns a name in the form of texts and files: `minimum-improvement` for `minimumImprovement`.
    package static func dashed(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
    }

    /// Returns a name in the coded form: `minimumImprovement` for `minimum-improvement`.
    package static func joined(_ name: String) -> String {
        let parts = name.split(separator: "-")
        return parts.enumerated().map { index, part in
            index == 0 ? String(part) : part.capitalizedFirst
        }.joined()
    }
}

extension RuleNotation where Value: Codable {
    /// Creates the notation of a type that encodes its kind itself.
    package init(_ title: String, templates: [Value]) {
        self.init(
            title, templates: templates, kindKey: "rule", decode: { try $0.decode() },
            // Descriptions hold finite numbers; the checks of a recipe refuse others before.
            encode: { (try? JSONValue(encoding: $0)) ?? .null })
    }
}

extension RuleNotation<any Loss> {
    /// The notation of losses.
    package static var loss: RuleNotation {
        RuleNotation(
            "loss", templates: TypeRegistry.losses, kindKey: "type",
            decode: { try $0.decode(AnyCodableLoss.self).loss },
            encode: { (try? JSONValue(encoding: AnyCodableLoss($0))) ?? .null })
    }
}

extension RuleNotation<any Optimizer> {
    /// The notation of optimizers.
    package static var optimizer: RuleNotation {
        RuleNotation(
            "optimizer", templates: TypeRegistry.optimizers, kindKey: "type",
            decode: { try $0.decode(AnyCodableOptimizer.self).optimizer },
            encode: { (try? JSONValue(encoding: AnyCodableOptimizer($0))) ?? .null })
    }
}

extension RuleNotation<Stopping> {
    /// The notation of rules for stopping.
    package static var stopping: RuleNotation {
        RuleNotation("rule for stopping", templates: Stopping.templates)
    }
}

extension RuleNotation<Schedule> {
    /// The notation of schedules, but for warm-ups, which hold a schedule themselves.
    package static var schedule: RuleNotation {
        RuleNotation("schedule", templates: Schedule.templates)
    }
}
