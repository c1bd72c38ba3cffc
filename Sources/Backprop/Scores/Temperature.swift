/// The temperature of a classifier: the number that divides the logarithms of its probabilities.
///
/// Formula: p′_c = p_c^(1/T) / Σ_k p_k^(1/T), the softmax of logits that are divided by T. Above 1 it moves all
/// probabilities towards each other, below 1 apart; the order of the classes stays. Source: Guo, Pleiss, Sun and
/// Weinberger, “On calibration of modern neural networks”, ICML 2017, section 4.2.
struct Temperature {
    /// The rows of one fold, predicted by networks that have not seen them.
    struct HeldOutRows: Sendable {
        /// The logarithms of the probabilities of each network, rows × classes.
        private(set) var logits: [[Double]]
        private(set) var truth: [Int]
        private(set) var weights: [Double]?
        let classCount: Int

        /// Creates rows from the probabilities of each network, rows × classes, and each row's class. Those of several
        /// networks are averaged.
        init(probabilities: [[Double]], truth: [Int], classCount: Int, weights: [Double]? = nil) {
            precondition(
                probabilities.allSatisfy { $0.count == truth.count * classCount },
                "a probability for each row and class")
            logits = probabilities.map { $0.map { PortableLog.value(of: max($0, Self.minimumProbability)) } }
            self.truth = truth
            self.weights = weights
            self.classCount = classCount
        }

        /// A single-precision softmax gives 0 below; one such row must not decide alone.
        private static let minimumProbability = 1e-12
    }

    /// The temperatures that can be found, as logarithms of their inverses.
    private static let range = PortableLog.value(of: 1.0 / 8)...PortableLog.value(of: 8)

    /// Returns the temperature that minimizes the mean log loss of held-out rows, or `nil` if none is reliably better
    /// than 1.
    ///
    /// Each fold is measured with the temperature of the others; a single fold is divided into two halves. Unless the
    /// mean loss of all rows falls so, there is no temperature.
    static func fitted(to folds: [HeldOutRows]) -> Double? {
        let parts = folds.count > 1 ? folds : folds.flatMap(\.halves)
        guard parts.count > 1, parts.allSatisfy({ !$0.truth.isEmpty }) else { return nil }
        var (before, after) = (0.0, 0.0)
        for index in parts.indices {
            var rest = parts
            let part = rest.remove(at: index)
            before += part.loss(inverse: 1)
            after += part.loss(inverse: inverse(fittedTo: rest))
        }
        guard after < before else { return nil }
        return rounded(1 / inverse(fittedTo: parts))
    }

    /// Returns the inverse of the temperature with the lowest loss, by bisection. The loss of one network is convex in the
    /// inverse.
    private static func inverse(fittedTo parts: [HeldOutRows]) -> Double {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        for _ in 0..<40 {
            let middle = (lower + upper) / 2
            let inverse = PortableExponential.value(of: middle)
            let slope = parts.reduce(0) { $0 + $1.slope(inverse: inverse) }
            if slope < 0 { lower = middle } else { upper = middle }
        }
        return PortableExponential.value(of: (lower + upper) / 2)
    }

    /// Returns three decimals, so that a recipe can be read.
    private static func rounded(_ temperature: Double) -> Double { (temperature * 1000).rounded() / 1000 }
}

extension Temperature.HeldOutRows {
    /// The rows of even and those of odd index.
    fileprivate var halves: [Self] { [every(2, from: 0), every(2, from: 1)] }

    private func every(_ step: Int, from first: Int) -> Self {
        let rows = Array(stride(from: first, to: truth.count, by: step))
        var part = self
        part.logits = logits.map { logits in
            rows.flatMap { logits[($0 * classCount)..<(($0 + 1) * classCount)] }
        }
        part.truth = rows.map { truth[$0] }
        part.weights = weights.map { weights in rows.map { weights[$0] } }
        return part
    }

    /// Returns the sum of the rows' log losses if their logits are multiplied by a number: −log of the mean over the
    /// networks of p_truth.
    fileprivate func loss(inverse: Double) -> Double {
        sum { row in
            let total = logits.reduce(0) { $0 + share(of: row, $1, inverse).truth }
            return PortableLog.value(of: Double(logits.count)) - PortableLog.value(of: total)
        }
    }

    /// Returns the derivative of that sum by the number. Formula: Σ over rows of
    /// Σ_m p_m,truth·(Σ_c p_m,c·z_m,c − z_m,truth) / Σ_m p_m,truth, over the networks m.
    fileprivate func slope(inverse: Double) -> Double {
        sum { row in
            var (total, change) = (0.0, 0.0)
            for logits in logits {
                let share = share(of: row, logits, inverse)
                total += share.truth
                change += share.truth * (share.meanLogit - logits[row * classCount + truth[row]])
            }
            return change / total
        }
    }

    private func sum(_ term: (Int) -> Double) -> Double {
        truth.indices.reduce(0) { $0 + (weights?[$1] ?? 1) * term($1) }
    }

    /// Returns the probability of a row's class under one network, and Σ p·z over the classes, at a temperature.
    private func share(of row: Int, _ logits: [Double], _ inverse: Double) -> (
        truth: Double, meanLogit: Double
    ) {
        let logits = logits[(row * classCount)..<((row + 1) * classCount)]
        let maximum = logits.max() ?? 0
        var (total, product) = (0.0, 0.0)
        for logit in logits {
            let exponential = PortableExponential.value(of: inverse * (logit - maximum))
            total += exponential
            product += logit * exponential
        }
        let own = PortableExponential.value(of: inverse * (logits[logits.startIndex + truth[row]] - maximum))
        return (own / total, product / total)
    }
}
