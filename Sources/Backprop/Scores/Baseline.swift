/// What predictors reach that look at no feature: the score a model must beat to have learned anything.
///
/// Each is fitted on the truth of the training rows and scored on that of the test rows.
public enum Baseline {
    /// Always the most frequent class of the training rows, the first of equals. The probabilities are the
    /// shares of the classes in the training rows, so that log loss and Brier score are those of a predictor
    /// that knows how frequent the classes are and nothing else.
    ///
    /// - Throws: ``MetricError`` for no rows, a class out of range, unusable weights; also where they are the
    ///   training rows'.
    public static func mostFrequentClass(
        training: [Int], trainingWeights: [Double]? = nil, test: [Int], testWeights: [Double]? = nil,
        classLabels: [String]
    ) throws(MetricError) -> ClassificationEvaluation {
        try mostFrequentClass(
            shares: classShares(training, trainingWeights, classCount: classLabels.count),
            test: test, testWeights: testWeights, classLabels: classLabels)
    }

    /// The same for classes whose shares of the training rows are known.
    ///
    /// - Throws: ``MetricError`` for no rows, a class out of range, unusable weights.
    static func mostFrequentClass(
        shares: [Double], test: [Int], testWeights: [Double]?, classLabels: [String]
    ) throws(MetricError) -> ClassificationEvaluation {
        let totals = try classTotals(test, testWeights, classCount: classLabels.count)
        // The same probabilities for every row: rows of a class count as one of their summed weight.
        let scores = try ProbabilityScores(
            truth: Array(classLabels.indices), sharedProbabilities: shares, weights: totals)
        let matrix = try ConfusionMatrix(
            truth: scores.truth, predicted: scores.predicted, classCount: classLabels.count, weights: totals)
        return ClassificationEvaluation(
            matrix, labels: classLabels, rows: test.count, probability: ProbabilityEvaluation(scores))
    }

    /// A class drawn at random, each as often as in the training rows. The scores are those of the expected
    /// confusion matrix, not of one draw; the accuracy is the expected accuracy exactly. There are no
    /// probabilities.
    ///
    /// - Throws: ``MetricError`` for no rows, a class out of range, unusable weights; also where they are the
    ///   training rows'.
    public static func stratifiedChance(
        training: [Int], trainingWeights: [Double]? = nil, test: [Int], testWeights: [Double]? = nil,
        classLabels: [String]
    ) throws(MetricError) -> ClassificationEvaluation {
        try stratifiedChance(
            shares: classShares(training, trainingWeights, classCount: classLabels.count),
            test: test, testWeights: testWeights, classLabels: classLabels)
    }

    /// The same for classes whose shares of the training rows are known.
    ///
    /// - Throws: ``MetricError`` for no rows, a class out of range, unusable weights.
    static func stratifiedChance(
        shares: [Double], test: [Int], testWeights: [Double]?, classLabels: [String]
    ) throws(MetricError) -> ClassificationEvaluation {
        let totals = try classTotals(test, testWeights, classCount: classLabels.count)
        let matrix = ConfusionMatrix(
            cells: .expected(rows: totals, shares: shares), classCount: classLabels.count)
        return ClassificationEvaluation(matrix, labels: classLabels, rows: test.count, probability: nil)
    }

    /// Always the mean of the training rows, target by target.
    ///
    /// - Throws: ``MetricError`` for no rows, counts that differ, unusable numbers or weights; also where they
    ///   are the training rows'.
    public static func mean(
        training: [Double], trainingWeights: [Double]? = nil, test: [Double], testWeights: [Double]? = nil,
        targetNames: [String] = ["target"]
    ) throws(MetricError) -> RegressionEvaluation {
        try constant(training, trainingWeights, test, testWeights, targetNames) { values, weights in
            weights.mean { values[$0] }
        }
    }

    /// Always the median of the training rows, target by target.
    ///
    /// - Throws: ``MetricError`` for no rows, counts that differ, unusable numbers or weights; also where they
    ///   are the training rows'.
    public static func median(
        training: [Double], trainingWeights: [Double]? = nil, test: [Double], testWeights: [Double]? = nil,
        targetNames: [String] = ["target"]
    ) throws(MetricError) -> RegressionEvaluation {
        try constant(training, trainingWeights, test, testWeights, targetNames) { values, weights in
            weightedMedian(values, weights: weights)
        }
    }
}

extension Baseline {
    private static func classTotals(
        _ classes: [Int], _ weights: [Double]?, classCount: Int
    ) throws(MetricError) -> [Double] {
        let weights = try RowWeights(weights, rowCount: classes.count)
        try weights.check(classes, name: "true", classCount: classCount)
        var totals = [Double](repeating: 0, count: classCount)
        for row in classes.indices { totals[classes[row]] += weights[row] }
        return totals
    }

    private static func classShares(
        _ classes: [Int], _ weights: [Double]?, classCount: Int
    ) throws(MetricError) -> [Double] {
        let totals = try classTotals(classes, weights, classCount: classCount)
        let total = totals.reduce(0, +)
        return totals.map { min($0 / total, 1) }
    }

    private static func constant(
        _ training: [Double], _ trainingWeights: [Double]?, _ test: [Double], _ testWeights: [Double]?,
        _ targetNames: [String], _ centre: ([Double], RowWeights) -> Double
    ) throws(MetricError) -> RegressionEvaluation {
        let width = max(targetNames.count, 1)
        // Checks the training rows as it would check any.
        _ = try RegressionEvaluation(
            truth: training, predicted: training, targetNames: targetNames, weights: trainingWeights)
        let weights = try RowWeights(trainingWeights, rowCount: training.count / width)
        let centres = (0..<width).map { target in
            centre(stride(from: target, to: training.count, by: width).map { training[$0] }, weights)
        }
        return try constant(centres, test: test, testWeights: testWeights, targetNames: targetNames)
    }

    /// Always the same numbers, one for each target.
    ///
    /// - Throws: ``MetricError`` for no rows, counts that differ, unusable numbers or weights.
    static func constant(
        _ values: [Double], test: [Double], testWeights: [Double]?, targetNames: [String]
    ) throws(MetricError) -> RegressionEvaluation {
        try RegressionEvaluation(
            truth: test, predicted: test.indices.map { values[$0 % values.count] }, targetNames: targetNames,
            weights: testWeights)
    }
}
