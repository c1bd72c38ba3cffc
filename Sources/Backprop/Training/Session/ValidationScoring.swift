/// Turns what a network gives for the validation rows into the metric that a run stops by.
struct ValidationScoring {
    private let metric: ValidationMetric
    private let encoding: TargetEncoding
    private let activation: Activation

    /// What raw outputs and targets are told in; without one, classes are numbered and numbers stay as they are.
    private let preprocessor: Preprocessor?

    /// What each row counts, in double precision; without a preprocessor, what the source says.
    private let weights: [Double]?

    /// `nil` where the recipe stops by no metric but the loss.
    init?(_ recipe: Recipe, preprocessor: Preprocessor? = nil, weights: [Double]? = nil) {
        guard let metric = recipe.stopping.metric, metric != .loss else { return nil }
        self.init(metric, recipe, preprocessor: preprocessor, weights: weights)
    }

    /// Scores by that metric, whatever the recipe stops by.
    init(
        _ metric: ValidationMetric, _ recipe: Recipe, preprocessor: Preprocessor? = nil,
        weights: [Double]? = nil
    ) {
        self.metric = metric
        self.preprocessor = preprocessor
        self.weights = weights
        encoding = recipe.targetEncoding
        activation = recipe.network.outputActivation
    }

    /// The metric; `nil` where it is not defined, as where the outputs are no finite numbers.
    ///
    /// - Throws: ``SettingError`` for a metric of another task.
    func value(_ all: ValidationOutputs) throws(SettingError) -> Double? {
        guard let evaluation = evaluation(all) else { return nil }
        if let value = evaluation[metric.name] { return value }
        let task: LearningTask = encoding == .numeric ? .regression : .classification
        let isOfTheTask = ValidationMetric.names(of: task).contains(metric.name)
        if isOfTheTask { return nil }
        throw SettingError(
            name: "metric to stop by", found: metric.name,
            expected: "one that the task has: "
                + evaluation.metrics.map(\.name).filter(ValidationMetric.names.contains).joined(
                    separator: ", "))
    }

    /// Everything that the outputs say; `nil` where they are no finite numbers.
    func evaluation(_ all: ValidationOutputs) -> Evaluation? {
        let rowWeights = preprocessor == nil ? all.weights : weights
        switch encoding {
        case .numeric:
            let names = preprocessor?.targetNames ?? (1...all.columns).map { "target \($0)" }
            let evaluation = try? RegressionEvaluation(
                truth: unscaled(all.targets), predicted: unscaled(all.outputs), targetNames: names,
                weights: rowWeights)
            return evaluation.map { .regression($0) }
        case .oneHot, .binary:
            return classification(all, rowWeights).map { .classification($0) }
        }
    }

    private func unscaled(_ values: [Double]) -> [Double] {
        preprocessor.map { $0.unscaleTargets(values) } ?? values
    }

    private func classification(_ all: ValidationOutputs, _ weights: [Double]?) -> ClassificationEvaluation? {
        let isBinary = encoding == .binary
        let count = isBinary ? 2 : all.columns
        let labels = preprocessor?.classLabels ?? (0..<count).map { "\($0)" }
        func scoring(_ values: [Double], _ activation: Activation) -> ClassScoring {
            ClassScoring(values, classCount: count, isBinary: isBinary, activation: activation)
        }
        let truth = scoring(all.targets, .linear).classes
        let predicted = scoring(all.outputs, activation)
        if let probabilities = predicted.probabilities {
            return try? ClassificationEvaluation(
                truth: truth, probabilities: probabilities, classLabels: labels, weights: weights)
        }
        return try? ClassificationEvaluation(
            truth: truth, predicted: predicted.classes, classLabels: labels, weights: weights)
    }
}
