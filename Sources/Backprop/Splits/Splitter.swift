/// A rule that divides the rows of a data set into training and test rows.
///
/// The same splitter on the same rows with the same seed gives the same folds, on every machine. All kinds but
/// ``holdOut(testShare:stratified:)``, ``groupedHoldOut(testShare:)``, ``expandingWindow(folds:gap:)`` and
/// ``lastRows(testShare:gap:)`` test every row exactly once per repetition.
///
/// The kind depends on the data:
///
/// - ``stratified(folds:repeats:)`` is for classes.
/// - ``kFold(folds:repeats:)`` is for numbers.
/// - ``grouped(folds:repeats:)`` is for rows that belong together, such as several rows of one patient. A model that
///   was trained on other rows of a group scores better than it will on a new group.
/// - ``expandingWindow(folds:gap:)`` is for rows in the order of time, because a model must not be fitted on the future.
public enum Splitter: Codable, Equatable, Sendable {
    /// Shuffled rows in `folds` parts whose sizes differ by at most 1; each repetition shuffles again.
    case kFold(folds: Int, repeats: Int = 1)

    /// Like `kFold`, and the rows of each class differ by at most 1 between parts as well.
    case stratified(folds: Int, repeats: Int = 1)

    /// Whole groups in `folds` parts, so that a group is never on both sides.
    ///
    /// The groups are taken from the largest to the smallest, or in shuffled order in repetitions. Each goes to the
    /// part with the fewest rows, so that sizes differ by at most the largest group.
    case grouped(folds: Int, repeats: Int = 1)

    /// One fold per row, which tests that row alone.
    case leaveOneOut

    /// One fold that tests `testShare` of the rows, rounded to whole rows; of each class as well, if stratified.
    case holdOut(testShare: Double, stratified: Bool = false)

    /// One fold that tests whole groups with about `testShare` of the rows.
    ///
    /// The groups are taken in shuffled order. A group is tested if that brings the number of rows nearer to the share. At
    /// least one group is tested, and at least one is trained on.
    case groupedHoldOut(testShare: Double)

    /// Rows in the order of time, oldest first: each fold tests the block that follows all its training rows.
    ///
    /// With k folds over n times a block has ⌊n / (k + 1)⌋ times, and the last block ends at the last one. The `gap`
    /// times before a block are left out of its training rows. Without times, the order is that of the rows.
    case expandingWindow(folds: Int, gap: Int = 0)

    /// One fold that tests the last `testShare` of the times, and leaves out the `gap` times before them.
    case lastRows(testShare: Double, gap: Int = 0)

    /// Divides the rows `0 ..< rowCount`.
    ///
    /// - Parameters:
    ///   - rowCount: The number of rows.
    ///   - labels: Each row's class; required by the stratified kinds, ignored by the others. Any numbers.
    ///   - groups: Each row's group; required by the grouped kinds, ignored by the others. Any numbers.
    ///   - times: Each row's time, for the kinds in the order of time; `nil` if the rows are in that order. Rows of
    ///     one time are never on both sides. Any numbers.
    ///   - seed: The seed of every shuffle, and of the order of groups of equal size.
    /// - Throws: ``SplitError`` if the rows cannot be divided as requested. ``notices(rowCount:labels:)`` returns
    ///   warnings about divisions that are possible.
    public func folds(
        rowCount: Int, labels: [Int]? = nil, groups: [Int]? = nil, times: [Int]? = nil, seed: UInt64
    ) throws(SplitError) -> [Fold] {
        try check(rowCount: rowCount, labels: labels, groups: groups, times: times)
        switch self {
        case .kFold(let folds, let repeats):
            return repeated(repeats) {
                Self.shuffledFolds(rowCount, folds: folds, seed: seed, repetition: $0)
            }
        case .stratified(let folds, let repeats):
            let classes = ClassRows(labels ?? [])
            return repeated(repeats) { classes.folds(folds, seed: seed, repetition: $0) }
        case .grouped(let folds, let repeats):
            var all: [Fold] = []
            for repetition in 0..<repeats {
                all += try Self.groupedFolds(groups ?? [], folds: folds, seed: seed, repetition: repetition)
            }
            return all
        case .leaveOneOut:
            return (0..<rowCount).map { row in Fold(rowCount: rowCount) { $0 == row } }
        case .holdOut(let share, let stratified):
            return [try Self.holdOut(share, of: rowCount, labels: stratified ? labels : nil, seed: seed)]
        case .groupedHoldOut(let share):
            return [try Self.groupedHoldOut(share, groups ?? [], seed: seed)]
        case .expandingWindow(let folds, let gap):
            return try TimeBlocks(rowCount: rowCount, times: times).windows(folds: folds, gap: gap)
        case .lastRows(let share, let gap):
            return [try TimeBlocks(rowCount: rowCount, times: times).last(share: share, gap: gap)]
        }
    }

    private func repeated(_ repeats: Int, _ folds: (Int) -> [Fold]) -> [Fold] {
        (0..<repeats).flatMap(folds)
    }
}
