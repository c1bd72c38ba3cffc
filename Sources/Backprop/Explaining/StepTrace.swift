/// Every number of one training step on one row: what each layer gave, whose fault the error was, and what the
/// optimizer made of it.
///
/// The numbers are those of the engine that trains. Gradients and updated parameters are what a ``TrainingRun`` leaves
/// behind after one step on the row alone, from the parameters given and with the seed's masks; sums, outputs and
/// deltas are what its layers compute on the way. They are in the recipe's precision, and stand here in Double, in
/// which every one of them fits exactly.
///
/// ```swift
/// let trace = try StepTrace(recipe, table: table, row: 2)
/// print(trace.text())
/// print(try JSONValue(encoding: trace).text())
/// ```
public struct StepTrace: Codable, Equatable, Sendable {
    /// Where the row stands in a table, or the image among images.
    public struct Place: Codable, Hashable, Sendable {
        /// The file's name.
        public let source: String

        /// The row's number, from 1, the header not counted.
        public let row: Int

        /// The line of the file in which it begins, from 1; `nil` for an image.
        public let line: Int?
    }

    /// Where the row stands; `nil` for a row of numbers.
    public internal(set) var place: Place?

    /// The layers as text.
    public let network: String

    /// The loss's name.
    public let lossName: String

    /// The loss of the row before the step.
    public let loss: Double

    /// The optimizer's name.
    public let optimizer: String

    /// The size of the step, as the schedule has it.
    public let learningRate: Double

    /// Where dropout masks and first parameters come from.
    public let seed: UInt64

    /// The precision of the arithmetic.
    public let precision: Precision

    /// The shape of the row.
    public let inputShape: Shape

    /// The names of the inputs; empty where they have none.
    public internal(set) var inputNames: [String] = []

    /// The row as the network sees it: after preprocessing, and with the noise of the step, if any.
    public let inputs: [Double]

    /// The names of the outputs: classes or targets; empty where they have none.
    public internal(set) var outputNames: [String] = []

    /// What the outputs should be: after preprocessing, and smoothed where the recipe does so.
    public let targets: [Double]

    /// The layers, the one that sees the input first.
    public let layers: [LayerTrace]
}

/// What happened in one layer in one step.
public struct LayerTrace: Codable, Equatable, Sendable {
    /// The layer as text.
    public let layer: String

    /// The shape of what it gives.
    public let outputShape: Shape

    /// What the activation was applied to: z = x·W + b in a dense layer; `nil` for layers without activation.
    public let sums: [Double]?

    /// What the layer gave.
    public let outputs: [Double]

    /// ∂L/∂z for each of ``sums``; ∂L/∂y for each of ``outputs`` where there are no sums.
    public let deltas: [Double]

    /// Its parameters, tensor by tensor.
    public let tensors: [TensorTrace]
}

/// What happened to one tensor of parameters, laid out as in model files and in PyTorch: a dense layer's weights are
/// `[units, inputs]`, row-major.
public struct TensorTrace: Codable, Equatable, Sendable {
    /// The name in model files, such as `0.weight`.
    public let name: String

    /// The extents, outermost first.
    public let shape: [Int]

    /// The parameters before the step.
    public let values: [Double]

    /// The gradient that the optimizer was given.
    public let gradients: [Double]

    /// The parameters after the step.
    public let updated: [Double]
}
