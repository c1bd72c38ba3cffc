extension Splitter {
    /// Returns folds of whole groups: the largest group first, each assigned to the fold with the fewest rows so far.
    ///
    /// This is the rule of the longest processing time first (Graham, SIAM J. Appl. Math. 17(2), 1969, p. 416). It
    /// would put the same groups together in every repetition, so repetitions take the groups in shuffled order.
    static func groupedFolds(
        _ groups: [Int], folds: Int, seed: UInt64, repetition: Int
    ) throws(SplitError) -> [Fold] {
        let members = ClassRows(groups)
        guard members.labels.count >= folds else {
            throw .tooFewGroups(groups: members.labels.count, folds: folds)
        }
        let rank = Philox(seed: seed, .split, step: repetition).permutation(of: members.labels.count)
        let order = members.counts.indices.sorted {
            repetition > 0
                ? rank[$0] < rank[$1] : (-members.counts[$0], rank[$0]) < (-members.counts[$1], rank[$1])
        }
        var sizes = [Int](repeating: 0, count: folds)
        var foldOfGroup = [Int](repeating: 0, count: order.count)
        for group in order {
            let smallest = sizes.indices.min { sizes[$0] < sizes[$1] } ?? 0
            foldOfGroup[group] = smallest
            sizes[smallest] += members.counts[group]
        }
        return (0..<folds).map { fold in
            Fold(rowCount: groups.count) { foldOfGroup[members.classOfRow[$0]] == fold }
        }
    }

    /// Returns one fold that tests whole groups with about `share` of the rows.
    static func groupedHoldOut(_ share: Double, _ groups: [Int], seed: UInt64) throws(SplitError) -> Fold {
        guard share > 0, share < 1 else { throw .shareOutOfRange(found: share) }
        let members = ClassRows(groups)
        guard members.labels.count > 1 else { throw .singleGroup }
        let tested = groupsToTest(members.counts, rowCount: share * Double(groups.count), seed: seed)
        return Fold(rowCount: groups.count) { tested.contains(members.classOfRow[$0]) }
    }

    /// Returns groups with about that many rows together: in shuffled order, each that brings their number nearer to it,
    /// or else the smallest. The last group of that order is not among them, so that one is left to train on.
    private static func groupsToTest(_ counts: [Int], rowCount: Double, seed: UInt64) -> Set<Int> {
        let order = Philox(seed: seed, .split, step: 0).permutation(of: counts.count)
        var (tested, missing) = (Set<Int>(), rowCount)
        for group in order.dropLast() {
            let left = missing - Double(counts[group])
            guard left.magnitude < missing else { continue }
            tested.insert(group)
            missing = left
        }
        guard tested.isEmpty, let smallest = order.min(by: { counts[$0] < counts[$1] }) else { return tested }
        return [smallest]
    }
}
