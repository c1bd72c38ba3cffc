import Backprop

// How the library's own descriptions are written in recipes.

extension Notation<ColumnReference> {
    /// A name, or a number; a name that looks like a number stands in quotes.
    static var column: Notation {
        Notation(scalar: "a column’s name or number") { node in
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

extension Notation<String?> {
    /// A text; the empty one means that there is none.
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
        let expected = "layers, such as “dense 16 relu, dropout 0.2”, or a list of them"
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
            // Within quotes or over several lines the place in the file is that of the text alone.
            throw node.error(reason, behind: node.word == nil ? column : column - 1)
        } catch {
            throw node.error("\(error)")
        }
    }
}

extension Notation<Activation> {
    /// The name of an activation, with its parameter where it has one.
    static var activation: Notation {
        .choice("activation", Activation.allKinds.map(\.name), named: { Activation($0) }, name: \.description)
    }
}

extension Notation where Value == any Initializer {
    /// A rule as on the command line: `he-normal`, `uniform:-0.5..0.5`.
    static var initializer: Notation {
        .parsed("initializer", { try Initializers.named($0) }, text: \.description)
    }
}

extension Notation<Augmentation> {
    /// The changes as on the command line: `shift 2, rotate 10`.
    static var augmentation: Notation {
        .parsed(
            "changes of images, such as “shift 2, rotate 10”",
            { text throws(SettingError) in try Augmentation(parsing: text) }, text: \.text)
    }
}

extension Notation<BatchSize> {
    /// A number of rows, or `full`.
    static var batchSize: Notation {
        let rows = Notation<Int>.wholeNumber(atLeast: 1)
        return Notation(scalar: "a whole number of at least 1, or full") { node in
            node.text == "full" ? .full : (try? rows.read(node, "")).map(BatchSize.rows)
        } write: {
            .word($0.description)
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
            return .given(weights)
        } write: { weighting in
            switch weighting {
            case .none: .word("none")
            case .balanced: .word("balanced")
            case .given(let weights):
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

extension Notation where Value == any Loss {
    /// The kind, with its numbers where it has some.
    static var loss: Notation {
        DescribedNotation<any Loss>(
            what: "loss", templates: TypeRegistry.losses.map { encoded(AnyCodableLoss($0)) }, kindKey: "type",
            decode: { try $0.decode(AnyCodableLoss.self).loss }, encode: { encoded(AnyCodableLoss($0)) }
        ).notation
    }
}

extension Notation<Schedule> {
    /// The rule, with its numbers where it has some; or the text of the command line, `warm-up:2:cosine`.
    static var schedule: Notation {
        let rule = DescribedNotation("schedule", Schedule.templates).notation
        return Notation(rule.expected) { node, key in
            guard let text = node.text, text.contains(":") else { return try rule.read(node, key) }
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

extension Notation<Stopping> {
    /// The rule, with its numbers where it has some.
    static var stopping: Notation { DescribedNotation("rule for stopping", Stopping.templates).notation }
}
