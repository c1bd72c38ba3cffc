/// A cell of a row that arrives alone, such as in a request to a server, with its bytes in a text around it.
package enum PlainCell: Hashable, Sendable {
    /// The value is missing.
    case missing
    /// A number as JSON writes it.
    case number(Range<Int>)
    /// A text without escapes.
    case text(Range<Int>)

    /// Returns the bytes of the cell.
    func bytes(in text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        switch self {
        case .missing: UnsafeBufferPointer(start: nil, count: 0)
        case .number(let range), .text(let range): UnsafeBufferPointer(rebasing: text[range])
        }
    }
}

/// Rows of plain cells: those of the columns of ``CompiledModel/plainColumns``, one row after another.
package struct PlainRows: Sendable {
    /// The cells, rows × columns.
    package var cells: [PlainCell]
    /// The number of rows.
    package var rowCount: Int

    /// Creates rows.
    package init(cells: [PlainCell] = [], rowCount: Int = 0) {
        (self.cells, self.rowCount) = (cells, rowCount)
    }
}
