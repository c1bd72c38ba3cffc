import Backprop
import Testing

/// Mean and variance as each rule's formula promises, within four standard deviations of what n values
/// give: the mean strays by σ/√n, the variance by σ²·√((κ − 1)/n), κ being 9/5 for a uniform and 3 for a
/// normal distribution.
@Suite struct InitializerMomentTests {
    static let cases: [(rule: any Initializer, mean: Double, variance: Double, kurtosis: Double)] = [
        (.glorotUniform, 0, 2.0 / 250, 1.8), (.glorotNormal, 0, 2.0 / 250, 3),
        (.heUniform, 0, 2.0 / 150, 1.8), (.heNormal, 0, 2.0 / 150, 3),
        (.lecunUniform, 0, 1.0 / 150, 1.8), (.lecunNormal, 0, 1.0 / 150, 3),
        (.fanInUniform, 0, 1.0 / 450, 1.8), (.smallUniform, 0, 0.01 / 12, 1.8),
        (.uniform(), 0.5, 1.0 / 12, 1.8), (.uniform(-3 ..< -1), -2, 4.0 / 12, 1.8),
        (.normal(), 0, 1, 3), (.normal(mean: 2, standardDeviation: 0.3), 2, 0.09, 3),
    ]

    @Test(arguments: cases.indices)
    func momentsAreAsPromised(index: Int) {
        let (rule, mean, variance, kurtosis) = Self.cases[index]
        let n = 15_000.0
        let values = rule.values(
            count: Int(n), fanIn: 150, fanOut: 100, seed: 1, stream: RandomStream.initialization.number())
        let foundMean = values.reduce(0, +) / n
        let foundVariance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
        #expect(abs(foundMean - mean) < 4 * (variance / n).squareRoot())
        #expect(abs(foundVariance - variance) < 4 * variance * ((kurtosis - 1) / n).squareRoot())
    }

    @Test(
        arguments: [
            (.glorotUniform, 0.1549193338482967), (.heUniform, 0.2), (.lecunUniform, 0.1414213562373095),
            (.fanInUniform, 0.08164965809277261), (.smallUniform, 0.05),
        ] as [(any Initializer, Double)])
    func uniformRulesReachTheirLimitAndNotBeyond(rule: any Initializer, limit: Double) {
        let values = rule.values(count: 2_000, fanIn: 150, fanOut: 100, seed: 2, stream: 0)
        let largest = values.reduce(0) { max($0, abs($1)) }
        #expect(largest <= limit)
        #expect(largest > 0.99 * limit)
    }
}
