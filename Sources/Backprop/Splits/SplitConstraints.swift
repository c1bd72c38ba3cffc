/// The properties of rows that their division respects.
struct SplitConstraints: Sendable {
    /// Each row's class, or `nil` if numbers are predicted.
    var classes: [Int]?

    /// Each row's group, or `nil` if no rows belong together.
    var groups: [Int]?

    /// Each row's time, or `nil` if rows have no order.
    var times: TimedSplit?

    /// Returns the division into folds that suits the rows: windows in the order of time, whole groups, an even share of
    /// each class, or random rows.
    func splitter(folds: Int) -> Splitter {
        if let times { return .expandingWindow(folds: folds, gap: times.gap) }
        if groups != nil { return .grouped(folds: folds) }
        return classes == nil ? .kFold(folds: folds) : .stratified(folds: folds)
    }

    /// Returns the division that holds out a share once: the last rows, whole groups, a share of each class, or random
    /// rows.
    func holdOut(_ share: Double) -> Splitter {
        if let times { return .lastRows(testShare: share, gap: times.gap) }
        if groups != nil { return .groupedHoldOut(testShare: share) }
        return .holdOut(testShare: share, stratified: classes != nil)
    }

    /// Returns the folds of a splitter, as indices into the rows.
    func folds(_ splitter: Splitter, rowCount: Int, seed: UInt64) throws(SplitError) -> [Fold] {
        try splitter.folds(
            rowCount: rowCount, labels: classes, groups: groups, times: times?.times, seed: seed)
    }
}
