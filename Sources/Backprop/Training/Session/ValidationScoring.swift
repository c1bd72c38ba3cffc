/// The computation of the metric that a run stops by, from the network's outputs for the validation rows.
struct ValidationScoring {
    private let metric: ValidationMetric
    private let encoding: TargetEncoding
    private let activation: Activation

    /// The model's input, in whose units outputs are scored; with numbers, classes are numbered and values stay
    /// unchanged.
    private let input: ModelInput

    /// The weight of each row in double precision; with numbers, the source's weights are used.
    private let weights: [Double]?

    /// Creates the scoring by the metric that the recipe stops by, or `nil` if that is the loss or nothing.
    init?(_ recipe: Recipe, input: ModelInput = .numbers, weights: [Double]? = nil) {
        guard let metric = recipe.stopping.metric, metric != .loss else { return nil }
        self.init(metric, recipe, input: input, weights: weights)
    }

    /// Creates the scoring by that metric, whatever the recipe stops by.
    init(
        _ metric: ValidationMetric, _ recipe: Recipe, input: ModelInput = .numbers,
        weights: [Double]? = nil
    ) {
        self.metric = metric
        self.input = input
        self.weights = weights
        encoding = recipe.targetEncoding
        activation = recipe.network.outputActivation
    }

    /// Returns the metric, or `nil` if it is not defined, for example if the outputs are not finite numbers.
    ///
    /// - Throws: ``SettingError`` for a metric of another task.
    func value(_ all: ValidationOutputs) throws(SettingError) -> Double? {
        guard let evaluation = evaluation(all) else { return nil }
        if let value = metric.metric.flatMap({ evaluation[$0] }) { return value }
        let isOfTheTask = ValidationMetric.names(of: evaluation.task).contains(metric.name)
        if isOfTheTask { return nil }
        throw SettingError(
            name: "metric to stop by", found: metric.name,
            expected: "one that the task has: "
                + evaluation.metrics.map(\.metric.rawValue).filter(ValidationMetric.names.contains).joined(
                    separator: ", "))
    }

    /// Returns all scores of the outputs, or `nil` if they are not finite numbers.
    func evaluation(_ all: ValidationOutputs) -> Evaluation? {
        let rowWeights = input.preprocessor == nil ? all.weights : weights
        switch encoding {
        case .numeric:
            let names = input.preprocessor?.targetNames ?? (1...all.columns).map { "target \($0)" }
            let evaluation = try? RegressionEvaluation(
                truth: unscaled(all.targets), predicted: unscaled(all.outputs), targetNames: names,
                weights: rowWeights)
            return evaluation.map { .regression($0) }
        case .multiLabel:
            let targets = input.binaryTargets ?? all.numberedTargets
            let evaluation = try? MultiLabelEvaluation(
                truth: all.targets.map { BinaryTarget.isPositive($0) ? 1 : 0 }, probabilities: all.outputs,
                targets: targets, weights: rowWeights)
            return evaluation.map { .multiLabel($0) }
        case .oneHot, .binary:
            return classification(all, rowWeights).map { .classification($0) }
        }
    }

    private func unscaled(_ values: [Double]) -> [Double] {
        input.preprocessor.map { $0.unscaleTargets(values) } ?? values
    }

    private func classification(_ all: ValidationOutputs, _ weights: [Double]?) -> ClassificationEvaluation? {
        let isBinary = encoding == .binary
        let count = isBinary ? 2 : all.columns
        let labels = input == .numbers ? (0..<count).map { "\($0)" } : input.classLabels
        func scoring(_ values: [Double], _ activation: Activation) -> ClassScoring {
            ClassScoring(values, classCount: count, isBinary: isBinary, activation: activation)
        }
        let truth = scoring(all.targets, .linear).classes
        let predicted = scoring(all.outputs, activation)
        if let probabilities = predicted.probabilities {
            return try? ClassificationEvaluation(
                truth: truth, probabilities: probabilities, classLabels: labels, weights: weights,
                positiveClass: input.positiveClass ?? 1)
        }
        return try? ClassificationEvaluation(
            truth: truth, predicted: predicted.classes, classLabels: labels, weights: weights,
            positiveClass: input.positiveClass ?? 1)
    }
}

extension ValidationOutputs {
    /// Yes/no targets without names.
    fileprivate var numberedTargets: [BinaryTarget] {
        (1...columns).map { BinaryTarget(name: "target \($0)", positive: "1", negative: "0") }
    }
}
