extension Dataset {
    /// The weighted mean of each target column.
    var targetMeans: [Double] {
        var means = [Double](repeating: 0, count: targetCount)
        var total = 0.0
        for row in 0..<rowCount {
            let weight = weights.map { Double($0[row]) } ?? 1
            total += weight
            for column in 0..<targetCount {
                means[column] += weight * Double(targets[row * targetCount + column])
            }
        }
        return means.map { $0 / total }
    }
}

extension Loss {
    /// Returns the mean loss of rows for which a network always has the same output, or `nil` if it is not finite.
    ///
    /// - Parameter output: The output after the last activation.
    func value<S: Scalar>(ofConstant output: [Double], on data: Dataset<S>) -> Double? {
        let before = output.map { S(valueBeforeActivation($0)) }
        var outputs = (0..<data.rowCount).flatMap { _ in before }
        var (targets, weights) = (data.targets, data.weights ?? Array(repeating: 1, count: data.rowCount))
        var (gradient, losses) = (outputs, [S](repeating: 0, count: data.rowCount))
        outputs.withUnsafeMutableBufferPointer { outputs in
            targets.withUnsafeMutableBufferPointer { targets in
                weights.withUnsafeMutableBufferPointer { weights in
                    gradient.withUnsafeMutableBufferPointer { gradient in
                        losses.withUnsafeMutableBufferPointer { losses in
                            evaluate(
                                LossPass<S>(
                                    rows: data.rowCount, columns: output.count,
                                    outputs: UnsafePointer(outputs.baseAddress!),
                                    targets: UnsafePointer(targets.baseAddress!),
                                    weights: UnsafePointer(weights.baseAddress!), scale: 1,
                                    gradient: gradient.baseAddress!, rowLosses: losses.baseAddress!))
                        }
                    }
                }
            }
        }
        let total = weights.reduce(0) { $0 + Double($1) }
        let loss = losses.reduce(0) { $0 + Double($1) } / total
        return loss.isFinite ? loss : nil
    }

    /// Returns the input of the activation that the loss contains, for an output of it.
    private func valueBeforeActivation(_ output: Double) -> Double {
        let share = min(max(output, 1e-12), 1 - 1e-12)
        switch fusedActivation {
        case .softmax: return PortableLog.value(of: share)
        case .sigmoid: return PortableLog.value(of: share / (1 - share))
        default: return output
        }
    }
}
