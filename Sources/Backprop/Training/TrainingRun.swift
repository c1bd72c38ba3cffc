/// A recipe at work on rows of numbers, in a scalar type: the state of training and the steps that change it.
///
/// Everything is allocated when the run begins; an epoch allocates nothing. A run belongs to one thread at
/// a time, and its results do not depend on how many it uses.
public final class TrainingRun<S: Scalar> {
    /// What the run does.
    public let recipe: Recipe

    /// What it learns from.
    public let data: any BatchSource<S>

    /// The number of finished epochs.
    public private(set) var epoch = 0

    /// The number of updates made.
    public private(set) var step: UInt64 = 0

    /// Where each parameter lies in ``parameters``.
    public var layout: ParameterLayout { objective.program.layout }

    private let objective: Objective<S>
    private let batchSize: Int
    private let buffers: TrainingBuffers<S>
    private let batches: BatchBuffers<S>
    private var order: [Int]
    private let online: OnlineEpoch<S>?

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - recipe: What to do; its stopping rule is the caller's to follow.
    ///   - data: The rows to train on.
    ///   - parameters: First values in place of those that the recipe's seed gives.
    ///   - threads: The most threads to use; results do not depend on it.
    /// - Throws: ``NetworkError`` or ``TrainingError`` when the recipe does not fit the data.
    public convenience init(
        _ recipe: Recipe, data: any BatchSource<S>, parameters: [S]? = nil, threads: Int = 1
    ) throws {
        try self.init(recipe, data: data, parameters: parameters, threads: threads, stepwise: false)
    }

    /// - Parameter stepwise: Whether each step is made by itself even where a whole epoch could be made in
    ///   one call; tests compare the two.
    init(
        _ recipe: Recipe, data: any BatchSource<S>, parameters: [S]?, threads: Int = 1, stepwise: Bool
    ) throws {
        try recipe.validate()
        guard data.rowCount > 0 else { throw TrainingError.noRows }
        batchSize = recipe.batchSize.count(of: data.rowCount)
        objective = try Objective(
            recipe.network, loss: recipe.loss, input: data.inputShape, targetCount: data.targetCount,
            batchSize: batchSize, threads: threads)
        let layout = objective.program.layout
        let first =
            parameters ?? layout.initialValues(seed: recipe.seed, weights: recipe.initializer)
        precondition(first.count == layout.vectorCount, "as many first values as parameters")
        self.recipe = recipe
        self.data = data
        order = Array(0..<data.rowCount)
        online = stepwise ? nil : (data as? Dataset<S>).flatMap { OnlineEpoch(recipe, data: $0) }
        buffers = TrainingBuffers(parameters: first, stateCount: recipe.optimizer.stateCount)
        batches = BatchBuffers(data, batchSize: batchSize, threads: threads)
    }

    /// The parameters as they stand.
    public var parameters: [S] {
        Array(UnsafeBufferPointer(start: buffers.parameters, count: layout.vectorCount))
    }

    /// Puts other values in the parameters' place.
    public func restore(_ parameters: [S]) {
        precondition(parameters.count == layout.vectorCount, "as many values as parameters")
        buffers.parameters.update(from: parameters, count: parameters.count)
    }

    /// The number of updates in one epoch.
    public var stepsPerEpoch: Int { (data.rowCount + batchSize - 1) / batchSize }

    /// Passes once over all rows.
    ///
    /// - Returns: The mean loss of the rows, each measured just before the update that used it.
    /// - Throws: ``TrainingError/nonFiniteLoss(epoch:batch:learningRate:)``, or what the source throws where
    ///   rows cannot be had; the parameters are then those before the batch in question.
    public func runEpoch() throws -> EpochReport {
        shuffle()
        if let online {
            let (loss, finished) = online.run(
                buffers.parameters, order: recipe.shuffles ? order : nil, learningRate: learningRate)
            return try concludeEpoch(loss: loss, finished: finished)
        }
        var lossSum = 0.0
        var weightSum = 0.0
        for batch in 0..<stepsPerEpoch {
            let begin = batch * batchSize
            let rows = min(batchSize, data.rowCount - begin)
            let (loss, weight) = try runBatch(begin..<(begin + rows))
            guard loss.isFinite else {
                throw TrainingError.nonFiniteLoss(
                    epoch: epoch + 1, batch: batch + 1, learningRate: learningRate)
            }
            lossSum += loss
            weightSum += weight
            if weight > 0 { update() }
        }
        let rate = learningRate
        epoch += 1
        return EpochReport(
            epoch: epoch, loss: weightSum > 0 ? lossSum / weightSum : 0, validationLoss: nil,
            learningRate: rate)
    }

    /// Takes note of an epoch that was made in one call: the sum of its losses, and how many rows came before
    /// the first whose loss is not finite.
    private func concludeEpoch(loss: Double, finished: Int) throws(TrainingError) -> EpochReport {
        let rate = learningRate
        step += UInt64(finished)
        guard finished == data.rowCount else {
            throw .nonFiniteLoss(epoch: epoch + 1, batch: finished + 1, learningRate: rate)
        }
        epoch += 1
        return EpochReport(
            epoch: epoch, loss: loss / Double(data.rowCount), validationLoss: nil, learningRate: rate)
    }

    /// Puts the rows in the order in which the next epoch sees them.
    private func shuffle() {
        guard recipe.shuffles else { return }
        Philox(seed: recipe.seed, .shuffle, step: epoch).fillPermutation(&order)
    }

    /// Whether all parameters are finite numbers.
    var isFinite: Bool {
        var count = 0
        S.kernels.countNotFinite(buffers.parameters, layout.count, &count)
        return count == 0
    }

    /// The size of the next step.
    private var learningRate: Double {
        let progress = Double(step) / Double(max(1, stepsPerEpoch * recipe.epochs))
        return recipe.optimizer.learningRate
            * recipe.schedule.factor(epoch: epoch, progress: min(1, progress))
    }

    private func runBatch(_ range: Range<Int>) throws -> (loss: Double, weight: Double) {
        let place = TrainingPlace(seed: recipe.seed, epoch: epoch, step: step)
        return recipe.shuffles
            ? try batches.withBatch(range, of: order, place: place) { evaluate($0, at: place) }
            : try batches.withBatch(range, place: place) { evaluate($0, at: place) }
    }

    private func evaluate(_ batch: Batch<S>, at place: TrainingPlace) -> (loss: Double, weight: Double) {
        let loss = objective.evaluate(
            batch, parameters: buffers.parameters, gradients: buffers.gradients,
            training: TrainingContext(seed: place.seed, step: place.step))
        if loss.isFinite && batch.totalWeight > 0 {
            objective.program.updateStatistics(rows: batch.rows, parameters: buffers.parameters)
        }
        return (loss, batch.totalWeight)
    }

    private func update() {
        let rate = learningRate
        step += 1
        recipe.optimizer.update(
            UpdatePass(
                count: layout.count, parameters: buffers.parameters, gradients: buffers.gradients,
                state: buffers.state, step: step, learningRate: rate, threads: objective.program.threads))
    }
}

extension TrainingRun {
    /// Passes each run once over its rows, all in one call; the runs share a recipe that ``OnlineEpoch`` serves.
    ///
    /// - Returns: What ``runEpoch()`` of each run would have given.
    static func runEpoch(ofEach runs: [TrainingRun<S>]) -> [Result<EpochReport, any Error>] {
        guard let online = runs.first?.online, let rate = runs.first?.learningRate else { return [] }
        for run in runs { run.shuffle() }
        let ends = OnlineEpoch.run(
            runs.compactMap(\.online), runs.map(\.buffers.parameters),
            orders: online.shuffles ? runs.map(\.order) : nil, learningRate: rate)
        return zip(runs, ends).map { run, end in
            Result { try run.concludeEpoch(loss: end.loss, finished: end.finished) }
        }
    }
}
