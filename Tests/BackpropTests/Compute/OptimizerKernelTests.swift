import CKernels
import Testing

extension ComputeTests {
    /// The optimizer kernels against the textbook formulas, step by step.
    @Suite struct OptimizerKernelTests {
        static let rules: [bp_rule] = [
            bp_sgd, bp_momentum, bp_nesterov, bp_adagrad, bp_rmsprop, bp_rmsprop_momentum, bp_adam,
            bp_amsgrad,
            bp_nadam,
            bp_lion,
        ]

        struct State<S: BinaryFloatingPoint & Sendable>: Sendable {
            var p: [S], s1: [S], s2: [S], s3: [S]

            init(_ p: [S]) {
                self.p = p
                s1 = p.map { _ in 0 }
                (s2, s3) = (s1, s1)
            }
        }

        /// The hyperparameters of step t, counted from 1.
        static func hyperparameters(step t: Int, decoupled: Double = 0, l2: Double = 0.01)
            -> bp_hyperparameters
        {
            let power = { (base: Double) in (0..<t).reduce(1.0) { product, _ in product * base } }
            return bp_hyperparameters(
                rate: 0.02, momentum: 0.9, decay: 0.99, epsilon: 1e-6, l2: l2, decoupled: decoupled,
                correction1: 1 - power(0.9), correction2: 1 - power(0.99), gradient_share: 0.7,
                momentum_share: 1.3)
        }

        /// One parameter's step, written as PyTorch's documentation does.
        static func plain(
            _ rule: bp_rule, _ s: inout (p: Double, a: Double, b: Double, c: Double), g: Double,
            h: bp_hyperparameters
        ) {
            let g = g + h.l2 * s.p
            s.p -= h.rate * h.decoupled * s.p
            func blend(_ old: Double, _ new: Double, _ beta: Double) -> Double {
                beta * old + (1 - beta) * new
            }
            switch rule {
            case bp_sgd: s.p -= h.rate * g
            case bp_momentum, bp_nesterov:
                s.a = h.momentum * s.a + g
                s.p -= h.rate * (rule == bp_nesterov ? g + h.momentum * s.a : s.a)
            case bp_adagrad:
                s.a += g * g
                s.p -= h.rate * g / (s.a.squareRoot() + h.epsilon)
            case bp_rmsprop, bp_rmsprop_momentum:
                s.a = blend(s.a, g * g, h.decay)
                s.b = (rule == bp_rmsprop ? 0 : h.momentum * s.b) + g / (s.a.squareRoot() + h.epsilon)
                s.p -= h.rate * s.b
            case bp_lion:
                let direction = blend(s.a, g, h.momentum)
                s.p -= h.rate * (direction > 0 ? 1 : direction < 0 ? -1 : 0)
                s.a = blend(s.a, g, h.decay)
            default:
                (s.a, s.b) = (blend(s.a, g, h.momentum), blend(s.b, g * g, h.decay))
                s.c = max(s.c, s.b)
                let denominator = ((rule == bp_amsgrad ? s.c : s.b) / h.correction2).squareRoot() + h.epsilon
                let step =
                    rule == bp_nadam ? h.gradient_share * g + h.momentum_share * s.a : s.a / h.correction1
                s.p -= h.rate * step / denominator
            }
        }

        static func run<S>(
            _ rule: bp_rule, _ kernels: ElementKernels<S>, count: Int, steps: Int, threads: Int = 1
        )
            -> State<S>
        {
            var numbers = TestGenerator(state: 5), state = State<S>(numbers.values(count, within: 1))
            for t in 1...steps {
                let g: [S] = numbers.values(count, within: t % 3 == 0 ? 0.1 : 1)
                var h = hyperparameters(step: t, decoupled: 0.1)
                kernels.optimize(rule, &state.p, g, &state.s1, &state.s2, &state.s3, count, &h, threads)
            }
            return state
        }

        @Test(arguments: rules)
        func fiveStepsFollowTheFormula(_ rule: bp_rule) {
            let count = 37
            let float = Self.run(rule, .float, count: count, steps: 5),
                double = Self.run(rule, .double, count: count, steps: 5)
            var numbers = TestGenerator(state: 5)
            let start: [Double] = numbers.values(count, within: 1)
            var states = start.map { (p: $0, a: 0.0, b: 0.0, c: 0.0) }
            for t in 1...5 {
                let g: [Double] = numbers.values(count, within: t % 3 == 0 ? 0.1 : 1)
                for i in states.indices {
                    Self.plain(rule, &states[i], g: g[i], h: Self.hyperparameters(step: t, decoupled: 0.1))
                }
            }
            for (i, state) in states.enumerated() {
                #expect(abs(double.p[i] - state.p) < 1e-14 && abs(double.s1[i] - state.a) < 1e-14)
                #expect(abs(Double(float.p[i]) - state.p) < 3e-6)
                if rule != bp_rmsprop { #expect(abs(double.s2[i] - state.b) < 1e-13) }
                if rule == bp_amsgrad { #expect(abs(double.s3[i] - state.c) < 1e-14) }
            }
        }

        @Test(arguments: rules)
        func bitsAreTheSameEverywhere(_ rule: bp_rule) {
            let float = ComputeTests.onEachInstructionSet {
                (0...70).map { Self.run(rule, .float, count: $0, steps: 2) }
            }
            let double = ComputeTests.onEachInstructionSet {
                (0...70).map { Self.run(rule, .double, count: $0, steps: 2) }
            }
            for (set, states) in float {
                for (state, first) in zip(states, float["baseline"] ?? float["neon"] ?? []) {
                    #expect(
                        state.p == first.p && state.s1 == first.s1 && state.s2 == first.s2
                            && state.s3 == first.s3, "\(set)")
                }
            }
            for (set, states) in double {
                for (state, first) in zip(states, double["baseline"] ?? double["neon"] ?? []) {
                    #expect(
                        state.p == first.p && state.s1 == first.s1 && state.s2 == first.s2
                            && state.s3 == first.s3, "\(set)")
                }
            }
        }

        /// Returns the states after each step of a parameter that has a gradient in the first step alone.
        private static func fading<S: BinaryFloatingPoint>(
            _ rule: bp_rule, _ kernels: ElementKernels<S>, first: S, steps: Int
        ) -> [State<S>] {
            var state = State<S>([0.5, -0.5, 0.25])
            return (1...steps).map { t in
                var h = hyperparameters(step: 1, l2: 0)
                (h.momentum, h.decay) = (0.5, 0.5)
                let g: [S] = [t == 1 ? first : 0, 0, 1]
                kernels.optimize(rule, &state.p, g, &state.s1, &state.s2, &state.s3, 3, &h, 1)
                return state
            }
        }

        @Test(arguments: [
            bp_momentum, bp_nesterov, bp_rmsprop_momentum, bp_adam, bp_amsgrad, bp_nadam, bp_lion,
        ])
        func fadingStateIsZeroBeforeItIsSubnormal(_ rule: bp_rule) {
            for (_, (float, double)) in ComputeTests.onEachInstructionSet({
                (
                    Self.fading(rule, .float, first: 1, steps: 1100),
                    Self.fading(rule, .double, first: 1, steps: 1100)
                )
            }) {
                for state in float {
                    #expect((state.s1 + state.s2).allSatisfy { $0 == 0 || $0.isNormal })
                }
                for state in double {
                    #expect((state.s1 + state.s2).allSatisfy { $0 == 0 || $0.isNormal })
                }
                #expect(float[100].s1[0] > 0 && float[200].s1[0] == 0 && float[1099].s1[2] > 0)
                #expect(double[1000].s1[0] > 0 && double[1099].s1[0] == 0)
            }
        }

        @Test func stateThatIsNotANumberDoesNotFade() {
            for rule in [bp_momentum, bp_adam, bp_lion] {
                #expect(Self.fading(rule, .float, first: .nan, steps: 300)[299].s1[0].isNaN)
            }
        }

        @Test func threadsDoNotMatter() {
            for rule in [bp_adam, bp_sgd] {
                let one = Self.run(rule, .float, count: 100_003, steps: 1)
                let three = Self.run(rule, .float, count: 100_003, steps: 1, threads: 3)
                #expect(one.p == three.p && one.s2 == three.s2)
            }
        }

        @Test func onlyTheStatesInUseAreTouched() {
            var p: [Float] = [1, 2, 3], h = Self.hyperparameters(step: 1, l2: 0)
            bp_optimize_f32(bp_sgd, &p, [1, 1, 1], nil, nil, nil, 3, &h, 1)
            #expect(p == [0.98, 1.98, 2.98])
        }
    }
}
