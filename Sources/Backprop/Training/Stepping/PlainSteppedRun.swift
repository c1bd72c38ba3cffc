/// A stepped run in a scalar type.
final class PlainSteppedRun<S: Scalar>: SteppedRun {
    let prepared: PreparedData
    let epochLimit: Int
    private let session: TrainingSession<S>
    private let inputs: TrainingInputs<S>
    private let threads: Int
    private var earlier: [S]?

    init(_ trainer: Trainer, _ prepared: PreparedData, _ inputs: TrainingInputs<S>) throws {
        if let early = trainer.recipe.stopping.early, inputs.validation == nil {
            throw TrainingError.noValidationData(share: early.share)
        }
        (self.prepared, self.inputs, threads) = (prepared, inputs, trainer.threads)
        session = try TrainingSession(trainer, inputs, stepwise: true)
        epochLimit = try session.epochLimit() ?? trainer.recipe.epochs
    }

    private var run: TrainingRun<S> { session.run }
    var recipe: Recipe { run.recipe }
    var input: ModelInput { prepared.input }
    var rows: any RawRows { prepared.data.raw }
    var layout: ParameterLayout { run.layout }
    var inputShape: Shape { inputs.data.inputShape }
    var stepsPerEpoch: Int { recipe.optimizer is any FullBatchOptimizer ? 1 : run.stepsPerEpoch }
    var state: TrainingState { run.state }
    var history: [EpochReport] { session.outcome.history }
    var parameters: [Double] { run.parameters.map { Double($0) } }
    var earlierParameters: [Double]? { earlier.map { $0.map { Double($0) } } }
    var gradients: [Double] { run.gradients.map { Double($0) } }
    var isOver: Bool { failure != nil || run.epoch >= epochLimit || run.isOver }

    var failure: TrainingError? {
        if case .failed(let error) = session.outcome.ending { error } else { nil }
    }

    func advance(updates: Int) throws {
        guard !isOver, updates > 0 else { return }
        let end = min(run.state.batch + updates, stepsPerEpoch)
        earlier = run.parameters
        let epoch = Result {
            try run.runEpoch(while: {
                if run.state.batch == end - 1 { earlier = run.parameters }
                return run.state.batch < end
            })
        }
        // An epoch that is not over has no report yet.
        if case .success(nil) = epoch { return }
        _ = try session.advance(epoch.map { $0! })
    }

    func model() throws -> Model { try model(session.interrupted()) }

    func currentModel() throws -> Model {
        var outcome = TrainingOutcome(parameters: run.parameters)
        outcome.epochs = run.epoch
        return try model(outcome)
    }

    private func model(_ outcome: TrainingOutcome<S>) throws -> Model {
        guard let model = inputs.model else { preconditionFailure("prepared inputs have a model") }
        return try model(outcome)
    }
}

/// Looks at rows.
extension PlainSteppedRun {
    func rows(of part: SteppedPart, limit: Int) throws -> [Int] {
        let all =
            switch part {
            case .training: prepared.training
            case .validation: prepared.validation?.indices ?? []
            }
        let used = try rows.trainingRows(among: all, by: input)
        guard used.count > limit else { return used }
        return (0..<limit).map { used[$0 * used.count / limit] }
    }

    private func encoded(_ rows: [Int]) throws -> any BatchSource<S> {
        try self.rows.encoded(rows, by: input, for: recipe, purpose: .training, as: S.self)
    }

    func measuring(_ rows: [Int]) throws -> (() throws -> RowMeasurement)? {
        guard !rows.isEmpty else { return nil }
        let data = try encoded(rows)
        let evaluator = try ValidationEvaluator<S>(
            recipe.network, loss: recipe.loss, data: data, threads: threads)
        let weights = try self.rows.weights(ofRows: rows, by: input.ignoringClassWeights)
        let scoring = ValidationScoring(.loss, recipe, input: input, weights: weights)
        return { [run] in
            let (loss, all) = try evaluator.outputs(run.parameters)
            return RowMeasurement(
                loss: loss, evaluation: scoring.evaluation(all), outputs: all.outputs, targets: all.targets,
                columns: all.columns)
        }
    }

    func observing(_ rows: any RawRows) throws -> () -> [[Double]] {
        var features: [S] = []
        _ = try rows.withFeatures(by: input, as: S.self, collectsUnusualValues: false) { features += $0 }
        let observer = try LayerObserver<S>(
            recipe.network, input: inputShape, rows: features.count / max(1, inputShape.count),
            threads: threads)
        return { [run] in observer.outputs(features, parameters: run.parameters) }
    }

    func baselineLoss(of rows: [Int]) throws -> Double? {
        guard !rows.isEmpty else { return nil }
        let training = try Dataset<S>(copying: encoded(self.rows(of: .training, limit: .max)))
        return try recipe.loss.value(
            ofConstant: training.targetMeans, on: Dataset<S>(copying: encoded(rows)))
    }
}
