/// The population stability index: how far two distributions over the same bins lie apart.
///
/// Formula: Σ (qᵢ − pᵢ)·ln(qᵢ / pᵢ), over the shares pᵢ of the earlier rows and qᵢ of the new rows in each bin. An empty
/// bin counts as half a row. It is 0 for equal shares. Below 0.1 it is commonly called small, above 0.25 large. Source:
/// Siddiqi, “Credit Risk Scorecards” (2006), p. 136.
///
/// Few rows differ by chance. If nothing has changed, the index is about (1/n + 1/m)·χ² of one degree of freedom less
/// than there are bins, with n and m rows. Source: Yurdakul and Naranjo, “Statistical properties of the population
/// stability index”, Journal of Risk Model Validation 14 (2020).
public struct StabilityIndex: Equatable, Sendable {
    /// The index.
    public let value: Double

    /// The number of bins with rows.
    public let binCount: Int

    /// 1/n + 1/m of the numbers of rows.
    private let inverseCounts: Double

    /// Compares the numbers of rows in each bin; `nil` if one side has no rows.
    init?(before: [Int], after: [Int]) {
        let bins = zip(before, after).filter { $0 + $1 > 0 }
        let (n, m) = (bins.reduce(0.0) { $0 + Double($1.0) }, bins.reduce(0.0) { $0 + Double($1.1) })
        guard n > 0, m > 0 else { return nil }
        binCount = bins.count
        inverseCounts = 1 / n + 1 / m
        value = bins.reduce(0) { sum, bin in
            let share = bin.0 > 0 ? Double(bin.0) / n : 0.5 / n
            let newShare = bin.1 > 0 ? Double(bin.1) / m : 0.5 / m
            return sum + (newShare - share) * PortableLog.value(of: newShare / share)
        }
    }

    /// Returns the index that rows of one source exceed with a probability.
    func exceededByChance(_ probability: Double) -> Double {
        guard binCount > 1 else { return 0 }
        return inverseCounts
            * ChiSquareDistribution(degreesOfFreedom: binCount - 1).quantile(1 - probability)
    }
}

/// The χ² distribution for a whole number of degrees of freedom.
struct ChiSquareDistribution {
    /// The degrees of freedom k, at least 1.
    let degreesOfFreedom: Int

    /// Returns the probability of a value of at most x, the regularized incomplete gamma function P(k/2, x/2).
    ///
    /// Formula: zᵃ·e⁻ᶻ / Γ(a + 1) · (1 + z/(a + 1) + z²/((a + 1)(a + 2)) + …), a = k/2, z = x/2. Source: Abramowitz and
    /// Stegun, Handbook of Mathematical Functions (1964), 6.5.29.
    func probability(upTo x: Double) -> Double {
        guard x > 0 else { return 0 }
        let (a, z) = (Double(degreesOfFreedom) / 2, x / 2)
        var (term, sum, divisor) = (1.0, 1.0, a)
        while term > sum * 1e-16 {
            divisor += 1
            term *= z / divisor
            sum += term
        }
        let logarithm = a * PortableLog.value(of: z) - z - Self.logGamma(twice: degreesOfFreedom + 2)
        return min(1, PortableExponential.value(of: logarithm + PortableLog.value(of: sum)))
    }

    /// Returns the value that is not exceeded with a probability from 0 to below 1, by bisection.
    func quantile(_ probability: Double) -> Double {
        var (lower, upper) = (0.0, Double(degreesOfFreedom) + 1)
        while self.probability(upTo: upper) < probability, upper < 1e9 { upper *= 2 }
        for _ in 0..<80 {
            let middle = (lower + upper) / 2
            if self.probability(upTo: middle) < probability { lower = middle } else { upper = middle }
        }
        return (lower + upper) / 2
    }

    /// Returns ln Γ(k/2), by Γ(x + 1) = x·Γ(x) from Γ(1) = 1 or Γ(½) = √π.
    private static func logGamma(twice k: Int) -> Double {
        var sum = k % 2 == 0 ? 0 : PortableLog.value(of: Double.pi) / 2
        for twice in stride(from: k % 2 == 0 ? 2 : 1, to: k, by: 2) {
            sum += PortableLog.value(of: Double(twice) / 2)
        }
        return sum
    }
}
