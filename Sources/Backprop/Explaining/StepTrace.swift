/// Every number of one training step on one row: the layers' outputs, the gradients and the updated parameters.
///
/// The numbers are those of the training engine. Gradients and updated parameters are those of a ``TrainingRun`` after
/// one step on the row alone, from the given parameters and with the seed's masks. Sums, outputs and deltas are those
/// that its layers compute during the step. They are in the recipe's precision, and stored as Double, which represents
/// each of them exactly.
///
/// ```swift
/// let trace = try StepTrace(recipe, table: table, row: 2)
/// print(trace.text())
/// let json = try JSONEncoder().encode(trace)
/// ```
public struct StepTrace: Codable, Equatable, Sendable {
    /// The location of the row in a table, or of the image among images.
    public struct Location: Codable, Hashable, Sendable {
        /// The file's name.
        public let source: String

        /// The row's number, from 1, not counting the header.
        public let row: Int

        /// The line of the file at which it begins, from 1, or `nil` for an image.
        public let line: Int?
    }

    /// The location of the row, or `nil` for a row of numbers.
    public internal(set) var location: Location?

    /// The layers as text.
    public let network: String

    /// The loss's name.
    public let lossName: String

    /// The loss of the row before the step.
    public let loss: Double

    /// The optimizer's name.
    public let optimizer: String

    /// The learning rate of the step, according to the schedule.
    public let learningRate: Double

    /// The seed of dropout masks and initial parameters.
    public let seed: UInt64

    /// The precision of the arithmetic.
    public let precision: Precision

    /// The shape of the row.
    public let inputShape: Shape

    /// The names of the inputs; empty if they have none.
    public internal(set) var inputNames: [String] = []

    /// The row as the network gets it: after preprocessing, and with the noise of the step, if any.
    public let inputs: [Double]

    /// The names of the outputs: classes or targets; empty if they have none.
    public internal(set) var outputNames: [String] = []

    /// The expected outputs: after preprocessing, and smoothed if the recipe does so.
    public let targets: [Double]

    /// The layers, from input to output.
    public let layers: [LayerTrace]

    private enum CodingKeys: String, CodingKey {
        case location = "place"
        case network, lossName, loss, optimizer, learningRate, seed, precision, inputShape, inputNames, inputs
        case outputNames, targets, layers
    }
}

/// The numbers of one layer in one step.
public struct LayerTrace: Codable, Equatable, Sendable {
    /// The layer as text.
    public let layer: String

    /// The shape of its output.
    public let outputShape: Shape

    /// The input of the activation: z = x·W + b in a dense layer, or `nil` for layers without activation.
    public let sums: [Double]?

    /// The output of the layer.
    public let outputs: [Double]

    /// ∂L/∂z for each of ``sums``, or ∂L/∂y for each of ``outputs`` if there are no sums.
    public let deltas: [Double]

    /// Its parameters, tensor by tensor.
    public let tensors: [TensorTrace]
}

/// The numbers of one tensor of parameters in one step.
///
/// The order is that of model files and PyTorch: a dense layer's weights are `[units, inputs]`, row-major.
public struct TensorTrace: Codable, Equatable, Sendable {
    /// The name in model files, such as `0.weight`.
    public let name: String

    /// The extents, outermost first.
    public let shape: [Int]

    /// The parameters before the step.
    public let values: [Double]

    /// The gradient that the optimizer used.
    public let gradients: [Double]

    /// The parameters after the step.
    public let updated: [Double]
}
