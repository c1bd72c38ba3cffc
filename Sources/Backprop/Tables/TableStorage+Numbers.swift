/// A table's columns as numbers.
///
/// Where every cell of a column is a number or missing, its numbers were kept when it was read. Otherwise, and for types
/// other than `Double` and `Float`, the texts are parsed, if only to find the one to complain about.
extension TableStorage {
    func numbers<S: BinaryFloatingPoint>(
        columns: [Int], selection: [Int]?, as type: S.Type
    ) throws(TableError) -> [[S]] {
        // Called with the types that matter, so that each gets machine code of its own.
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

    private func doubles(_ columns: [Int], _ selection: [Int]?) throws(TableError) -> [[Double]] {
        var results = gathered(columns, selection) { number, _, _ in number }
        for (position, column) in columns.enumerated() where !surveys[column].isAllNumbers {
            results[position] = try parsed(column, selection, as: Double.self)
        }
        return results
    }

    private func floats(_ columns: [Int], _ selection: [Int]?) throws(TableError) -> [[Float]] {
        var results = gathered(columns, selection) { number, row, column in
            nearestFloat(to: number, row: row, column: column)
        }
        for (position, column) in columns.enumerated() {
            let isGood = surveys[column].isAllNumbers && !results[position].contains { $0.isInfinite }
            if !isGood { results[position] = try parsed(column, selection, as: Float.self) }
        }
        return results
    }

    /// The `Float` nearest to a cell's number; infinity where there is none.
    ///
    /// Rounding the `Double` once more is right unless it lies halfway between two floats: rounding is monotone, so that
    /// otherwise the text's number lies on the same side. There, and where floats end or thin out, the text decides.
    @inline(__always)
    private func nearestFloat(to number: Double, row: Int, column: Int) -> Float {
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

    /// The numbers that were kept, each passed through `convert`.
    @inline(__always)
    private func gathered<S>(
        _ columns: [Int], _ selection: [Int]?, convert: (Double, Int, Int) -> S
    ) -> [[S]] {
        columns.map { column in
            if let selection {
                return selection.map { convert(store.number(row: $0, column: column), $0, column) }
            }
            return [S](unsafeUninitializedCapacity: store.rowCount) { output, count in
                adviseHugePages(UnsafeMutableRawBufferPointer(output))
                for (index, (block, first)) in zip(store.blocks, store.firstRows).enumerated() {
                    store.visit(index)
                    let numbers = block.numbers + column * block.rowCapacity
                    for row in 0..<block.rowCount {
                        output.initializeElement(
                            at: first &+ row, to: convert(numbers[row], first &+ row, column))
                    }
                }
                count = store.rowCount
            }
        }
    }

    /// A column's numbers from its texts. Throws for the first cell that is not a number.
    private func parsed<S: BinaryFloatingPoint>(
        _ column: Int, _ selection: [Int]?, as type: S.Type
    ) throws(TableError) -> [S] {
        var result: [S] = []
        for position in 0..<(selection?.count ?? store.rowCount) {
            let row = selection?[position] ?? position
            switch store.withCell(row: row, column: column, { parser.number($0, as: type) }) {
            case .value(let value): result.append(value)
            case .missing: result.append(.nan)
            case .notANumber, .overflow:
                let place = CellPlace(source: source, line: store.line(ofRow: row), column: names[column])
                throw place.error(store.text(row: row, column: column), as: type, parser)
            }
        }
        return result
    }
}
