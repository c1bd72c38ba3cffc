/// Reads numbers as people write them in settings.
package enum SettingNumber {
    /// Returns the finite number that a text writes in decimal, such as `0.5` or `1e-3`, or `nil` for anything else.
    package static func decimal(_ text: some StringProtocol) -> Double? {
        guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let number = Double(text),
            number.isFinite
        else { return nil }
        return number
    }

    /// Returns the share that a text writes as a number or in percent: `0.2` or `20%`.
    package static func share(_ text: some StringProtocol) -> Double? {
        text.hasSuffix("%") ? decimal(text.dropLast()).map { $0 / 100 } : decimal(text)
    }

    /// Returns the whole number that a text writes, such as `1000` or `1e3`.
    package static func whole<Number: FixedWidthInteger>(
        _ text: some StringProtocol, as type: Number.Type = Number.self
    ) -> Number? {
        // Beyond 2⁵³ a `Double` does not hold every whole number.
        Number(text) ?? decimal(text).flatMap { $0.magnitude < 0x1p53 ? Number(exactly: $0) : nil }
    }
}
