extension SearchDimension {
    /// Returns a dimension for the number of hidden layers.
    public static func depth(_ values: SearchValues) -> SearchDimension {
        SearchDimension("network.depth", values) { value, trial in trial.depth = value.count }
    }

    /// Returns a dimension for the number of units of each hidden layer.
    public static func width(_ values: SearchValues) -> SearchDimension {
        SearchDimension("network.width", values) { value, trial in trial.width = value.count }
    }

    /// Returns a dimension for the activation of each hidden layer.
    public static func activation(_ activations: [Activation]) -> SearchDimension {
        SearchDimension("network.activation", .choices(activations.map(\.description))) { value, trial in
            trial.activation = Activation(text: value.description)
        }
    }

    /// Returns a dimension for the share of each hidden layer's outputs that is dropped.
    public static func dropout(_ values: SearchValues) -> SearchDimension {
        SearchDimension("network.dropout", values) { value, trial in trial.dropout = value.number }
    }

    /// Returns a dimension for the number of passes over all rows.
    public static func epochs(_ values: SearchValues) -> SearchDimension {
        SearchDimension("training.epochs", values) { value, trial in trial.options.epochs = value.count }
    }

    /// Returns a dimension for the number of rows per update.
    public static func batchSize(_ values: SearchValues) -> SearchDimension {
        SearchDimension("training.batch-size", values) { value, trial in
            trial.options.batchSize = value.count.map(BatchSize.rows) ?? .full
        }
    }

    /// Returns a dimension for the change of the learning rate over a run.
    public static func schedule(_ schedules: [Schedule]) -> SearchDimension {
        SearchDimension("training.schedule", .choices(schedules.map(\.description))) { value, trial in
            trial.options.schedule = try Schedule(parsing: value.description)
        }
    }

    /// Returns a dimension for the scaling of numeric features.
    public static func scaling(_ scalings: [Scaling]) -> SearchDimension {
        SearchDimension("preprocessing.scale", .choices(scalings.map(\.rawValue))) { value, trial in
            trial.options.preprocessing.scaling = Scaling(rawValue: value.description) ?? .standard
        }
    }

    /// Returns a dimension for the scaling of the targets of a regression.
    public static func targetScaling(_ scalings: [TargetScaling]) -> SearchDimension {
        SearchDimension("preprocessing.scale-targets", .choices(scalings.map(\.rawValue))) { value, trial in
            trial.options.preprocessing.targetScaling =
                TargetScaling(rawValue: value.description) ?? .standard
        }
    }

    /// Returns a dimension for the encoding of categories as numbers.
    public static func encoding(_ encodings: [CategoricalEncoding]) -> SearchDimension {
        SearchDimension("preprocessing.encode", .choices(encodings.map(\.rawValue))) { value, trial in
            trial.options.preprocessing.categoricalEncoding =
                CategoricalEncoding(rawValue: value.description) ?? .oneHot()
        }
    }

    /// Returns a dimension for λ₂ of the penalty on weights.
    public static func l2(_ values: SearchValues) -> SearchDimension {
        SearchDimension("regularization.l2", values) { value, trial in
            RecipeSetting<Double>.l2.set(&trial.options, value.number)
        }
    }

    /// Returns a dimension for the noise added to features in training.
    public static func inputNoise(_ values: SearchValues) -> SearchDimension {
        SearchDimension("regularization.input-noise", values) { value, trial in
            RecipeSetting<Double>.inputNoise.set(&trial.options, value.number)
        }
    }

    /// Returns a dimension for the share of each label that is spread over all classes.
    public static func labelSmoothing(_ values: SearchValues) -> SearchDimension {
        SearchDimension("regularization.label-smoothing", values) { value, trial in
            RecipeSetting<Double>.labelSmoothing.set(&trial.options, value.number)
        }
    }
}

/// One of the optimizers that a search chooses from, with ranges for its numbers.
public struct OptimizerChoice: Sendable {
    /// The name that distinguishes the choice, such as `adamw`.
    public let name: String

    /// The rule with the numbers that are fixed, or `nil` for the explicit or default optimizer.
    public let optimizer: (any Optimizer)?

    /// The values of its learning rate, or `nil` if it is fixed.
    public var learningRate: SearchValues?

    /// The values of its weight decay, or `nil` if it is fixed.
    public var weightDecay: SearchValues?

    /// The values of its momentum, or `nil` if it is fixed.
    public var momentum: SearchValues?

    /// Creates a choice.
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
    /// Returns a dimension for the optimizer, and those for the numbers of each, which depend on the first.
    public static func optimizers(_ choices: [OptimizerChoice]) -> [SearchDimension] {
        let rules = Dictionary(
            choices.map { ($0.name, $0.optimizer) }, uniquingKeysWith: { first, _ in first })
        let rule = SearchDimension(optimizerName, .choices(choices.map(\.name))) { value, trial in
            guard let rule = rules[value.description] ?? nil else { return }
            trial.options.optimizerOptions = OptimizerOptions(rule, learningRate: rule.learningRate)
        }
        return [rule] + choices.flatMap(numbers)
    }

    /// The name of the dimension that chooses an optimizer.
    package static let optimizerName = "training.optimizer"

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
    /// The value as a whole number, or `nil` if it is not one.
    var count: Int? {
        switch self {
        case .whole(let number): number
        case .number(let number): Int(exactly: number)
        case .text: nil
        }
    }
}
