/// An encoder that fills a matrix of inputs, column by column of the rows.
struct FeatureEncoder<S: Scalar> {
    let rowCount: Int
    let inputCount: Int
    let settings: PreprocessingSettings
    var values: [S]
    var counts: [EncodingReport.ColumnCounts] = []
    /// Whether each row has a number far outside of the range of the training rows.
    var isFar: [Bool]
    /// The unusual values of each row; empty unless they are collected.
    var unusualValues: [[UnusualValue]] = []
    private(set) var offset = 0

    init(rowCount: Int, inputCount: Int, settings: PreprocessingSettings, collectsUnusualValues: Bool) {
        self.rowCount = rowCount
        self.inputCount = inputCount
        self.settings = settings
        values = [S](repeating: 0, count: rowCount * inputCount)
        isFar = [Bool](repeating: false, count: rowCount)
        if collectsUnusualValues { unusualValues = Array(repeating: [], count: rowCount) }
    }

    /// Collects an unusual value, if that is requested.
    private mutating func collect(_ row: Int, _ column: String, _ reason: UnusualValue.Reason) {
        if !unusualValues.isEmpty { unusualValues[row].append(.init(column: column, reason: reason)) }
    }

    /// Counts a missing value that is replaced.
    mutating func noteFilled(_ row: Int, _ counts: inout EncodingReport.ColumnCounts) {
        counts.filled += 1
        collect(row, counts.name, .missing)
    }

    /// Counts a text without any term of the training texts.
    mutating func noteUnknownWords(
        _ row: Int, _ text: String, _ counts: inout EncodingReport.ColumnCounts
    ) {
        counts.addUnseen(text)
        collect(row, counts.name, .noKnownWord)
    }

    /// Counts a number outside of the range of the training rows.
    mutating func noteOutside(
        _ row: Int, _ reason: UnusualValue.Reason, _ counts: inout EncodingReport.ColumnCounts
    ) {
        counts.outOfRange += 1
        if reason == .farBelow || reason == .farAbove { isFar[row] = true }
        collect(row, counts.name, reason)
    }

    /// Encodes a column of a table, the next in the order of the inputs.
    mutating func encode(
        _ column: Column, of table: Table, as fitted: PreprocessorColumn
    ) throws(PreprocessingError) {
        var counts = EncodingReport.ColumnCounts(name: fitted.name)
        if let numeric = fitted.numeric { try encode(column, of: table, as: numeric, &counts) }
        if let categories = fitted.categories { try encode(column, of: table, as: categories, &counts) }
        if let dates = fitted.dates { try encode(column, of: table, as: dates, &counts) }
        if let text = fitted.text { encode(column, of: table, as: text, &counts) }
        finish(fitted, counts)
    }

    /// Continues with the inputs of the next column.
    mutating func finish(_ column: PreprocessorColumn, _ counts: EncodingReport.ColumnCounts) {
        if !counts.isEmpty { self.counts.append(counts) }
        offset += column.width
    }

    private mutating func encode(
        _ column: Column, of table: Table, as fitted: FittedNumbers,
        _ counts: inout EncodingReport.ColumnCounts
    ) throws(PreprocessingError) {
        let numbers = try table.numbersAsInTraining(of: column)
        guard let row = encode(numbers, as: fitted, &counts) else { return }
        throw .overflowOfFeature(.init(table, row: row, column: column))
    }

    /// Encodes the numbers of all rows, NaN being a missing one. Returns the first row whose number is too large.
    mutating func encode(
        _ numbers: [Double], as fitted: FittedNumbers, _ counts: inout EncodingReport.ColumnCounts
    ) -> Int? {
        let filled = S(fitted.scale.apply(fitted.fill))
        for (row, number) in numbers.enumerated() {
            let index = row * inputCount + offset
            let isMissing = number.isNaN
            if isMissing { noteFilled(row, &counts) }
            if fitted.hasIndicator { values[index + fitted.width - 1] = isMissing ? 1 : 0 }
            guard fitted.isUsed else { continue }
            if let reason = UnusualValue.Reason(number, minimum: fitted.minimum, maximum: fitted.maximum) {
                noteOutside(row, reason, &counts)
            }
            values[index] = isMissing ? filled : S(fitted.scale.apply(number))
            fitted.bins?.encode(number, into: &values, at: index + 1)
            guard values[index].isFinite else { return row }
        }
        return nil
    }

    private mutating func encode(
        _ column: Column, of table: Table, as fitted: FittedCategories,
        _ counts: inout EncodingReport.ColumnCounts
    ) throws(PreprocessingError) {
        let lookup = CategoryLookup(fitted)
        let missing = lookup.positionOfMissing(settings.categoricalImputation)
        for row in 0..<rowCount {
            let isValid = encode(
                column.text(at: row), ofRow: row, as: lookup, missing: missing, &counts)
            if isValid { continue }
            throw .unseenCategory(
                .init(table, row: row, column: column), known: fitted.labels + fitted.rareLabels)
        }
    }

    /// Encodes the category of a row, `nil` being a missing one. Returns `false` for one that the settings refuse.
    ///
    /// - Parameter missing: The position of a missing category.
    @inline(__always)
    mutating func encode(
        _ text: String?, ofRow row: Int, as lookup: CategoryLookup, missing: Int?,
        _ counts: inout EncodingReport.ColumnCounts
    ) -> Bool {
        let fitted = lookup.fitted
        let index = row * inputCount + offset
        var position = missing
        if let text {
            position = lookup.position(of: text)
            if position == nil {
                if settings.unseenCategories == .refuse { return false }
                position = noteUnseen(text, row, fitted, &counts)
            }
        } else {
            noteFilled(row, &counts)
            if fitted.hasIndicator { values[index + fitted.width - 1] = 1 }
        }
        if let scale = fitted.ordinalScale {
            values[index] = S(scale.apply(Double(position ?? fitted.mostFrequent)))
        } else if let position {
            values[index + position] = 1
        }
        return true
    }

    /// Counts a category that does not occur in training. Returns the input that represents it, or `nil` if there is
    /// none.
    private mutating func noteUnseen(
        _ text: String, _ row: Int, _ fitted: FittedCategories, _ counts: inout EncodingReport.ColumnCounts
    ) -> Int? {
        counts.addUnseen(text)
        collect(row, counts.name, .unseen)
        return settings.unseenCategories == .other && fitted.hasOther ? fitted.otherPosition : nil
    }
}
