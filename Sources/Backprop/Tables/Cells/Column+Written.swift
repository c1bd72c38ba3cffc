extension Column {
    /// A cell with the text of the file.
    package struct WrittenCell: Hashable, Sendable {
        /// The text without quotes and the blanks around it, even if it means a missing value.
        package let text: String
        /// The number that the text is, or `nil` if another program would not keep its digits, as of `007`.
        package let number: Double?
    }

    /// Returns a cell with the text of the file.
    package func written(at row: Int) -> WrittenCell {
        storage.store.withCell(row: storedRow(row), column: index) { cell in
            storage.withParser(of: index) { parser in
                let text = parser.trimmed(cell)
                guard Self.keepsDigits(text), case .value(let number) = parser.number(cell, as: Double.self)
                else { return WrittenCell(text: String(decoding: text, as: UTF8.self), number: nil) }
                return WrittenCell(text: String(decoding: text, as: UTF8.self), number: number)
            }
        }
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
