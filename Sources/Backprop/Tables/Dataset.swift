/// Features and targets as numbers, ready to train on.
///
/// All three arrays are flat and row-major: row `r` of the features begins at `r * inputShape.count`, row `r` of
/// the targets at `r * targetCount`. Targets stand in the units that the network is trained on: class indicators
/// for classification, scaled values for regression (``Preprocessor/unscaleTargets(_:)`` leads back).
public struct Dataset<S: BinaryFloatingPoint & Sendable>: Sendable {
    /// The shape of one row of features: `[features]` for tables.
    public let inputShape: Shape
    /// The number of target columns; 0 where there are no targets.
    public let targetCount: Int
    /// The features, `rowCount × inputShape.count`.
    public let features: [S]
    /// The targets, `rowCount × targetCount`.
    public let targets: [S]
    /// One weight per row, or nil where all rows weigh 1.
    public let weights: [S]?
    /// The number of rows.
    public let rowCount: Int

    /// Creates a dataset from flat row-major arrays whose lengths agree.
    public init(inputShape: Shape, targetCount: Int, features: [S], targets: [S], weights: [S]? = nil) {
        let rows = features.count / inputShape.count
        precondition(features.count == rows * inputShape.count, "features are whole rows of \(inputShape)")
        precondition(
            targetCount >= 0 && targets.count == rows * targetCount, "every row has \(targetCount) targets")
        precondition(weights.map { $0.count == rows } ?? true, "every row has one weight")
        self.inputShape = inputShape
        self.targetCount = targetCount
        self.features = features
        self.targets = targets
        self.weights = weights
        rowCount = rows
    }

    /// The rows of the given indices, in the order given; an index may repeat.
    public func selectingRows(_ rows: [Int]) -> Dataset {
        Dataset(
            inputShape: inputShape, targetCount: targetCount,
            features: Self.gather(rows, from: features, width: inputShape.count),
            targets: Self.gather(rows, from: targets, width: targetCount),
            weights: weights.map { Self.gather(rows, from: $0, width: 1) })
    }

    private static func gather(_ rows: [Int], from values: [S], width: Int) -> [S] {
        var gathered: [S] = []
        gathered.reserveCapacity(rows.count * width)
        for row in rows { gathered += values[row * width..<(row + 1) * width] }
        return gathered
    }
}
