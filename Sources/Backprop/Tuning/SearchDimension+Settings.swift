extension SearchDimension {
    /// How many hidden layers there are.
    public static func depth(_ values: SearchValues) -> SearchDimension {
        SearchDimension("network.depth", values) { value, trial in trial.depth = value.count }
    }

    /// How many units each hidden layer has.
    public static func width(_ values: SearchValues) -> SearchDimension {
        SearchDimension("network.width", values) { value, trial in trial.width = value.count }
    }

    /// The activation of each hidden layer.
    public static func activation(_ activations: [Activation]) -> SearchDimension {
        SearchDimension("network.activation", .choices(activations.map(\.description))) { value, trial in
            trial.activation = Activation(text: value.description)
        }
    }

    /// The share of each hidden layer's outputs that is dropped.
    public static func dropout(_ values: SearchValues) -> SearchDimension {
        SearchDimension("network.dropout", values) { value, trial in trial.dropout = value.number }
    }

    /// How often a run passes over all rows.
    public static func epochs(_ values: SearchValues) -> SearchDimension {
        SearchDimension("training.epochs", values) { value, trial in trial.options.epochs = value.count }
    }

    /// How many rows one update looks at.
    public static func batchSize(_ values: SearchValues) -> SearchDimension {
        SearchDimension("training.batch-size", values) { value, trial in
            trial.options.batchSize = value.count.map(BatchSize.rows) ?? .full
        }
    }

    /// How the learning rate changes over a run.
    public static func schedule(_ schedules: [Schedule]) -> SearchDimension {
        SearchDimension("training.schedule", .choices(schedules.map(\.description))) { value, trial in
            trial.options.schedule = try Schedule(parsing: value.description)
        }
    }

    /// How numeric features are scaled.
    public static func scaling(_ scalings: [Scaling]) -> SearchDimension {
        SearchDimension("preprocessing.scale", .choices(scalings.map(\.rawValue))) { value, trial in
            trial.options.preprocessing.scaling = Scaling(rawValue: value.description) ?? .standard
        }
    }

    /// How categories become numbers.
    public static func encoding(_ encodings: [CategoricalEncoding]) -> SearchDimension {
        SearchDimension("preprocessing.encode", .choices(encodings.map(\.rawValue))) { value, trial in
            trial.options.preprocessing.categoricalEncoding =
                CategoricalEncoding(rawValue: value.description) ?? .oneHot()
        }
    }

    /// λ₂ of the penalty on weights.
    public static func l2(_ values: SearchValues) -> SearchDimension {
        SearchDimension("regularization.l2", values) { value, trial in
            RecipeSetting<Double>.l2.set(&trial.options, value.number)
        }
    }

    /// How much noise is added to features as they are learned from.
    public static func inputNoise(_ values: SearchValues) -> SearchDimension {
        SearchDimension("regularization.input-noise", values) { value, trial in
            RecipeSetting<Double>.inputNoise.set(&trial.options, value.number)
        }
    }

    /// What share of a class is spread over all.
    public static func labelSmoothing(_ values: SearchValues) -> SearchDimension {
        SearchDimension("regularization.label-smoothing", values) { value, trial in
            RecipeSetting<Double>.labelSmoothing.set(&trial.options, value.number)
        }
    }
}

/// One of the optimizers that a search chooses from, with ranges for its numbers.
public struct OptimizerChoice: Sendable {
    /// What it is called: `adamw`, or what else tells it from the others.
    public let name: String

    /// The rule with the numbers that are fixed; nil for the one that was said or that the data choose.
    public let optimizer: (any Optimizer)?

    /// The values of its learning rate; nil where that is fixed.
    public var learningRate: SearchValues?

    /// The values of its weight decay; nil where that is fixed.
    public var weightDecay: SearchValues?

    /// The values of its momentum; nil where that is fixed.
    public var momentum: SearchValues?

    /// Describes a choice.
    public init(
        _ name: String, _ optimizer: (any Optimizer)?, learningRate: SearchValues? = nil,
        weightDecay: SearchValues? = nil, momentum: SearchValues? = nil
    ) {
        self.name = name
        self.optimizer = optimizer
        self.learningRate = learningRate
        self.weightDecay = weightDecay
        self.momentum = momentum
    }
}

extension SearchDimension {
    /// Optimizers to choose from, and the numbers of each, which are drawn where it was chosen.
    public static func optimizers(_ choices: [OptimizerChoice]) -> [SearchDimension] {
        let rules = Dictionary(
            choices.map { ($0.name, $0.optimizer) }, uniquingKeysWith: { first, _ in first })
        let rule = SearchDimension(optimizerName, .choices(choices.map(\.name))) { value, trial in
            guard let rule = rules[value.description] ?? nil else { return }
            trial.options.optimizer = rule
            trial.options.learningRate = rule.learningRate
        }
        return [rule] + choices.flatMap(numbers)
    }

    /// The name of the dimension that chooses an optimizer.
    public static let optimizerName = "training.optimizer"

    private static func numbers(of choice: OptimizerChoice) -> [SearchDimension] {
        func dimension(
            _ name: String, _ values: SearchValues?,
            _ set: @escaping @Sendable (Double, inout TrialOptions) -> Void
        ) -> SearchDimension? {
            values.map { values in
                SearchDimension(
                    "\(optimizerName).\(name)", values, where: (optimizerName, .text(choice.name))
                ) { value, trial in
                    if let number = value.number { set(number, &trial) }
                }
            }
        }
        return [
            dimension("learning-rate", choice.learningRate) { $1.setLearningRate($0) },
            dimension("weight-decay", choice.weightDecay) { $1.setWeightDecay($0) },
            dimension("momentum", choice.momentum) { $1.setMomentum($0) },
        ].compactMap(\.self)
    }
}

extension SettingValue {
    /// The whole number, if it is one.
    var count: Int? {
        switch self {
        case .whole(let number): number
        case .number(let number): Int(exactly: number)
        case .text: nil
        }
    }
}
