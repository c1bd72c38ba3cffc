import Testing

@testable import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct NadamTests {
    /// One step from given means, written out from the formula with the whole product of momenta.
    static func reference(_ rule: Nadam, step: Int, gradient g: Double) -> Double {
        let momenta = (1...(step + 1)).map {
            rule.beta1 * (1 - 0.5 * pow(0.96, Double($0) * rule.momentumDecay))
        }
        let product = momenta.dropLast().reduce(1, *)
        let m = rule.beta1 * 0.25 + (1 - rule.beta1) * g
        let v = rule.beta2 * 0.5 + (1 - rule.beta2) * g * g
        let numerator =
            momenta[step] * m / (1 - product * momenta[step]) + (1 - momenta[step - 1]) * g / (1 - product)
        let denominator = (v / (1 - pow(rule.beta2, Double(step)))).squareRoot() + rule.epsilon
        return 1 - rule.learningRate * numerator / denominator
    }

    /// The product of momenta is cut short as soon as it no longer counts, which late steps would show.
    @Test(arguments: [1, 2, 10, 60, 300, 20_000], [0, 0.004, 0.1, 3, 1e6])
    func lateStepsFollowTheFormula(step: Int, momentumDecay: Double) {
        for beta1 in [0.5, 0.9, 0.999] {
            let rule = Nadam(learningRate: 0.1, beta1: beta1, momentumDecay: momentumDecay)
            var parameter = 1.0
            let gradient = -0.75
            var state = [0.25, 0.5]
            state.withUnsafeMutableBufferPointer { state in
                withUnsafePointer(to: gradient) { gradient in
                    withUnsafeMutablePointer(to: &parameter) { parameter in
                        rule.update(
                            UpdatePass(
                                count: 1, parameters: parameter, gradients: gradient,
                                state: state.baseAddress!, step: UInt64(step), learningRate: 0.1, threads: 1))
                    }
                }
            }
            #expect(abs(parameter - Self.reference(rule, step: step, gradient: gradient)) < 1e-12)
        }
    }

    @Test(arguments: [0, -1e-9, -0.004, -0.3, -0.5, -0.6, -7.25, -100, -700, -740])
    func exponentialIsThatOfTheMathematicalLibrary(x: Double) {
        let value = PortableMath.exponential(x)
        #expect(abs(value - exp(x)) <= 1e-13 * exp(x) + 0x1p-1073)
    }

    @Test func powersAreThoseOfTheMathematicalLibrary() {
        for (base, exponent) in [(0.9, 1), (0.999, 1000), (0.5, 0), (2, 10), (0.9, 100_000)]
            as [(Double, UInt64)]
        {
            let value = PortableMath.power(base, exponent)
            #expect(abs(value - pow(base, Double(exponent))) <= 1e-12 * value)
        }
    }
}
