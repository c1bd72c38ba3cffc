extension ClassificationEvaluation {
    /// Every defined score under the name it has in JSON, the most telling first.
    public var metrics: [(name: String, value: Double)] {
        let hard: [(name: String, value: Double?)] = [
            ("accuracy", accuracy), ("balancedAccuracy", balancedAccuracy),
            ("macroPrecision", macro.precision), ("macroRecall", macro.recall), ("macroF1", macro.f1),
            ("microPrecision", micro.precision), ("microRecall", micro.recall), ("microF1", micro.f1),
            ("weightedPrecision", weighted.precision), ("weightedRecall", weighted.recall),
            ("weightedF1", weighted.f1),
            ("matthewsCorrelation", matthewsCorrelation), ("cohenKappa", cohenKappa),
        ]
        let all = hard + (probability?.metrics ?? [])
        return all.compactMap { name, value in value.map { (name: name, value: $0) } }
    }
}

extension ProbabilityEvaluation {
    fileprivate var metrics: [(name: String, value: Double?)] {
        [
            ("logLoss", logLoss), ("brierScore", brierScore),
            ("rocAUC", rocAUC), ("averagePrecision", averagePrecision),
            ("top3Accuracy", top3Accuracy), ("top5Accuracy", top5Accuracy),
            ("calibrationError", calibration.expectedCalibrationError),
        ]
    }
}
