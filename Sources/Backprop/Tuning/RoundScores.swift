/// The scores of the folds of a round's recipes, which threads may add in any order.
final class RoundScores: Sendable {
    /// The scores of each recipe's folds.
    private let found: Locked<[[FoldScore?]]>

    /// Creates an empty collection.
    ///
    /// - Parameter folds: The number of folds of each recipe.
    init(folds: [Int]) { found = Locked(folds.map { [FoldScore?](repeating: nil, count: $0) }) }

    /// Adds the scores of some folds of a recipe.
    ///
    /// - Returns: The recipe's score if these were the last of its folds, or `nil`.
    func add(_ scores: [FoldScore], recipe: Int, folds: Range<Int>) -> TrialScore? {
        found.withLock { found in
            for (fold, score) in zip(folds, scores) { found[recipe][fold] = score }
            return Self.score(found[recipe])
        }
    }

    /// Returns a recipe's score, or `nil` if a fold is missing.
    func score(ofRecipe recipe: Int) -> TrialScore? { found.withLock { Self.score($0[recipe]) } }

    private static func score(_ folds: [FoldScore?]) -> TrialScore? {
        let known = folds.compactMap(\.self)
        return known.count == folds.count ? TrialScore(folds: known) : nil
    }
}
