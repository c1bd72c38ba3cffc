/// The counts of a confusion matrix without its zeros.
///
/// Memory grows with the rows scored and the classes, never with the square of the classes.
enum ConfusionCells: Sendable {
    /// Cells that were counted: those of true class `t` lie at `starts[t] ..< starts[t + 1]`, by predicted class.
    case counted(starts: [Int], predicted: [Int], counts: [Double])

    /// Expected counts of predictions drawn at random: the rows of each true class times the share of each
    /// predicted class.
    case expected(rows: [Double], shares: [Double])

    /// Counts predictions that were checked to be in range.
    init(truth: [Int], predicted: [Int], classCount: Int, weights: RowWeights) {
        let order = Self.order(truth, classCount: classCount)
        var sums = [Double](repeating: 0, count: classCount)
        var (starts, classes, counts): ([Int], [Int], [Double]) = ([0], [], [])
        for truth in 0..<classCount {
            var touched: [Int] = []
            for row in order.rows[order.starts[truth]..<order.starts[truth + 1]] where weights[row] > 0 {
                if sums[predicted[row]] == 0 { touched.append(predicted[row]) }
                sums[predicted[row]] += weights[row]
            }
            for index in touched.sorted() {
                classes.append(index)
                counts.append(sums[index])
                sums[index] = 0
            }
            starts.append(counts.count)
        }
        self = .counted(starts: starts, predicted: classes, counts: counts)
    }

    /// Stores the cells of a dense matrix that are not zero.
    init(dense: [Double], classCount: Int) {
        var (starts, classes, counts): ([Int], [Int], [Double]) = ([0], [], [])
        for truth in 0..<classCount {
            for predicted in 0..<classCount where dense[truth * classCount + predicted] > 0 {
                classes.append(predicted)
                counts.append(dense[truth * classCount + predicted])
            }
            starts.append(counts.count)
        }
        self = .counted(starts: starts, predicted: classes, counts: counts)
    }

    /// Returns the rows sorted by their class, with those of one class in their original order.
    private static func order(_ classes: [Int], classCount: Int) -> (starts: [Int], rows: [Int]) {
        var starts = [Int](repeating: 0, count: classCount + 1)
        for index in classes { starts[index + 1] += 1 }
        for index in 0..<classCount { starts[index + 1] += starts[index] }
        var next = starts
        var rows = [Int](repeating: 0, count: classes.count)
        for (row, index) in classes.enumerated() {
            rows[next[index]] = row
            next[index] += 1
        }
        return (starts, rows)
    }

    /// Calls the body with every cell that is not zero, by true class, then by predicted class.
    func forEach(_ body: (_ truth: Int, _ predicted: Int, _ count: Double) -> Void) {
        switch self {
        case .counted(let starts, let predicted, let counts):
            for truth in 0..<(starts.count - 1) {
                for cell in starts[truth]..<starts[truth + 1] { body(truth, predicted[cell], counts[cell]) }
            }
        case .expected(let rows, let shares):
            for truth in rows.indices where rows[truth] > 0 {
                for predicted in shares.indices where rows[truth] * shares[predicted] > 0 {
                    body(truth, predicted, rows[truth] * shares[predicted])
                }
            }
        }
    }

    /// Returns the count of one cell.
    subscript(truth: Int, predicted: Int) -> Double {
        switch self {
        case .counted(let starts, let classes, let counts):
            var (low, high) = (starts[truth], starts[truth + 1])
            while low < high {
                let middle = low + (high - low) / 2
                if classes[middle] < predicted { low = middle + 1 } else { high = middle }
            }
            return low < starts[truth + 1] && classes[low] == predicted ? counts[low] : 0
        case .expected(let rows, let shares): return rows[truth] * shares[predicted]
        }
    }
}
