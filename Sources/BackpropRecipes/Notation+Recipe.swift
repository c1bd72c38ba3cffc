import Backprop

// The notations of the library's own descriptions in recipes.

extension Notation<ColumnReference> {
    /// A name, or a number; a name that looks like a number is in quotes.
    static var column: Notation {
        Notation(scalar: "a column's name or number") { node in
            if let number = node.word.flatMap({ Int($0) }) { return .number(number) }
            return node.text.flatMap { $0.isEmpty ? nil : .name($0) }
        } write: { reference in
            switch reference {
            case .name(let name): .text(name)
            case .number(let number): .word("\(number)")
            }
        }
    }
}

extension Notation<DateColumn> {
    /// A column's name or number, and the format of its dates if it is not to be found: `time format unix`.
    static var dateColumn: Notation {
        let formats = DateFormat.allCases.map(\.rawValue).joined(separator: ", ")
        return Notation(scalar: "a column’s name or number, and behind \"format\" one of \(formats)") {
            node in
            if let number = node.word.flatMap({ Int($0) }) { return DateColumn(.number(number)) }
            return node.text.flatMap { $0.isEmpty ? nil : DateColumn(parsing: $0) }
        } write: { date in
            if case .number(let number) = date.column, date.format == nil { return .word("\(number)") }
            return .text(date.text)
        }
    }
}

extension Notation<String?> {
    /// A text, or an empty one for none.
    static var textOrNone: Notation {
        let text = Notation<String>.textOrEmpty
        return Notation(text.expected) { node, key in
            let value = try text.read(node, key)
            return value.isEmpty ? nil : value
        } write: {
            text.write($0 ?? "")
        }
    }
}

extension Notation<Network> {
    /// Layers as text, `dense 16 relu, dropout 0.2`, or as a list of such; `none` for none.
    static var layers: Notation {
        let expected = "layers, such as \"dense 16 relu, dropout 0.2\", or a list of them"
        return Notation(expected) { node, key in
            if node.text == "none" { return Network([]) }
            return Network(
                try node.elements.flatMap { element in
                    guard let text = element.text, !text.isEmpty else {
                        throw element.mismatch(key, expected: expected)
                    }
                    return try parse(text, at: element)
                })
        } write: { network in
            network.layers.isEmpty ? .word("none") : .text(network.text)
        }
    }

    private static func parse(_ text: String, at node: RecipeNode) throws(RecipeFileError) -> [any Layer] {
        do {
            return try Network(parsing: text).layers
        } catch .text(_, let column, let reason) {
            // Within quotes or over several lines, the position in the file is that of the text as a whole.
            throw node.error(reason, behind: node.word == nil ? column : column - 1)
        } catch {
            throw node.error("\(error)")
        }
    }
}

extension Notation<ClassWeighting> {
    /// `none`, `balanced`, or a weight for each class by its label.
    static var classWeights: Notation {
        let weight = Notation<Double>.number("of at least 0") { $0 >= 0 }
        return Notation("none, balanced, or a weight for each class") { node, key in
            guard let members = node.members else {
                return try classWeightWord.read(node, key)
            }
            var weights: [String: Double] = [:]
            for member in members {
                guard let label = member.key.text else {
                    throw member.key.mismatch(key, expected: "weights by label")
                }
                weights[label] = try weight.read(member.value, "the weight of \(label)")
            }
            return .explicit(weights)
        } write: { weighting in
            switch weighting {
            case .none: .word("none")
            case .balanced: .word("balanced")
            case .explicit(let weights):
                .mapping(weights.sorted { $0.key < $1.key }.map { ($0.key, .word("\($0.value)")) })
            }
        }
    }
}

/// The weightings of classes that are a word.
private var classWeightWord: Notation<ClassWeighting> {
    .choice(
        "weighting of classes", ["none", "balanced"],
        named: { $0 == "none" ? ClassWeighting.none : $0 == "balanced" ? .balanced : nil }, name: { "\($0)" })
}

extension Notation<Schedule> {
    /// The rule with its numbers, or its text, `warm-up epochs 2, then cosine`.
    static var schedule: Notation {
        let rule = Notation.rule(.schedule)
        return Notation(rule.expected) { node, key in
            guard let text = node.text, !text.isEmpty else { return try rule.read(node, key) }
            do {
                return try Schedule(parsing: text)
            } catch {
                throw node.error("\(error)")
            }
        } write: { schedule in
            if case .warmUp = schedule { return .text(schedule.description) }
            return rule.write(schedule)
        }
    }
}

// MARK: - Settings

extension Notation where Value: Sendable {
    /// Creates the notation of a setting: that of its type if a file has more than a text for it, else its text.
    init(_ setting: SettingNotation<Value>) {
        let structured: [Any] = [
            Notation<Network>.layers, Notation<[Network]>.list(of: .layers), Notation<Schedule>.schedule,
            Notation<any Loss>.rule(.loss), Notation<any Optimizer>.rule(.optimizer),
            Notation<Stopping>.rule(.stopping),
        ]
        self =
            structured.lazy.compactMap { $0 as? Notation<Value> }.first
            ?? Notation(setting.expected) { node, key in
                guard let text = setting.isWord ? node.word : node.text, !text.isEmpty else {
                    throw node.mismatch(key, expected: setting.expected)
                }
                do {
                    if let value = try setting.parse(text) { return value }
                } catch {
                    throw node.error("\(error)")
                }
                throw node.mismatch(key, expected: setting.expected)
            } write: { value in
                setting.isWord ? .word(setting.text(value)) : .text(setting.text(value))
            }
    }
}
