extension Column {
    /// A cell with the text of the file.
    package struct WrittenCell: Hashable, Sendable {
        /// The meaning of a text for another program.
        package enum Value: Hashable, Sendable {
            case text
            case number(Double)
            /// A number that is shown in percent. It is the share: 0.05 for 5 %.
            case percent(Double)
            /// A date or time without a time zone.
            case date(SpreadsheetDate)
        }

        /// The text without quotes and the blanks around it, even if it means a missing value.
        package let text: String
        /// The meaning of the text. It is a text if another program would not keep its digits, as of `007`.
        package let value: Value
    }

    /// Returns a cell with the text of the file.
    package func written(at row: Int) -> WrittenCell {
        storage.withCell(row: storedRow(row), column: index) { cell, parser in
            let text = parser.trimmed(cell)
            return WrittenCell(
                text: String(decoding: text, as: UTF8.self),
                value: dateFormat(parser, row).map { Self.date(text, $0) } ?? value(cell, text, row, parser))
        }
    }

    /// Returns the format of a cell that is a date, or `nil` if it is none.
    private func dateFormat(_ parser: CellParser, _ row: Int) -> DateFormat? {
        if let format = parser.format?.date { return format }
        return parser.format == nil && storage.types?[storedRow(row), index] == .date ? .yearMonthDay : nil
    }

    private func value(
        _ cell: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>, _ row: Int,
        _ parser: CellParser
    ) -> WrittenCell.Value {
        guard Self.keepsDigits(text), case .value(let number) = parser.number(cell, as: Double.self) else {
            return .text
        }
        if parser.format?.number?.suffix == NumberFormat.percent { return .percent(Self.share(number)) }
        return storage.types?[storedRow(row), index] == .percent ? .percent(number) : .number(number)
    }

    /// Returns a hundredth of a number, in the digits that it has.
    private static func share(_ percentage: Double) -> Double {
        let text = DecimalShift.shifting("\(percentage)".utf8, by: -2)
        return Double(String(decoding: text, as: UTF8.self)) ?? percentage / 100
    }

    private static func date(
        _ text: UnsafeBufferPointer<UInt8>, _ format: DateFormat
    ) -> WrittenCell.Value {
        DateCell(text)?.spreadsheetDate(in: format).map(WrittenCell.Value.date) ?? .text
    }

    /// Whether a number has the digits of its text: at most 15, and no zero before others.
    private static func keepsDigits(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let digits = text.prefix { $0 | 0x20 != UInt8(ascii: "e") }.filter(\.isDigit)
        let whole = text.drop { !$0.isDigit }.prefix(while: \.isDigit)
        return (1...15).contains(digits.count) && !(whole.count > 1 && whole.first == UInt8(ascii: "0"))
    }
}

extension Table {
    /// The decimal mark of the numbers in the file: a comma if a column contains numbers such as `1.234,50 €`.
    package var writtenDecimalMark: DecimalMark {
        columns.contains { $0.format?.number?.decimalMark == .comma } ? .comma : format.decimalMark.value
    }
}
