/// The choice between notations of digits that all fit a column.
///
/// `1,234` may be grouped or have a decimal comma if every cell has three digits after its only comma, and `1.234`
/// likewise. The other columns then decide, then the file's delimiter and whether the numbers are money.
struct DigitNotationChoice {
    /// The decimal mark that the file's other numbers have, or `nil` if none has a mark.
    let markOfOtherColumns: DecimalMark?
    /// Whether the delimiter is a comma.
    let isCommaDelimited: Bool

    /// Returns the notation of a column.
    func notation(of column: NumberFormatCandidates) -> DigitNotation {
        let fitting = column.notations
        if column.isAmbiguous {
            let isComma = column.marks.contains(UInt8(ascii: ","))
            let isGrouped =
                isComma ? groupsByComma(column.affixes.isMoney) : groupsByPoint(column.affixes.isMoney)
            let separator: ThousandsSeparator? = isGrouped ? (isComma ? .comma : .point) : nil
            return fitting.first {
                $0.thousandsSeparator == separator && ($0.decimalMark == .comma) == (isComma != isGrouped)
            }
                ?? fitting[0]
        }
        guard column.certainMark == nil else { return fitting[0] }
        return fitting.first { $0.decimalMark == markOfOtherColumns ?? .point } ?? fitting[0]
    }

    private func groupsByComma(_ isMoney: Bool) -> Bool {
        if let markOfOtherColumns { return markOfOtherColumns == .point }
        return isCommaDelimited || isMoney
    }

    private func groupsByPoint(_ isMoney: Bool) -> Bool {
        if let markOfOtherColumns { return markOfOtherColumns == .comma }
        return !isCommaDelimited && isMoney
    }
}
