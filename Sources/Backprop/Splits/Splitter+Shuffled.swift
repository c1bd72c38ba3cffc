extension Splitter {
    /// Returns folds of shuffled rows: index p of the order goes to fold p mod `folds`.
    static func shuffledFolds(_ rowCount: Int, folds: Int, seed: UInt64, repetition: Int) -> [Fold] {
        let order = Philox(seed: seed, .split, step: repetition).permutation(of: rowCount)
        return deal(order, among: folds)
    }

    /// Deals the rows out in turn.
    ///
    /// The sizes of the folds differ by at most 1, and so do those of any run of neighbours in `order`.
    static func deal(_ order: [Int], among folds: Int) -> [Fold] {
        var foldOfRow = [Int](repeating: 0, count: order.count)
        for (position, row) in order.enumerated() { foldOfRow[row] = position % folds }
        return (0..<folds).map { fold in Fold(rowCount: order.count) { foldOfRow[$0] == fold } }
    }
}
