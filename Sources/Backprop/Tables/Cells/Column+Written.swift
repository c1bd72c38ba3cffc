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
            case boolean(Bool)
            /// An array, of which the text is JSON.
            case array
            /// A missing number, date or the like; its text may be one that means a missing value.
            case missing
        }

        /// The origin of the text, on which its notation depends.
        package enum Origin: Hashable, Sendable {
            /// A file in which all cells are texts.
            case text
            /// A file that declares the cell a text.
            case declaredText
            /// A file that declares the cell a number, a date or the like. It has a decimal point in every country.
            case declaredValue
        }

        /// The text without quotes and the blanks around it, even if it means a missing value.
        package let text: String
        /// The meaning of the text.
        package let value: Value
        /// The origin of the text.
        package let origin: Origin
        /// The code of the number format by which a spreadsheet shows the value, or `nil` for the general one.
        package let numberFormat: String?
    }

    /// Returns a cell with the text of the file.
    package func written(at row: Int) -> WrittenCell { written(at: row, in: writing(isCode: false)) }

    /// Returns a cell with the text of the file, and its value in the way that all cells of the column are written.
    package func written(at row: Int, in writing: ColumnWriting) -> WrittenCell {
        let row = storedRow(row)
        return storage.withCell(row: row, column: index) { cell, parser in
            let text = parser.trimmed(cell)
            let type = storage.types?[row, index]
            let value = value(cell, text, type, parser, writing)
            return WrittenCell(
                text: String(decoding: text, as: UTF8.self), value: value,
                origin: type.map { $0 == .text ? .declaredText : .declaredValue } ?? .text,
                numberFormat: writing.numberFormat(of: value))
        }
    }

    private func value(
        _ cell: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>, _ type: CellType?,
        _ parser: CellParser, _ writing: ColumnWriting
    ) -> WrittenCell.Value {
        if writing.isText { return .text }
        switch type {
        case .boolean where !text.isEmpty: return .boolean(text.count == 4)
        case .array where !text.isEmpty: return .array
        case .text where !text.isEmpty && parser.format == nil: return .text
        default: break
        }
        if let format = dateFormat(parser, type) {
            return parser.isMissing(cell) ? .missing : Self.date(text, format)
        }
        switch parser.number(cell, as: Double.self) {
        case .missing: return .missing
        case .notANumber, .overflow: return .text
        case .value(let number):
            if parser.format?.number?.suffix == NumberFormat.percent { return .percent(Self.share(number)) }
            return type == .percent ? .percent(number) : .number(number)
        }
    }

    /// Returns the format of a cell that is a date, or `nil` if it is none.
    private func dateFormat(_ parser: CellParser, _ type: CellType?) -> DateFormat? {
        if let format = parser.format?.date { return format }
        return parser.format == nil && type == .date ? .yearMonthDay : nil
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
}

extension Table {
    /// The decimal mark of the numbers in the file: a comma if a column contains numbers such as `1.234,50 €`.
    package var writtenDecimalMark: DecimalMark {
        columns.contains { $0.format?.number?.decimalMark == .comma } ? .comma : format.decimalMark.value
    }
}
