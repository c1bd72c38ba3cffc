/// The scores of a simple predictor to compare a model with, and its name in reports.
///
/// It ignores all features but earlier targets, or it is a linear model of the features.
public struct NamedBaseline: Codable, Equatable, Sendable {
    /// The predicted value: `most frequent class`, `chance`, `mean` or `median`; `last value` or `24 rows before` for rows
    /// in the order of time; or `linear model`.
    public let name: String

    /// Its scores.
    public let evaluation: Evaluation
}

extension NamedBaseline {
    /// The name of the baseline that repeats the last known value.
    static let lastValue = "last value"

    /// The name of the mean of numbers.
    static let mean = "mean"

    /// The name of the linear model of the features.
    static let linearModel = "linear model"

    private static let seasonEnding = " rows before"

    /// Returns the name of the baseline that repeats the value a number of rows ago.
    static func season(_ rows: Int) -> String { "\(rows)\(seasonEnding)" }

    /// The predictor in a phrase if it repeats an earlier value, or `nil` if it always predicts the same.
    var repetition: String? {
        if name == Self.lastValue { return "repeating the last value" }
        return name.hasSuffix(Self.seasonEnding) ? "repeating the value of \(name)" : nil
    }
}

extension [NamedBaseline] {
    /// Returns the index of the baseline to compare a model with: the first, or if some repeat earlier values the best of
    /// these and the first of the others.
    ///
    /// - Parameter score: The score of the baseline at an index.
    func strongest(_ metric: Metric, score: (Int) -> Double?) -> Int? {
        let repeating = indices.filter { self[$0].repetition != nil }
        let constant = indices.first {
            self[$0].repetition == nil && self[$0].name != NamedBaseline.linearModel
        }
        guard !repeating.isEmpty else { return constant }
        let scored = (repeating + [constant].compactMap(\.self)).compactMap { index in
            score(index).map { (index: index, score: metric.isHigherBetter ? -$0 : $0) }
        }
        return scored.min { ($0.score, $0.index) < ($1.score, $1.index) }?.index
    }
}
