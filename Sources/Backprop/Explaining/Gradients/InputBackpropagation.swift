/// ∂ output / ∂ input of a network that predicts, by a backward pass in Double.
///
/// Backward passes compute the derivatives of training. So the parts of the network that act in training alone are
/// removed first: layers of noise are left out, and normalization is folded into the previous layer. If some remain,
/// as inside a skip connection, there is no such pass.
final class InputBackpropagation {
    private let program: Program<Double>
    private let parameters: [Double]
    private var gradients: [Double]

    private static let context = RandomContext(seed: 0, step: 0)

    /// Prepares a model; the result is `nil` if its layers differ between training and prediction.
    ///
    /// - Parameter batchSize: The maximum number of examples that are computed at a time.
    init?(_ model: Model, batchSize: Int = 1, threads: Int) {
        let (folded, values) = model.network.foldingNormalization(
            model.parameters.values(as: Double.self), layout: model.layout)
        let network = Network(folded.layers.filter { !$0.isIdentityInInference })
        guard !network.layers.isEmpty, !network.actsInTrainingAlone,
            let program = try? Program<Double>(
                network, input: model.inputShape, batchSize: batchSize, purpose: .training, threads: threads,
                fusing: true, asksInput: true),
            program.layout.vectorCount == program.layout.count
        else { return nil }
        self.program = program
        parameters = values
        gradients = Array(repeating: 0, count: max(1, program.layout.vectorCount))
    }

    /// Returns the derivative of one output with respect to each value of one example.
    func slopes(at features: [Double], output: Int) -> [Double] {
        _ = program.forward(features, rows: 1, parameters: parameters, training: Self.context)
        let outputs = program.outputShape.count
        program.outputGradient.update(repeating: 0, count: outputs)
        program.outputGradient[output] = 1
        program.backward(
            features, rows: 1, parameters: parameters, gradients: &gradients, training: Self.context)
        return Array(UnsafeBufferPointer(start: program.inputGradient, count: features.count))
    }
}

extension InputBackpropagation: InputSlopes {
    func slopes(at features: [Double], weights: ([Double]) -> [Double]) -> [Double] {
        let (width, outputs) = (program.inputShape.count, program.outputShape.count)
        var slopes: [Double] = []
        for begin in stride(from: 0, to: features.count, by: width * program.batchSize) {
            let batch = Array(features[begin..<min(features.count, begin + width * program.batchSize)])
            let rows = batch.count / width
            let result = program.forward(batch, rows: rows, parameters: parameters, training: Self.context)
            for row in 0..<rows {
                let values = Array(UnsafeBufferPointer(start: result + row * outputs, count: outputs))
                for (index, weight) in weights(values).enumerated() {
                    program.outputGradient[row * outputs + index] = weight
                }
            }
            program.backward(
                batch, rows: rows, parameters: parameters, gradients: &gradients, training: Self.context)
            slopes += UnsafeBufferPointer(start: program.inputGradient, count: batch.count)
        }
        return slopes
    }
}
