/// Fills in what options leave open, by the size and kind of the data, and notes down each choice.
struct RecipeChooser {
    let options: RecipeOptions
    let schema: Schema
    let rows: Int
    private(set) var choices: [Choice] = []

    init(options: RecipeOptions, schema: Schema, rows: Int) {
        self.options = options
        self.schema = schema
        self.rows = rows
    }

    private var isClassification: Bool { schema.task == .classification }

    /// The complete recipe.
    mutating func recipe() throws -> Recipe {
        let (output, loss) = try outputAndLoss()
        let encoding = targetEncoding(output, loss)
        let hidden = hiddenLayers()
        let outputs =
            switch encoding {
            case .oneHot: schema.classLabels.count
            case .binary: 1
            case .numeric: schema.targetNames.count
            }
        var recipe = Recipe(
            network: Network(hidden.layers + [Dense(outputs, activation: output)]), loss: loss,
            optimizer: optimizer(), schedule: schedule(), initializer: options.initializer,
            epochs: epochs(), batchSize: batchSize(), shuffles: options.shuffles ?? true,
            stopping: stopping(), seed: options.seed ?? 1, precision: precision(),
            columns: options.columns, preprocessing: options.preprocessing, targetEncoding: encoding)
        if let rate = options.learningRate { recipe.optimizer.learningRate = rate }
        try recipe.validate()
        _ = try recipe.network.fused(with: loss)
        return recipe
    }

    private mutating func choose<Value>(
        _ setting: String, _ given: Value?, _ value: Value, as text: String, because reason: String
    ) -> Value {
        if let given { return given }
        choices.append(Choice(setting: setting, value: text, reason: reason))
        return value
    }

    /// The two follow from each other, and from the task where neither is said.
    private mutating func outputAndLoss() throws -> (Activation, any Loss) {
        let defaultLoss: any Loss = isClassification ? CrossEntropy() : MeanSquaredError()
        switch (options.output, options.loss) {
        case (let output?, let loss?):
            return (output, loss)
        case (nil, let loss?):
            let usual = loss.fusedActivation ?? (isClassification ? .sigmoid : .linear)
            let reason =
                loss.fusedActivation == nil ? "usual for \(schema.task.rawValue)" : "the loss needs it"
            return (choose("output", nil, usual, as: usual.description, because: reason), loss)
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
            let reason = isClassification ? "\(schema.classLabels.count) classes" : "a number to predict"
            _ = choose("output", nil, output, as: output.description, because: reason)
            let name = type(of: defaultLoss).typeName
            return (output, choose("loss", nil, defaultLoss, as: name, because: "goes with \(output)"))
        }
    }

    private func targetEncoding(_ output: Activation, _ loss: any Loss) -> TargetEncoding {
        guard isClassification else { return .numeric }
        let isSingle = schema.classLabels.count == 2 && loss.fusedActivation == .sigmoid
        return isSingle ? .binary : .oneHot
    }

    private mutating func hiddenLayers() -> Network {
        let units = rows < 500 ? 16 : rows < 5000 ? 32 : 64
        let network = Network([Dense(units, activation: .relu)])
        return choose(
            "layers", options.hiddenLayers, network, as: network.text,
            because: "\(rows) row\(rows == 1 ? "" : "s")")
    }

    private mutating func optimizer() -> any Optimizer {
        let rate = options.learningRate ?? 0.01
        let optimizer: any Optimizer = choose(
            "optimizer", options.optimizer, AdamW(learningRate: rate), as: "adamw",
            because: "robust on tables")
        return choose(
            "learning rate", options.learningRate.map { _ in optimizer }, optimizer,
            as: "\(optimizer.learningRate)", because: "usual for \(type(of: optimizer).typeName)")
    }

    private mutating func schedule() -> Schedule {
        options.schedule ?? .constant
    }

    private mutating func epochs() -> Int {
        choose("epochs", options.epochs, 100, as: "100", because: "enough for most tables")
    }

    private mutating func batchSize() -> BatchSize {
        let size = rows < 2000 ? 16 : rows < 20000 ? 64 : 128
        return choose("batch size", options.batchSize, .rows(size), as: "\(size)", because: "\(rows) rows")
    }

    private mutating func stopping() -> Stopping {
        options.stopping ?? .afterAllEpochs
    }

    private func precision() -> Precision { options.precision ?? .float32 }
}
