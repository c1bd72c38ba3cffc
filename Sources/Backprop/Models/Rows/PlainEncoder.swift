/// An encoder of plain rows for one network: the short way from a few cells to its inputs, without a table.
///
/// Its inputs are those of ``Preprocessor/features(from:as:)`` for a table of the same cells, bit by bit. Rows for which
/// that is not certain, or which are not valid, are left to the table.
struct PlainEncoder<S: Scalar> {
    /// A column that the network uses.
    private struct Input {
        let column: PreprocessorColumn
        /// The index of the column's cell in a row.
        let cell: Int
        /// The categories, or `nil` for numbers.
        let lookup: CategoryLookup?
        /// The position of a missing category.
        let missing: Int?
    }

    private let preprocessor: Preprocessor
    private let inputs: [Input]
    private let parser: CellParser
    private let inputCount: Int
    private let width: Int

    /// Creates an encoder, or returns `nil` if the preprocessor needs tables.
    ///
    /// - Parameter names: The names of the columns of plain rows, with all that the preprocessor uses.
    init?(_ preprocessor: Preprocessor, names: [String]) {
        guard let parser = preprocessor.plainParser else { return nil }
        let positions = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        self.preprocessor = preprocessor
        self.parser = parser
        (inputCount, width) = (preprocessor.inputCount, names.count)
        inputs = preprocessor.columns.filter { $0.width > 0 }.map { column in
            let lookup = column.categories.map(CategoryLookup.init)
            return Input(
                column: column, cell: positions[column.name]!, lookup: lookup,
                missing: lookup?.positionOfMissing(preprocessor.settings.categoricalImputation))
        }
    }

    /// Returns the inputs of plain rows, or `nil` if they need a table.
    func features(
        of rows: PlainRows, in text: UnsafeBufferPointer<UInt8>
    ) -> (values: [S], report: EncodingReport)? {
        var encoder = FeatureEncoder<S>(
            rowCount: rows.rowCount, inputCount: inputCount, settings: preprocessor.settings,
            collectsUnusualValues: true)
        guard !hasEmptyRow(rows) else { return nil }
        for input in inputs {
            var counts = EncodingReport.ColumnCounts(name: input.column.name)
            guard encode(input, rows, text, into: &encoder, &counts) else { return nil }
            encoder.finish(input.column, counts)
        }
        var report = EncodingReport(
            rowCount: rows.rowCount, columns: encoder.counts, ignoredColumns: [], isMatchedByName: true)
        report.unusualValues = encoder.unusualValues
        return (encoder.values, report)
    }

    private func hasEmptyRow(_ rows: PlainRows) -> Bool {
        (0..<rows.rowCount).contains { row in
            inputs.allSatisfy { rows.cells[row * width + $0.cell] == .missing }
        }
    }

    /// Encodes a column of all rows. Returns `false` for rows that need a table.
    private func encode(
        _ input: Input, _ rows: PlainRows, _ text: UnsafeBufferPointer<UInt8>,
        into encoder: inout FeatureEncoder<S>, _ counts: inout EncodingReport.ColumnCounts
    ) -> Bool {
        guard let lookup = input.lookup else {
            guard let fitted = input.column.numeric, let numbers = numbers(input, rows, text) else {
                return false
            }
            return encoder.encode(numbers, as: fitted, &counts) == nil
        }
        return (0..<rows.rowCount).allSatisfy { row in
            let cell = rows.cells[row * width + input.cell]
            return encoder.encode(
                parser.text(of: cell.bytes(in: text)), ofRow: row, as: lookup, missing: input.missing, &counts
            )
        }
    }

    /// Returns the numbers of a column, NaN being a missing one, or `nil` if a cell is not a plain number.
    private func numbers(
        _ input: Input, _ rows: PlainRows, _ text: UnsafeBufferPointer<UInt8>
    ) -> [Double]? {
        var numbers: [Double] = []
        numbers.reserveCapacity(rows.rowCount)
        for row in 0..<rows.rowCount {
            let cell = rows.cells[row * width + input.cell]
            switch cell {
            case .missing: numbers.append(.nan)
            case .text: return nil
            case .number:
                guard case .value(let number) = parser.number(cell.bytes(in: text), as: Double.self) else {
                    return nil
                }
                numbers.append(number)
            }
        }
        return numbers
    }
}

extension Preprocessor {
    /// The parser of plain cells, or `nil` if rows need a table: columns have no names, dates, words or a notation of
    /// their own, or rows depend on earlier ones.
    fileprivate var plainParser: CellParser? {
        let options = readingOptions
        guard hasHeader, past == nil, options.decimalMark != .comma, options.thousandsSeparator == nil,
            columns.allSatisfy({ $0.width == 0 || $0.isPlain })
        else { return nil }
        let parser = FormatDetector(options: options).parser(.point)
        return parser.missingTokens.areNoNumbers ? parser : nil
    }
}

extension PreprocessorColumn {
    /// Whether a cell of the column alone shows its value.
    fileprivate var isPlain: Bool {
        (numeric != nil || categories != nil) && format == nil && keptWords == nil
            && name == SchemaNumber.trimmed(name)
    }
}
