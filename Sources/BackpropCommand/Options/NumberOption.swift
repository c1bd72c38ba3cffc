import ArgumentParser
import Backprop

// An option whose value is a number, which is checked against its range during parsing.

extension Option where Value == Int? {
    /// Creates the option of a whole number.
    ///
    /// - Parameters:
    ///   - option: The name of the option, without dashes.
    ///   - range: The valid numbers.
    ///   - meaning: The help, without the default.
    ///   - defaultText: The default, or the rule that chooses it.
    init(
        _ option: String, _ range: ClosedRange<Int>, _ meaning: String, default defaultText: String? = nil,
        valueName: String? = nil
    ) {
        self.init(
            name: .customLong(option), parsing: .unconditional,
            help: .number(meaning, default: defaultText, valueName),
            transform: { try OptionParsing.whole($0, range, option) })
    }
}

extension Option where Value == Int {
    /// Creates the option of a whole number that has a default.
    init(
        wrappedValue: Int, _ option: String, _ range: ClosedRange<Int>, _ meaning: String,
        valueName: String? = nil
    ) {
        self.init(
            wrappedValue: wrappedValue, name: .customLong(option), parsing: .unconditional,
            help: .number(meaning, default: nil, valueName),
            transform: { try OptionParsing.whole($0, range, option) })
    }
}

extension Option where Value == UInt64? {
    /// Creates the option of a seed.
    init(_ option: String, seed meaning: String, default defaultText: String) {
        self.init(
            name: .customLong(option), parsing: .unconditional,
            help: .number(meaning, default: defaultText, nil),
            transform: { try OptionParsing.whole($0, 0...UInt64.max, option) })
    }
}

extension Option where Value == Double? {
    /// Creates the option of a number.
    init(
        _ option: String, _ range: NumberRange, _ meaning: String, default defaultText: String? = nil,
        valueName: String? = nil
    ) {
        self.init(
            name: .customLong(option), parsing: .unconditional,
            help: .number("\(meaning), \(range.expected)", default: defaultText, valueName),
            transform: { try OptionParsing.number($0, range, option) })
    }
}

extension ArgumentHelp {
    fileprivate static func number(
        _ meaning: String, default defaultText: String?, _ valueName: String?
    ) -> ArgumentHelp {
        ArgumentHelp(
            "\(meaning)\(defaultText.map { " (default: \($0))" } ?? "").", valueName: valueName)
    }
}
