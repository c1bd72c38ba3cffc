extension Column {
    /// Returns the column as numbers, each parsed from its text straight to `S` and correctly rounded; NaN if a cell is
    /// missing.
    ///
    /// Throws ``TableError`` for the first cell that is not a number, or is too large for `S`.
    public func numbers<S: BinaryFloatingPoint>(as type: S.Type) throws(TableError) -> [S] {
        var result = try storage.numbers(columns: [index], selection: selection, as: type)
        return result.removeLast()
    }
}

extension Table {
    /// Returns several columns as numbers, in one pass over the rows: the faster way if most columns are needed.
    ///
    /// Throws ``TableError`` for a cell that is not a number, or is too large for `S`.
    public func numbers<S: BinaryFloatingPoint>(
        ofColumns indices: [Int], as type: S.Type
    ) throws(TableError) -> [[S]] {
        precondition(indices.allSatisfy(columns.indices.contains), "every index is that of a column")
        // Columns of earlier rows have a storage of their own.
        guard indices.allSatisfy(storage.names.indices.contains) else {
            var numbers: [[S]] = []
            for index in indices { numbers.append(try columns[index].numbers(as: type)) }
            return numbers
        }
        return try storage.numbers(columns: indices, selection: selection, as: type)
    }
}

/// A table's columns as numbers.
///
/// If every cell of a column is a number or missing, its numbers were kept when it was read. Otherwise, and for types
/// other than `Double` and `Float`, the texts are parsed, if only to find the one that causes an error.
extension TableStorage {
    func numbers<S: BinaryFloatingPoint>(
        columns: [Int], selection: [Int]?, as type: S.Type
    ) throws(TableError) -> [[S]] {
        // Called with the types that matter, so that each is compiled to specialized machine code.
        if S.self == Double.self {
            return unsafeBitCast(try doubles(columns, selection), to: [[S]].self)
        }
        if S.self == Float.self {
            return unsafeBitCast(try floats(columns, selection), to: [[S]].self)
        }
        var results: [[S]] = []
        for column in columns { results.append(try parsed(column, selection, as: type)) }
        return results
    }

    /// Whether a column's numbers were kept when it was read: those of a column with a format are in its texts alone.
    private func keepsNumbers(ofColumn column: Int) -> Bool {
        cellCounts[column].isAllNumbers && columnParsers[column]?.format == nil
    }

    /// Returns the numbers of a column's first rows, with NaN for missing cells, or `nil` if there are none or they are
    /// not plain.
    func plainNumbers(ofColumn column: Int, maximumCount: Int = .max) -> [Double]? {
        guard keepsNumbers(ofColumn: column), cellCounts[column].numberCount > 0 else { return nil }
        guard maximumCount < store.rowCount else { return store.numbers(ofColumn: column) }
        return (0..<maximumCount).map { store.number(row: $0, column: column) }
    }

    private func doubles(_ columns: [Int], _ selection: [Int]?) throws(TableError) -> [[Double]] {
        var results: [[Double]] = []
        for column in columns {
            if !keepsNumbers(ofColumn: column) {
                results.append(try parsed(column, selection, as: Double.self))
            } else if let selection {
                results.append(selection.map { store.number(row: $0, column: column) })
            } else {
                results.append(store.numbers(ofColumn: column))
            }
        }
        return results
    }

    private func floats(_ columns: [Int], _ selection: [Int]?) throws(TableError) -> [[Float]] {
        var results: [[Float]] = []
        for column in columns {
            let floats = keepsNumbers(ofColumn: column) ? nearestFloats(column, selection) : nil
            if let floats, !floats.contains(where: \.isInfinite) {
                results.append(floats)
            } else {
                results.append(try parsed(column, selection, as: Float.self))
            }
        }
        return results
    }

    /// Returns the `Float`s nearest to a column's numbers; infinity if there is none.
    private func nearestFloats(_ column: Int, _ selection: [Int]?) -> [Float] {
        if let selection {
            return selection.map { nearestFloat(to: store.number(row: $0, column: column), row: $0, column) }
        }
        let numbers = store.numbers(ofColumn: column)
        return [Float](unsafeUninitializedCapacity: numbers.count) { output, count in
            adviseHugePages(UnsafeMutableRawBufferPointer(output))
            for (row, number) in numbers.enumerated() {
                output.initializeElement(at: row, to: nearestFloat(to: number, row: row, column))
            }
            count = numbers.count
        }
    }

    /// Returns the `Float` nearest to a cell's number; infinity if there is none.
    ///
    /// Rounding the `Double` once more is correct unless it lies halfway between two floats: rounding is monotone, so
    /// otherwise the text's number lies on the same side. At halfway points, and at the limits of normal floats, the
    /// text decides.
    @inline(__always)
    private func nearestFloat(to number: Double, row: Int, _ column: Int) -> Float {
        let isHalfway = number.bitPattern & 0x1FFF_FFFF == 0x1000_0000
        let isOrdinary = number.magnitude >= 0x1p-126 && number.magnitude < 0x1p127
        if isOrdinary && !isHalfway || number == 0 || number.isNaN { return Float(number) }
        return parsedFloat(row: row, column: column)
    }

    @inline(never)
    private func parsedFloat(row: Int, column: Int) -> Float {
        let parsed = store.withCell(row: row, column: column) { parser.number($0, as: Float.self) }
        if case .value(let value) = parsed { return value }
        return .infinity
    }

    /// Returns a column's numbers from its texts. Throws for the first cell that is not a number.
    private func parsed<S: BinaryFloatingPoint>(
        _ column: Int, _ selection: [Int]?, as type: S.Type
    ) throws(TableError) -> [S] {
        var result: [S] = []
        for position in 0..<(selection?.count ?? store.rowCount) {
            let row = selection?[position] ?? position
            switch withCell(row: row, column: column, { $1.number($0, as: type) }) {
            case .value(let value): result.append(value)
            case .missing: result.append(.nan)
            case .notANumber, .overflow:
                let location = CellLocation(
                    source: source, line: store.line(ofRow: row), unit: unit, column: names[column])
                throw withParser(ofRow: row, column: column) {
                    location.error(store.text(row: row, column: column), as: type, $0)
                }
            }
        }
        return result
    }
}
