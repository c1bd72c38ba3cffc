import Testing

@testable import Backprop

/// The temperature that minimizes the log loss of held-out rows.
@Suite struct TemperatureTests {
    private static let rows = 300

    /// Numbers of Knuth's linear congruential generator, which `Tests/Conformance/metrics/temperature.py` repeats.
    private static func uniform(_ count: Int, seed: UInt64) -> [Double] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
    }

    private static func softmax(_ logits: [Double]) -> [Double] {
        let exponentials = logits.map(PortableExponential.value)
        return exponentials.map { $0 / exponentials.reduce(0, +) }
    }

    /// Rows whose classes are drawn from the probabilities of logits that are divided by 2.5.
    private static func folds(
        _ count: Int, weighted: Bool = false, sharpness: Double = 1, noise: [Double]? = nil
    ) -> [Temperature.HeldOutRows] {
        let logits = uniform(3 * rows, seed: 7).map { 8 * $0 - 4 }
        let draws = uniform(rows, seed: 99)
        let weights = uniform(rows, seed: 5).map { 1 + $0 }
        let truth = (0..<rows).map { row in
            let shares = softmax(logits[(3 * row)..<(3 * row + 3)].map { $0 / 2.5 })
            return draws[row] <= shares[0] ? 0 : draws[row] <= shares[0] + shares[1] ? 1 : 2
        }
        return (0..<count).map { fold in
            let range = (fold * rows / count)..<((fold + 1) * rows / count)
            func probabilities(_ logits: [Double]) -> [Double] {
                range.flatMap { row in softmax(logits[(3 * row)..<(3 * row + 3)].map { $0 * sharpness }) }
            }
            let noisy = noise.map { zip(logits, $0).map(+) }
            return Temperature.HeldOutRows(
                probabilities: [logits, noisy].compactMap(\.self).map(probabilities),
                truth: Array(truth[range]), classCount: 3, weights: weighted ? Array(weights[range]) : nil)
        }
    }

    @Test(arguments: [1, 3, 5])
    func isThatOfSciPy(folds: Int) {
        #expect(Temperature.fitted(to: Self.folds(folds)) == 2.32)
        #expect(Temperature.fitted(to: Self.folds(folds, weighted: true)) == 2.229)
    }

    /// Two networks, averaged: one knows the logits, the other adds noise to them.
    @Test(arguments: [1, 3]) func ofAnAverageIsThatOfSciPy(folds: Int) throws {
        let noise = Self.uniform(3 * Self.rows, seed: 13).map { 6 * $0 - 3 }
        let rows = Self.folds(folds, noise: noise)
        #expect(Temperature.fitted(to: rows) == 2.593)
    }

    /// Logits that are 2.32 times too small already have the best temperature.
    @Test func isNoneIfItDoesNotPay() {
        #expect(Temperature.fitted(to: Self.folds(3, sharpness: 1 / 2.32)) == nil)
        #expect(Temperature.fitted(to: []) == nil)
        let single = Temperature.HeldOutRows(probabilities: [[0.5, 0.5]], truth: [1], classCount: 2)
        #expect(Temperature.fitted(to: [single]) == nil)
    }

    /// Perfect rows have no finite best temperature; a probability of 0 for the true class has no finite loss.
    @Test func isBoundedAndSurvivesZeros() throws {
        let perfect = Temperature.HeldOutRows(
            probabilities: [[0.9, 0.1, 0.2, 0.8]], truth: [0, 1], classCount: 2)
        #expect(Temperature.fitted(to: [perfect, perfect]) == 0.125)
        let wrong = Temperature.HeldOutRows(probabilities: [[1, 0, 1, 0]], truth: [1, 0], classCount: 2)
        let found = try #require(Temperature.fitted(to: [wrong, wrong]))
        #expect(found == 8)
    }
}
