extension Metric {
    /// The name for people, such as `ROC AUC`.
    public var title: String {
        switch self {
        case .accuracy: "accuracy"
        case .balancedAccuracy: "balanced accuracy"
        case .positivePrecision: "positive precision"
        case .positiveRecall: "positive recall"
        case .positiveF1: "positive F1"
        case .macroPrecision: "macro precision"
        case .macroRecall: "macro recall"
        case .macroF1: "macro F1"
        case .microPrecision: "micro precision"
        case .microRecall: "micro recall"
        case .microF1: "micro F1"
        case .weightedPrecision: "weighted precision"
        case .weightedRecall: "weighted recall"
        case .weightedF1: "weighted F1"
        case .matthewsCorrelation: "Matthews correlation"
        case .cohenKappa: "Cohen's kappa"
        case .logLoss: "log loss"
        case .brierScore: "Brier score"
        case .rocAUC: "ROC AUC"
        case .averagePrecision: "average precision"
        case .top3Accuracy: "top-3 accuracy"
        case .top5Accuracy: "top-5 accuracy"
        case .calibrationError: "calibration error"
        case .exactMatch: "exact match"
        case .hammingLoss: "Hamming loss"
        case .rmse: "RMSE"
        case .mae: "MAE"
        case .medianAbsoluteError: "median absolute error"
        case .r2: "R²"
        case .explainedVariance: "explained variance"
        case .mape: "MAPE"
        case .maximumError: "maximum error"
        }
    }

    /// Returns a value as text: four decimal places for shares, significant digits for errors.
    ///
    /// Shares of a variance are read by their distance from 1, errors by their size.
    public func text(_ value: Double, digits: Int = 4) -> String {
        isInUnitOfTarget || self == .mape
            ? NumberText.significant(value, digits: digits) : NumberText.fixed(value, places: 4)
    }

    /// Reads a metric's name; case, dashes and blanks do not matter, and `f1` is the macro average.
    ///
    /// - Throws: ``SettingError`` that lists the names.
    public init(parsing text: String) throws(SettingError) {
        func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
        let wanted = plain(text) == "f1" ? "macrof1" : plain(text)
        guard
            let metric = Self.allCases.first(where: {
                plain($0.rawValue) == wanted || plain($0.title) == wanted
            })
        else {
            throw SettingError(
                name: "metric", found: "\"\(text)\"",
                expected: "one of \(Self.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self = metric
    }
}

extension Metric: CustomStringConvertible {
    /// The name in JSON.
    public var description: String { rawValue }
}
