import Testing

// Only the library makes update passes.
@testable import Backprop

@Suite struct OptimizerGoldenTests {
    static let golden = GoldenValues(OptimizerGoldenValues.text)

    /// The rules of Tests/Conformance/pytorch/optimizers.py, under the same names.
    static let rules: [(name: String, rule: any Optimizer)] = [
        ("sgd", SGD(learningRate: 0.1)),
        ("sgd decay", SGD(learningRate: 0.1, weightDecay: 0.05)),
        ("sgd momentum", SGD(learningRate: 0.1, momentum: 0.9)),
        ("sgd momentum decay", SGD(learningRate: 0.1, momentum: 0.8, weightDecay: 0.05)),
        ("sgd nesterov", SGD(learningRate: 0.1, momentum: 0.9, nesterov: true)),
        ("sgd nesterov decay", SGD(learningRate: 0.05, momentum: 0.7, nesterov: true, weightDecay: 0.1)),
        ("adagrad", Adagrad(learningRate: 0.1)),
        ("adagrad decay", Adagrad(learningRate: 0.1, epsilon: 1e-6, weightDecay: 0.05)),
        ("rmsprop", RMSprop(learningRate: 0.01)),
        ("rmsprop smoothing", RMSprop(learningRate: 0.01, smoothing: 0.9, epsilon: 1e-6)),
        ("rmsprop momentum", RMSprop(learningRate: 0.01, momentum: 0.9)),
        (
            "rmsprop momentum decay",
            RMSprop(learningRate: 0.01, smoothing: 0.95, momentum: 0.5, weightDecay: 0.1)
        ),
        ("adam", Adam(learningRate: 0.01)),
        ("adam betas", Adam(learningRate: 0.01, beta1: 0.8, beta2: 0.9, epsilon: 1e-6)),
        ("adam decay", Adam(learningRate: 0.01, weightDecay: 0.1)),
        ("adamw", AdamW(learningRate: 0.01)),
        ("adamw decay", AdamW(learningRate: 0.02, beta1: 0.8, beta2: 0.99, weightDecay: 0.5)),
        ("amsgrad", AMSGrad(learningRate: 0.01, beta2: 0.9)),
        (
            "amsgrad decay",
            AMSGrad(learningRate: 0.02, beta1: 0.8, beta2: 0.7, epsilon: 1e-6, weightDecay: 0.1)
        ),
        ("nadam", Nadam(learningRate: 0.01)),
        ("nadam momentum decay", Nadam(learningRate: 0.01, beta1: 0.8, beta2: 0.95, momentumDecay: 2)),
        ("nadam decay", Nadam(learningRate: 0.02, epsilon: 1e-6, weightDecay: 0.1, momentumDecay: 0)),
        ("rprop", Rprop()),
        (
            "rprop limits",
            Rprop(learningRate: 0.1, decrease: 0.25, increase: 1.5, smallestStep: 0.05, largestStep: 0.3)
        ),
        ("lion", Lion(learningRate: 0.01)),
        ("lion decay", Lion(learningRate: 0.02, beta1: 0.6, beta2: 0.8, weightDecay: 0.5)),
    ]

    /// The parameters after each of ten steps; the golden ones repeated until there are `count`.
    static func trajectory<S: Scalar>(
        of rule: any Optimizer, learningRate: Double? = nil, count: Int? = nil, threads: Int = 1,
        as scalar: S.Type = S.self
    ) -> [[S]] {
        let start = golden["start", "parameters", as: S.self]
        let gradients = golden["start", "gradients", as: S.self]
        let count = count ?? start.count
        var parameters = (0..<count).map { start[$0 % start.count] }
        var state = [S](repeating: 0, count: rule.stateVectorCount * count + 1)
        return (0..<10).map { step in
            let gradient = (0..<count).map { gradients[step * start.count + $0 % start.count] }
            parameters.withUnsafeMutableBufferPointer { parameters in
                gradient.withUnsafeBufferPointer { gradient in
                    state.withUnsafeMutableBufferPointer { state in
                        rule.update(
                            UpdatePass(
                                count: count, parameters: parameters.baseAddress!,
                                gradients: gradient.baseAddress!, state: state.baseAddress!,
                                step: UInt64(step + 1), learningRate: learningRate ?? rule.learningRate,
                                threads: threads))
                    }
                }
            }
            return parameters
        }
    }

    @Test func everyTrajectoryHasItsRule() {
        #expect(Self.golden.names == ["start"] + Self.rules.map(\.name))
    }

    @Test(arguments: rules.indices) func followsItsTrajectory(index: Int) {
        let (name, rule) = Self.rules[index]
        let expected = Self.golden[name, "parameters"]
        #expect(expected.count == 50)
        #expect(mismatch(Self.trajectory(of: rule, as: Double.self).flatMap { $0 }, expected) == nil)
        #expect(mismatch(Self.trajectory(of: rule, as: Float.self).flatMap { $0 }, expected) == nil)
    }

    /// Shows that the tolerance tells every rule and every hyperparameter from all others.
    @Test func noOtherRuleFollowsIt() {
        for (name, _) in Self.rules {
            for (other, rule) in Self.rules where other != name {
                let found = Self.trajectory(of: rule, as: Double.self).flatMap { $0 }
                #expect(
                    mismatch(found, Self.golden[name, "parameters"]) != nil, "\(other) passes for \(name)")
            }
        }
    }

    @Test(arguments: rules.indices) func takesTheRateOfTheStep(index: Int) {
        var (_, rule) = Self.rules[index]
        let expected = Self.trajectory(of: rule, as: Double.self)
        let rate = rule.learningRate
        rule.learningRate = 99
        #expect(Self.trajectory(of: rule, learningRate: rate, as: Double.self) == expected)
    }

    /// A vector kernel handles whole lanes and a rest, threads share out the parameters: neither shows.
    @Test(arguments: rules.indices) func treatsEveryIndexAlike(index: Int) {
        Self.expectSameBits(of: Self.rules[index].rule, as: Double.self)
        Self.expectSameBits(of: Self.rules[index].rule, as: Float.self)
    }

    static func expectSameBits<S: Scalar>(of rule: any Optimizer, as scalar: S.Type) {
        let narrow = trajectory(of: rule, as: S.self)
        for (count, threads) in [(1, 1), (67, 1), (67, 4), (1031, 4)] {
            let wide = trajectory(of: rule, count: count, threads: threads, as: S.self)
            let repeated = narrow.map { values in (0..<count).map { values[$0 % values.count] } }
            #expect(wide == repeated, "\(rule), \(count) parameters, \(threads) threads")
        }
    }
}
