/// Two models on the same rows: the paired differences of their losses and of their main scores.
public struct ModelComparison: Equatable, Sendable {
    /// The number of rows.
    public let rowCount: Int

    /// The differences, the main measure first.
    public let differences: [PairedDifference]

    /// Returns a sentence on whether one is better by more than chance, by the main measure.
    public func sentence(_ first: String, _ second: String) -> String {
        let main = differences[0]
        let better = main.verdict == .second ? (second, first) : (first, second)
        let beginning =
            main.verdict == .unclear
            ? "No more than chance distinguishes \(first) and \(second)"
            : "\(better.0) is better than \(better.1) by more than chance"
        let numbers = "\(main.name) \(text(main.first)) against \(text(main.second))"
        guard let interval = main.interval else { return "\(beginning): \(numbers)." }
        return "\(beginning): \(numbers), a difference of \(text(interval.lower)) to \(text(interval.upper)) "
            + "(95 % interval)."
    }

    private func text(_ value: Double) -> String { NumberText.significant(value, digits: 4) }
}

/// The reason why two models cannot be compared.
public enum ComparisonError: BackpropError {
    /// The models predict other targets or classes.
    case otherTargets(first: String, second: String)
}

extension ComparisonError {
    /// The category of the error.
    public var category: ErrorCategory { .setting }

    /// A sentence that names both targets.
    public var description: String {
        switch self {
        case .otherTargets(let first, let second):
            "The first model predicts \(first), the second \(second). Compare models of the same target."
        }
    }
}

extension Model {
    /// Compares this model with another on rows whose targets are known.
    ///
    /// For classes the measures are accuracy and log loss, for numbers the mean absolute error and the mean squared error
    /// over all targets. For several yes/no targets they are the log loss and the share of correct values.
    ///
    /// - Parameters:
    ///   - other: A model of the same targets.
    ///   - table: The rows.
    ///   - threads: The maximum number of threads; results do not depend on it.
    /// - Throws: ``ComparisonError`` for another target, and the errors of ``evaluate(_:threads:)-(Table,_)``.
    public func comparison(
        with other: Model, on table: Table, threads: Int = 1
    ) throws -> ModelComparison {
        try comparison(with: other, of: table, threads: threads)
    }

    /// Compares this model with another on raw rows of either kind.
    package func comparison(
        with other: Model, of rows: any RawRows, threads: Int = 1
    ) throws -> ModelComparison {
        guard targetText == other.targetText else {
            throw ComparisonError.otherTargets(first: targetText, second: other.targetText)
        }
        let own = PredictionsWithTruth(
            try contentInParts(of: rows, threads: threads), try truth(of: rows))
        let theirs = PredictionsWithTruth(
            try other.contentInParts(of: rows, threads: threads), try other.truth(of: rows))
        let differences = zip(own.rowMeasures, theirs.rowMeasures).compactMap { first, second in
            PairedDifference(
                first.name, isHigherBetter: first.isHigherBetter, rows: first.values, second.values,
                weights: own.weights)
        }
        guard !differences.isEmpty else { throw MetricError.noRows }
        return ModelComparison(rowCount: rows.rowCount, differences: differences)
    }

    /// The predicted targets in words.
    private var targetText: String {
        if let targets = input.binaryTargets {
            return "the yes/no targets \(list(targets.map { quoted($0.name) }, limit: 5))"
        }
        guard input.task != .classification else {
            return "the classes \(list(input.classLabels.sorted().map(quoted), limit: 10))"
        }
        return "numbers of \(list((preprocessor?.targetNames ?? []).map(quoted), limit: 5))"
    }
}

/// A measure of each row.
private struct RowMeasure {
    let name: String
    let isHigherBetter: Bool
    let values: [Double]
}

extension PredictionsWithTruth {
    /// The measures of each row, the main one first.
    fileprivate var rowMeasures: [RowMeasure] {
        switch content {
        case .classes(let truth, let predicted, let labels, let shares):
            let right = zip(truth, predicted).map { $0 == $1 ? 1.0 : 0 }
            let losses = shares.map { shares in
                truth.indices.map { Self.loss(of: shares[$0 * labels.count + truth[$0]]) }
            }
            return [RowMeasure(name: "accuracy", isHigherBetter: true, values: right)]
                + (losses.map { [RowMeasure(name: "log loss", isHigherBetter: false, values: $0)] } ?? [])
        case .values(let truth, let predicted, let targets):
            let errors = zip(truth, predicted).map { abs($0 - $1) }
            return [
                RowMeasure(
                    name: "mean absolute error", isHigherBetter: false,
                    values: Self.means(errors, targets.count)),
                RowMeasure(
                    name: "mean squared error", isHigherBetter: false,
                    values: Self.means(errors.map { $0 * $0 }, targets.count)),
            ]
        case .multiLabel(let truth, let shares, let targets):
            let right = zip(truth, shares).map { ($0 == 1) == BinaryTarget.isPositive($1) ? 1.0 : 0 }
            let losses = zip(truth, shares).map { Self.loss(of: $0 == 1 ? $1 : 1 - $1) }
            return [
                RowMeasure(
                    name: "log loss", isHigherBetter: false, values: Self.means(losses, targets.count)),
                RowMeasure(
                    name: "share of correct values", isHigherBetter: true,
                    values: Self.means(right, targets.count)),
            ]
        }
    }

    /// Returns −ln p; one probability of 0 must not decide alone.
    private static func loss(of probability: Double) -> Double {
        -PortableLog.value(of: max(probability, 1e-15))
    }

    private static func means(_ values: [Double], _ columns: Int) -> [Double] {
        (0..<(values.count / max(1, columns))).map { row in
            values[(row * columns)..<((row + 1) * columns)].reduce(0, +) / Double(columns)
        }
    }
}
