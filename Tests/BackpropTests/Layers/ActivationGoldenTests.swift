import Backprop
import Testing

@Suite struct ActivationGoldenTests {
    static let golden = GoldenValues(ActivationGoldenValues.text)

    /// The functions of Tests/Conformance/pytorch/activations.py that act on single values.
    static let elementwise: [Activation] = [
        .linear, .sigmoid, .tanh, .relu, .leakyReLU(), .leakyReLU(slope: 0.25), .elu(), .elu(alpha: 0.5),
        .selu, .gelu, .silu, .softplus, .mish,
    ]

    static let rowwise = ["softmax", "softmax wide", "softmax alone"]

    @Test func everyCaseHasItsFunction() {
        #expect(Self.golden.names == ["points"] + Self.elementwise.map(\.description) + Self.rowwise)
        #expect(
            Self.elementwise.filter { (try? Activation(parsing: $0.name)) == $0 } + [.softmax]
                == Activation.allKinds)
    }

    /// y and ∂/∂z of Σ above · y, through the layer given.
    static func run<S: Scalar>(
        _ layer: some Layer, columns: Int, parameters: [S], sums: [S], above: [S]
    ) -> (values: [S], gradient: [S]) {
        let rows = sums.count / columns
        let scratch = UnsafeMutablePointer<S>.allocate(capacity: sums.count)
        defer { scratch.deallocate() }
        var values = sums, outputGradient = above, gradient = sums
        var parameterGradient = parameters
        parameters.withUnsafeBufferPointer { parameters in
            sums.withUnsafeBufferPointer { input in
                values.withUnsafeMutableBufferPointer { output in
                    layer.forward(
                        ForwardPass(
                            rows: rows, inputShape: [columns], outputShape: [columns],
                            input: input.baseAddress!, parameters: parameters.baseAddress!,
                            output: output.baseAddress!, scratch: scratch, training: nil))
                    outputGradient.withUnsafeMutableBufferPointer { outputGradient in
                        gradient.withUnsafeMutableBufferPointer { gradient in
                            parameterGradient.withUnsafeMutableBufferPointer { parameterGradient in
                                layer.backward(
                                    BackwardPass(
                                        rows: rows, inputShape: [columns], outputShape: [columns],
                                        input: input.baseAddress!, output: UnsafePointer(output.baseAddress!),
                                        parameters: parameters.baseAddress!, scratch: scratch,
                                        outputGradient: outputGradient.baseAddress!,
                                        inputGradient: gradient.baseAddress!,
                                        parameterGradient: parameterGradient.baseAddress!,
                                        training: RandomContext(seed: 1, step: 0)))
                            }
                        }
                    }
                }
            }
        }
        return (values, gradient)
    }

    /// By a layer of its own, and by a dense layer whose weights are the identity.
    static func results<S: Scalar>(
        of activation: Activation, columns: Int, sums: [S], above: [S]
    ) -> [(values: [S], gradient: [S])] {
        let identity = (0..<(columns * columns)).map { S($0 % (columns + 1) == 0 ? 1 : 0) }
        return [
            run(ActivationLayer(activation), columns: columns, parameters: [0], sums: sums, above: above),
            run(
                Dense(columns, activation: activation, bias: false), columns: columns, parameters: identity,
                sums: sums, above: above),
        ]
    }

    @Test(arguments: elementwise) func hasItsValuesAndDerivatives(activation: Activation) {
        Self.expectElementwise(activation, as: Double.self)
        Self.expectElementwise(activation, as: Float.self)
    }

    static func expectElementwise<S: Scalar>(_ activation: Activation, as scalar: S.Type) {
        let sums = golden["points", "sums", as: S.self]
        let name = activation.description
        // PyTorch computes GELU by 1 + erf, which loses its small values; the others keep them.
        let floor = activation == .gelu ? 1e-15 : 1e-300
        for columns in [1, 3, sums.count] {
            let above = [S](repeating: 1, count: sums.count)
            for found in results(of: activation, columns: columns, sums: sums, above: above) {
                if S.precision == .float64 {
                    #expect(mismatch(found.values, golden[name, "values"], floor: floor) == nil, "\(name)")
                }
                #expect(mismatch(found.values, golden[name, "values"]) == nil, "\(name)")
                #expect(mismatch(found.gradient, golden[name, "derivatives"]) == nil, "\(name)")
            }
        }
    }

    @Test(arguments: rowwise) func softmaxHasItsRows(name: String) {
        Self.expectRows(name, as: Double.self)
        Self.expectRows(name, as: Float.self)
    }

    static func expectRows<S: Scalar>(_ name: String, as scalar: S.Type) {
        let columns = Int(golden[name, "shape"][1])
        let sums = golden[name, "sums", as: S.self]
        let above = golden[name, "above", as: S.self]
        for found in results(of: .softmax, columns: columns, sums: sums, above: above) {
            #expect(mismatch(found.values, golden[name, "values"]) == nil, "\(name)")
            #expect(mismatch(found.gradient, golden[name, "gradient"]) == nil, "\(name)")
        }
    }
}
