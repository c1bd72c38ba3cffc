/// The differences between predicted and true numbers, for one target or as the mean over several.
///
/// The scores are in the unit of the target, except for the three pure numbers: R², explained variance and MAPE.
public struct RegressionScores: Codable, Equatable, Sendable {
    /// The root of the mean squared error, √(Σ w·(t − p)² / Σ w).
    public let rmse: Double

    /// The mean absolute error, Σ w·|t − p| / Σ w.
    public let mae: Double

    /// The median absolute error, or the mean of the two middle ones if there is no single middle one.
    public let medianAbsoluteError: Double

    /// The coefficient of determination, 1 − Σ w·(t − p)² / Σ w·(t − t̄)².
    ///
    /// If truth is constant, it is 1 for perfect predictions and 0 for others. It is undefined, that is, `nil`, for one
    /// row.
    public let r2: Double?

    /// 1 − variance of (t − p) / variance of t: R² without the penalty for an error common to all rows.
    ///
    /// If truth is constant, it is 1 if all errors are equal and 0 if not. It is `nil` if it overflows.
    public let explainedVariance: Double?

    /// The mean absolute error as a share of the truth, Σ w·|t − p| / |t| / Σ w.
    ///
    /// It is `nil` if the truth of a row is 0, and if it overflows. It is not meaningful if truth is near 0.
    public let mape: Double?

    /// The largest absolute error of a row whose weight is not zero.
    public let maximumError: Double
}

extension RegressionScores {
    /// Computes the scores of one target. All numbers were checked to be finite and within ``RowWeights/limit``.
    init(truth: [Double], predicted: [Double], weights: RowWeights) {
        let rows = weights.countedRows
        let errors = zip(truth, predicted).map { $0 - $1 }
        let squares = ScaledMeanSquare(errors, rows: rows, weights: weights)
        rmse = squares.root
        mae = weights.mean { errors[$0].magnitude }
        medianAbsoluteError = weightedMedian(errors.map(\.magnitude), weights: weights)
        let spread = Self.variance(truth, rows: rows, weights: weights)
        r2 = rows.count > 1 ? Self.explained(unexplained: squares, of: spread) : nil
        explainedVariance = Self.explained(
            unexplained: Self.variance(errors, rows: rows, weights: weights), of: spread)
        mape = Self.percentageError(errors, truth, rows: rows, weights: weights)
        maximumError = rows.reduce(0) { max($0, errors[$1].magnitude) }
    }

    /// Computes the mean over several targets, each counting the same; a score is `nil` if that of a target is.
    init(meanOf targets: [RegressionScores]) {
        func mean(_ score: (RegressionScores) -> Double) -> Double {
            targets.reduce(0) { $0 + score($1) } / Double(targets.count)
        }
        func meanIfAll(_ score: (RegressionScores) -> Double?) -> Double? {
            targets.allSatisfy { score($0) != nil } ? mean { score($0) ?? 0 } : nil
        }
        rmse = mean(\.rmse)
        mae = mean(\.mae)
        medianAbsoluteError = mean(\.medianAbsoluteError)
        r2 = meanIfAll(\.r2)
        explainedVariance = meanIfAll(\.explainedVariance)
        mape = meanIfAll(\.mape)
        maximumError = mean(\.maximumError)
    }

    /// Returns the weighted variance around the weighted mean, which is exactly 0 if all values are equal.
    ///
    /// Without that case it would not be: the mean of equal values may have a rounding error.
    private static func variance(_ values: [Double], rows: [Int], weights: RowWeights) -> ScaledMeanSquare {
        guard let first = rows.first, rows.contains(where: { values[$0] != values[first] }) else {
            return ScaledMeanSquare()
        }
        let mean = weights.mean { values[$0] }
        return ScaledMeanSquare(values.map { $0 - mean }, rows: rows, weights: weights)
    }

    private static func explained(unexplained: ScaledMeanSquare, of spread: ScaledMeanSquare) -> Double? {
        if unexplained.isZero { return 1 }
        if spread.isZero { return 0 }
        let score = 1 - unexplained / spread
        return score.isFinite ? score : nil
    }

    private static func percentageError(
        _ errors: [Double], _ truth: [Double], rows: [Int], weights: RowWeights
    ) -> Double? {
        guard rows.allSatisfy({ truth[$0] != 0 }) else { return nil }
        let mean = weights.mean { weights[$0] > 0 ? (errors[$0] / truth[$0]).magnitude : 0 }
        return mean.isFinite ? mean : nil
    }
}

/// Returns the smallest value that at least half of the weight does not exceed.
///
/// If exactly half does not exceed it, the result is the mean of it and the next. This is the second definition of
/// Hyndman and Fan, The American Statistician 50(4), 1996.
func weightedMedian(_ values: [Double], weights: RowWeights) -> Double {
    let order = weights.countedRows.sorted { (values[$0], $0) < (values[$1], $1) }
    let cumulative = order.reduce(into: [Double]()) { $0.append(($0.last ?? 0) + weights[$1]) }
    guard let total = cumulative.last else { return 0 }
    let half = total / 2
    let middle = cumulative.firstIndex { $0 >= half } ?? order.count - 1
    guard cumulative[middle] - half <= .ulpOfOne * min(total, 1), middle + 1 < order.count else {
        return values[order[middle]]
    }
    return (values[order[middle]] + values[order[middle + 1]]) / 2
}
