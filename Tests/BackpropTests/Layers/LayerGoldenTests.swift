import Testing

@testable import Backprop

/// Layers of images and sequences, compared with PyTorch's: outputs, all gradients, and running statistics.
@Suite struct LayerGoldenTests {
    static let golden = GoldenValues(LayerGoldenValues.text)

    @Test(arguments: golden.names) func agreeWithPyTorch(name: String) throws {
        try Self.compare(name, Double.self, fusing: true)
        try Self.compare(name, Double.self, fusing: false)
        try Self.compare(name, Float.self, fusing: true)
    }

    /// PyTorch's tensors in this library's order.
    static func vector<S: Scalar>(
        _ name: String, _ prefix: String, _ tensors: [ParameterLayout.Entry], as scalar: S.Type
    ) -> [S] {
        tensors.flatMap { $0.memoryOrder(golden[name, "\(prefix) \($0.name)", as: S.self]) }
    }

    static func compare<S: Scalar>(_ name: String, _ scalar: S.Type, fusing: Bool) throws {
        // A layer before them, as in PyTorch's network, so that the gradient of the input is asked for.
        let network = Network([ActivationLayer(.linear)] + (try Network(parsing: name)).layers)
        let input = Shape(golden[name, "shape"].map { Int($0) })
        let rows = Int(golden[name, "rows"][0])
        let program = try Program<S>(
            network, input: input, batchSize: rows, purpose: .training, threads: 2, fusing: fusing)
        let layout = program.layout
        let tolerance = S.precision == .float64 ? 1e-13 : 2e-4
        var parameters: [S] =
            vector(name, "before", layout.entries, as: S.self)
            + layout.statistics.flatMap { entry in
                [S](repeating: entry.name.hasSuffix("var") ? 1 : 0, count: entry.parameter.count)
            }
        try #require(parameters.count == layout.vectorCount)
        let x = golden[name, "input", as: S.self]
        let context = RandomContext(seed: 1, step: 0)
        let output = program.forward(x, rows: rows, parameters: parameters, training: context)
        let count = rows * program.outputShape.count
        #expect(
            mismatch(
                Array(UnsafeBufferPointer(start: output, count: count)), golden[name, "output"],
                floor: tolerance)
                == nil)
        program.outputGradient.update(from: golden[name, "above", as: S.self], count: count)
        var gradients = [S](repeating: 0, count: layout.count)
        program.backward(x, rows: rows, parameters: parameters, gradients: &gradients, training: context)
        let inputGradient = program.sequence.inputGradient(of: 1, in: program.arena)
        #expect(
            mismatch(
                Array(UnsafeBufferPointer(start: inputGradient, count: x.count)), golden[name, "gradient"],
                floor: tolerance) == nil)
        let expected: [Double] = vector(name, "gradient", layout.entries, as: Double.self)
        #expect(mismatch(gradients, expected, floor: tolerance) == nil)
        guard !layout.statistics.isEmpty else { return }
        program.updateStatistics(rows: rows, parameters: &parameters)
        let after: [Double] = vector(name, "after", layout.statistics, as: Double.self)
        #expect(mismatch(Array(parameters[layout.count...]), after, floor: tolerance) == nil)
        try comparePredictions(name, network, parameters, layout, rows: rows, input: input, tolerance)
    }

    /// The network as it predicts, and the same with its normalization folded.
    static func comparePredictions<S: Scalar>(
        _ name: String, _ network: Network, _ parameters: [S], _ layout: ParameterLayout, rows: Int,
        input: Shape, _ tolerance: Double
    ) throws {
        let folded = network.foldingNormalization(parameters, layout: layout)
        for (network, parameters) in [(network, parameters), (folded.network, folded.parameters)] {
            let program = try Program<S>(network, input: input, batchSize: rows, purpose: .inference)
            try #require(parameters.count == program.layout.vectorCount)
            let output = program.forward(
                golden[name, "input", as: S.self], rows: rows, parameters: parameters)
            let predictions = Array(
                UnsafeBufferPointer(start: output, count: rows * program.outputShape.count))
            #expect(mismatch(predictions, golden[name, "prediction"], floor: tolerance) == nil)
        }
    }

    @Test func foldsNormalizationIntoTheLayerBefore() throws {
        let network = try Network(
            parsing:
                "conv 3 2x2 no-bias, batchnorm, relu, flatten, dense 4, batchnorm, dropout 0.5, batchnorm")
        let layout = try ParameterLayout(network, input: [4, 4, 2])
        let parameters: [Float] = layout.initialValues(seed: 1)
        let folded = network.foldingNormalization(parameters, layout: layout)
        #expect(folded.network.text == "conv 3 2x2 relu, flatten, dense 4, dropout 0.5, batchnorm")
    }
}
