extension DataSummary {
    /// Summarizes the columns that a model uses, of some rows of a table.
    ///
    /// Each row counts once, whatever its weight. Columns computed from earlier rows are left out.
    ///
    /// - Returns: The summary, or `nil` if the table does not have the model's columns.
    init?(_ table: Table, _ preprocessor: Preprocessor, rows: [Int]) {
        guard let match = try? preprocessor.match(table) else { return nil }
        let table = preprocessor.reading(table.selectingRows(rows), match)
        let used = zip(preprocessor.readColumns, match.positions).filter { column, position in
            position != nil && (column.width > 0 || column.role == .target)
        }
        let stepCount =
            used.count > Self.fineColumnLimit
            ? NumberDistribution.coarseStepCount : NumberDistribution.fineStepCount
        rowCount = rows.count
        columns = used.prefix(Self.columnLimit).map { column, position in
            Column(
                table.columns[position!], column.content(in: preprocessor), stepCount: stepCount, column.name)
        }
    }
}

extension PreprocessorColumn {
    /// The kind of values that a distribution of the column is about.
    enum DistributionContent: String {
        case numbers, dates, words, categories
    }

    /// Returns the kind of values that a distribution of the column is about.
    func content(in preprocessor: Preprocessor) -> DistributionContent {
        switch role {
        case .numeric: .numbers
        case .date: .dates
        case .text: .words
        case .target: preprocessor.task == .regression ? .numbers : .categories
        default: .categories
        }
    }
}

extension DataSummary.Column {
    /// Summarizes a column; cells that do not have its kind of value count as missing.
    init(_ column: Column, _ content: PreprocessorColumn.DistributionContent, stepCount: Int, _ name: String)
    {
        var numbers: NumberDistribution?
        var categories: CategoryDistribution?
        switch content {
        case .numbers, .dates:
            numbers = NumberDistribution(column.readableNumbers, stepCount: stepCount)
        case .words: numbers = NumberDistribution(column.wordCounts, stepCount: stepCount)
        case .categories:
            let labels = LabelCounts(column.texts())
            categories = CategoryDistribution(
                counts: zip(labels.labels, labels.counts).map { ($0, Int($1)) })
        }
        let present = numbers?.count ?? categories?.count ?? 0
        self.init(
            name: name, missingCount: column.count - present, numbers: numbers, categories: categories)
    }
}

extension Column {
    /// The finite numbers of the column, without missing cells and texts.
    var readableNumbers: [Double] {
        if let all = try? numbers(as: Double.self) { return all.filter(\.isFinite) }
        return (0..<count).compactMap(readableNumber)
    }

    /// Returns the number in a cell, or `nil` if it is missing, or not a finite number.
    func readableNumber(at row: Int) -> Double? {
        let parsed = storage.withCell(row: storedRow(row), column: index) {
            $1.number($0, as: Double.self)
        }
        guard case .value(let value) = parsed, value.isFinite else { return nil }
        return value
    }

    /// The numbers of words of the texts, without missing ones.
    var wordCounts: [Double] {
        (0..<count).compactMap { row in text(at: row).map { Double(WordSplitter.words(of: $0).count) } }
    }
}
