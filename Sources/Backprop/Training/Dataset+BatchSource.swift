extension Dataset: BatchSource {
    /// Whether there are weights.
    public var hasWeights: Bool { weights != nil }

    /// Copies the rows together.
    public func gather(_ pass: GatherPass<S>) {
        Self.copy(features, width: inputShape.count, pass.rows, into: pass.features)
        Self.copy(targets, width: targetCount, pass.rows, into: pass.targets)
        if let weights { Self.copy(weights, width: 1, pass.rows, into: pass.weights) }
    }

    /// The rows in the dataset's own memory.
    public func withRows<Result>(
        _ rows: Range<Int>, _ body: (RowsInPlace<S>) throws -> Result
    ) rethrows -> Result? {
        precondition(
            rows.lowerBound >= 0 && rows.upperBound <= rowCount && !rows.isEmpty, "the rows are there")
        return try features.withUnsafeBufferPointer { features in
            try targets.withUnsafeBufferPointer { targets in
                try (weights ?? []).withUnsafeBufferPointer { weights in
                    try body(
                        RowsInPlace(
                            features: features.baseAddress! + rows.lowerBound * inputShape.count,
                            targets: targets.baseAddress! + rows.lowerBound * targetCount,
                            weights: hasWeights ? weights.baseAddress! + rows.lowerBound : nil))
                }
            }
        }
    }

    /// A dataset of copies.
    public func selecting(_ rows: [Int]) -> any BatchSource<S> { selectingRows(rows) }

    private static func copy(
        _ values: [S], width: Int, _ rows: UnsafeMutableBufferPointer<Int>,
        into copies: UnsafeMutablePointer<S>
    ) {
        values.withUnsafeBufferPointer { values in
            guard let source = values.baseAddress else { return }
            for (index, row) in rows.enumerated() {
                (copies + index * width).update(from: source + row * width, count: width)
            }
        }
    }
}
