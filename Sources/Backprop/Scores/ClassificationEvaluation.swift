/// All scores of predicted classes, computed once from predictions and truth.
///
/// The scores agree with scikit-learn's of the same name and its defaults. A fraction whose denominator is 0 is 0, and
/// macro averages are over the classes that occur in truth or among the predictions. A score that is undefined is `nil`
/// and not listed among ``metrics``, so that no score is ever NaN or infinite.
public struct ClassificationEvaluation: Codable, Equatable, Sendable {
    /// The classes, in the order of their numbers.
    public let classLabels: [String]
    /// The positive class of two, which precision, recall and rankings are about, or `nil` for other numbers of classes.
    public let positiveClass: Int?
    /// The number of rows that were scored.
    public let rowCount: Int
    /// The number of rows of each class that were predicted as each class; every weight is that of its row.
    public let confusionMatrix: ConfusionMatrix
    /// Precision, recall and F1 of each class.
    public let perClass: [ClassScores]
    /// Scores in which every class counts the same.
    public let macro: ClassScores
    /// Scores in which every row counts the same.
    public let micro: ClassScores
    /// Scores in which every class counts by its rows.
    public let weighted: ClassScores
    /// The share of rows predicted correctly.
    public let accuracy: Double
    /// The mean recall of the classes that occur in truth.
    public let balancedAccuracy: Double
    /// Matthews's correlation; see ``ConfusionMatrix/matthewsCorrelation``.
    public let matthewsCorrelation: Double
    /// Cohen's kappa, or `nil` if truth and prediction are the same single class in all rows.
    public let cohenKappa: Double?
    /// The scores of the probabilities, or `nil` if only the predicted classes were passed in.
    public let probability: ProbabilityEvaluation?

    /// Scores class probabilities. Each row's predicted class is its most probable one, the first of equals.
    ///
    /// - Parameters:
    ///   - truth: Each row's class, as an index in `classLabels`.
    ///   - probabilities: Rows × classes, row after row, each from 0 to 1.
    ///   - classLabels: The names of the classes, one for each probability of a row.
    ///   - weights: The weight of each row; defaults to 1.
    ///   - positiveClass: The positive class of two; defaults to the second. It is ignored for other numbers of classes.
    /// - Throws: ``MetricError`` if there are no rows, counts differ, a class or probability is out of range, or
    ///   weights are unusable.
    public init(
        truth: [Int], probabilities: [Double], classLabels: [String], weights: [Double]? = nil,
        positiveClass: Int = 1
    ) throws(MetricError) {
        try self.init(
            truth: truth, probabilities: probabilities, classLabels: classLabels, weights: weights,
            positiveClass: positiveClass, decided: nil)
    }

    /// Scores class probabilities, and the classes that a threshold has decided for, if there is one.
    init(
        truth: [Int], probabilities: [Double], classLabels: [String], weights: [Double]?,
        positiveClass: Int, decided: [Int]?
    ) throws(MetricError) {
        let scores = try ProbabilityScores(
            truth: truth, probabilities: probabilities, classCount: classLabels.count, weights: weights,
            positiveClass: positiveClass)
        let matrix = try ConfusionMatrix(
            truth: truth, predicted: decided ?? scores.predicted, classCount: classLabels.count,
            weights: weights)
        self.init(
            matrix, labels: classLabels, rows: truth.count, probability: ProbabilityEvaluation(scores),
            positiveClass: positiveClass)
    }

    /// Scores predicted classes, without probabilities.
    ///
    /// - Parameters:
    ///   - truth: Each row's class, as an index in `classLabels`.
    ///   - predicted: Each row's predicted class, as an index in `classLabels`.
    ///   - classLabels: The names of the classes.
    ///   - weights: The weight of each row; defaults to 1.
    ///   - positiveClass: The positive class of two; defaults to the second. It is ignored for other numbers of classes.
    /// - Throws: ``MetricError`` if there are no rows, counts differ, a class is out of range, or weights are unusable.
    public init(
        truth: [Int], predicted: [Int], classLabels: [String], weights: [Double]? = nil,
        positiveClass: Int = 1
    ) throws(MetricError) {
        let matrix = try ConfusionMatrix(
            truth: truth, predicted: predicted, classCount: classLabels.count, weights: weights)
        self.init(
            matrix, labels: classLabels, rows: truth.count, probability: nil, positiveClass: positiveClass)
    }

    /// Computes the scores of a matrix that fits the labels.
    init(
        _ matrix: ConfusionMatrix, labels: [String], rows: Int, probability: ProbabilityEvaluation?,
        positiveClass: Int
    ) {
        precondition(matrix.classCount != 2 || (0...1).contains(positiveClass), "one of two classes")
        self.positiveClass = matrix.classCount == 2 ? positiveClass : nil
        classLabels = labels
        rowCount = rows
        confusionMatrix = matrix
        perClass = matrix.scoresPerClass
        macro = matrix.averaged(.macro)
        micro = matrix.averaged(.micro)
        weighted = matrix.averaged(.weighted)
        accuracy = matrix.accuracy
        balancedAccuracy = matrix.balancedAccuracy
        matthewsCorrelation = matrix.matthewsCorrelation
        cohenKappa = matrix.cohenKappa
        self.probability = probability
    }
}

/// The scores of class probabilities, not only of the most probable classes.
///
/// See ``ProbabilityScores`` for the formulas and for the conditions under which a score is undefined, that is, `nil`.
public struct ProbabilityEvaluation: Codable, Equatable, Sendable {
    /// The mean of −ln p of the true class.
    public let logLoss: Double?
    /// The mean squared distance of probabilities and truth.
    public let brierScore: Double?
    /// The area under the receiver operating characteristic: the mean over the classes of each
    /// against the rest. For two classes it is the same for either.
    public let rocAUC: Double?
    /// The average precision: of the positive class of two, else the mean of each class against the rest.
    public let averagePrecision: Double?
    /// The share of rows whose class is among the three most probable, or `nil` for fewer than 4 classes.
    public let top3Accuracy: Double?
    /// The share of rows whose class is among the five most probable, or `nil` for fewer than 6 classes.
    public let top5Accuracy: Double?
    /// The calibration of the probabilities: of the positive class of two, else of the predicted class.
    public let calibration: CalibrationTable

    /// Computes every score.
    public init(_ scores: ProbabilityScores) {
        logLoss = scores.logLoss
        brierScore = scores.brierScore
        (rocAUC, averagePrecision) = scores.rankingScores
        top3Accuracy = scores.classCount > 3 ? scores.topAccuracy(3) : nil
        top5Accuracy = scores.classCount > 5 ? scores.topAccuracy(5) : nil
        calibration =
            scores.classCount == 2
            ? scores.calibration(ofClass: scores.positiveClass) : scores.confidenceCalibration()
    }
}
