/// The rows of a data set by their time, for splits that train on the past and test the future.
struct TimeBlocks {
    /// The rank of each row's time among the distinct times.
    let ranks: [Int]

    /// The number of distinct times.
    let count: Int

    /// Creates the blocks of rows that are in the order of time, or of rows with times.
    init(rowCount: Int, times: [Int]?) {
        guard let times else {
            (ranks, count) = (Array(0..<rowCount), rowCount)
            return
        }
        let distinct = Array(Set(times)).sorted()
        let rankOfTime = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
        (ranks, count) = (times.map { rankOfTime[$0] ?? 0 }, distinct.count)
    }

    /// Returns blocks of times, each tested after training on everything before its gap.
    func windows(folds: Int, gap: Int) throws(SplitError) -> [Fold] {
        guard folds < count else { throw .tooFewTimes(folds: folds, times: count) }
        let block = count / (folds + 1)
        var found: [Fold] = []
        for fold in 0..<folds {
            let start = count - (folds - fold) * block
            found.append(try self.fold(testing: start..<start + block, gap: gap))
        }
        return found
    }

    /// Returns the fold that tests the last share of the times, rounded to whole times.
    func last(share: Double, gap: Int) throws(SplitError) -> Fold {
        guard share > 0, share < 1 else { throw .shareOutOfRange(found: share) }
        let tested = Int((share * Double(count)).rounded())
        guard tested > 0, tested < count else {
            throw .emptySide(share: share, rows: count, testIsEmpty: tested == 0)
        }
        return try fold(testing: count - tested..<count, gap: gap)
    }

    private func fold(testing times: Range<Int>, gap: Int) throws(SplitError) -> Fold {
        guard gap >= 0 else { throw .negativeGap(found: gap) }
        guard gap < times.lowerBound else { throw .gapTooLarge(gap: gap, times: times.lowerBound) }
        var fold = Fold(training: [], test: [])
        for (row, rank) in ranks.enumerated() {
            if times.contains(rank) { fold.test.append(row) }
            if rank < times.lowerBound - gap { fold.training.append(row) }
        }
        return fold
    }
}

/// The times of rows, and the gap between those to train on and those to test.
package struct TimedSplit: Sendable {
    /// Each row's time; any numbers.
    var times: [Int]
    /// The number of times left out between training and test rows.
    let gap: Int

    /// Returns the times of some of the rows.
    func of(_ rows: [Int]) -> TimedSplit { TimedSplit(times: rows.map { times[$0] }, gap: gap) }
}
