/// The mean of each window of a sequence, channel by channel.
///
/// As ``AveragePool2D`` over sequences of length × channels.
public struct AveragePool1D: SlidingPool, AveragePool {
    /// The word in files and text.
    public static let typeName = "avgpool1d"

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
}
