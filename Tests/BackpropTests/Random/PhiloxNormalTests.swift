import Testing

@testable import Backprop

/// True values come from mpmath at 200 bits: Tests/Conformance/random/golden.py.
@Suite struct PhiloxNormalTests {
    @Test(arguments: [
        (0.5, -0.6931471805599453), (0.75, -0.2876820724517809),
        (0.9999999999999999, -1.1102230246251565e-16), (1.0000000000000002, 2.2204460492503128e-16),
        (1.4142135623730951, 0.3465735902799727), (1.4142135623730954, 0.34657359027997287),
        (2.0, 0.6931471805599453), (10.0, 2.302585092994046), (1e-300, -690.7755278982137),
        (Double.leastNonzeroMagnitude, -744.4400719213812), (1.7976931348623157e308, 709.782712893384),
        (1.1102230246251565e-16, -36.7368005696771), (0.1, -2.3025850929940455),
        (1.1, 0.09531017980432493), (0.9, -0.10536051565782628),
    ])
    func logarithmIsWithinOneUnitInTheLastPlace(x: Double, expected: Double) {
        #expect(abs(PortableLog.value(of: x) - expected) <= expected.ulp)
    }

    @Test func logarithmOfOneIsZero() {
        #expect(PortableLog.value(of: 1) == 0)
    }

    @Test(arguments: [
        (0.6, 0.2533471031357997), (0.925, 1.4395314709384561), (0.926, 1.4466320671589787),
        (0.975, 1.9599639845400538), (0.075, -1.439531470938456), (0.0749, -1.4402382675279637),
        (0.01, -2.326347874040841), (1e-06, -4.753424308822899), (1.5e-11, -6.646570887477113),
        (1.3e-11, -6.667611456510741), (1.1102230246251565e-16, -8.209536151601387),
    ])
    func quantileIsAccurate(p: Double, expected: Double) {
        #expect(abs(NormalQuantile.value(at: p) - expected) <= 1e-15 * abs(expected))
    }

    @Test func quantileOfOneHalfIsZero() {
        #expect(NormalQuantile.value(at: 0.5) == 0)
    }

    @Test(
        arguments: [
            (0, 1.1775912390542729), (1, 0.26756224953309987), (2, -0.3528748966016183),
            (3, -1.785451191677237), (4, -0.46924918026737256),
        ] as [(UInt64, Double)])
    func normalsAreAccurate(index: UInt64, expected: Double) {
        let drawn = Philox(seed: 0, stream: 0).normal(at: index)
        #expect(abs(drawn - expected) <= 1e-15 * abs(expected))
    }

    /// Pinned from this implementation, so that they never change silently; `normalsAreAccurate` shows that
    /// they are right.
    @Test func normalsKeepTheirBits() {
        let philox = Philox(seed: 0, stream: 0)
        let expected = [
            1.1775912390542727, 0.26756224953309987, -0.35287489660161836, -1.785451191677237,
            -0.4692491802673725,
        ]
        #expect((0..<5).map { philox.normal(at: $0) } == expected)
        let tails = [-8.209536151601386, -7.04768326661057, -5.294704084514203, -1.86273186742165]
        #expect([0, 1 << 24, 1 << 40, 1 << 59].map(Philox.normal) == tails)
    }

    @Test func normalsAreSymmetricAndFinite() {
        #expect(Philox.normal(0) == -Philox.normal(.max))
        #expect(Philox.normal(.max) < 8.21)
        for bits: UInt64 in [1 << 60, 1 << 40, 0x0123_4567_89AB_CDEF] {
            #expect(Philox.normal(bits) == -Philox.normal(~bits))
        }
    }

    /// Of n deviates the mean has standard deviation 1/√n, the variance √(2/n), the share of magnitudes
    /// above 1.96 √(0.05·0.95/n), and the fourth moment √(96/n).
    @Test func momentsAreThoseOfTheNormalDistribution() {
        let count = 40_000
        var normals = [Double](repeating: 0, count: count)
        normals.withUnsafeMutableBufferPointer { Philox(seed: 3, stream: 8).fillNormal($0) }
        let n = Double(count)
        let mean = normals.reduce(0, +) / n
        let square = normals.reduce(0) { $0 + $1 * $1 } / n
        let fourth = normals.reduce(0) { $0 + $1 * $1 * $1 * $1 } / n
        let outside = Double(normals.count { abs($0) > 1.959963984540054 }) / n
        #expect(abs(mean) < 4 / n.squareRoot())
        #expect(abs(square - 1) < 4 * (2 / n).squareRoot())
        #expect(abs(fourth - 3) < 4 * (96 / n).squareRoot())
        #expect(abs(outside - 0.05) < 4 * (0.05 * 0.95 / n).squareRoot())
    }
}
