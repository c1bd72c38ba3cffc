/// A score of predictions against the truth.
///
/// The raw value is the name in JSON; ``title`` is the name for people.
public enum Metric: String, CaseIterable, Codable, Hashable, Sendable {
    /// The share of rows whose class is predicted correctly.
    case accuracy
    /// The mean recall over the classes.
    case balancedAccuracy
    /// The precision of the positive class of two.
    case positivePrecision
    /// The recall of the positive class of two.
    case positiveRecall
    /// The F1 score of the positive class of two.
    case positiveF1
    /// The mean precision over the classes, each class counting the same.
    case macroPrecision
    /// The mean recall over the classes, each class counting the same.
    case macroRecall
    /// The mean F1 score over the classes, each class counting the same.
    case macroF1
    /// The precision over all rows together.
    case microPrecision
    /// The recall over all rows together.
    case microRecall
    /// The F1 score over all rows together.
    case microF1
    /// The mean precision over the classes, weighted by their rows.
    case weightedPrecision
    /// The mean recall over the classes, weighted by their rows.
    case weightedRecall
    /// The mean F1 score over the classes, weighted by their rows.
    case weightedF1
    /// Matthews' correlation coefficient of true and predicted classes.
    case matthewsCorrelation
    /// Cohen's kappa of true and predicted classes.
    case cohenKappa
    /// The mean negative logarithm of the true class's probability.
    case logLoss
    /// The mean squared error of the probabilities.
    case brierScore
    /// The area under the receiver operating characteristic.
    case rocAUC
    /// The area under the curve of precision and recall.
    case averagePrecision
    /// The share of rows whose true class is among the three most probable.
    case top3Accuracy
    /// The share of rows whose true class is among the five most probable.
    case top5Accuracy
    /// The expected calibration error of the probabilities.
    case calibrationError
    /// The share of rows of which every target of several is predicted correctly.
    case exactMatch
    /// The share of wrong values among those of all rows and targets.
    case hammingLoss
    /// The root of the mean squared error.
    case rmse
    /// The mean absolute error.
    case mae
    /// The median absolute error.
    case medianAbsoluteError
    /// The coefficient of determination.
    case r2
    /// The explained share of the target's variance.
    case explainedVariance
    /// The mean absolute error as a share of the truth.
    case mape
    /// The largest absolute error.
    case maximumError
}

extension Metric {
    /// The task whose predictions the metric scores; classification for metrics that several yes/no targets share with it.
    public var task: LearningTask {
        switch self {
        case .exactMatch, .hammingLoss: .multiLabel
        case .rmse, .mae, .medianAbsoluteError, .r2, .explainedVariance, .mape, .maximumError: .regression
        default: .classification
        }
    }

    /// Returns whether the metric scores the predictions of a task.
    package func scores(_ task: LearningTask) -> Bool {
        task == .multiLabel ? ScoreTable.multiLabel.metrics.contains(self) : self.task == task
    }

    /// Whether a larger value is better.
    public var isHigherBetter: Bool {
        switch self {
        case .logLoss, .brierScore, .calibrationError, .hammingLoss, .rmse, .mae, .medianAbsoluteError, .mape,
            .maximumError:
            false
        default: true
        }
    }

    /// The values that the metric can have.
    public var range: ClosedRange<Double> {
        switch self {
        case .matthewsCorrelation, .cohenKappa: -1...1
        case .r2, .explainedVariance: -.infinity...1
        case .logLoss, .brierScore, .rmse, .mae, .medianAbsoluteError, .mape, .maximumError: 0...(.infinity)
        default: 0...1
        }
    }

    /// Whether the values are in the unit of the target.
    public var isInUnitOfTarget: Bool {
        switch self {
        case .rmse, .mae, .medianAbsoluteError, .maximumError: true
        default: false
        }
    }

    /// Returns the metric that is shown first for a task: accuracy, or R².
    public static func headline(of task: LearningTask) -> Metric {
        task == .regression ? .r2 : .accuracy
    }

    /// Returns the metrics of a task for short reports, the most informative first.
    public static func main(of task: LearningTask) -> [Metric] {
        switch task {
        case .classification: [.accuracy, .balancedAccuracy, .macroF1, .logLoss, .rocAUC]
        case .regression: [.rmse, .mae, .r2]
        case .multiLabel: [.accuracy, .macroF1, .logLoss, .rocAUC, .exactMatch]
        }
    }
}
