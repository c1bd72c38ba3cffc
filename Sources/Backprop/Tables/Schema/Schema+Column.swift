extension Column {
    /// Returns the texts of all rows, `nil` for missing ones.
    func texts() -> [String?] { (0..<count).map { text(at: $0) } }

    /// Whether a cell is neither missing nor a number, by the rules of the table that it was read with.
    func isText(at row: Int) -> Bool {
        let row = storedRow(row)
        if storage.store.isNumber(row: row, column: index) { return false }
        return storage.withCell(row: row, column: index) { $1.kind($0) == .text }
    }

    /// Whether the values are nothing but digits, at least three of them, some with a leading zero: `00123`.
    func holdsPaddedCodes() -> Bool {
        var isPadded = false
        for row in 0..<count {
            guard let text = text(at: row) else { continue }
            guard SchemaNumber.isCode(text) else { return false }
            isPadded = isPadded || SchemaNumber.isZeroPadded(text)
        }
        return isPadded
    }
}
