/// How the rows of a data set are divided into training and test rows.
///
/// A value without rows: the same splitter on the same rows with the same seed gives the same folds, on every
/// machine. All kinds but ``holdOut(testShare:stratified:)`` and ``expandingWindow(folds:)`` test every row
/// exactly once per repetition.
///
/// Which kind: ``stratified(folds:repeats:)`` for classes; ``kFold(folds:repeats:)`` for numbers;
/// ``grouped(folds:repeats:)`` where rows belong together (several rows of one patient), because a model that has
/// seen a group's other rows scores better than it will on a new group; ``expandingWindow(folds:)`` where rows
/// are ordered in time, because the future must not be fitted on.
public enum Splitter: Codable, Equatable, Sendable {
    /// Shuffled rows in `folds` parts whose sizes differ by at most 1, the whole repeated with new shuffles.
    case kFold(folds: Int, repeats: Int = 1)

    /// As `kFold`, and the rows of each class differ by at most 1 between parts as well.
    case stratified(folds: Int, repeats: Int = 1)

    /// Whole groups in `folds` parts: no group is on both sides. The largest group goes first, each to the part
    /// with the fewest rows, so that sizes differ by at most the largest group; so they do in repetitions, which take
    /// the groups in shuffled order.
    case grouped(folds: Int, repeats: Int = 1)

    /// Every row alone is the test of one fold.
    case leaveOneOut

    /// One fold that tests `testShare` of the rows, rounded to whole rows; stratified: of each class as well.
    case holdOut(testShare: Double, stratified: Bool = false)

    /// Rows in the order they stand in, oldest first: each fold tests the block that follows all its training
    /// rows. With k folds over n rows a block has ⌊n / (k + 1)⌋ rows, the last block ends at the last row.
    case expandingWindow(folds: Int)

    /// The parts that suit what is known of the rows: whole groups where there are some, else equal shares of the
    /// classes where there are some, else rows at random.
    static func parts(_ count: Int, classes: [Int]?, groups: [Int]? = nil) -> Splitter {
        if groups != nil { return .grouped(folds: count) }
        return classes == nil ? .kFold(folds: count) : .stratified(folds: count)
    }

    /// Divides the rows `0 ..< rowCount`.
    ///
    /// - Parameters:
    ///   - rowCount: how many rows there are.
    ///   - labels: each row's class; required by the stratified kinds, ignored by the others. Any numbers.
    ///   - groups: each row's group; required by ``grouped(folds:repeats:)``, ignored by the others. Any numbers.
    ///   - seed: decides every shuffle, and which of several groups of equal size goes first.
    /// - Throws: ``SplitError`` when the rows cannot be divided as asked. What can be divided but deserves a
    ///   warning is told by ``notices(rowCount:labels:)``.
    public func folds(
        rowCount: Int, labels: [Int]? = nil, groups: [Int]? = nil, seed: UInt64
    ) throws(SplitError) -> [Fold] {
        try check(rowCount: rowCount, labels: labels, groups: groups)
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
        case .expandingWindow(let folds):
            return Self.windows(rowCount: rowCount, folds: folds)
        }
    }

    private func repeated(_ repeats: Int, _ folds: (Int) -> [Fold]) -> [Fold] {
        (0..<repeats).flatMap(folds)
    }
}
