/// A comparison of new rows with those that a model was trained on: whether the model still fits them.
///
/// ```swift
/// let report = try model.drift(of: Table(contentsOf: "january.csv"))
/// if report.isBeyond(0.25) { print(report.drifted(beyond: 0.25).map(\.name)) }
/// ```
public struct DriftReport: Sendable {
    /// The number of new rows.
    public let rowCount: Int

    /// The number of rows that the model was trained on, or of the earlier rows if these were given.
    public let earlierRowCount: Int

    /// Whether there is a summary of the earlier rows to compare distributions with.
    public let hasSummary: Bool

    /// The columns that the model cannot use as they are.
    public let problems: [ColumnProblem]

    /// The names of new columns, which the model does not use.
    public let newColumns: [String]

    /// The comparisons of the columns that the model uses, in the order of the training table.
    public let columns: [ColumnDrift]

    /// The comparison of the predictions with those for the rows that were held out in training.
    ///
    /// It is `nil` if the model keeps no summary of these or cannot predict the new rows.
    public internal(set) var predictions: ColumnDrift?

    /// The reason why the model cannot predict the new rows, or `nil` if it can.
    public internal(set) var predictionError: String?

    /// Whether new and earlier rows can be told apart, or `nil` if no earlier rows were given.
    public internal(set) var twoSample: TwoSampleTest?

    /// The number of stability indices, which share the probability of a false alarm.
    var comparisonCount: Int {
        max(1, (columns + [predictions].compactMap(\.self)).count { $0.stability != nil })
    }

    /// The probability that the index of any column is above what chance explains, if nothing has changed.
    static let falseAlarm = 0.05

    /// Returns the index that chance alone exceeds in a column with a probability of 5 %, shared among all columns.
    public func chance(of column: ColumnDrift) -> Double {
        column.stability?.exceededByChance(Self.falseAlarm / Double(comparisonCount)) ?? 0
    }

    /// Whether the column differs by more than chance.
    public func isMoreThanChance(_ column: ColumnDrift) -> Bool {
        column.stability.map { $0.value > chance(of: column) } ?? false
    }

    /// Returns the columns whose stability index is above a limit, and above what chance explains.
    ///
    /// Predictions are not among them: those of training are of the networks of folds, which are less certain than the
    /// model even on equal rows.
    public func drifted(beyond limit: Double) -> [ColumnDrift] {
        columns.filter { ($0.stability?.value ?? 0) > limit && isMoreThanChance($0) }
    }

    /// Whether a column drifted beyond a limit of the stability index, or the model cannot predict
    /// the rows.
    public func isBeyond(_ limit: Double) -> Bool {
        predictionError != nil || !drifted(beyond: limit).isEmpty
    }
}

extension Model {
    /// Compares new rows with those that the model was trained on.
    ///
    /// The targets may be missing. If they are not, their distribution is compared too. Without ``dataSummary``, which
    /// earlier versions of this library did not store, only columns, categories and ranges are compared.
    ///
    /// - Parameters:
    ///   - table: The new rows.
    ///   - earlier: Rows of the time of training. A network then tries to tell them from the new ones; see
    ///     ``TwoSampleTest``. They replace a summary that the model lacks.
    ///   - threads: The maximum number of threads; results do not depend on it.
    /// - Throws: ``ModelError`` for a model of images or numbers. ``PreprocessingError`` if columns without names are
    ///   more or fewer than in training. With earlier rows, ``TwoSampleError`` and the errors of training.
    public func drift(
        of table: Table, since earlier: Table? = nil, threads: Int = 1
    ) throws -> DriftReport {
        let preprocessor = try input.requireTable()
        let new = try ComparedTable(table, preprocessor)
        let old = try earlier.map { try ComparedTable($0, preprocessor) }
        let summary = dataSummary ?? old?.summary
        var report = DriftReport(
            rowCount: table.rowCount,
            earlierRowCount: summary?.rowCount ?? old?.table.rowCount ?? provenance.rows,
            hasSummary: summary != nil, problems: new.problems, newColumns: new.newNames,
            columns: new.columns.map { new.drift(of: $0, since: summary) })
        addPredictions(of: table, to: &report, threads: threads)
        if let old {
            report.twoSample = try TwoSampleTest(earlier: old, new: new, threads: threads)
        }
        return report
    }

    /// Compares the predictions with those for the rows held out in training.
    private func addPredictions(of table: Table, to report: inout DriftReport, threads: Int) {
        do {
            let content = try contentInParts(of: table, threads: threads)
            if let before = heldOutErrors?.predictions {
                report.predictions = content.drift(since: before, rows: table.rowCount)
            }
        } catch {
            report.predictionError = "\(error)"
        }
    }
}

extension Predictions.Content {
    /// Compares predictions with the distribution of earlier ones, or returns `nil` if they are of another kind.
    fileprivate func drift(since before: DataSummary.Column, rows: Int) -> ColumnDrift? {
        let count = before.numbers?.count ?? before.categories?.count ?? 0
        switch self {
        case .classes(let classes, let labels, _):
            if before.numbers != nil, let shares = secondProbabilities {
                guard let index = labels.firstIndex(of: before.name) else { return nil }
                var drift = ColumnDrift(name: before.name, kind: .probabilities, rowCount: rows)
                drift.compare(index == 1 ? shares : shares.map { 1 - $0 }, with: before, count, range: nil)
                return drift
            }
            guard before.categories != nil else { return nil }
            var drift = ColumnDrift(name: "", kind: .categories, rowCount: rows)
            drift.compare(classes.map { labels[$0] }, with: before, count) { labels.contains($0) }
            return drift
        case .values(let values, let targets) where targets.count == 1 && before.numbers != nil:
            var drift = ColumnDrift(name: targets[0], kind: .numbers, rowCount: rows)
            drift.compare(values.filter(\.isFinite), with: before, count, range: nil)
            return drift
        case .values, .multiLabel: return nil
        }
    }
}
