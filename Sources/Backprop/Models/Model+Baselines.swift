extension Model {
    /// Returns the scores of baselines that use no feature: fitted on the rows that the model was trained on, scored on
    /// these.
    ///
    /// For classes, the baselines are the most frequent class, and a class drawn with its frequency in the training
    /// rows. For numbers, they are the mean and the median. For several yes/no targets, it is the share of each one's
    /// positive value. Rows count by their weight, and if
    /// ``weightsClassesInScores`` by that of their class, there and here.
    ///
    /// - Throws: ``ModelError``, ``PreprocessingError`` or ``MetricError``.
    public func baselines(on table: Table) throws -> [NamedBaseline] { try baselines(of: table) }

    /// Returns the scores of baselines on labelled images: the most frequent class of the training images, and a class
    /// drawn with its frequency in them.
    ///
    /// - Throws: ``ModelError``, ``ImageError`` or ``MetricError``.
    public func baselines(on images: ImageSet) throws -> [NamedBaseline] { try baselines(of: images) }

    /// Returns the scores of baselines on raw rows of either kind.
    package func baselines(of rows: any RawRows) throws -> [NamedBaseline] {
        let truth = try truth(of: rows)
        return try timeBaselines(of: rows, truth) + constantBaselines(truth)
    }

    private func constantBaselines(_ truth: Truth) throws -> [NamedBaseline] {
        guard let summary = input.targetSummary else { throw ModelError.trainedOnNumbers }
        switch truth.targets {
        case .classes(let classes):
            return try Self.baselines(
                shares: summary.classShares(
                    weighted: weightsClassesInScores ? preprocessor?.classWeights : nil),
                classes: classes, weights: truth.weights, labels: input.classLabels,
                positive: truth.positiveClass)
        case .multiLabel(let values):
            let targets = input.binaryTargets ?? []
            let rows = values.count / max(1, targets.count)
            let evaluation = try MultiLabelEvaluation(
                truth: values, probabilities: (0..<rows).flatMap { _ in summary.means }, targets: targets,
                weights: truth.weights)
            return [NamedBaseline(name: "share of each target", evaluation: .multiLabel(evaluation))]
        case .values(let values):
            let names = preprocessor?.targetNames ?? []
            return try [(NamedBaseline.mean, summary.means), ("median", summary.medians)].map {
                name, constants in
                let evaluation = try Baseline.constant(
                    constants, test: values, testWeights: truth.weights, targetNames: names)
                return NamedBaseline(name: name, evaluation: .regression(evaluation))
            }
        }
    }

    private static func baselines(
        shares: [Double], classes: [Int], weights: [Double]?, labels: [String],
        positive: Int
    ) throws -> [NamedBaseline] {
        let frequent = try Baseline.mostFrequentClass(
            shares: shares, test: classes, testWeights: weights, classLabels: labels,
            positiveClass: positive)
        let chance = try Baseline.stratifiedChance(
            shares: shares, test: classes, testWeights: weights, classLabels: labels,
            positiveClass: positive)
        return [
            NamedBaseline(name: "most frequent class", evaluation: .classification(frequent)),
            NamedBaseline(name: "chance", evaluation: .classification(chance)),
        ]
    }
}
