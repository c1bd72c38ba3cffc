/// The rows of a data set by class, for splits that spread classes evenly.
struct ClassRows {
    /// The index of each row's class in `labels`.
    let classOfRow: [Int]

    /// The distinct labels, ascending.
    let labels: [Int]

    /// The number of rows of each of `labels`.
    let counts: [Int]

    init(_ rowLabels: [Int]) {
        let order = rowLabels.indices.sorted {
            (rowLabels[$0], $0) < (rowLabels[$1], $1)
        }
        var classOfRow = [Int](repeating: 0, count: rowLabels.count)
        var labels: [Int] = []
        var counts: [Int] = []
        for row in order {
            if labels.last != rowLabels[row] {
                labels.append(rowLabels[row])
                counts.append(0)
            }
            counts[counts.count - 1] += 1
            classOfRow[row] = labels.count - 1
        }
        (self.classOfRow, self.labels, self.counts) = (classOfRow, labels, counts)
    }

    /// Returns all rows, class after class, shuffled within each class.
    func shuffled(seed: UInt64, repetition: Int) -> [Int] {
        var nextPosition = starts
        var order = [Int](repeating: 0, count: classOfRow.count)
        for row in Philox(seed: seed, .split, step: repetition).permutation(of: classOfRow.count) {
            order[nextPosition[classOfRow[row]]] = row
            nextPosition[classOfRow[row]] += 1
        }
        return order
    }

    /// Returns folds that share out each class as evenly as the rows: the rows are dealt class after class.
    func folds(_ folds: Int, seed: UInt64, repetition: Int) -> [Fold] {
        Splitter.deal(shuffled(seed: seed, repetition: repetition), among: folds)
    }

    /// The index at which each class begins if the rows are ordered by class.
    var starts: [Int] {
        var total = 0
        return counts.map { count in
            defer { total += count }
            return total
        }
    }
}
