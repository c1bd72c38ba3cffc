/// The rows of one update, side by side.
struct Batch<S: Scalar> {
    let rows: Int
    let features: UnsafePointer<S>
    let targets: UnsafePointer<S>
    let weights: UnsafePointer<S>?
    let totalWeight: Double
}

extension Dataset {
    /// The rows in order, in batches that lie in the dataset's own memory.
    func forEachBatch(of size: Int, _ body: (Batch<S>) -> Void) {
        features.withUnsafeBufferPointer { features in
            targets.withUnsafeBufferPointer { targets in
                (weights ?? []).withUnsafeBufferPointer { weights in
                    for begin in stride(from: 0, to: rowCount, by: size) {
                        let rows = min(size, rowCount - begin)
                        let batchWeights = self.weights == nil ? nil : weights.baseAddress! + begin
                        var total = Double(rows)
                        if let batchWeights { total = (0..<rows).reduce(0) { $0 + Double(batchWeights[$1]) } }
                        body(
                            Batch(
                                rows: rows, features: features.baseAddress! + begin * inputShape.count,
                                targets: targets.baseAddress! + begin * targetCount, weights: batchWeights,
                                totalWeight: total))
                    }
                }
            }
        }
    }
}
