/// What a layer is given to compute its output.
///
/// All matrices are row-major: one example a row, of as many values as its shape counts. The pointers
/// lead into buffers that the ``Program`` planned; a layer reads and writes there and keeps nothing.
public struct ForwardPass<S: Scalar> {
    /// The number of examples in this batch.
    public let rows: Int

    /// The shape of one example that comes in.
    public let inputShape: Shape

    /// The shape of one example that goes out.
    public let outputShape: Shape

    /// The examples, `rows` × `inputShape.count`.
    public let input: UnsafePointer<S>

    /// The layer's parameters, one tensor after the other.
    public let parameters: UnsafePointer<S>

    /// The layer's statistics, one tensor after the other.
    public let statistics: UnsafePointer<S>

    /// Where the results go, `rows` × `outputShape.count`.
    public let output: UnsafeMutablePointer<S>

    /// Room for what the layer wants to keep until `backward`.
    public let scratch: UnsafeMutablePointer<S>

    /// What a layer needs to know when the pass is part of training; `nil` when it predicts.
    public let training: RandomContext?

    /// The most threads that the pass may use.
    public let threads: Int

    /// Creates a pass over buffers of the caller's, as tests of a layer do.
    public init(
        rows: Int, inputShape: Shape, outputShape: Shape, input: UnsafePointer<S>,
        parameters: UnsafePointer<S>, statistics: UnsafePointer<S>? = nil, output: UnsafeMutablePointer<S>,
        scratch: UnsafeMutablePointer<S>, training: RandomContext?, threads: Int = 1
    ) {
        self.rows = rows
        self.inputShape = inputShape
        self.outputShape = outputShape
        self.input = input
        self.parameters = parameters
        self.statistics = statistics ?? parameters
        self.output = output
        self.scratch = scratch
        self.training = training
        self.threads = threads
    }
}

/// What a layer is given to compute gradients, after a forward pass over the same rows.
public struct BackwardPass<S: Scalar> {
    /// The number of examples in this batch.
    public let rows: Int

    /// The shape of one example that came in.
    public let inputShape: Shape

    /// The shape of one example that went out.
    public let outputShape: Shape

    /// The examples, as in the forward pass.
    public let input: UnsafePointer<S>

    /// The results of the forward pass.
    public let output: UnsafePointer<S>

    /// The layer's parameters.
    public let parameters: UnsafePointer<S>

    /// What the forward pass kept.
    public let scratch: UnsafeMutablePointer<S>

    /// The gradient of the loss with respect to the output. The layer may overwrite it.
    public let outputGradient: UnsafeMutablePointer<S>

    /// Where the gradient with respect to the input goes; `nil` for the first layer, where nobody asks.
    public let inputGradient: UnsafeMutablePointer<S>?

    /// Where the gradient with respect to the parameters goes, laid out as the parameters are.
    public let parameterGradient: UnsafeMutablePointer<S>

    /// The same as in the forward pass.
    public let training: RandomContext

    /// The most threads that the pass may use.
    public let threads: Int

    /// Creates a pass over buffers of the caller's, as tests of a layer do.
    public init(
        rows: Int, inputShape: Shape, outputShape: Shape, input: UnsafePointer<S>, output: UnsafePointer<S>,
        parameters: UnsafePointer<S>, scratch: UnsafeMutablePointer<S>,
        outputGradient: UnsafeMutablePointer<S>, inputGradient: UnsafeMutablePointer<S>?,
        parameterGradient: UnsafeMutablePointer<S>, training: RandomContext, threads: Int = 1
    ) {
        self.rows = rows
        self.inputShape = inputShape
        self.outputShape = outputShape
        self.input = input
        self.output = output
        self.parameters = parameters
        self.scratch = scratch
        self.outputGradient = outputGradient
        self.inputGradient = inputGradient
        self.parameterGradient = parameterGradient
        self.training = training
        self.threads = threads
    }
}

/// What a layer is given to bring its statistics up to date, after a forward pass of training over those rows.
public struct StatisticsPass<S: Scalar> {
    /// The number of examples in the batch.
    public let rows: Int

    /// The shape of one example that came in.
    public let inputShape: Shape

    /// What the forward pass kept.
    public let scratch: UnsafePointer<S>

    /// The layer's statistics, to be changed.
    public let statistics: UnsafeMutablePointer<S>
}
