/// The largest value of each window of a sequence, channel by channel.
///
/// As ``MaxPool2D`` over sequences of length × channels.
public struct MaxPool1D: SlidingPool {
    /// The word in files and text.
    public static let typeName = "maxpool1d"

    /// The steps in a window.
    public let kernel: Int

    /// From one window to the next.
    public let stride: Int

    /// What is added at either end.
    public let padding: Padding

    /// Creates a pooling layer whose windows, if no stride is given, follow each other without overlap.
    public init(_ kernel: Int = 2, stride: Int? = nil, padding: Padding = .valid) {
        self.kernel = kernel
        self.stride = stride ?? kernel
        self.padding = padding
        precondition(window.isPossible, "kernel and stride are at least 1 and at most 65536")
    }

    /// The winners.
    public func scratchCount(for input: Shape, rows: Int) -> Int { winnersCount(for: input, rows: rows) }

    /// The largest of each window, and its place.
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) { maxForward(pass) }

    /// ∂L/∂X: each output’s gradient to its winner.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) { maxBackward(pass) }
}
