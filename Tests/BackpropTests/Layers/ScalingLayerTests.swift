import Testing

@testable import Backprop

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The layer of factors and the mixture of an activation and the identity.
@Suite struct ScalingLayerTests {
    /// Returns the output, ∂L/∂(parameters) and ∂L/∂x of a layer for rows of two values.
    private static func run<S: Scalar>(
        _ layer: some Layer, _ x: [S], parameters: [S], above: [S]
    ) -> (output: [S], parameters: [S], input: [S]) {
        let scratch = UnsafeMutablePointer<S>.allocate(capacity: x.count)
        defer { scratch.deallocate() }
        var (output, gradient, above) = (x, x, above)
        var parameterGradient = parameters.map { _ in S(77) }
        layer.forward(
            ForwardPass(
                rows: x.count / 2, inputShape: [2], outputShape: [2], input: x, parameters: parameters,
                output: &output, scratch: scratch, training: nil))
        layer.backward(
            BackwardPass(
                rows: x.count / 2, inputShape: [2], outputShape: [2], input: x, output: output,
                parameters: parameters, scratch: scratch, outputGradient: &above, inputGradient: &gradient,
                parameterGradient: &parameterGradient,
                training: RandomContext(seed: 1, step: 0, layer: 0)))
        return (output, parameterGradient, gradient)
    }

    private static let x = [-2, 0.5, 1, -1.25, 0.125, 2]
    private static let above = [1, -2, 0.5, 3, -1.5, 0.25]

    // The numbers are NumPy 2.4.6's:
    //
    //     x = np.array([[-2., .5], [1, -1.25], [.125, 2]]); a = np.array([.75, -.5])
    //     dy = np.array([[1., -2], [.5, 3], [-1.5, .25]])
    //     t = np.tanh(np.logaddexp(0, x)); f = x * t; d = t + x * (1 - t * t) / (1 + np.exp(-x))
    //     x + a * (f - x), (dy * (f - x)).sum(0), dy * (1 + a * (d - 1))
    @Test func parametricMishAgreesWithNumPy() {
        let found = Self.run(
            ParametricActivation(.mish), Self.x, parameters: [0.75, -0.5], above: Self.above)
        let output = [
            -0.6893761120217816, 0.5623773943475525, 0.8988237912004827, -1.720793019429236,
            0.09121817813551986, 2.0280205202330026,
        ]
        let input = [
            0.1687336806847045, -2.113575624642273, 0.5183885825374221, 4.522046343709529,
            -1.1387542430634536, 0.2413352582150638,
        ]
        for (found, expected) in zip(found.output, output) { #expect(abs(found - expected) < 1e-15) }
        for (found, expected) in zip(found.input, input) { #expect(abs(found - expected) < 4e-15) }
        for (found, expected) in zip(found.parameters, [1.7476113551669066, 3.0602574338491255]) {
            #expect(abs(found - expected) < 2e-15)
        }
    }

    @Test func factorsMultiplyInputs() {
        let found = Self.run(ScalingLayer(), Self.x, parameters: [0.75, -0.5], above: Self.above)
        #expect(found.output == [-1.5, -0.25, 0.75, 0.625, 0.09375, -1])
        #expect(found.input == [0.75, 1, 0.375, -1.5, -1.125, -0.125])
        #expect(found.parameters == [-2 + 0.5 - 0.1875, -1 - 3.75 + 0.5])
    }

    @Test func beginsAsItsActivation() {
        let x = Self.x.map { Float($0) }
        let found = Self.run(ParametricActivation(.relu), x, parameters: [1, 1], above: x)
        #expect(found.output == x.map { max($0, 0) })
    }

    @Test(arguments: 1...6)
    func everyGradientIsRight(seed: Int) throws {
        for activation in Activation.allKinds where ParametricActivation.accepts(activation) {
            let network = Network([
                ScalingLayer(), Dense(4), ParametricActivation(activation), Dense(2, bias: false),
            ])
            let check = try GradientCheck(
                network, loss: MeanSquaredError(),
                data: GradientCheckTests.data(rows: 5, inputs: 3, targets: 2, seed: UInt64(seed)),
                seed: UInt64(seed))
            #expect(check.passes, "\(activation): \(String(describing: check.worst))")
            #expect(check.count == 3 + 3 * 4 + 4 + 4 + 4 * 2)
        }
    }

    @Test func imagesHaveOneNumberPerChannel() throws {
        for layer in [ScalingLayer(), ParametricActivation(.selu)] as [any Layer] {
            #expect(layer.parameters(for: [4, 5, 3]).map(\.extents) == [[3]])
        }
    }

    @Test func areReadFromText() throws {
        let text = "scaling, dense 8, parametric mish, dense 4, parametric leaky-relu(0.2)"
        let network = try Network(parsing: text)
        #expect(network.text == text)
        #expect(network.layers[2].isEqual(to: ParametricActivation(.mish)))
        for (text, reason) in [
            ("parametric", "the activation is missing"),
            (
                "parametric softmax",
                "\"softmax\" is not an activation of a parametric form, such as mish or selu"
            ),
            ("parametric mish 3", "\"3\" does not belong to the layer \"parametric\""),
            ("scaling 3", "\"3\" does not belong to the layer \"scaling\""),
        ] {
            #expect {
                try Network(parsing: text)
            } throws: { "\($0)".contains(reason) }
        }
    }

    @Test func filesWithoutAParametricFormAreRefused() throws {
        for name in ["linear", "softmax"] {
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(
                    ParametricActivation.self, from: Data("{\"activation\":\"\(name)\"}".utf8))
            }
        }
    }
}
