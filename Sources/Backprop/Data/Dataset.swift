/// Features and targets as numbers, ready to train on.
///
/// Both matrices are row-major, with one example per row.
public struct Dataset<S: Scalar>: Sendable {
    /// The shape of one example: `[features]` for tables, `[height, width, channels]` for images.
    public let inputShape: Shape

    /// The number of target values of one example, or 0 if there are no targets.
    public let targetCount: Int

    /// `rowCount` × `inputShape.count` values.
    public let features: [S]

    /// `rowCount` × `targetCount` values.
    public let targets: [S]

    /// One weight per row, or `nil` if all weights are 1.
    public let weights: [S]?

    /// The number of examples.
    public let rowCount: Int

    /// Creates a dataset; the number of rows follows from the number of features.
    public init(
        inputShape: Shape, targetCount: Int, features: [S], targets: [S], weights: [S]? = nil
    ) {
        let rows = features.count / inputShape.count
        precondition(features.count == rows * inputShape.count, "features fill whole rows")
        precondition(targets.count == rows * targetCount, "there are as many rows of targets as of features")
        precondition(weights == nil || weights?.count == rows, "there is one weight a row")
        self.inputShape = inputShape
        self.targetCount = targetCount
        self.features = features
        self.targets = targets
        self.weights = weights
        self.rowCount = rows
    }

    /// Creates a dataset from one array per row.
    public init(_ features: [[S]], targets: [[S]], weights: [S]? = nil) {
        precondition(!features.isEmpty && !features[0].isEmpty, "there is at least one row and one feature")
        precondition(features.allSatisfy { $0.count == features[0].count }, "all rows are equally long")
        self.init(
            inputShape: [features[0].count], targetCount: targets.first?.count ?? 0,
            features: Array(features.joined()), targets: Array(targets.joined()), weights: weights)
    }

    /// Returns the given rows, in the given order.
    public func selectingRows(_ rows: [Int]) -> Dataset {
        Dataset(
            inputShape: inputShape, targetCount: targetCount,
            features: Self.gather(features, width: inputShape.count, rows),
            targets: Self.gather(targets, width: targetCount, rows),
            weights: weights.map { Self.gather($0, width: 1, rows) })
    }

    private static func gather(_ values: [S], width: Int, _ rows: [Int]) -> [S] {
        var gathered: [S] = []
        gathered.reserveCapacity(rows.count * width)
        for row in rows { gathered.append(contentsOf: values[(row * width)..<((row + 1) * width)]) }
        return gathered
    }
}
