extension PredictionsWithTruth {
    /// Returns the numbers of the rows whose mean is a metric, or its square; `nil` for a metric that is not a mean.
    ///
    /// There are such numbers for accuracy, log loss, and the root mean squared and mean absolute errors.
    func rowTerms(of metric: Metric) -> RowTerms? {
        targetTerms(of: metric).map { RowTerms(targets: $0, weights: weights, isSquared: metric == .rmse) }
    }

    private func targetTerms(of metric: Metric) -> [[Double]]? {
        switch (content, metric) {
        case (.classes(let truth, let predicted, _, _), .accuracy):
            [zip(truth, predicted).map { $0 == $1 ? 1 : 0 }]
        case (.classes(let truth, _, let labels, let shares?), .logLoss) where labels.count > 1:
            [truth.enumerated().map { Self.logLoss(shares[$0 * labels.count + $1]) }]
        case (.values(let truth, let predicted, let targets), .rmse):
            Self.columns(zip(truth, predicted).map { ($0 - $1) * ($0 - $1) }, targets.count)
        case (.values(let truth, let predicted, let targets), .mae):
            Self.columns(zip(truth, predicted).map { abs($0 - $1) }, targets.count)
        case (.multiLabel(let truth, let shares, let targets), .accuracy):
            Self.columns(
                zip(truth, shares).map { BinaryTarget.isPositive($1) == ($0 == 1) ? 1 : 0 }, targets.count)
        case (.multiLabel(let truth, let shares, let targets), .logLoss):
            Self.columns(zip(truth, shares).map { Self.logLoss($0 == 1 ? $1 : 1 - $1) }, targets.count)
        default: nil
        }
    }

    /// Returns −ln p, with p moved into [ε, 1 − ε], as ``ProbabilityScores/logLoss`` does.
    private static func logLoss(_ probability: Double) -> Double {
        let epsilon = Double.ulpOfOne
        return -PortableLog.value(of: min(max(probability, epsilon), 1 - epsilon))
    }

    private static func columns(_ values: [Double], _ width: Int) -> [[Double]] {
        (0..<width).map { column in stride(from: column, to: values.count, by: width).map { values[$0] } }
    }
}
