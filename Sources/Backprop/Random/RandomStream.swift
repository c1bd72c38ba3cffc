/// The purpose of random numbers. Each purpose, at each step and layer, has a stream of its own.
///
/// The stream number is 64 bits wide, and its layout is part of what "same recipe, same bits" means:
///
/// | bits | meaning |
/// |---|---|
/// | 56–63 | purpose: the raw value below, never 0 |
/// | 40–55 | layer: which layer or parameter, 0 to 65,535 |
/// | 0–39 | step: epoch, training step or repetition, 0 to 1,099,511,627,775 |
///
/// Each (purpose, layer, step) has a number of its own. Numbers below 2^56 belong to no purpose and are free for
/// programs that draw from ``Philox`` themselves. A raw value never receives a second meaning.
public enum RandomStream: UInt8, Sendable, CaseIterable {
    /// Initial parameters; the layer is the parameter's position in the network.
    case initialization = 1
    /// The order of the rows in an epoch; the step is the epoch.
    case shuffle = 2
    /// The values that a dropout layer drops; the step is the training step.
    case dropout = 3
    /// The division of rows into folds, or into training and test rows; the step is the repetition.
    case split = 4
    /// The choice of the rows held out for validation during training.
    case validation = 5
    /// Random changes to training examples; the step is the epoch, and each example has elements of its own.
    case augmentation = 6
    /// Noise added to inputs, activations or gradients; the step is the training step.
    case noise = 7
    /// The candidates in a search for hyperparameters; the step is the trial.
    case search = 8
    /// The rows drawn with replacement for bootstrap estimates; the step is the resample.
    case resampling = 9
    /// The shuffles of a column for permutation importance; the layer is the column, the step the repetition.
    case permutation = 10
    /// The parameters (layer 0) and rows (layer 1) that a gradient check examines.
    case checking = 11
    /// The seeds of the networks of an average; the step is the network, the first of which has the seed itself.
    case member = 12
    /// The rows (layer 0) that explanations sample, and the orders of columns (layer 1); the step is the pair of orders.
    case explanation = 13

    /// The first step without a stream: 2^40.
    public static let stepLimit = 1 << 40

    /// The first layer without a stream: 2^16.
    public static let layerLimit = 1 << 16

    /// Returns the stream's number, for ``Philox/init(seed:stream:)``.
    ///
    /// - Parameters:
    ///   - step: epoch, training step or repetition, in `0 ..< RandomStream.stepLimit`.
    ///   - layer: index of the layer or parameter, in `0 ..< RandomStream.layerLimit`.
    public func number(step: Int = 0, layer: Int = 0) -> UInt64 {
        precondition((0..<Self.stepLimit).contains(step), "a random stream's step is in 0 ..< 2^40")
        precondition((0..<Self.layerLimit).contains(layer), "a random stream's layer is in 0 ..< 2^16")
        return UInt64(rawValue) << 56 | UInt64(layer) << 40 | UInt64(step)
    }
}

extension Philox {
    /// Creates the generator of one purpose at one step and layer.
    public init(seed: UInt64, _ purpose: RandomStream, step: Int = 0, layer: Int = 0) {
        self.init(seed: seed, stream: purpose.number(step: step, layer: layer))
    }
}
