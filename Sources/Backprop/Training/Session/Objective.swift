/// The function of the parameters that training minimizes: a network and a loss compiled together.
///
/// The network's last activation and the loss are joined if the loss contains that activation.
final class Objective<S: Scalar> {
    let program: Program<S>

    /// The effect of regularization on the weights.
    let weightRules: WeightRegularizer

    private let loss: any Loss
    private let rowLosses: UnsafeMutablePointer<S>
    private let shownRows: BatchPerturbation<S>?

    /// - Parameters:
    ///   - fusing: Whether layers that can be computed together are; the bits are equal.
    ///   - frozen: The indices of the layers that training leaves unchanged.
    /// - Throws: ``NetworkError`` when the layers, the input and the loss do not fit together, and
    ///   ``TrainingError/outputMismatch(outputs:targets:)`` when the targets do not.
    init(
        _ network: Network, loss: any Loss, regularization: Regularization = .none, input: Shape,
        targetCount: Int, batchSize: Int, threads: Int, fusing: Bool = true, frozen: Set<Int> = []
    ) throws {
        self.loss = loss
        program = try Program(
            network.fused(with: loss), input: input, batchSize: batchSize, purpose: .training,
            threads: threads, fusing: fusing, frozen: frozen)
        weightRules = WeightRegularizer(regularization, layout: program.layout, frozen: frozen)
        rowLosses = .zeros(batchSize)
        shownRows = BatchPerturbation(
            regularization, loss: loss, batchSize: batchSize, featureCount: input.count,
            targetCount: targetCount)
        guard program.outputShape.count == targetCount else {
            throw TrainingError.outputMismatch(outputs: program.outputShape.count, targets: targetCount)
        }
    }

    deinit {
        rowLosses.deallocate()
    }

    /// Returns the sum of the batch's row losses, and writes the gradient of their weighted mean and of the penalty to
    /// `gradients`.
    ///
    /// The gradient is not computed if the loss is not finite or no row has weight.
    func evaluate(
        _ batch: Batch<S>, parameters: UnsafePointer<S>, gradients: UnsafeMutablePointer<S>,
        training: RandomContext
    ) -> Double {
        let batch = shown(batch, training: training)
        let loss = lossOfShown(batch, parameters: parameters, training: training)
        if loss.isFinite && batch.totalWeight > 0 {
            program.backward(
                batch.features, rows: batch.rows, parameters: parameters, gradients: gradients,
                training: training)
            weightRules.addPenaltyGradient(parameters, to: gradients)
        }
        return loss
    }

    /// Returns the sums of one shard of a batch, and writes the gradient of the sum of its row losses, without the penalty.
    ///
    /// The gradient is not computed if the loss is not finite or no row has weight.
    func evaluateShard(
        _ rows: Batch<S>, parameters: UnsafePointer<S>, gradients: UnsafeMutablePointer<S>,
        training: RandomContext
    ) -> BatchSums {
        let rows = shown(rows, training: training)
        let outputs = program.forward(
            rows.features, rows: rows.rows, parameters: parameters, training: training)
        let sums = BatchSums(loss: loss(of: outputs, rows, scale: 1), weight: rows.totalWeight)
        if sums.hasGradient {
            program.backward(
                rows.features, rows: rows.rows, parameters: parameters, gradients: gradients,
                training: training)
        }
        return sums
    }

    /// Returns the sum of the batch's row losses, without the penalty.
    ///
    /// - Parameter training: `nil` for the network as it predicts, without dropout, noise and smoothing.
    func evaluateLoss(_ batch: Batch<S>, parameters: UnsafePointer<S>, training: RandomContext?) -> Double {
        guard let training, let shownRows else {
            return lossOfShown(batch, parameters: parameters, training: training)
        }
        return lossOfShown(shownRows.shown(batch, training), parameters: parameters, training: training)
    }

    /// Returns the sum of the row losses of a network in inference, and its outputs before the activation that the loss
    /// contains. They are valid until the next evaluation.
    func lossAndOutputs(
        _ batch: Batch<S>, parameters: UnsafePointer<S>
    ) -> (loss: Double, outputs: UnsafePointer<S>) {
        let outputs = program.forward(batch.features, rows: batch.rows, parameters: parameters)
        return (loss(of: outputs, batch, scale: batch.meanScale), outputs)
    }

    /// Returns the batch with noise and smoothed targets, as the network sees it at a position in a run.
    func shown(_ batch: Batch<S>, training: RandomContext) -> Batch<S> {
        shownRows?.shown(batch, training) ?? batch
    }

    private func lossOfShown(
        _ batch: Batch<S>, parameters: UnsafePointer<S>, training: RandomContext?
    ) -> Double {
        let outputs = program.forward(
            batch.features, rows: batch.rows, parameters: parameters, training: training)
        return loss(of: outputs, batch, scale: batch.meanScale)
    }

    /// - Parameter scale: The factor of the gradient of the sum of row losses.
    private func loss(of outputs: UnsafePointer<S>, _ batch: Batch<S>, scale: S) -> Double {
        loss.evaluate(
            LossPass(
                rows: batch.rows, columns: program.outputShape.count, outputs: outputs,
                targets: batch.targets, weights: batch.weights,
                scale: scale,
                gradient: program.outputGradient, rowLosses: rowLosses))
        var sum = 0.0
        for row in 0..<batch.rows { sum += Double(rowLosses[row]) }
        return sum
    }
}

extension Batch {
    /// The factor that turns the gradient of the sum of row losses into that of the mean.
    fileprivate var meanScale: S { totalWeight > 0 ? S(1 / totalWeight) : 0 }
}
