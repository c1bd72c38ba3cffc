/// A cell of a table that is written.
package enum SheetCell {
    /// A text.
    case text(String)
    /// A number that the program computed.
    case number(Double)
    /// A cell of the input, unchanged.
    case copied(Column.WrittenCell)
    /// A list of texts.
    case list([String])
    /// A list of columns, each with a remark.
    case remarks([UnusualValue])
}

/// A writer of a table: first the header, then the rows in order, then the end.
///
/// A writer passes its bytes on as soon as it can, so that the rows need not be in memory.
package protocol SheetWriter: AnyObject {
    /// Writes the names of the columns.
    func write(header: [String]) throws

    /// Writes a row with a cell for each column.
    func write(row: [SheetCell]) throws

    /// Writes the remaining bytes.
    func finish() throws
}

/// A function that takes the next bytes of a file.
package typealias ByteOutput = ([UInt8]) throws -> Void
