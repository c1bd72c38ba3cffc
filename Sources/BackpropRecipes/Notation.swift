import Backprop

/// The notation of a value in a recipe: it reads a node, and writes text that reads as the same value.
struct Notation<Value> {
    /// The kind of value, in a phrase such as `a whole number of at least 1`.
    let expected: String

    /// The function that reads the value of a node; the key's name is for errors.
    let read: (_ node: RecipeNode, _ key: String) throws -> Value

    /// The value as text.
    let write: (Value) -> RecipeText

    init(
        _ expected: String, read: @escaping (RecipeNode, String) throws -> Value,
        write: @escaping (Value) -> RecipeText
    ) {
        self.expected = expected
        self.read = read
        self.write = write
    }

    /// Creates the notation of a scalar that either stands for a value, or is refused with the expected values.
    init(
        scalar expected: String, read: @escaping (RecipeNode) -> Value?,
        write: @escaping (Value) -> RecipeText
    ) {
        self.init(
            expected,
            read: { node, key in
                guard let value = read(node) else { throw node.mismatch(key, expected: expected) }
                return value
            }, write: write)
    }
}

// MARK: - Numbers and truth values

extension Notation where Value: FixedWidthInteger {
    /// Returns the notation of a whole number of at least that.
    static func wholeNumber(atLeast minimum: Value) -> Notation {
        Notation(scalar: "a whole number of at least \(minimum)") { node in
            node.word.flatMap { SettingNumber.whole($0, as: Value.self) }.flatMap { $0 >= minimum ? $0 : nil }
        } write: {
            .word("\($0)")
        }
    }
}

extension Notation<Int> {
    /// The notation of a number of bins, 0 for none.
    static var binCount: Notation {
        let valid = PreprocessingSettings.binCounts
        let expected = "0 or a whole number from \(valid.lowerBound) to \(valid.upperBound)"
        return Notation(scalar: expected) { node in
            node.word.flatMap { SettingNumber.whole($0, as: Int.self) }
                .flatMap { $0 == 0 || valid.contains($0) ? $0 : nil }
        } write: {
            .word("\($0)")
        }
    }
}

extension Notation<Double> {
    /// Returns the notation of a finite number that satisfies a condition: `at least 0`, `from 0 to below 1`.
    static func number(_ expected: String = "", where isValid: @escaping (Double) -> Bool = { _ in true })
        -> Notation
    {
        Notation(scalar: expected.isEmpty ? "a number" : "a number \(expected)") { node in
            node.word.flatMap { SettingNumber.decimal($0) }.flatMap { isValid($0) ? $0 : nil }
        } write: {
            .word("\($0)")
        }
    }
}

extension Notation<Bool> {
    /// True or false.
    static var flag: Notation {
        Notation(scalar: "true or false") { node in
            node.word.flatMap { Bool($0) }
        } write: {
            .word("\($0)")
        }
    }
}

// MARK: - Words and texts

extension Notation<String> {
    /// Any text.
    static var text: Notation {
        Notation(scalar: "a text", read: { $0.text.flatMap { $0.isEmpty ? nil : $0 } }, write: { .text($0) })
    }

    /// Any text, an empty one too.
    static var textOrEmpty: Notation {
        Notation(
            scalar: "a text; \"\" for none", read: { $0.found.hasPrefix("empty") ? nil : $0.text },
            write: { .text($0) })
    }
}

extension Notation {
    /// Returns the notation of one word of a list.
    static func choice(
        _ what: String, _ names: [String], named: @escaping (String) -> Value?,
        name: @escaping (Value) -> String
    ) -> Notation {
        Notation(what) { node, key in
            guard let word = node.text, !word.isEmpty else { throw node.mismatch(key, expected: what) }
            guard let value = named(word) else {
                throw node.error(
                    "there is no \(what) \"\(word)\"\(NearestName.suggestion(for: word, among: names))")
            }
            return value
        } write: {
            .text(name($0))
        }
    }
}

extension Notation where Value: RawRepresentable<String>, Value: CaseIterable {
    /// Returns the notation of one of the words that the type has.
    static func word(_ what: String) -> Notation {
        choice(what, Value.allCases.map(\.rawValue), named: { Value(rawValue: $0) }, name: \.rawValue)
    }
}

extension Notation where Value: RawRepresentable<String> {
    /// Returns the notation of a word of a type, or one with numbers behind it; `names` are for suggestions.
    static func words(_ what: String, _ names: [String]) -> Notation {
        choice(what, names, named: { Value(rawValue: $0) }, name: \.rawValue)
    }
}

// MARK: - Several

extension Notation {
    /// Returns the notation of a list; one value alone needs no brackets.
    static func list<Element>(of element: Notation<Element>) -> Notation where Value == [Element] {
        Notation("a list; each element is \(element.expected)") { node, key in
            try node.elements.map { try element.read($0, key) }
        } write: { values in
            values.count == 1 ? element.write(values[0]) : .list(values.map(element.write))
        }
    }

    /// Returns the notation of a value, or of a word for none.
    static func optional<Some>(_ some: Notation<Some>, none: String) -> Notation where Value == Some? {
        Notation("\(some.expected), or \(none)") { node, key in
            node.text == none ? nil : try some.read(node, key)
        } write: { value in
            value.map(some.write) ?? .text(none)
        }
    }
}
