extension Schema {
    /// Returns the columns, each with its preprocessing described in ``ColumnSummary/treatment``.
    ///
    /// Preprocessing fitted on training rows alone may differ in detail: a column may be constant in them.
    public func columns(treatedBy settings: PreprocessingSettings) -> [ColumnSummary] {
        columns.map { column in
            var treated = column
            treated.treatment = column.treatment(by: settings, task: task, classCount: classLabels.count)
            return treated
        }
    }
}

extension ColumnSummary {
    func treatment(by settings: PreprocessingSettings, task: LearningTask, classCount: Int) -> String {
        switch role {
        case .date:
            if distinctCount < 2 {
                return distinctCount == 0 ? "not used: empty" : "not used: always the same"
            }
            let features = (settings.dateFeatures ?? dates?.features ?? []).map(\.phrase).joined(
                separator: ", ")
            return features + (bins(settings).map { "; \($0)" } ?? "")
                + (missingCount > 0 ? "; \(imputation(settings))" : "")
        case .numeric, .categorical:
            if distinctCount == 0 { return "not used: empty" }
            let isMissingCategory = role == .categorical && settings.categoricalImputation.addsCategory
            if distinctCount == 1, !(isMissingCategory && missingCount > 0) {
                return "not used: always the same"
            }
            let parts = [encoding(settings), bins(settings), missingCount > 0 ? imputation(settings) : nil]
                .compactMap { $0 }
            return parts.isEmpty ? "as it is" : parts.joined(separator: "; ")
        case .text: return distinctCount == 0 ? "not used: empty" : textTreatment(settings)
        case .target where task == .multiLabel: return "predicted: a probability"
        case .target where task == .classification:
            return "predicted: \(classCount) \(classCount == 1 ? "class" : "classes")"
        case .target:
            return "predicted\(settings.targetScaling.phrase)"
        case .ignored, .identifier: return "not used"
        case .weight: return "the weight of the row"
        case .group: return "keeps rows together in splits"
        }
    }

    private func encoding(_ settings: PreprocessingSettings) -> String? {
        guard role == .categorical else { return settings.scaling.phrase }
        guard case .oneHot(let limit, let minimumCount) = settings.categoricalEncoding.resolved else {
            return "numbered 0 to \(distinctCount - 1)" + (settings.scaling.phrase.map { ", \($0)" } ?? "")
        }
        let rare = minimumCount > 1 ? ", those of fewer than \(minimumCount) rows together" : ""
        return distinctCount > limit
            ? "yes/no for each of the \(limit - 1) most frequent, and for the others\(rare)"
            : "yes/no for each value\(rare)"
    }

    /// The bins in words, or `nil` if the column has none.
    private func bins(_ settings: PreprocessingSettings) -> String? {
        let count = binCount(settings)
        return count > 1 ? "up to \(count) bins" : count == 1 ? "1 bin" : nil
    }

    private func imputation(_ settings: PreprocessingSettings) -> String {
        let indicator = settings.missingIndicators ? ", flagged" : ""
        guard role == .categorical else { return settings.numericImputation.phrase + indicator }
        switch settings.categoricalImputation {
        case .ownCategory: return "missing: one more"
        case .mostFrequent: return "missing: most frequent" + indicator
        case .constant(let category): return "missing: \(quoted(category))" + indicator
        case .dropRows: return "missing: row left out"
        }
    }
}

extension CategoricalImputation {
    /// Whether missing values may be a category that does not occur in any row.
    fileprivate var addsCategory: Bool { self == .ownCategory || constant != nil }
}

extension NumericImputation {
    fileprivate var phrase: String {
        switch self {
        case .mean: "missing: mean"
        case .median: "missing: median"
        case .mostFrequent: "missing: most frequent"
        case .constant(let number): "missing: \(NumberText.short(number))"
        case .dropRows: "missing: row left out"
        }
    }
}

extension Scaling {
    fileprivate var phrase: String? {
        switch self {
        case .auto, .standard: "scaled: mean 0, spread 1"
        case .minMax: "from 0 to 1"
        case .max: "divided by the largest"
        case .robust: "median 0, quartiles 1 apart"
        case .robustClipped: "median 0, quartiles 1 apart, within ±3"
        case .quantile: "normally distributed by quantiles"
        case .none: nil
        }
    }
}

extension TargetScaling {
    fileprivate var phrase: String {
        switch self {
        case .auto, .standard: ", scaled: mean 0, spread 1"
        case .log: ", scaled: logarithm, mean 0, spread 1"
        case .signedLog: ", scaled: logarithm with its sign, mean 0, spread 1"
        case .none: ": as it is"
        }
    }
}
