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
}
