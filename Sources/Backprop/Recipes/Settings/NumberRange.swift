/// The numbers that a setting may have.
package struct NumberRange: Sendable {
    /// The valid numbers, to complete “must be …”.
    package let expected: String

    /// Whether the numbers are shares, which may be written in percent.
    let isShare: Bool

    let contains: @Sendable (Double) -> Bool

    private init(_ expected: String, isShare: Bool = false, _ contains: @escaping @Sendable (Double) -> Bool)
    {
        self.expected = expected
        self.isShare = isShare
        self.contains = { $0.isFinite && contains($0) }
    }

    /// Returns the valid number that a text writes, or `nil` for anything else.
    package func parse(_ text: String) -> Double? {
        let number = isShare ? SettingNumber.share(text) : SettingNumber.decimal(text)
        return number.flatMap { contains($0) ? $0 : nil }
    }
}

extension NumberRange {
    package static let positive = NumberRange("a number above 0") { $0 > 0 }
    package static let nonNegative = NumberRange("a number of at least 0") { $0 >= 0 }
    package static let atLeastOne = NumberRange("a number of at least 1") { $0 >= 1 }
    package static let belowOne = NumberRange("a number from 0 to below 1", isShare: true) {
        $0 >= 0 && $0 < 1
    }
    package static let betweenZeroAndOne = NumberRange("a number above 0 and below 1", isShare: true) {
        $0 > 0 && $0 < 1
    }
    package static let factor = NumberRange("a number above 0 and at most 1", isShare: true) {
        $0 > 0 && $0 <= 1
    }

    /// Returns the range of a number of an optimizer, a loss, a schedule or a rule for stopping, by its key.
    package static func ofMember(_ key: String) -> NumberRange {
        switch key {
        case "learning-rate", "epsilon", "delta", "smallest-step", "largest-step": .positive
        case "momentum", "beta1", "beta2", "smoothing", "floor", "share": .belowOne
        case "factor", "decrease": .factor
        case "increase": .atLeastOne
        default: .nonNegative
        }
    }
}
