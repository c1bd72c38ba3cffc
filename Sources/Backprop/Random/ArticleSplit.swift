/// The tutorial's division of rows into folds, kept to reproduce its scores.
///
/// All folds have the same size, `rowCount / count` rounded down, so up to `count - 1` rows belong to no fold.
/// Standard cross-validation uses every row.
package enum ArticleSplit {
    /// Returns the row indices of each fold, in the order in which they were drawn.
    ///
    /// For each position of each fold, `below(remaining)` selects one of the remaining rows. With fewer rows than
    /// folds, every fold is empty.
    ///
    /// - Parameters:
    ///   - rowCount: the number of rows, at least 0.
    ///   - count: the number of folds, at least 1.
    ///   - generator: the source of the draws; the tutorial seeds it with 1.
    package static func folds(
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
