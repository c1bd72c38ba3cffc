/// The errors of predicted probabilities on held-out rows, and the sets of classes that follow.
///
/// The error of a row is 1 − p of its true class. The set of a new row has every class whose 1 − p is at most the bound
/// of the level, and the most probable class. Source: Sadinle, Lei and Wasserman, “Least ambiguous set-valued
/// classifiers with bounded error levels”, Journal of the American Statistical Association 114 (2019), section 2.
struct ClassErrors: Equatable, Codable, Sendable {
    let quantiles: ErrorQuantiles

    /// Of two classes the counts at thresholds of the probability, or `nil` for other numbers of classes.
    let thresholds: ThresholdTable?

    /// Collects the errors of rows; `nil` if there are none, or if a probability is not one.
    ///
    /// - Parameters:
    ///   - probabilities: Rows × classes.
    ///   - weights: The weight of each row at the thresholds.
    init?(
        truth: [Int], probabilities: [Double], labels: [String], weights: [Double]?, positiveClass: Int
    ) {
        let scores = try? ProbabilityScores(
            truth: truth, probabilities: probabilities, classCount: labels.count, weights: weights,
            positiveClass: positiveClass)
        guard let scores else { return nil }
        quantiles = ErrorQuantiles(truth.indices.map { 1 - scores.probability($0, truth[$0]) })
        thresholds = labels.count == 2 ? ThresholdTable(scores, labels: labels) : nil
    }

    /// Returns the classes of a row that cannot be excluded, the most probable first, of equals the first.
    static func classes(of probabilities: ArraySlice<Double>, bound: Double) -> [Int] {
        let shares = Array(probabilities)
        let order = shares.indices.sorted { (-shares[$0], $0) < (-shares[$1], $1) }
        let kept = order.prefix { 1 - shares[$0] <= bound }
        return kept.isEmpty ? Array(order.prefix(1)) : Array(kept)
    }
}
