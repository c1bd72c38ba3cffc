/// Predictors that ignore all features: the scores that a model must beat to have learned anything.
///
/// Each is fitted on the truth of the training rows and scored on that of the test rows.
public enum Baseline {
    /// Returns the scores of the most frequent class of the training rows, the first of equals.
    ///
    /// The probabilities are the shares of the classes in the training rows. So log loss and Brier score are those of a
    /// predictor that knows only how frequent the classes are.
    ///
    /// - Throws: ``MetricError`` if there are no rows, a class is out of range, or weights are unusable, in test or
    ///   training rows.
    public static func mostFrequentClass(
        training: [Int], trainingWeights: [Double]? = nil, test: [Int], testWeights: [Double]? = nil,
        classLabels: [String], positiveClass: Int = 1
    ) throws(MetricError) -> ClassificationEvaluation {
        try mostFrequentClass(
            shares: classShares(training, trainingWeights, classCount: classLabels.count),
            test: test, testWeights: testWeights, classLabels: classLabels, positiveClass: positiveClass)
    }

    /// Returns the scores of the most frequent class, for known shares of the training rows.
    ///
    /// - Throws: ``MetricError`` if there are no rows, a class is out of range, or weights are unusable.
    static func mostFrequentClass(
        shares: [Double], test: [Int], testWeights: [Double]?, classLabels: [String], positiveClass: Int = 1
    ) throws(MetricError) -> ClassificationEvaluation {
        let totals = try classTotals(test, testWeights, classCount: classLabels.count)
        // Every row has the same probabilities, so that the rows of a class count as one of their summed weight.
        let scores = try ProbabilityScores(
            truth: Array(classLabels.indices), sharedProbabilities: shares, weights: totals,
            positiveClass: positiveClass)
        let matrix = try ConfusionMatrix(
            truth: scores.truth, predicted: scores.predicted, classCount: classLabels.count, weights: totals)
        return ClassificationEvaluation(
            matrix, labels: classLabels, rows: test.count, probability: ProbabilityEvaluation(scores),
            positiveClass: positiveClass)
    }

    /// Returns the scores of a class drawn at random, with the frequencies of the training rows.
    ///
    /// The scores are those of the expected confusion matrix, not of one draw; the accuracy is exactly the expected
    /// accuracy. Probabilities are not scored.
    ///
    /// - Throws: ``MetricError`` if there are no rows, a class is out of range, or weights are unusable, in test or
    ///   training rows.
    public static func stratifiedChance(
        training: [Int], trainingWeights: [Double]? = nil, test: [Int], testWeights: [Double]? = nil,
        classLabels: [String], positiveClass: Int = 1
    ) throws(MetricError) -> ClassificationEvaluation {
        try stratifiedChance(
            shares: classShares(training, trainingWeights, classCount: classLabels.count),
            test: test, testWeights: testWeights, classLabels: classLabels, positiveClass: positiveClass)
    }

    /// Returns the scores of a class drawn at random, for known shares of the training rows.
    ///
    /// - Throws: ``MetricError`` if there are no rows, a class is out of range, or weights are unusable.
    static func stratifiedChance(
        shares: [Double], test: [Int], testWeights: [Double]?, classLabels: [String], positiveClass: Int = 1
    ) throws(MetricError) -> ClassificationEvaluation {
        let totals = try classTotals(test, testWeights, classCount: classLabels.count)
        let matrix = ConfusionMatrix(
            cells: .expected(rows: totals, shares: shares), classCount: classLabels.count)
        return ClassificationEvaluation(
            matrix, labels: classLabels, rows: test.count, probability: nil, positiveClass: positiveClass)
    }

    /// Returns the scores of the mean of the training rows, target by target.
    ///
    /// - Throws: ``MetricError`` if there are no rows, counts differ, or numbers or weights are unusable, in test or
    ///   training rows.
    public static func mean(
        training: [Double], trainingWeights: [Double]? = nil, test: [Double], testWeights: [Double]? = nil,
        targetNames: [String] = ["target"]
    ) throws(MetricError) -> RegressionEvaluation {
        try constant(training, trainingWeights, test, testWeights, targetNames) { values, weights in
            weights.mean { values[$0] }
        }
    }

    /// Returns the scores of the median of the training rows, target by target.
    ///
    /// - Throws: ``MetricError`` if there are no rows, counts differ, or numbers or weights are unusable, in test or
    ///   training rows.
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
        // An evaluation checks the training rows like any others.
        _ = try RegressionEvaluation(
            truth: training, predicted: training, targetNames: targetNames, weights: trainingWeights)
        let weights = try RowWeights(trainingWeights, rowCount: training.count / width)
        let centres = (0..<width).map { target in
            centre(stride(from: target, to: training.count, by: width).map { training[$0] }, weights)
        }
        return try constant(centres, test: test, testWeights: testWeights, targetNames: targetNames)
    }

    /// Returns the scores of constant numbers, one for each target.
    ///
    /// - Throws: ``MetricError`` if there are no rows, counts differ, or numbers or weights are unusable.
    static func constant(
        _ values: [Double], test: [Double], testWeights: [Double]?, targetNames: [String]
    ) throws(MetricError) -> RegressionEvaluation {
        try RegressionEvaluation(
            truth: test, predicted: test.indices.map { values[$0 % values.count] }, targetNames: targetNames,
            weights: testWeights)
    }
}
