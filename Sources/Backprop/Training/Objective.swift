/// A network and a loss compiled together: what training makes small, as a function of the parameters.
///
/// The network's last activation and the loss are joined where the loss contains that activation.
final class Objective<S: Scalar> {
    let program: Program<S>
    private let loss: any Loss
    private let rowLosses: UnsafeMutablePointer<S>

    /// - Throws: ``NetworkError`` when the layers, the input and the loss do not fit together, and
    ///   ``TrainingError/outputMismatch(outputs:targets:)`` when the targets do not.
    init(
        _ network: Network, loss: any Loss, input: Shape, targetCount: Int, batchSize: Int, threads: Int
    ) throws {
        self.loss = loss
        program = try Program(
            network.fused(with: loss), input: input, batchSize: batchSize, purpose: .training,
            threads: threads)
        rowLosses = .allocate(capacity: batchSize)
        rowLosses.initialize(repeating: 0, count: batchSize)
        guard program.outputShape.count == targetCount else {
            throw TrainingError.outputMismatch(outputs: program.outputShape.count, targets: targetCount)
        }
    }

    deinit {
        rowLosses.deallocate()
    }

    /// The sum of the batch's row losses, and in `gradients` the gradient of their weighted mean.
    ///
    /// The gradient is not computed where the loss is not finite or no row has weight.
    func evaluate(
        _ batch: Batch<S>, parameters: UnsafePointer<S>, gradients: UnsafeMutablePointer<S>,
        training: TrainingContext
    ) -> Double {
        let loss = evaluateLoss(batch, parameters: parameters, training: training)
        if loss.isFinite && batch.totalWeight > 0 {
            program.backward(
                batch.features, rows: batch.rows, parameters: parameters, gradients: gradients,
                training: training)
        }
        return loss
    }

    /// The sum of the batch's row losses.
    ///
    /// - Parameter training: `nil` for the network as it predicts, without dropout.
    func evaluateLoss(_ batch: Batch<S>, parameters: UnsafePointer<S>, training: TrainingContext?) -> Double {
        let outputs = program.forward(
            batch.features, rows: batch.rows, parameters: parameters, training: training)
        loss.evaluate(
            LossPass(
                rows: batch.rows, columns: program.outputShape.count, outputs: outputs,
                targets: batch.targets, weights: batch.weights,
                scale: batch.totalWeight > 0 ? S(1 / batch.totalWeight) : 0,
                gradient: program.outputGradient, rowLosses: rowLosses))
        var sum = 0.0
        for row in 0..<batch.rows { sum += Double(rowLosses[row]) }
        return sum
    }
}
