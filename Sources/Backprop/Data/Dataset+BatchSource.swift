import CKernels

extension Dataset: BatchSource {
    /// Whether there are weights.
    public var hasWeights: Bool { weights != nil }

    /// Copies the rows into the memory of the request.
    public func gather(_ pass: BatchRequest<S>) {
        let threads = pass.threads
        Self.copy(features, width: inputShape.count, pass.rows, into: pass.features, threads: threads)
        Self.copy(targets, width: targetCount, pass.rows, into: pass.targets, threads: threads)
        if let weights { Self.copy(weights, width: 1, pass.rows, into: pass.weights, threads: threads) }
    }

    /// Calls a function with the rows in the dataset's own memory.
    public func withRows<Result>(
        _ rows: Range<Int>, _ body: (BorrowedRows<S>) throws -> Result
    ) rethrows -> Result? {
        precondition(
            rows.lowerBound >= 0 && rows.upperBound <= rowCount && !rows.isEmpty, "the rows are there")
        return try features.withUnsafeBufferPointer { features in
            try targets.withUnsafeBufferPointer { targets in
                try (weights ?? []).withUnsafeBufferPointer { weights in
                    try body(
                        BorrowedRows(
                            features: features.baseAddress! + rows.lowerBound * inputShape.count,
                            targets: targets.baseAddress! + rows.lowerBound * targetCount,
                            weights: hasWeights ? weights.baseAddress! + rows.lowerBound : nil))
                }
            }
        }
    }

    /// Returns a dataset of copies of the rows.
    public func selecting(_ rows: [Int]) -> any BatchSource<S> { selectingRows(rows) }

    private static func copy(
        _ values: [S], width: Int, _ rows: UnsafeMutableBufferPointer<Int>,
        into copies: UnsafeMutablePointer<S>, threads: Int
    ) {
        precondition(
            rows.allSatisfy { $0 >= 0 && ($0 + 1) * width <= values.count }, "the rows are there")
        values.withUnsafeBufferPointer {
            bp_gather_rows(
                $0.baseAddress, width * MemoryLayout<S>.stride, rows.baseAddress, rows.count, copies,
                threads)
        }
    }
}
