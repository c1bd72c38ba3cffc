/// The choice of all settings that options leave open, by the size and kind of the data, with a report of each choice.
struct RecipeChooser {
    let options: RecipeOptions
    let problem: LearningProblem
    var choices: [Choice] = []

    init(options: RecipeOptions, problem: LearningProblem) {
        self.options = options
        self.problem = problem
    }

    /// Whether the outputs are probabilities, of classes or of yes/no values.
    var isClassification: Bool { problem.task != .regression }
    var rows: Int { problem.rows }

    /// Returns the complete recipe.
    mutating func recipe() throws -> Recipe {
        try refuseTableSettings()
        let (output, loss) = try outputAndLoss()
        let encoding = targetEncoding(output, loss)
        let hidden = hiddenLayers()
        let outputs =
            switch encoding {
            case .oneHot: problem.classCount
            case .binary: 1
            case .numeric, .multiLabel: problem.targetCount
            }
        var recipe = Recipe(
            network: Network(hidden.layers + [Dense(outputs, activation: output)]), loss: loss,
            optimizer: try optimizer(), schedule: schedule(), initializer: options.initializer,
            epochs: epochs(), batchSize: batchSize(), shards: options.shards ?? 1,
            shuffles: options.shuffles ?? true, regularization: regularization(),
            stopping: stopping(), temperature: options.temperature,
            seed: options.seed ?? 1,
            precision: precision(),
            columns: problem.columns, preprocessing: preprocessing, targetEncoding: encoding,
            augmentation: augmentation(), time: options.time)
        recipe.frozenLayers = options.frozenLayers.flatMap { $0.isEmpty ? nil : $0 }
        recipe.members = members(of: recipe.network)
        recipe.selection = try selection(of: recipe)
        try recipe.refuseTemperature(options.temperature)
        try recipe.validate()
        _ = try recipe.network.fused(with: loss)
        return recipe
    }

    mutating func choose<Value>(
        _ setting: String, _ explicit: Value?, _ value: Value, as text: String, because reason: String
    ) -> Value {
        if let explicit { return explicit }
        choices.append(Choice(setting: setting, value: text, reason: reason))
        return value
    }

    /// Returns the output activation and the loss. Each follows from the other, or both from the task if neither is
    /// explicit.
    private mutating func outputAndLoss() throws -> (Activation, any Loss) {
        let defaultLoss: any Loss =
            switch problem.task {
            case .classification: CrossEntropy()
            case .multiLabel: BinaryCrossEntropy()
            case .regression: MeanSquaredError()
            }
        switch (options.output, options.loss) {
        case (let output?, let loss?):
            return (output, loss)
        case (nil, let loss?):
            let activation = loss.fusedActivation ?? (isClassification ? .sigmoid : .linear)
            let reason =
                loss.fusedActivation == nil ? "default for \(problem.task.rawValue)" : "the loss needs it"
            return (choose("output", nil, activation, as: activation.description, because: reason), loss)
        case (let output?, nil):
            let loss: any Loss =
                switch output {
                case .softmax: CrossEntropy()
                case .sigmoid where isClassification: BinaryCrossEntropy()
                default: MeanSquaredError()
                }
            let name = type(of: loss).typeName
            return (output, choose("loss", nil, loss, as: name, because: "goes with \(output)"))
        case (nil, nil):
            let output = defaultLoss.fusedActivation ?? .linear
            _ = choose("output", nil, output, as: output.description, because: reasonForOutput)
            let name = type(of: defaultLoss).typeName
            return (output, choose("loss", nil, defaultLoss, as: name, because: "goes with \(output)"))
        }
    }

    private var reasonForOutput: String {
        switch problem.task {
        case .classification:
            "probabilities of \(problem.classCount) \(problem.classCount == 1 ? "class" : "classes")"
        case .multiLabel: "a probability for each of \(problem.targetCount) targets"
        case .regression: "a number to predict"
        }
    }

    private func targetEncoding(_ output: Activation, _ loss: any Loss) -> TargetEncoding {
        if problem.task == .multiLabel { return .multiLabel }
        guard isClassification else { return .numeric }
        let isSingle = problem.classCount == 2 && loss.fusedActivation == .sigmoid
        return isSingle ? .binary : .oneHot
    }

    /// Returns the hidden layers, measured on the data sets of `Benchmarks/quality`.
    ///
    /// For classes and few rows, one wide layer is best. For numbers, and for many rows, two narrower ones are best.
    /// All have a smooth activation.
    private mutating func hiddenLayers() -> Network {
        if let images = problem.images { return hiddenLayers(images) }
        let network = isClassification && !hasManyRows ? Self.oneLayer : Self.twoLayers
        return choose(
            Choice.layers, options.hiddenLayers, network, as: network.text,
            because: (Network.words(forHidden: network.layers).map { $0 + ", " } ?? "")
                + (!isClassification ? "for numbers" : hasManyRows ? "for many rows" : "for classes"))
    }

    static var oneLayer: Network {
        Network { Dense(64, activation: .gelu) }
    }

    static var twoLayers: Network {
        Network {
            Dense(32, activation: .gelu)
            Dense(32, activation: .gelu)
        }
    }

    /// Returns the optimizer. On small tables, weight decay prevents overfitting, so that no rows need to be held out.
    private mutating func optimizer() throws(SettingError) -> any Optimizer {
        let explicit = options.optimizerOptions
        let optimizer = try explicit.resolved(
            default: AdamW(learningRate: learningRate, weightDecay: weightDecay))
        guard let rule = explicit.rule else {
            let text = Choice.adamW(
                learningRate: optimizer.learningRate, weightDecay: explicit.weightDecay ?? weightDecay)
            return choose(
                Choice.optimizer, nil, optimizer, as: text, because: "with weight decay against overfitting")
        }
        _ = choose(
            "learning rate", explicit.learningRate, rule.learningRate, as: "\(rule.learningRate)",
            because: "default for \(type(of: rule).typeName)")
        return optimizer
    }

    /// Returns the schedule; with an explicit optimizer it defaults to a constant learning rate.
    private mutating func schedule() -> Schedule {
        guard options.optimizer == nil else { return options.schedule ?? .constant }
        return choose(
            "schedule", options.schedule, .cosine(floor: 0), as: "cosine",
            because: "the learning rate falls to 0 by the end")
    }

    /// Returns the regularization, which defaults to a penalty if the optimizer runs until it has converged.
    ///
    /// Without a penalty on the weights such an optimizer overfits. The default has the lowest cross-validated error on
    /// the data sets of `Benchmarks/quality`, or nearly so.
    private mutating func regularization() -> Regularization {
        guard searches, options.regularization == nil else { return options.regularization ?? .none }
        let penalty = choose(
            "l2", nil, Self.searchPenalty, as: "\(Self.searchPenalty)",
            because: "a penalty against overfitting")
        return Regularization(l2: penalty)
    }

    private static let searchPenalty = 0.01

    private var batchRows: Int { rows < 2000 ? (seesShapes ? 32 : 16) : rows < 20000 ? 64 : 128 }

    private var searches: Bool { options.optimizer is any FullBatchOptimizer }

    private mutating func batchSize() -> BatchSize {
        if searches {
            return choose(
                Choice.batchSize, options.batchSize, .full, as: "full",
                because: "the optimizer looks at all rows"
            )
        }
        return rowsByCount()
    }

    private mutating func rowsByCount() -> BatchSize {
        choose(
            Choice.batchSize, options.batchSize, .rows(batchRows), as: "\(batchRows)",
            because: "rows for each update, of \(rows)")
    }

    /// Returns the number of passes: at least 600 updates, at most 60 passes, and fewer over very many rows.
    private mutating func epochs() -> Int {
        if searches {
            return choose(
                Choice.epochs, options.epochs, 200, as: "200 at most",
                because: "it ends when it has converged")
        }
        let steps = max(1, (options.batchSize ?? .rows(batchRows)).count(of: rows))
        let perEpoch = max(1, (rows + steps - 1) / steps)
        let count = max(
            600 / perEpoch,
            seesShapes ? imageEpochs(updatesInEach: perEpoch) : min(60, max(10, 60_000 / perEpoch)))
        return choose(
            Choice.epochs, options.epochs, count, as: "\(count)",
            because: "passes over the rows; \(count * perEpoch) updates in all")
    }

    /// Returns the rule for stopping. A small table cannot spare rows; a large one can, and then need not run to the
    /// end.
    private mutating func stopping() -> Stopping {
        guard rows >= Self.rowsToSpare else { return options.stopping ?? .afterAllEpochs }
        return choose(
            Choice.stopping, options.stopping,
            .onValidation(EarlyStopping(share: 0.1, patience: 10, minimumImprovement: 0)),
            as: "10 epochs without improvement on a tenth of the rows",
            because: "\(rows) rows can spare it")
    }

    static let rowsToSpare = 10_000

    private mutating func precision() -> Precision {
        guard searches else { return options.precision ?? .float32 }
        return choose(
            "precision", options.precision, .float64, as: "float64",
            because: "a line search compares losses that are nearly equal")
    }
}
