import Backprop
import Testing

/// Seed 0, stream 2^56, fans 4 and 3. The uniform rules agree to the bit with, and the normal rules to
/// 1e-15, what Tests/Conformance/random/golden.py prints.
@Suite struct InitializerValueTests {
    private func values(of rule: any Initializer) -> [Double] {
        rule.values(count: 3, fanIn: 4, fanOut: 3, seed: 0, stream: 1 << 56)
    }

    @Test(
        arguments: [
            (.glorotUniform, [-0.6250746674118652, 0.6827594658724887, -0.3989351226971227]),
            (.heUniform, [-0.8268960604091027, 0.9032058759869481, -0.5277415619528129]),
            (.lecunUniform, [-0.5847038116517176, 0.638662999717907, -0.37316963717081447]),
            (.fanInUniform, [-0.3375789030533194, 0.3687322548085875, -0.21544959047396472]),
            (.smallUniform, [-0.03375789030533194, 0.03687322548085875, -0.021544959047396475]),
            (.uniform(-1..<3), [-0.35031561221327756, 2.47492901923435, 0.1382016381041411]),
            (.uniform(), [0.1624210969466806, 0.8687322548085875, 0.2845504095260353]),
            (.uniform(2..<2), [2, 2, 2]),
            (.constant(-0.25), [-0.25, -0.25, -0.25]),
            (.zeros, [0, 0, 0]),
        ] as [(any Initializer, [Double])])
    func uniformRulesAreGolden(rule: any Initializer, expected: [Double]) {
        #expect(values(of: rule) == expected)
    }

    @Test(
        arguments: [
            (.glorotNormal, [-0.5262673376974187, 0.5988888476944277, -0.30434441668430345]),
            (.heNormal, [-0.6961862493417087, 0.7922554769847471, -0.40260981972884197]),
            (.lecunNormal, [-0.4922780178783508, 0.5602092202080974, -0.2846881337025576]),
            (
                .normal(mean: 1, standardDeviation: 0.5),
                [0.5077219821216492, 1.5602092202080975, 0.7153118662974425]
            ),
            (.normal(mean: 7, standardDeviation: 0), [7, 7, 7]),
        ] as [(any Initializer, [Double])])
    func normalRulesAreAccurate(rule: any Initializer, expected: [Double]) {
        for (value, truth) in zip(values(of: rule), expected) {
            #expect(abs(value - truth) <= 1e-15 * abs(truth))
        }
    }

    /// Pinned from this implementation, so that no bit ever changes silently.
    @Test(
        arguments: [
            (.glorotNormal, [-0.5262673376974187, 0.5988888476944277, -0.30434441668430345]),
            (.heNormal, [-0.6961862493417086, 0.7922554769847471, -0.40260981972884197]),
            (.lecunNormal, [-0.49227801787835074, 0.5602092202080974, -0.2846881337025576]),
            (
                .normal(mean: 1, standardDeviation: 0.5),
                [0.5077219821216492, 1.5602092202080975, 0.7153118662974425]
            ),
        ] as [(any Initializer, [Double])])
    func normalRulesKeepTheirBits(rule: any Initializer, expected: [Double]) {
        #expect(values(of: rule) == expected)
    }

    @Test(arguments: Initializers.all.indices)
    func valuesDoNotDependOnHowManyAreAskedFor(index: Int) {
        let rule = Self.rules[index]
        let many = rule.values(count: 9, fanIn: 4, fanOut: 3, seed: 6, stream: 2)
        for count in 0..<9 {
            let few = rule.values(count: count, fanIn: 4, fanOut: 3, seed: 6, stream: 2)
            #expect(few == Array(many.prefix(count)))
        }
    }

    @Test(
        arguments: [
            .glorotUniform, .glorotNormal, .heUniform, .heNormal, .lecunUniform, .lecunNormal,
            .fanInUniform, .uniform(), .smallUniform, .normal(),
        ] as [any Initializer])
    func seedAndStreamBothMatter(rule: any Initializer) {
        let base = rule.values(count: 4, fanIn: 4, fanOut: 3, seed: 6, stream: 2)
        #expect(rule.values(count: 4, fanIn: 4, fanOut: 3, seed: 7, stream: 2) != base)
        #expect(rule.values(count: 4, fanIn: 4, fanOut: 3, seed: 6, stream: 3) != base)
    }

    static let rules: [any Initializer] = [
        .glorotUniform, .glorotNormal, .heUniform, .heNormal, .lecunUniform, .lecunNormal,
        .fanInUniform, .uniform(), .smallUniform, .normal(), .zeros, .constant(0.5),
    ]
}
