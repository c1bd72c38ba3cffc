/// The rows in descending order of their score for a class, with cumulative counts at every distinct score.
///
/// Receiver operating characteristics and precision-recall curves are computed from it.
struct BinaryRanking {
    /// The distinct scores, descending.
    private(set) var thresholds: [Double] = []

    /// The number of rows of the class with at least the threshold's score.
    private(set) var truePositives: [Double] = []

    /// The number of rows of other classes with at least the threshold's score.
    private(set) var falsePositives: [Double] = []

    /// Ranks the rows whose weight is not zero.
    init(scores: [Double], isPositive: [Bool], weights: RowWeights) {
        // The scores are stored next to their rows: a sort that looks up scores misses the cache at every comparison.
        var order = weights.countedRows.map { (score: scores[$0], row: $0) }
        order.sort { $0.score > $1.score || ($0.score == $1.score && $0.row < $1.row) }
        var (positives, negatives) = (0.0, 0.0)
        for (score, row) in order {
            if isPositive[row] { positives += weights[row] } else { negatives += weights[row] }
            append(score, positives, negatives)
        }
    }

    private mutating func append(_ threshold: Double, _ positives: Double, _ negatives: Double) {
        if thresholds.last == threshold {
            truePositives.removeLast()
            falsePositives.removeLast()
        } else {
            thresholds.append(threshold)
        }
        truePositives.append(positives)
        falsePositives.append(negatives)
    }

    private var positives: Double { truePositives.last ?? 0 }
    private var negatives: Double { falsePositives.last ?? 0 }
}

extension BinaryRanking {
    /// The area under the receiver operating characteristic, by trapezoids, or `nil` if one of the sides has no rows.
    var rocAUC: Double? {
        guard positives > 0, negatives > 0 else { return nil }
        var (area, previousTrue, previousFalse) = (0.0, 0.0, 0.0)
        for (truePositive, falsePositive) in zip(truePositives, falsePositives) {
            area += (falsePositive - previousFalse) * (truePositive + previousTrue) / 2
            (previousTrue, previousFalse) = (truePositive, falsePositive)
        }
        return area / positives / negatives
    }

    /// Σ (recallₖ − recallₖ₋₁)·precisionₖ over descending thresholds; 0 if the class has no rows.
    var averagePrecision: Double {
        guard positives > 0 else { return 0 }
        var (sum, previous) = (0.0, 0.0)
        for (truePositive, falsePositive) in zip(truePositives, falsePositives) {
            sum += (truePositive - previous) / positives * truePositive / (truePositive + falsePositive)
            previous = truePositive
        }
        return sum
    }

    /// The points of the curve from (0, 0) to (1, 1), or `nil` if one of the sides has no rows.
    var rocCurve: [ROCPoint]? {
        guard positives > 0, negatives > 0 else { return nil }
        let start = ROCPoint(threshold: nil, falsePositiveRate: 0, truePositiveRate: 0)
        return [start]
            + thresholds.indices.map {
                ROCPoint(
                    threshold: thresholds[$0], falsePositiveRate: falsePositives[$0] / negatives,
                    truePositiveRate: truePositives[$0] / positives)
            }
    }

    /// The points of the curve from recall 0 up, or `nil` if the class has no rows.
    var precisionRecallCurve: [PrecisionRecallPoint]? {
        guard positives > 0 else { return nil }
        let start = PrecisionRecallPoint(threshold: nil, precision: 1, recall: 0)
        return [start]
            + thresholds.indices.map {
                PrecisionRecallPoint(
                    threshold: thresholds[$0],
                    precision: truePositives[$0] / (truePositives[$0] + falsePositives[$0]),
                    recall: truePositives[$0] / positives)
            }
    }
}
