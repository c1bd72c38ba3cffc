import Backprop

/// The promises of a set of folds, as checks that name the broken one.
enum FoldChecks {
    /// Rows on both sides, outside the data, twice on one side or out of order.
    static func soundness(_ folds: [Fold], rowCount: Int) -> Set<String> {
        var broken: Set<String> = []
        for fold in folds {
            for side in [fold.training, fold.test] {
                if side.isEmpty { broken.insert("empty side") }
                if !side.allSatisfy({ (0..<rowCount).contains($0) }) { broken.insert("row outside") }
                if zip(side, side.dropFirst()).contains(where: >=) { broken.insert("not ascending") }
            }
            if !Set(fold.training).isDisjoint(with: fold.test) { broken.insert("row on both sides") }
        }
        return broken
    }

    /// Rows that are not tested exactly once, or neither tested nor trained on in some fold.
    static func partition(_ folds: [Fold], rowCount: Int) -> Set<String> {
        var broken = soundness(folds, rowCount: rowCount)
        if folds.flatMap(\.test).sorted() != Array(0..<rowCount) { broken.insert("not tested once") }
        if folds.contains(where: { $0.training.count + $0.test.count != rowCount }) {
            broken.insert("row unused")
        }
        return broken
    }

    /// Whether the number of test rows for which `counts` differs by at most `limit` between folds.
    static func isEven(_ folds: [Fold], limit: Int = 1, where counts: (Int) -> Bool = { _ in true }) -> Bool {
        let sizes = folds.map { $0.test.filter(counts).count }
        return (sizes.max() ?? 0) - (sizes.min() ?? 0) <= limit
    }

    /// Whether every class is spread evenly.
    static func isStratified(_ folds: [Fold], labels: [Int]) -> Bool {
        Set(labels).allSatisfy { label in isEven(folds) { labels[$0] == label } }
    }

    /// Whether no group is on both sides of a fold.
    static func keepsGroups(_ folds: [Fold], groups: [Int]) -> Bool {
        folds.allSatisfy { fold in
            Set(fold.training.map { groups[$0] }).isDisjoint(with: fold.test.map { groups[$0] })
        }
    }
}
