/// The rankings of every class against the rest, for rows of equal weight.
///
/// A score of a ranking changes only at the scores of the class's own rows. So a binary search assigns every row to an
/// interval between those, and no row is sorted. The sums are of whole and half numbers. So they equal those of
/// ``BinaryRanking``, which sorts all rows once for each class.
struct ClassRankings {
    /// The distinct scores of each class's own rows, descending; those of class `c` lie at
    /// `starts[c] ..< starts[c + 1]`.
    private var thresholds: [Double] = []
    private var starts = [0]

    /// The number of the class's rows at each threshold.
    private var positives: [Double] = []

    /// The number of other rows at each threshold.
    private var negativesAt: [Double] = []

    /// The number of other rows below each threshold and above the next.
    private var negativesBelow: [Double] = []

    /// The number of other rows above all thresholds of each class.
    private var negativesAbove: [Double] = []

    init(_ scores: ProbabilityScores) {
        findThresholds(scores)
        negativesAt = [Double](repeating: 0, count: thresholds.count)
        negativesBelow = negativesAt
        negativesAbove = [Double](repeating: 0, count: scores.classCount)
        for row in scores.truth.indices {
            for index in 0..<scores.classCount where index != scores.truth[row] {
                countNegative(scores.probability(row, index), of: index)
            }
        }
    }

    private mutating func findThresholds(_ scores: ProbabilityScores) {
        var own = [[Double]](repeating: [], count: scores.classCount)
        for (row, index) in scores.truth.enumerated() { own[index].append(scores.probability(row, index)) }
        for scores in own {
            for score in scores.sorted(by: >) {
                if thresholds.count > starts.last!, thresholds.last == score {
                    positives[positives.count - 1] += 1
                } else {
                    thresholds.append(score)
                    positives.append(1)
                }
            }
            starts.append(thresholds.count)
        }
    }

    /// Counts a row of another class at or below the last threshold that its score does not exceed.
    private mutating func countNegative(_ score: Double, of index: Int) {
        var (low, high) = (starts[index], starts[index + 1])
        while low < high {
            let middle = low + (high - low) / 2
            if thresholds[middle] >= score { low = middle + 1 } else { high = middle }
        }
        if low == starts[index] {
            negativesAbove[index] += 1
        } else if thresholds[low - 1] == score {
            negativesAt[low - 1] += 1
        } else {
            negativesBelow[low - 1] += 1
        }
    }

    /// The area under the receiver operating characteristic and the average precision of each class.
    ///
    /// The area is `nil` if one of the sides has no rows.
    var scores: [(rocAUC: Double?, averagePrecision: Double)] {
        negativesAbove.indices.map(scores(ofClass:))
    }

    private func scores(ofClass index: Int) -> (rocAUC: Double?, averagePrecision: Double) {
        let steps = starts[index]..<starts[index + 1]
        let all = positives[steps].reduce(0, +)
        guard all > 0 else { return (nil, 0) }
        var (area, precision, found, wrong) = (0.0, 0.0, 0.0, negativesAbove[index])
        for step in steps {
            let before = found
            found += positives[step]
            wrong += negativesAt[step]
            area += negativesAt[step] * (found + before) / 2 + negativesBelow[step] * found
            precision += (found - before) / all * found / (found + wrong)
            wrong += negativesBelow[step]
        }
        return (wrong > 0 ? area / all / wrong : nil, precision)
    }
}
