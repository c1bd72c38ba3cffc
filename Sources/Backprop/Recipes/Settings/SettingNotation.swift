/// The values of a setting, and their text.
package struct SettingNotation<Value: Sendable>: Sendable {
    /// The valid values, to complete “must be …”.
    package let expected: String

    /// Whether the text is a number or a truth value, which a recipe file writes without quotes.
    package let isWord: Bool

    /// Returns the value of a text, or `nil` if it has none; throws an error with more detail if it can.
    package let parse: @Sendable (String) throws -> Value?

    /// Returns the text of a value.
    package let text: @Sendable (Value) -> String

    /// Returns whether a value is valid; throws an error with more detail if it can.
    let check: @Sendable (Value) throws(SettingError) -> Bool

    init(
        _ expected: String, isWord: Bool = false, parse: @escaping @Sendable (String) throws -> Value?,
        text: @escaping @Sendable (Value) -> String,
        check: @escaping @Sendable (Value) throws(SettingError) -> Bool = { _ in true }
    ) {
        self.expected = expected
        self.isWord = isWord
        self.parse = parse
        self.text = text
        self.check = check
    }
}

extension SettingNotation where Value: FixedWidthInteger {
    /// Returns the notation of the whole numbers of a range.
    static func wholeNumber(_ range: ClosedRange<Value>) -> SettingNotation {
        let isOpen = range.upperBound == .max
        return SettingNotation(
            "a whole number \(isOpen ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)")",
            isWord: true,
            parse: { SettingNumber.whole($0).flatMap { range.contains($0) ? $0 : nil } },
            text: { "\($0)" }, check: range.contains)
    }
}

extension SettingNotation<Int> {
    /// Returns the notation of the powers of two up to a limit.
    static func powerOfTwo(upTo limit: Int) -> SettingNotation {
        @Sendable func isValid(_ number: Int) -> Bool { 1...limit ~= number && number & (number - 1) == 0 }
        return SettingNotation(
            "a power of two from 1 to \(limit)", isWord: true,
            parse: { SettingNumber.whole($0).flatMap { isValid($0) ? $0 : nil } },
            text: { "\($0)" }, check: isValid)
    }
}

extension SettingNotation<Double> {
    /// Returns the notation of the numbers of a range.
    static func number(_ range: NumberRange) -> SettingNotation {
        SettingNotation(
            range.expected, isWord: true, parse: range.parse, text: { "\($0)" }, check: range.contains)
    }
}

extension SettingNotation<Bool> {
    /// True or false.
    static var flag: SettingNotation {
        SettingNotation("true or false", isWord: true, parse: { Bool($0) }, text: { "\($0)" })
    }
}

extension SettingNotation where Value: RawRepresentable<String> & CaseIterable {
    /// Returns the notation of the names of a type's cases.
    static func name(of kind: String) -> SettingNotation {
        let names = Value.allCases.map(\.rawValue)
        return SettingNotation(names.joined(separator: " or ")) { text in
            guard let value = Value(rawValue: text) else {
                throw SettingError(unknown: kind, text, known: names)
            }
            return value
        } text: {
            $0.rawValue
        }
    }
}

extension SettingNotation {
    /// Returns the notation of the texts that a type reads and writes.
    static func text(
        _ expected: String, parse: @escaping @Sendable (String) throws -> Value,
        text: @escaping @Sendable (Value) -> String
    ) -> SettingNotation {
        SettingNotation(expected, parse: parse, text: text)
    }

    /// Descriptions that have a kind and numbers.
    static func rule(
        _ rule: RuleNotation<Value>,
        check: @escaping @Sendable (Value) throws(SettingError) -> Void = { _ in }
    ) -> SettingNotation {
        SettingNotation(
            rule.kinds.joined(separator: ", "), parse: rule.parse, text: rule.text,
            check: { value throws(SettingError) in
                try check(value)
                return true
            })
    }
}

extension SettingNotation<BatchSize> {
    /// A number of rows, or `full`.
    static var batchSize: SettingNotation {
        let rows = SettingNotation<Int>.wholeNumber(1...Int.max)
        return SettingNotation("\(rows.expected), or full", isWord: true) { text in
            text == "full" ? .full : try rows.parse(text).map(BatchSize.rows)
        } text: {
            $0.description
        } check: { size in
            if case .rows(let count) = size { count > 0 } else { true }
        }
    }
}

extension SettingNotation<Network> {
    /// Layers, or `none`.
    static var layers: SettingNotation {
        .text("layers, such as \"dense 16 relu, dropout 0.2\", or none") {
            $0 == "none" ? Network([]) : try Network(parsing: $0)
        } text: {
            $0.layers.isEmpty ? "none" : $0.text
        }
    }
}

extension SettingNotation<[Network]> {
    /// Layers of one network, or `none` for no network.
    static var networks: SettingNotation {
        let layers = SettingNotation<Network>.layers
        return .text("layers, such as \"dense 16 relu\", or none") {
            $0 == "none" ? [] : try layers.parse($0).map { [$0] } ?? []
        } text: {
            $0.isEmpty ? "none" : $0.map(layers.text).joined(separator: "; ")
        }
    }
}

extension SettingNotation<Activation> {
    /// The name of an activation, with its parameter if it has one.
    static var activation: SettingNotation {
        .text(
            Activation.names.joined(separator: ", "), parse: { try Activation(parsing: $0) },
            text: \.description)
    }
}

extension SettingNotation<(any Initializer)?> {
    /// The name of a rule with its numbers if it has some, or `by-activation` for the rule of each layer.
    static var initializer: SettingNotation {
        .text("a rule, such as he-normal or \"uniform lower -0.5, upper 0.5\", or by-activation") {
            $0 == "by-activation" ? nil : try Initializers.parse($0)
        } text: {
            $0?.description ?? "by-activation"
        }
    }
}

extension SettingNotation<Schedule> {
    /// The name of a schedule, with its numbers if it has some.
    static var schedule: SettingNotation {
        SettingNotation(
            Schedule.kinds.joined(separator: ", "), parse: { try Schedule(parsing: $0) }, text: \.description,
            check: { schedule throws(SettingError) in
                try schedule.validate()
                return true
            })
    }
}

extension SettingNotation<Augmentation> {
    /// The random changes of images.
    static var augmentation: SettingNotation {
        .text(
            "shift, rotate, scale, flip, elastic, noise, cutout, such as \"shift 2, rotate 10, flip horizontal\"",
            parse: { try Augmentation(parsing: $0) },
            text: \.text)
    }
}

extension SettingNotation<FrozenLayers> {
    /// Numbers and ranges of numbers, or `none`.
    static var frozenLayers: SettingNotation {
        SettingNotation(
            "numbers of layers, such as \"layers 1-4\" or \"layers 1, 3-5\", or none",
            parse: { FrozenLayers(parsing: $0) }, text: \.description)
    }
}

extension SettingNotation<Continuation> {
    /// A SHA-256, and the way to continue the model.
    static var continuation: SettingNotation {
        SettingNotation(
            "a SHA-256, and behind it any of refit, new-head and hold-out with a share",
            parse: { Continuation(parsing: $0) }, text: \.description, check: \.isValid)
    }
}
