/// The tutorial's way of dividing rows into folds, kept for reproducing its scores.
///
/// Its folds are all of one size, `rowCount / count` rounded down, so that up to `count - 1` rows end up
/// in no fold at all. Cross-validation proper uses every row.
public enum ArticleSplit {
    /// The row indices of each fold, in the order in which they were drawn.
    ///
    /// For every place of every fold `below(remaining)` says which of the rows that are left is taken.
    /// With fewer rows than folds every fold is empty.
    ///
    /// - Parameters:
    ///   - rowCount: how many rows there are, at least 0.
    ///   - count: how many folds to make, at least 1.
    ///   - generator: where the draws come from; the tutorial seeds it with 1.
    public static func folds(
        rowCount: Int, count: Int, using generator: inout MersenneTwister
    ) -> [[Int]] {
        precondition(rowCount >= 0, "there are no fewer than 0 rows")
        precondition(count > 0, "there is at least 1 fold")
        var remaining = Array(0..<rowCount)
        return (0..<count).map { _ in
            (0..<rowCount / count).map { _ in remaining.remove(at: generator.below(remaining.count)) }
        }
    }
}
