/// Student's t distribution for a whole number of degrees of freedom.
///
/// It uses only additions, products, quotients and square roots, so that a confidence interval has the same bits on
/// every machine.
struct StudentDistribution {
    /// ν, at least 1.
    let degreesOfFreedom: Int

    /// Returns the probability of a value in (−t, t), for t of at least 0.
    ///
    /// With θ = arctan(t / √ν) it is a finite sum (Abramowitz and Stegun, Handbook of Mathematical Functions, 1964,
    /// formulas 26.7.3 and 26.7.4):
    ///
    ///     ν odd:   2/π·(θ + sin θ·(cos θ + ⅔ cos³ θ + … + (2·4⋯(ν−3))/(3·5⋯(ν−2)) cos^(ν−2) θ))
    ///     ν even:  sin θ·(1 + ½ cos² θ + … + (1·3⋯(ν−3))/(2·4⋯(ν−2)) cos^(ν−2) θ)
    func centralProbability(_ t: Double) -> Double {
        let freedom = Double(degreesOfFreedom)
        let hypotenuse = (freedom + t * t).squareRoot()
        let (sine, cosine) = (t / hypotenuse, freedom.squareRoot() / hypotenuse)
        let isOdd = degreesOfFreedom % 2 == 1
        var term = isOdd ? cosine : 1
        var sum = 0.0
        for factor in stride(from: isOdd ? 1 : 0, through: degreesOfFreedom - 2, by: 2) {
            sum += term
            term *= Double(factor + 1) / Double(factor + 2) * cosine * cosine
        }
        guard isOdd else { return sine * sum }
        return 2 / Double.pi * (arctangent(t / freedom.squareRoot()) + sine * sum)
    }

    /// Returns the quantile, to at least ten digits for probabilities from 0.5 to 0.9999.
    ///
    /// Bisection finds the value at which ``centralProbability(_:)`` is 2·probability − 1.
    func quantile(_ probability: Double) -> Double {
        precondition(probability >= 0.5 && probability < 1, "a quantile is of a probability from 0.5 to 1")
        let central = 2 * probability - 1
        var (lower, upper) = (0.0, 1.0)
        while centralProbability(upper) < central, upper < 1e15 { upper *= 2 }
        for _ in 0..<100 {
            let middle = (lower + upper) / 2
            if middle == lower || middle == upper { break }
            if centralProbability(middle) < central { lower = middle } else { upper = middle }
        }
        return (lower + upper) / 2
    }

    /// Returns the arctangent of a number of at least 0.
    ///
    /// The angle is halved, arctan x = 2 arctan(x / (1 + √(1 + x²))), until a short Taylor series is exact.
    private func arctangent(_ x: Double) -> Double {
        var (reduced, factor) = (x, 1.0)
        while reduced > 0.1 {
            reduced /= 1 + (1 + reduced * reduced).squareRoot()
            factor *= 2
        }
        let square = reduced * reduced
        var series = 0.0
        for divisor in stride(from: 17.0, through: 1, by: -2) { series = 1 / divisor - square * series }
        return factor * reduced * series
    }
}
