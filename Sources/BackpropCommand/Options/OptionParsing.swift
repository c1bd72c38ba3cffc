import ArgumentParser
import Backprop

/// A reader of the values of options.
enum OptionParsing {
    /// Returns the whole number of a text, if it is in a range.
    static func whole<Number: FixedWidthInteger>(
        _ text: String, _ range: ClosedRange<Number>, _ option: String
    ) throws -> Number {
        guard let number = SettingNumber.whole(text, as: Number.self), range.contains(number) else {
            let isOpen = range.upperBound == .max
            let expected =
                isOpen ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            throw refused(option, text, "a whole number \(expected)")
        }
        return number
    }

    /// Returns the number of a text, if it is in a range.
    static func number(_ text: String, _ range: NumberRange, _ option: String) throws -> Double {
        guard let number = range.parse(text) else { throw refused(option, text, range.expected) }
        return number
    }

    private static func refused(_ option: String, _ text: String, _ expected: String) -> ValidationError {
        let percent = text.hasSuffix("%") ? SettingNumber.share(text) : nil
        return ValidationError(
            SettingError(
                option: "--\(option)", found: text, expected: expected,
                remedy: percent.map { "write \($0)" }
            ).description)
    }

    /// Returns the case with that name.
    static func choice<Value: CaseIterable & RawRepresentable<String>>(
        _ text: String, _ what: String
    ) throws -> Value {
        try choice(text, what, Value.allCases.map(\.rawValue))
    }

    /// Returns the value that a word, or a word with numbers, names.
    ///
    /// - Parameter names: The names to suggest.
    static func choice<Value: RawRepresentable<String>>(
        _ text: String, _ what: String, _ names: [String]
    ) throws -> Value {
        guard let value = Value(rawValue: text) else { throw SettingError(unknown: what, text, known: names) }
        return value
    }
}
