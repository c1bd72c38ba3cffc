/// The decisions between two classes at thresholds of a probability, counted on rows.
///
/// A row is predicted to have the class ``label`` if the probability of it is at least the threshold.
public struct ThresholdTable: Equatable, Sendable {
    /// The counts at one threshold.
    public struct Cut: Equatable, Sendable {
        /// The threshold, from 0 to 1.
        public let threshold: Double
        /// The rows of the class with at least that probability; every weight is that of its row.
        public let truePositives: Double
        /// The rows of the other class with at least that probability.
        public let falsePositives: Double
    }

    /// The class whose probability is compared.
    public let label: String
    /// The other class.
    public let otherLabel: String
    /// The thresholds in descending order; 0.5 is one of them, and the last is 0.
    public let cuts: [Cut]

    /// The rows of the class.
    public var positives: Double { cuts[cuts.count - 1].truePositives }
    /// The rows of the other class.
    public var negatives: Double { cuts[cuts.count - 1].falsePositives }
    /// The sum of the rows' weights.
    public var total: Double { positives + negatives }

    /// Counts the decisions about the positive class of two.
    ///
    /// A threshold lies in the middle between two probabilities. Of many, those are kept between which about a
    /// hundredth of the rows of a class lies.
    init(_ scores: ProbabilityScores, labels: [String]) {
        label = labels[scores.positiveClass]
        otherLabel = labels[1 - scores.positiveClass]
        cuts = Self.cuts(scores.ranking(ofClass: scores.positiveClass))
    }

    private init(label: String, otherLabel: String, cuts: [Cut]) {
        (self.label, self.otherLabel, self.cuts) = (label, otherLabel, cuts)
    }

    /// The number of steps that the rows of each class are divided into.
    private static let stepCount = 100.0

    private static func cuts(_ ranking: BinaryRanking) -> [Cut] {
        let counts = zip(ranking.truePositives, ranking.falsePositives)
        let scores = ranking.thresholds
        var cuts: [Cut] = []
        let highest = scores.first ?? 0
        if highest < 1 {
            cuts.append(Cut(threshold: between(highest, 1), truePositives: 0, falsePositives: 0))
        }
        let (positives, negatives) = (ranking.truePositives.last ?? 0, ranking.falsePositives.last ?? 0)
        var step = -1.0
        for (index, (found, wrong)) in counts.enumerated() {
            let isLast = index == scores.count - 1
            let next = isLast ? 0 : scores[index + 1]
            let share = (positives > 0 ? found / positives : 0) + (negatives > 0 ? wrong / negatives : 0)
            let ownStep = (share * stepCount).rounded(.down)
            guard isLast || ownStep > step || (scores[index] >= 0.5 && next < 0.5) else { continue }
            step = ownStep
            let threshold = isLast ? 0 : between(next, scores[index])
            if isLast, scores[index] >= 0.5 {
                cuts.append(Cut(threshold: 0.5, truePositives: found, falsePositives: wrong))
            }
            cuts.append(Cut(threshold: threshold, truePositives: found, falsePositives: wrong))
        }
        return cuts
    }

    /// Returns a number between two, of few digits; 0.5 if possible.
    private static func between(_ lower: Double, _ upper: Double) -> Double {
        if lower < 0.5, upper >= 0.5 { return 0.5 }
        let middle = (lower + upper) / 2
        let short = Double(NumberText.rounded(middle, digits: 6)) ?? middle
        return short > lower && short < upper ? short : middle > lower ? middle : upper
    }
}

extension ThresholdTable {
    /// The table of the other class: its threshold is 1 less that of this one.
    var flipped: ThresholdTable {
        var result = cuts.reversed().filter { $0.threshold > 0 }.map {
            Cut(
                threshold: 1 - $0.threshold, truePositives: negatives - $0.falsePositives,
                falsePositives: positives - $0.truePositives)
        }
        result.append(Cut(threshold: 0, truePositives: negatives, falsePositives: positives))
        return ThresholdTable(label: otherLabel, otherLabel: label, cuts: result)
    }

    /// Returns the counts at the lowest threshold of the table that is not below the given one.
    public func cut(at threshold: Double) -> Cut {
        cuts.last { $0.threshold >= threshold } ?? cuts[0]
    }

    /// Returns the cost per row at a threshold: the mean over all rows of the cost of their decision.
    public func cost(at cut: Cut, _ costs: CostMatrix) -> Double {
        let (missed, rejected) = (positives - cut.truePositives, negatives - cut.falsePositives)
        let found = cut.truePositives * costs[truth: label, predicted: label]
        let wrong = cut.falsePositives * costs[truth: otherLabel, predicted: label]
        return
            (found + wrong + missed * costs[truth: label, predicted: otherLabel]
            + rejected * costs[truth: otherLabel, predicted: otherLabel]) / total
    }

    /// Returns the cut with the lowest cost, of equals the one nearest to 0.5.
    public func cheapest(_ costs: CostMatrix) -> Cut {
        let known = cuts.map { (cut: $0, cost: cost(at: $0, costs)) }
        let lowest = known.reduce(Double.infinity) { min($0, $1.cost) }
        let good = known.filter { $0.cost <= lowest + abs(lowest) * 1e-12 }.map(\.cut)
        return good.min { abs($0.threshold - 0.5) < abs($1.threshold - 0.5) } ?? cuts[0]
    }

    /// Returns precision, TP / (TP + FP), or `nil` if no row is predicted to have the class.
    public func precision(at cut: Cut) -> Double? {
        let predicted = cut.truePositives + cut.falsePositives
        return predicted > 0 ? cut.truePositives / predicted : nil
    }

    /// Returns recall, TP / P, or `nil` if no row has the class.
    public func recall(at cut: Cut) -> Double? { positives > 0 ? cut.truePositives / positives : nil }

    /// Returns the share of the rows of the class that is among the most probable rows: the cumulative gain.
    ///
    /// Between two thresholds it is interpolated linearly. The lift is the gain divided by the share.
    ///
    /// - Parameter share: The share of all rows, from 0 to 1, in descending order of the probability.
    /// - Returns: The gain, or `nil` if no row has the class.
    public func gain(ofShare share: Double) -> Double? {
        guard positives > 0 else { return nil }
        let rows = min(max(share, 0), 1) * total
        var previous = (rows: 0.0, found: 0.0)
        for cut in cuts {
            let next = (rows: cut.truePositives + cut.falsePositives, found: cut.truePositives)
            if next.rows >= rows {
                guard next.rows > previous.rows else { return next.found / positives }
                let part = (rows - previous.rows) / (next.rows - previous.rows)
                return (previous.found + part * (next.found - previous.found)) / positives
            }
            previous = next
        }
        return 1
    }
}

extension ThresholdTable: Codable {
    private enum CodingKeys: CodingKey { case label, otherLabel, thresholds, truePositives, falsePositives }

    /// Writes the table as lists of numbers.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(label, forKey: .label)
        try container.encode(otherLabel, forKey: .otherLabel)
        try container.encode(cuts.map(\.threshold), forKey: .thresholds)
        try container.encode(cuts.map(\.truePositives), forKey: .truePositives)
        try container.encode(cuts.map(\.falsePositives), forKey: .falsePositives)
    }

    /// Reads a table, and throws if its counts do not grow with falling thresholds.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        label = try container.decode(String.self, forKey: .label)
        otherLabel = try container.decode(String.self, forKey: .otherLabel)
        let thresholds = try container.decode([Double].self, forKey: .thresholds)
        let found = try container.decode([Double].self, forKey: .truePositives)
        let wrong = try container.decode([Double].self, forKey: .falsePositives)
        func grow(_ counts: [Double]) -> Bool {
            counts.count == thresholds.count && counts.allSatisfy { $0 >= 0 && $0 <= RowWeights.limit * 1e20 }
                && zip(counts, counts.dropFirst()).allSatisfy { $0 <= $1 }
        }
        guard thresholds.last == 0, thresholds.allSatisfy({ $0 >= 0 && $0 <= 1 }),
            zip(thresholds, thresholds.dropFirst()).allSatisfy({ $0 > $1 }), grow(found), grow(wrong),
            found.last! + wrong.last! > 0
        else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: container.codingPath,
                    debugDescription: "the thresholds must fall to 0, and the counts of rows grow"))
        }
        cuts = thresholds.indices.map {
            Cut(threshold: thresholds[$0], truePositives: found[$0], falsePositives: wrong[$0])
        }
    }
}
