import Backprop

extension TrainReport {
    private static let maximumColumnCount = 12

    /// Returns the columns that a continued model reads, with the values that it was trained on, as a table.
    ///
    /// These are not those of the new rows: the model keeps its preprocessing.
    static func columns(of model: Preprocessor) -> [String] {
        let used = model.columns.filter { $0.role.isFeature || $0.role == .target }
        var grid = TextGrid(rows: [["column of the model", "type", "inputs", "values in training"]])
        for column in used.prefix(maximumColumnCount) {
            grid.rows.append([
                shortName(column.name), column.role.rawValue,
                column.role == .target ? "-" : column.width == 0 ? "not used" : "\(column.width)",
                values(of: column),
            ])
        }
        let more = used.count - maximumColumnCount
        return grid.lines + (more > 0 ? ["… and \(more) more"] : [])
    }

    private static func values(of column: PreprocessorColumn) -> String {
        if let numbers = column.numeric {
            return "\(NumberText.short(numbers.minimum)) to \(NumberText.short(numbers.maximum))"
        }
        guard let categories = column.categories else { return "-" }
        let labels = categories.labels + categories.rareLabels
        let shown = labels.prefix(5).map { shortName($0) }.joined(separator: ", ")
        return shown + (labels.count > 5 ? " and \(labels.count - 5) more" : "")
    }
}

extension Model {
    /// Returns a sentence about rows with values that the model was not trained on, or `nil` if there are none.
    func noticeOfOtherValues(in rows: any RawRows, threads: Int) throws -> String? {
        guard preprocessor != nil else { return nil }
        var (count, columns): (Int, [String]) = (0, [])
        _ = try predictInParts(of: rows, threads: threads, collectsUnusualValues: true) { predictions, _ in
            for values in predictions.report.unusualValues {
                let others = values.filter { $0.reason != .missing }
                if !others.isEmpty { count += 1 }
                for value in others where !columns.contains(value.column) { columns.append(value.column) }
            }
        }
        guard count > 0 else { return nil }
        let names = columns.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
        let more = columns.count > 5 ? " and \(columns.count - 5) more" : ""
        return "\(count) of \(rows.rowCount) rows have values outside of those that the model was trained on "
            + "(\(columns.count == 1 ? "column" : "columns") \(names)\(more)); its preprocessing is kept."
    }
}
