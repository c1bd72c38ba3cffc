/// The memory of a training run: parameters, gradients, what the optimizer remembers, and one batch.
final class TrainingBuffers<S: Scalar> {
    let parameters: UnsafeMutablePointer<S>
    let gradients: UnsafeMutablePointer<S>
    let state: UnsafeMutablePointer<S>
    private let features: UnsafeMutablePointer<S>
    private let targets: UnsafeMutablePointer<S>
    private let weights: UnsafeMutablePointer<S>
    private let inputCount: Int
    private let targetCount: Int

    init(parameters first: [S], stateCount: Int, batchSize: Int, inputCount: Int, targetCount: Int) {
        self.inputCount = inputCount
        self.targetCount = targetCount
        parameters = Self.zeros(first.count)
        parameters.update(from: first, count: first.count)
        gradients = Self.zeros(first.count)
        state = Self.zeros(first.count * stateCount)
        features = Self.zeros(batchSize * inputCount)
        targets = Self.zeros(batchSize * targetCount)
        weights = Self.zeros(batchSize)
    }

    deinit {
        for buffer in [parameters, gradients, state, features, targets, weights] {
            buffer.deallocate()
        }
    }

    private static func zeros(_ count: Int) -> UnsafeMutablePointer<S> {
        let buffer = UnsafeMutablePointer<S>.allocate(capacity: max(1, count))
        buffer.initialize(repeating: 0, count: max(1, count))
        return buffer
    }

    /// The rows `order[begin ..< begin + rows]`: in place where they lie in order, else copied together.
    func gather(
        features allFeatures: UnsafeBufferPointer<S>, targets allTargets: UnsafeBufferPointer<S>,
        weights allWeights: UnsafeBufferPointer<S>?, order: UnsafeBufferPointer<Int>, begin: Int, rows: Int,
        inOrder: Bool
    ) -> Batch<S> {
        var total = Double(rows)
        if let allWeights {
            total = 0
            for row in 0..<rows {
                weights[row] = allWeights[order[begin + row]]
                total += Double(weights[row])
            }
        }
        let batchWeights = allWeights == nil ? nil : UnsafePointer(weights)
        guard !inOrder, let sourceFeatures = allFeatures.baseAddress,
            let sourceTargets = allTargets.baseAddress
        else {
            return Batch(
                rows: rows, features: allFeatures.baseAddress! + begin * inputCount,
                targets: allTargets.baseAddress! + begin * targetCount, weights: batchWeights,
                totalWeight: total)
        }
        for row in 0..<rows {
            let source = order[begin + row]
            (features + row * inputCount).update(
                from: sourceFeatures + source * inputCount, count: inputCount)
            (targets + row * targetCount).update(
                from: sourceTargets + source * targetCount, count: targetCount)
        }
        return Batch(
            rows: rows, features: features, targets: targets, weights: batchWeights, totalWeight: total)
    }
}
