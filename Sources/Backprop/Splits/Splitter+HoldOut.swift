extension Splitter {
    /// Returns one fold that tests `share` of the rows; of every class, if there are labels.
    static func holdOut(
        _ share: Double, of rowCount: Int, labels: [Int]?, seed: UInt64
    ) throws(SplitError) -> Fold {
        guard share > 0, share < 1 else { throw .shareOutOfRange(found: share) }
        let testCount = Int((share * Double(rowCount)).rounded())
        guard testCount > 0, testCount < rowCount else {
            throw .emptySide(share: share, rows: rowCount, testIsEmpty: testCount == 0)
        }
        let classes = ClassRows(labels ?? [Int](repeating: 0, count: rowCount))
        let order = classes.shuffled(seed: seed, repetition: 0)
        let quotas = classQuotas(classes.counts, testCount: testCount)
        var isTest = [Bool](repeating: false, count: rowCount)
        for (start, quota) in zip(classes.starts, quotas) {
            for row in order[start..<start + quota] { isTest[row] = true }
        }
        return Fold(rowCount: rowCount) { isTest[$0] }
    }

    /// Returns the number of test rows of each class: the method of largest remainders, ties to the lower class.
    ///
    /// The quota of class c is `counts[c] · testCount / rowCount`, in exact arithmetic. The class gets the integer part
    /// at once. A class gives up its last training row only if no other class has a spare row. A class without
    /// training rows is never predicted.
    static func classQuotas(_ counts: [Int], testCount: Int) -> [Int] {
        let rowCount = counts.reduce(0, +)
        let shares = counts.map { rowCount.dividingFullWidth($0.multipliedFullWidth(by: testCount)) }
        let order = counts.indices.sorted { (-shares[$0].remainder, $0) < (-shares[$1].remainder, $1) }
        var quotas = shares.map(\.quotient)
        var missing = testCount - quotas.reduce(0, +)
        while missing > 0 {
            let sparing = order.filter { counts[$0] - quotas[$0] > 1 }
            let giving = (sparing.isEmpty ? order.filter { counts[$0] > quotas[$0] } : sparing).prefix(
                missing)
            for index in giving { quotas[index] += 1 }
            missing -= giving.count
        }
        return quotas
    }
}
