/// A summary of the errors of a recipe's networks on rows that they were not trained on.
///
/// Intervals of numbers and sets of classes are computed from it. A model file keeps it: no rows, but at most some
/// hundred numbers. Its rows are those of ``HeldOutScores``.
public struct HeldOutErrors: Equatable, Codable, Sendable {
    let numbers: NumberErrors?
    let classes: ClassErrors?

    /// The distribution of the predictions for these rows, or `nil` of earlier versions: of numbers, of the probabilities
    /// of the class that it names, or of several classes.
    public internal(set) var predictions: DataSummary.Column?

    /// The number of rows.
    public var rowCount: Int { quantiles?.count ?? 0 }

    /// Collects the errors of one predicted number; `nil` if there are none.
    ///
    /// - Parameters:
    ///   - logarithm: The logarithm that the network learned in place of the number, or `nil`.
    ///   - weights: The weight of each row; rows of weight 0 are left out, and the others count once.
    init?(truth: [Double], predicted: [Double], logarithm: FittedLogarithm?, weights: [Double]? = nil) {
        let rows = Self.counted(truth.count, weights)
        let errors = NumberErrors(
            truth: rows.map { truth[$0] }, predicted: rows.map { predicted[$0] }, logarithm: logarithm)
        guard let errors else { return nil }
        (numbers, classes) = (errors, nil)
    }

    /// Collects the errors of the probabilities of classes, rows × classes; `nil` if there are none.
    init?(
        truth: [Int], probabilities: [Double], labels: [String], weights: [Double]? = nil, positiveClass: Int
    ) {
        let rows = Self.counted(truth.count, weights)
        let errors = ClassErrors(
            truth: rows.map { truth[$0] },
            probabilities: rows.flatMap { probabilities[($0 * labels.count)..<(($0 + 1) * labels.count)] },
            labels: labels, weights: weights.map { weights in rows.map { weights[$0] } },
            positiveClass: positiveClass)
        guard let errors else { return nil }
        (numbers, classes) = (nil, errors)
    }

    private static func counted(_ count: Int, _ weights: [Double]?) -> [Int] {
        (0..<count).filter { row in weights.map { $0[row] > 0 } ?? true }
    }

    /// The counts at thresholds of a probability if there are two classes, or `nil` otherwise.
    public var thresholds: ThresholdTable? { classes?.thresholds }

    private var quantiles: ErrorQuantiles? { numbers?.quantiles ?? classes?.quantiles }

    /// Returns the error that a further row exceeds with a probability of at most 1 − level.
    func bound(level: Double) throws(UncertaintyError) -> Double {
        guard level > 0, level < 1 else { throw .level(level) }
        guard let bound = quantiles?.bound(level: level) else {
            throw .tooFewRows(
                level: level, found: rowCount, needed: ErrorQuantiles.requiredCount(level: level))
        }
        return bound
    }
}
