/// The inputs and buffers from which a layer computes its output.
///
/// All matrices are row-major: one example per row, with as many values as its shape counts. The pointers lead into
/// buffers that the ``Program`` planned; a layer reads and writes there and keeps nothing.
public struct ForwardPass<S: Scalar> {
    /// The number of examples in this batch.
    public let rows: Int

    /// The shape of one input example.
    public let inputShape: Shape

    /// The shape of one output example.
    public let outputShape: Shape

    /// The examples, `rows` × `inputShape.count`.
    public let input: UnsafePointer<S>

    /// The layer's parameters, one tensor after the other.
    public let parameters: UnsafePointer<S>

    /// The layer's statistics, one tensor after the other.
    public let statistics: UnsafePointer<S>

    /// The buffer for the results, `rows` × `outputShape.count`.
    public let output: UnsafeMutablePointer<S>

    /// The buffer for values that the layer keeps until `backward`.
    public let scratch: UnsafeMutablePointer<S>

    /// The position in a training run, or `nil` if the layer predicts.
    public let training: RandomContext?

    /// The maximum number of threads of the pass.
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

/// The inputs and buffers from which a layer computes gradients, after a forward pass over the same rows.
public struct BackwardPass<S: Scalar> {
    /// The number of examples in this batch.
    public let rows: Int

    /// The shape of one input example.
    public let inputShape: Shape

    /// The shape of one output example.
    public let outputShape: Shape

    /// The examples, as in the forward pass.
    public let input: UnsafePointer<S>

    /// The results of the forward pass.
    public let output: UnsafePointer<S>

    /// The layer's parameters.
    public let parameters: UnsafePointer<S>

    /// The values that the forward pass kept.
    public let scratch: UnsafeMutablePointer<S>

    /// The gradient of the loss with respect to the output. The layer may overwrite it.
    public let outputGradient: UnsafeMutablePointer<S>

    /// The buffer for the gradient with respect to the input, or `nil` for a first layer, whose input needs no
    /// gradient.
    public let inputGradient: UnsafeMutablePointer<S>?

    /// The buffer for the gradient with respect to the parameters, which has the layout of the parameters.
    public let parameterGradient: UnsafeMutablePointer<S>

    /// The position in the training run, as in the forward pass.
    public let training: RandomContext

    /// The maximum number of threads of the pass.
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

/// The inputs from which a layer updates its statistics, after a training forward pass over those rows.
public struct StatisticsPass<S: Scalar> {
    /// The number of examples in the batch.
    public let rows: Int

    /// The shape of one example that came in.
    public let inputShape: Shape

    /// The values that the forward pass kept.
    public let scratch: UnsafePointer<S>

    /// The layer's statistics, to be changed.
    public let statistics: UnsafeMutablePointer<S>
}
