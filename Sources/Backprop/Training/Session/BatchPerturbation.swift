/// The rows of a batch during training: with noise on the features and smoothed labels.
final class BatchPerturbation<S: Scalar> {
    private let noise: Double
    private let smoothing: Double
    private let featureCount: Int
    private let targetCount: Int

    /// The number of targets that the share ε is spread over: the classes under softmax, yes and no under sigmoids.
    private let choices: Int

    private let features: UnsafeMutablePointer<S>
    private let targets: UnsafeMutablePointer<S>

    /// Creates the perturbation, or returns `nil` if rows are used unchanged.
    init?(
        _ regularization: Regularization, loss: any Loss, batchSize: Int, featureCount: Int, targetCount: Int
    ) {
        noise = regularization.inputNoise
        smoothing = regularization.labelSmoothing
        guard noise > 0 || smoothing > 0 else { return nil }
        self.featureCount = featureCount
        self.targetCount = targetCount
        choices = loss.fusedActivation == .softmax ? targetCount : 2
        features = .zeros(noise > 0 ? batchSize * featureCount : 0)
        targets = .zeros(smoothing > 0 ? batchSize * targetCount : 0)
    }

    deinit {
        features.deallocate()
        targets.deallocate()
    }

    /// Returns the perturbed batch at a position in the run.
    func shown(_ batch: Batch<S>, _ training: RandomContext) -> Batch<S> {
        if noise > 0 { addNoise(batch, training) }
        if smoothing > 0 { smooth(batch) }
        return Batch(
            batch, features: noise > 0 ? UnsafePointer(features) : batch.features,
            targets: smoothing > 0 ? UnsafePointer(targets) : batch.targets)
    }

    /// Computes x + σz, z being element i of the step's stream for value i of the batch.
    private func addNoise(_ batch: Batch<S>, _ training: RandomContext) {
        var normal = PhiloxGenerator(
            Philox(seed: training.seed, .noise, step: Int(training.step)),
            position: UInt64(training.row * featureCount))
        for index in 0..<(batch.rows * featureCount) {
            features[index] = S(Double(batch.features[index]) + noise * normal.nextNormal())
        }
    }

    private func smooth(_ batch: Batch<S>) {
        let (keep, share) = (S(1 - smoothing), S(smoothing / Double(choices)))
        for index in 0..<(batch.rows * targetCount) {
            targets[index] = keep * batch.targets[index] + share
        }
    }
}
