/// A run of a recipe on rows of numbers, in a scalar type: the state of training and the steps that change it.
///
/// Everything is allocated when the run begins; an epoch allocates nothing. A run belongs to one thread at
/// a time, and its results do not depend on how many it uses.
public final class TrainingRun<S: Scalar> {
    /// The recipe of the run.
    public let recipe: Recipe

    /// The rows to learn from.
    public let data: any BatchSource<S>

    /// All that changes in addition to the parameters and the optimizer's state.
    public private(set) var state = TrainingState()

    /// The number of finished epochs.
    public var epoch: Int { state.epoch }

    /// The number of updates made.
    public var step: UInt64 { state.step }

    /// The offset of each parameter in ``parameters``.
    public var layout: ParameterLayout { objective.program.layout }

    let objective: Objective<S>

    /// The parameters that the run changes.
    let trained: TrainedParameters<S>

    private let batchSize: Int
    let buffers: TrainingBuffers<S>
    let batches: BatchBuffers<S>
    private(set) var order: [Int]
    let sharded: ShardedGradient<S>?
    private let online: OnlineEpoch<S>?

    /// A learning rate that replaces the schedule's.
    private var explicitRate: Double?

    /// Whether this rank asks to stop; it tells the others with the gradient of each batch.
    var asksToStop: () -> Bool = { false }

    /// Whether a rank had asked to stop before the last batch, or `nil` if no ranks share the batches.
    var isStopAgreed: Bool?

    /// The loss at the parameters, if a search has evaluated it and left its gradient in the buffers.
    var wholeLoss: WholeLoss?

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - recipe: The recipe of the run; the caller follows its stopping rule.
    ///   - data: The rows to train on.
    ///   - parameters: Initial values in place of those from the recipe's seed.
    ///   - threads: The maximum number of threads; results do not depend on it.
    /// - Throws: ``NetworkError`` or ``TrainingError`` when the recipe does not fit the data.
    public convenience init(
        _ recipe: Recipe, data: any BatchSource<S>, parameters: [S]? = nil, threads: Int = 1
    ) throws {
        try self.init(recipe, data: data, parameters: parameters, threads: threads, stepwise: false)
    }

    /// - Parameter stepwise: Whether each step is made by itself, even if a whole epoch could be made in one call;
    ///   tests compare the two.
    /// - Parameter ranks: The processes that share the shards of each batch.
    init(
        _ recipe: Recipe, data: any BatchSource<S>, parameters: [S]?, threads: Int = 1, stepwise: Bool,
        ranks: any RankGroup = SingleRank()
    ) throws {
        try recipe.validate()
        guard data.rowCount > 0 else { throw TrainingError.noRows }
        try TrainingMemory.check(recipe, input: data.inputShape, rows: data.rowCount)
        batchSize = recipe.batchSize.count(of: data.rowCount)
        let passSize = ShardTree.rowCount(ofBatch: batchSize, shards: recipe.shards)
        objective = try Objective(
            recipe.network, loss: recipe.loss, regularization: recipe.regularization, input: data.inputShape,
            targetCount: data.targetCount,
            batchSize: passSize, threads: threads,
            frozen: recipe.frozenLayers?.indices(of: recipe.network.layers.count) ?? [])
        let layout = objective.program.layout
        try recipe.frozenLayers?.validate(for: recipe.network, layout: layout)
        trained = TrainedParameters(layout, frozen: recipe.frozenLayers)
        let first =
            parameters ?? layout.initialValues(seed: recipe.seed, weights: recipe.initializer)
        precondition(first.count == layout.vectorCount, "as many first values as parameters")
        self.recipe = recipe
        self.data = data
        order = Array(0..<data.rowCount)
        online = stepwise ? nil : (data as? Dataset<S>).flatMap { OnlineEpoch(recipe, data: $0) }
        buffers = TrainingBuffers(parameters: first, stateVectorCount: recipe.optimizer.stateVectorCount)
        batches = BatchBuffers(data, batchSize: passSize, threads: threads)
        sharded =
            recipe.shards > 1
            ? ShardedGradient(shards: recipe.shards, count: layout.count, ranks: ranks) : nil
        isStopAgreed = recipe.shards > 1 && ranks.size > 1 ? false : nil
    }

    /// The current parameters.
    public var parameters: [S] {
        Array(UnsafeBufferPointer(start: buffers.parameters, count: layout.vectorCount))
    }

    /// The gradient of the last update, with the layout of ``parameters`` without statistics. Undefined after an epoch
    /// that was made in one call.
    var gradients: [S] {
        Array(UnsafeBufferPointer(start: buffers.gradients, count: layout.count))
    }

    /// Replaces the parameters by other values.
    public func restore(_ parameters: [S]) {
        precondition(parameters.count == layout.vectorCount, "as many values as parameters")
        buffers.parameters.update(from: parameters, count: parameters.count)
        wholeLoss = nil
    }

    /// The number of updates in one epoch.
    public var stepsPerEpoch: Int { (data.rowCount + batchSize - 1) / batchSize }

    /// The number of rows seen in the current epoch.
    var rowsSeen: Int { min(state.batch * batchSize, data.rowCount) }

    /// Passes once over all rows.
    ///
    /// - Returns: The mean loss of the rows, each measured just before the update that used it.
    /// - Throws: ``TrainingError/nonFiniteLoss(epoch:batch:learningRate:)``, or an error of the source if rows are not
    ///   available. The parameters are then those before the batch in question.
    public func runEpoch() throws -> EpochReport {
        while true {
            if let report = try runEpoch(while: { true }) { return report }
        }
    }

    /// Passes over the rows that the current epoch has not yet seen, and asks between updates whether to continue.
    ///
    /// - Returns: The report, or `nil` if the run is to stop; the epoch is then unfinished.
    func runEpoch(while shouldContinue: () throws -> Bool) throws -> EpochReport? {
        shuffle()
        if let optimizer = recipe.optimizer as? any FullBatchOptimizer {
            try search(optimizer)
            return state.finishEpoch()
        }
        while state.batch < stepsPerEpoch {
            if state.batch > 0, try !shouldContinue() { return nil }
            if let online { try runOnline(online) } else { try runBatch() }
        }
        return state.finishEpoch()
    }

    /// Records an epoch. A schedule that waits for plateaus takes the report's validation loss, or its training loss if
    /// it has none. The rule for stopping takes its own metric.
    ///
    /// ``Trainer`` calls it. A caller that runs epochs without a trainer has to, with such a schedule or stopping on
    /// validation.
    ///
    /// - Returns: Whether the epoch is the best so far, if the recipe stops on validation.
    @discardableResult
    public func observe(_ report: EpochReport) -> Bool {
        if let rule = recipe.schedule.plateauRule {
            state.plateau.observe(report.validationLoss ?? report.loss, rule)
        }
        if let early = recipe.stopping.early { state.best = early.best(state.best, after: report) }
        return state.best?.epoch == report.epoch
    }

    /// Whether the recipe's patience is at its end, or a full-batch optimizer has converged or finds no lower loss.
    public var isOver: Bool {
        if let search = state.search, search != .moved { return true }
        return recipe.stopping.early?.isOver(state.best, after: epoch) ?? false
    }

    /// Makes one update with the caller's learning rate instead of the schedule's, and continues with the next epoch if
    /// one is over.
    ///
    /// - Returns: The mean loss of the batch, just before the update.
    /// - Throws: The errors of ``runEpoch()``.
    public func step(learningRate: Double) throws -> Double {
        if state.batch == 0 { shuffle() }
        explicitRate = learningRate
        defer { explicitRate = nil }
        let (loss, weight) = try runBatch()
        if state.batch == stepsPerEpoch { _ = state.finishEpoch() }
        return weight > 0 ? loss / weight : 0
    }

    /// Restores an earlier state of a run, with the state of its optimizer.
    ///
    /// Everything else follows from it: the order of the rows from the epoch, and the loss that a search begins with
    /// from the parameters.
    func restore(from state: TrainingState, parameters: [S], optimizerState: [S]) {
        precondition(optimizerState.count == stateVectorCount, "as many values as the optimizer remembers")
        restore(parameters)
        buffers.state.update(from: optimizerState, count: optimizerState.count)
        self.state = state
    }

    /// The state of the optimizer.
    var optimizerState: [S] { Array(UnsafeBufferPointer(start: buffers.state, count: stateVectorCount)) }

    private var stateVectorCount: Int { layout.vectorCount * recipe.optimizer.stateVectorCount }

    /// Runs the next steps of an epoch in one call, as many as take some milliseconds.
    private func runOnline(_ online: OnlineEpoch<S>) throws(TrainingError) {
        let indices = state.batch..<min(state.batch + 16_384, data.rowCount)
        let (loss, finished) = online.run(
            buffers.parameters, indices: indices, order: recipe.shuffles ? order : nil,
            lossSum: state.lossSum,
            learningRate: learningRate)
        try note(loss: loss, finished: finished, of: indices.count)
    }

    /// Records batches of one row that were made in one call. `loss` is the sum of all losses of the epoch, and
    /// `finished` the number of rows before the first whose loss is not finite.
    private func note(loss: Double, finished: Int, of count: Int) throws(TrainingError) {
        let rate = learningRate
        state.step += UInt64(finished)
        state.batch += finished
        state.learningRate = rate
        state.lossSum = loss
        state.weightSum += Double(finished)
        guard finished == count else {
            throw .nonFiniteLoss(epoch: epoch + 1, batch: state.batch + 1, learningRate: rate)
        }
    }

    /// Sorts the rows into the order in which the current epoch sees them.
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

    /// Runs the next batch, and its update.
    @discardableResult
    private func runBatch() throws -> (loss: Double, weight: Double) {
        let begin = state.batch * batchSize
        let (loss, weight) = try evaluateRows(begin..<min(begin + batchSize, data.rowCount))
        guard loss.isFinite else {
            throw TrainingError.nonFiniteLoss(
                epoch: epoch + 1, batch: state.batch + 1, learningRate: learningRate)
        }
        state.add(loss: loss, weight: weight)
        if weight > 0 { update() }
        return (loss, weight)
    }

    /// Takes over the result of an iteration of a full-batch optimizer.
    func finishSearch(_ start: WholeLoss, _ outcome: ConvergenceStatus, _ learningRate: Double) {
        state.add(loss: start.sum, weight: start.weight)
        state.step += 1
        state.learningRate = learningRate
        state.search = outcome
    }

    /// The size of the next step.
    private var learningRate: Double {
        if let explicitRate { return explicitRate }
        let point = SchedulePoint(
            epoch: epoch, step: Int(step), stepsPerEpoch: stepsPerEpoch,
            totalSteps: stepsPerEpoch * recipe.epochs, plateau: state.plateau.factor)
        return recipe.optimizer.learningRate * recipe.schedule.factor(at: point)
    }

    private func evaluateRows(_ range: Range<Int>) throws -> (loss: Double, weight: Double) {
        let context = RandomContext(seed: recipe.seed, epoch: epoch, step: step)
        if let sharded { return try evaluateShards(sharded, range, at: context) }
        return recipe.shuffles
            ? try batches.withBatch(range, of: order, context: context) { evaluate($0, at: context) }
            : try batches.withBatch(range, context: context) { evaluate($0, at: context) }
    }

    private func evaluate(_ batch: Batch<S>, at context: RandomContext) -> (loss: Double, weight: Double) {
        let loss = objective.evaluate(
            batch, parameters: buffers.parameters, gradients: buffers.gradients,
            training: RandomContext(seed: context.seed, step: context.step))
        if loss.isFinite && batch.totalWeight > 0 {
            objective.program.updateStatistics(rows: batch.rows, parameters: buffers.parameters)
        }
        return (loss, batch.totalWeight)
    }

    private func update() {
        state.learningRate = learningRate
        state.step += 1
        let (range, parameters) = (trained.range, buffers.parameters)
        let gradients = buffers.gradients + range.lowerBound
        trained.clearFrozen(buffers.gradients)
        GradientClipping.clip(gradients, count: range.count, recipe.regularization)
        trained.keepingFrozen(parameters) {
            recipe.optimizer.update(
                UpdatePass(
                    count: range.count, parameters: parameters + range.lowerBound, gradients: gradients,
                    state: buffers.state, step: step, learningRate: state.learningRate,
                    threads: objective.program.threads))
        }
        objective.weightRules.limitNorms(parameters)
    }
}

extension TrainingRun {
    /// Passes each run once over its rows, all in one call; the runs share a recipe that ``OnlineEpoch`` serves.
    ///
    /// - Returns: The results that ``runEpoch()`` of each run would have given.
    static func runEpoch(ofEach runs: [TrainingRun<S>]) -> [Result<EpochReport, any Error>] {
        guard let online = runs.first?.online, let rate = runs.first?.learningRate else { return [] }
        for run in runs { run.shuffle() }
        let ends = OnlineEpoch.run(
            runs.compactMap(\.online), runs.map(\.buffers.parameters),
            orders: online.shuffles ? runs.map(\.order) : nil, learningRate: rate)
        return zip(runs, ends).map { run, end in
            Result {
                try run.note(loss: end.loss, finished: end.finished, of: run.data.rowCount)
                return run.state.finishEpoch()
            }
        }
    }
}
