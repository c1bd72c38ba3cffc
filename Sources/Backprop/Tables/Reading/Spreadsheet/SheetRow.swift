/// One row of a sheet, with the cells that it has.
struct SheetRow {
    /// A cell, its value as text.
    struct Cell {
        enum Kind { case text, number, percent, date, boolean, error, formulaWithoutValue }

        let column: Int
        let kind: Kind
        let text: Range<Int>
        /// The index of the cell's style.
        var style = 0
    }

    var number = 0
    var isHidden = false
    var cells: [Cell] = []
    var text: [UInt8] = []

    func bytes(_ cell: Cell) -> ArraySlice<UInt8> { text[cell.text] }

    /// The cells that contain more than blanks.
    var filled: [Cell] { cells.filter { !isBlank($0) } }

    func isBlank(_ cell: Cell) -> Bool {
        cell.kind != .formulaWithoutValue && text[cell.text].allSatisfy { $0.isBlank || $0.isLineEnd }
    }
}

/// The name of a cell, such as `C7`.
enum CellName {
    /// The number of columns and rows of a sheet at most.
    static let (maximumColumnCount, maximumRowCount) = (16_384, 1_048_576)

    static func text(column: Int, row: Int) -> String { letters(column) + "\(row)" }

    /// Returns the letters of a column, counted from 0.
    static func letters(_ column: Int) -> String {
        var (letters, rest) = ("", column + 1)
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }

    /// Returns the column of a name, counted from 0, or `nil` if it is not a name of a cell.
    static func column(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        var column = 0
        for byte in name.prefix(4) {
            let letter = byte | 0x20
            guard letter &- 0x61 < 26 else { break }
            column = 26 * column + Int(letter - 0x60)
        }
        return (1...maximumColumnCount).contains(column) ? column - 1 : nil
    }

    /// Returns the row of a name, or `nil`.
    static func row(_ name: some StringProtocol) -> Int? {
        Int(name.drop { $0.isLetter || $0 == "$" }).flatMap { (1...maximumRowCount).contains($0) ? $0 : nil }
    }
}
