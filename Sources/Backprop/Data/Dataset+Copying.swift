extension Dataset {
    /// Copies all rows of a source in the form used for evaluation, without random changes.
    ///
    /// - Throws: An error of the source.
    init(copying source: any BatchSource<S>) throws {
        if let dataset = source as? Dataset<S> {
            self = dataset
            return
        }
        let (rows, inputs, targets) = (source.rowCount, source.inputShape.count, source.targetCount)
        var indices = Array(0..<rows)
        var values = [S](repeating: 0, count: rows * inputs)
        var truth = [S](repeating: 0, count: rows * targets)
        var weights = [S](repeating: 1, count: rows)
        try indices.withUnsafeMutableBufferPointer { indices in
            try values.withUnsafeMutableBufferPointer { values in
                try truth.withUnsafeMutableBufferPointer { truth in
                    try weights.withUnsafeMutableBufferPointer { weights in
                        guard rows > 0 else { return }
                        try source.gather(
                            BatchRequest(
                                rows: indices, context: nil, features: values.baseAddress!,
                                targets: truth.baseAddress!, weights: weights.baseAddress!))
                    }
                }
            }
        }
        self.init(
            inputShape: source.inputShape, targetCount: targets, features: values, targets: truth,
            weights: source.hasWeights ? weights : nil)
    }
}
