extension ClassificationEvaluation {
    /// Precision, recall and F1 of the positive class, or `nil` unless there are two classes.
    public var positive: ClassScores? { positiveClass.map { perClass[$0] } }

    /// Every defined score, the most informative first.
    public var metrics: [(metric: Metric, value: Double)] {
        let hard: [(metric: Metric, value: Double?)] = [
            (.accuracy, accuracy), (.balancedAccuracy, balancedAccuracy),
            (.positivePrecision, positive?.precision), (.positiveRecall, positive?.recall),
            (.positiveF1, positive?.f1),
            (.macroPrecision, macro.precision), (.macroRecall, macro.recall), (.macroF1, macro.f1),
            (.microPrecision, micro.precision), (.microRecall, micro.recall), (.microF1, micro.f1),
            (.weightedPrecision, weighted.precision), (.weightedRecall, weighted.recall),
            (.weightedF1, weighted.f1),
            (.matthewsCorrelation, matthewsCorrelation), (.cohenKappa, cohenKappa),
        ]
        let all = hard + (probability?.metrics ?? [])
        return all.compactMap { metric, value in value.map { (metric: metric, value: $0) } }
    }
}

extension ProbabilityEvaluation {
    fileprivate var metrics: [(metric: Metric, value: Double?)] {
        [
            (.logLoss, logLoss), (.brierScore, brierScore),
            (.rocAUC, rocAUC), (.averagePrecision, averagePrecision),
            (.top3Accuracy, top3Accuracy), (.top5Accuracy, top5Accuracy),
            (.calibrationError, calibration.expectedCalibrationError),
        ]
    }
}
