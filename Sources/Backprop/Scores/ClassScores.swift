/// The scores of one class, or of an average over classes.
///
/// A fraction whose denominator is 0 (the precision of a class that was never predicted) is 0.
public struct ClassScores: Codable, Equatable, Sendable {
    /// Of the rows predicted as the class, the share that are of it: TP / (TP + FP).
    public let precision: Double

    /// Of the rows of the class, the share predicted as it: TP / (TP + FN).
    public let recall: Double

    /// The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
    public let f1: Double

    /// The number of rows of the class; for an average, of all classes.
    public let support: Double
}

/// The way that the scores of several classes are averaged.
public enum ClassAverage: String, Codable, Sendable, CaseIterable {
    /// Every class counts the same. Classes that are neither in truth nor among the predictions do not count.
    case macro

    /// Every row counts the same: true and false positives are summed over the classes first. If every row has one
    /// class, all three scores equal the accuracy.
    case micro

    /// Every class counts by its number of rows.
    case weighted
}

extension ConfusionMatrix {
    /// Returns precision, recall and F1 of one class.
    public func scores(ofClass index: Int) -> ClassScores {
        Self.scores(
            truePositives: self[truth: index, predicted: index],
            truth: truthTotals[index], predicted: predictedTotals[index])
    }

    /// Precision, recall and F1 of every class, in order.
    public var scoresPerClass: [ClassScores] {
        let (truth, predicted) = (truthTotals, predictedTotals)
        return correct.indices.map {
            Self.scores(truePositives: correct($0), truth: truth[$0], predicted: predicted[$0])
        }
    }

    /// Returns precision, recall and F1 over all classes.
    public func averaged(_ average: ClassAverage) -> ClassScores {
        let perClass = scoresPerClass
        switch average {
        case .micro:
            return Self.scores(truePositives: correct.reduce(0, +), truth: total, predicted: total)
        case .weighted:
            return Self.mean(perClass, weights: truthTotals)
        case .macro:
            let predicted = predictedTotals
            let present = perClass.indices.map { perClass[$0].support + predicted[$0] > 0 ? 1.0 : 0 }
            return Self.mean(perClass, weights: present)
        }
    }

    private func correct(_ index: Int) -> Double { self[truth: index, predicted: index] }

    private static func scores(truePositives: Double, truth: Double, predicted: Double) -> ClassScores {
        ClassScores(
            precision: predicted > 0 ? truePositives / predicted : 0,
            recall: truth > 0 ? truePositives / truth : 0,
            f1: truth + predicted > 0 ? 2 * truePositives / (truth + predicted) : 0,
            support: truth)
    }

    private static func mean(_ scores: [ClassScores], weights: [Double]) -> ClassScores {
        let total = weights.reduce(0, +)
        func mean(_ score: (ClassScores) -> Double) -> Double {
            zip(scores, weights).reduce(0) { $0 + score($1.0) * $1.1 } / total
        }
        return ClassScores(
            precision: mean(\.precision), recall: mean(\.recall), f1: mean(\.f1),
            support: scores.reduce(0) { $0 + $1.support })
    }
}
