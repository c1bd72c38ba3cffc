/// The scores of folds of which some have no row of a class.
///
/// In such a fold the class does not count. A mean over the folds would give its few rows another weight than those of
/// other classes. Scores in which every class counts the same are therefore those of all rows together.
extension Evaluation {
    /// Returns the classes of which some folds have no row, though others have.
    static func classesMissing(inSome folds: [Evaluation]) -> [String] {
        var counts: [String: Int] = [:]
        var labels: [String] = []
        for case .classification(let fold) in folds {
            for (label, total) in zip(fold.classLabels, fold.confusionMatrix.truthTotals) where total > 0 {
                if counts[label] == nil { labels.append(label) }
                counts[label, default: 0] += 1
            }
        }
        return labels.filter { counts[$0] != folds.count }
    }

    /// Returns the scores of the rows of all folds together, without those of probabilities; `nil` if the folds have
    /// different classes.
    static func merging(_ folds: [Evaluation]) -> Evaluation? {
        guard case .classification(let first)? = folds.first else { return nil }
        var (truth, predicted, weights) = ([Int](), [Int](), [Double]())
        for fold in folds {
            guard case .classification(let scores) = fold, scores.classLabels == first.classLabels else {
                return nil
            }
            scores.confusionMatrix.cells.forEach {
                truth.append($0)
                predicted.append($1)
                weights.append($2)
            }
        }
        let merged = try? ClassificationEvaluation(
            truth: truth, predicted: predicted, classLabels: first.classLabels, weights: weights,
            positiveClass: first.positiveClass ?? 1)
        return merged.map(Evaluation.classification)
    }

    /// Returns a sentence about scores of all rows together, or `nil` if they are means over the folds.
    static func pooledNote(_ missing: [String]) -> String? {
        guard let first = missing.first else { return nil }
        let name = quoted(TextTable.label(first, limit: 40))
        let classes =
            missing.count == 1
            ? "class \(name)" : "some classes, \(name) among them"
        return
            "Some folds have no row of \(classes). Scores in which every class counts the same are therefore those of all "
            + "held-out rows together."
    }
}

/// The scores of one predictor in several folds.
struct ScoresOverFolds {
    private let folds: [Evaluation]
    /// The scores of all rows together, if some folds have no row of a class.
    private let merged: Evaluation?

    /// - Parameter pooled: The scores of all rows together; by default those of the predicted classes.
    init(_ folds: [Evaluation], pooled: @autoclosure () -> Evaluation? = nil) {
        self.folds = folds
        merged =
            Evaluation.classesMissing(inSome: folds).isEmpty ? nil : pooled() ?? Evaluation.merging(folds)
    }

    /// Returns the values of a metric, one per fold in which it is defined. If some folds have no row
    /// of a class, a metric in which every class counts the same has one value, that of all rows.
    func values(of metric: Metric) -> [Double] {
        if metric.countsClassesAlike, let value = merged?[metric] { return [value] }
        return folds.compactMap { $0[metric] }
    }

    /// The values of every metric that is defined in at least one fold.
    var summaries: [(metric: Metric, summary: Summary)] {
        Evaluation.summaries(of: folds).map { metric, summary in
            (metric: metric, summary: Summary(values(of: metric)) ?? summary)
        }
    }
}

extension Metric {
    /// Whether every class counts the same, however many rows it has.
    var countsClassesAlike: Bool {
        switch self {
        case .balancedAccuracy, .macroPrecision, .macroRecall, .macroF1, .rocAUC, .averagePrecision: true
        default: false
        }
    }
}
