/// What the folds of a round's recipes come to, in whichever order threads find it.
final class RoundScores: Sendable {
    /// For each recipe, its folds.
    private let found: Locked<[[FoldScore?]]>

    /// - Parameter folds: How many folds each recipe has.
    init(folds: [Int]) { found = Locked(folds.map { [FoldScore?](repeating: nil, count: $0) }) }

    /// Adds what some folds of a recipe came to.
    ///
    /// - Returns: The recipe's score, where these were the last of its folds.
    func add(_ scores: [FoldScore], recipe: Int, folds: Range<Int>) -> TrialScore? {
        found.withLock { found in
            for (fold, score) in zip(folds, scores) { found[recipe][fold] = score }
            return Self.score(found[recipe])
        }
    }

    /// A recipe's score; nil where a fold is missing.
    func score(ofRecipe recipe: Int) -> TrialScore? { found.withLock { Self.score($0[recipe]) } }

    private static func score(_ folds: [FoldScore?]) -> TrialScore? {
        let known = folds.compactMap(\.self)
        return known.count == folds.count ? TrialScore(folds: known) : nil
    }
}
