extension Splitter {
    /// One fold that tests `share` of the rows; of every class, when there are labels.
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

    /// How many rows of each class are tested: the method of largest remainders, ties to the lower class.
    ///
    /// Exact arithmetic: class c is due `counts[c] · testCount / rowCount` rows, of which the whole part is
    /// given at once. A class's last training row is taken only when no other class has a row to spare.
    static func classQuotas(_ counts: [Int], testCount: Int) -> [Int] {
        let rowCount = counts.reduce(0, +)
        let shares = counts.map { count in
            let product = count.multipliedFullWidth(by: testCount)
            return rowCount.dividingFullWidth(product)
        }
        var quotas = shares.map(\.quotient)
        let due = counts.indices.sorted { first, second in
            let spares = (counts[first] - quotas[first] > 1, counts[second] - quotas[second] > 1)
            if spares.0 != spares.1 { return spares.0 }
            return (-shares[first].remainder, first) < (-shares[second].remainder, second)
        }
        for index in due.prefix(testCount - quotas.reduce(0, +)) { quotas[index] += 1 }
        return quotas
    }
}
