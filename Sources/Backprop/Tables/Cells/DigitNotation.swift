/// The characters between the digits of a number: before the fraction, and between thousands.
struct DigitNotation: Hashable {
    let decimalMark: DecimalMark
    let thousandsSeparator: ThousandsSeparator?

    /// All notations, those without grouped digits first.
    static let all: [DigitNotation] = [
        DigitNotation(decimalMark: .point, thousandsSeparator: nil),
        DigitNotation(decimalMark: .comma, thousandsSeparator: nil),
        DigitNotation(decimalMark: .point, thousandsSeparator: .comma),
        DigitNotation(decimalMark: .comma, thousandsSeparator: .point),
        DigitNotation(decimalMark: .point, thousandsSeparator: .space),
        DigitNotation(decimalMark: .comma, thousandsSeparator: .space),
        DigitNotation(decimalMark: .point, thousandsSeparator: .apostrophe),
        DigitNotation(decimalMark: .comma, thousandsSeparator: .apostrophe),
    ]

    /// Returns the digits with a decimal point and no grouping, or `nil` if they are not a number in this notation.
    ///
    /// Digits are grouped by three from the right. Commas may also group as in India: `12,34,567`. An exponent may be
    /// written with a `D`, as Fortran does.
    func plain(_ digits: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let mark = UInt8(ascii: decimalMark == .comma ? "," : ".")
        var plain =
            thousandsSeparator.map { TypographicForms.plain(digits, separator: $0.byte) } ?? Array(digits)
        if let separator = thousandsSeparator?.byte, plain.contains(separator) {
            guard plain[0] != UInt8(ascii: "0"),
                let ungrouped = plain.withUnsafeBufferPointer({
                    CellParser.ungrouped($0, separator) ?? Self.ungroupedAsInIndia($0, separator)
                })
            else { return nil }
            plain = ungrouped
        }
        for index in plain.indices where plain[index] | 0x20 == UInt8(ascii: "d") {
            plain[index] = UInt8(ascii: "e")
        }
        guard plain.withUnsafeBufferPointer({ DecimalNumber($0, decimalMark: mark) }) != nil else {
            return nil
        }
        if mark == UInt8(ascii: ","), let index = plain.firstIndex(of: mark) {
            plain[index] = UInt8(ascii: ".")
        }
        return plain
    }

    /// Returns the digits without their commas if the last three are a group and those before are groups of two.
    private static func ungroupedAsInIndia(
        _ digits: UnsafeBufferPointer<UInt8>, _ separator: UInt8
    ) -> [UInt8]? {
        let whole = digits.prefix { $0.isDigit || $0 == separator }
        let groups = whole.split(separator: separator, omittingEmptySubsequences: false).map(\.count)
        guard separator == UInt8(ascii: ","), groups.count > 2, groups.last == 3, (1...2).contains(groups[0]),
            groups[1..<(groups.count - 1)].allSatisfy({ $0 == 2 })
        else { return nil }
        return whole.filter { $0 != separator } + digits[whole.endIndex...]
    }
}
