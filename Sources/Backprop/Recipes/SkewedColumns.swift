/// The columns of a table that are so skewed that another scaling is worth a trial.
///
/// The measure is the skewness, the mean cubed deviation as a multiple of the cubed standard deviation. It is 0 for
/// symmetric numbers and 2 for exponentially distributed ones.
struct SkewedColumns: Equatable, Sendable {
    /// The number of numeric features with a skewness beyond ±2.
    var features = 0
    /// Whether a target has a skewness beyond ±1.
    var hasTarget = false
    /// Whether a target has negative values.
    var hasNegativeTarget = false

    static let featureLimit = 2.0
    static let targetLimit = 1.0
    /// The number of distinct values above which skewness matters: fewer are nearly categories.
    static let fewValues = 20
}

extension SkewedColumns {
    /// Examines the columns of a table.
    init(of schema: Schema) {
        features = schema.columns.count {
            $0.role == .numeric && $0.isSkewed(beyond: Self.featureLimit)
        }
        guard schema.task == .regression else { return }
        let targets = schema.targets.map { schema.columns[$0] }
        hasTarget = targets.contains { $0.isSkewed(beyond: Self.targetLimit) }
        hasNegativeTarget = targets.contains { $0.minimum.map { $0 < 0 } ?? false }
    }

    /// The scalings of features to try besides the standard one.
    var scalings: [Scaling] { features > 0 ? [.quantile] : [] }

    /// The scalings of targets to try besides the standard one.
    var targetScalings: [TargetScaling] {
        hasTarget ? [hasNegativeTarget ? .signedLog : .log] : []
    }
}

extension ColumnSummary {
    fileprivate func isSkewed(beyond limit: Double) -> Bool {
        distinctCount > SkewedColumns.fewValues && (skewness.map { abs($0) > limit } ?? false)
    }
}
