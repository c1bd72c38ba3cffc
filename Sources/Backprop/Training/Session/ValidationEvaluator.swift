/// The mean loss of a network over rows that it is not trained on, and its outputs for them.
final class ValidationEvaluator<S: Scalar> {
    private let objective: Objective<S>
    private let batches: BatchBuffers<S>
    private let rowCount: Int
    private let activation: Activation
    private let activated: UnsafeMutablePointer<S>
    private static var batchSize: Int { 512 }

    init(_ network: Network, loss: any Loss, data: any BatchSource<S>, threads: Int) throws {
        guard data.rowCount > 0 else { throw TrainingError.noRows }
        let batchSize = try MemoryPlan.rows(
            network, input: data.inputShape, maximum: min(Self.batchSize, data.rowCount), keepsAll: true,
            budget: MemoryPlan.validationBudget)
        objective = try Objective(
            network, loss: loss, input: data.inputShape, targetCount: data.targetCount,
            batchSize: batchSize, threads: threads)
        batches = BatchBuffers(data, batchSize: batchSize, threads: threads)
        rowCount = data.rowCount
        activation = loss.fusedActivation ?? .linear
        activated = .zeros(batchSize * data.targetCount)
    }

    deinit {
        activated.deallocate()
    }

    /// Returns the weighted mean of the rows' losses under those parameters, without dropout.
    ///
    /// - Throws: An error of the source if rows are not available.
    func value(_ parameters: [S]) throws -> Double { try value(parameters) { _, _ in } }

    /// Returns the loss, and for each row the network's outputs and the targets.
    func outputs(_ parameters: [S]) throws -> (loss: Double, outputs: ValidationOutputs) {
        var all = ValidationOutputs(columns: objective.program.outputShape.count)
        let loss = try value(parameters) { batch, outputs in
            S.activate(
                activation, rows: batch.rows, columns: objective.program.outputShape.count, outputs,
                into: activated, threads: objective.program.threads)
            let count = batch.rows * objective.program.outputShape.count
            for index in 0..<count {
                all.outputs.append(Double(activated[index]))
                all.targets.append(Double(batch.targets[index]))
            }
            guard let weights = batch.weights else { return }
            all.weights = (all.weights ?? []) + (0..<batch.rows).map { Double(weights[$0]) }
        }
        return (loss, all)
    }

    private func value(
        _ parameters: [S], _ eachBatch: (Batch<S>, UnsafePointer<S>) -> Void
    ) throws -> Double {
        var loss = 0.0
        var weight = 0.0
        for begin in stride(from: 0, to: rowCount, by: objective.program.batchSize) {
            let rows = begin..<min(begin + objective.program.batchSize, rowCount)
            try batches.withBatch(rows, context: nil) { batch in
                let (sum, outputs) = objective.lossAndOutputs(batch, parameters: parameters)
                loss += sum
                weight += batch.totalWeight
                eachBatch(batch, outputs)
            }
        }
        return weight > 0 ? loss / weight : 0
    }
}

/// A network's outputs and the targets for all validation rows, row-major.
struct ValidationOutputs {
    let columns: Int
    var outputs: [Double] = []
    var targets: [Double] = []
    var weights: [Double]?
}
