/// The mean of each window of a sequence, channel by channel.
///
/// Like ``AveragePool2D``, over sequences of length × channels.
public struct AveragePool1D: SlidingPool, AveragePool {
    /// The name in files and text.
    public static let typeName = "avgpool1d"

    /// The number of steps in a window.
    public let kernel: Int

    /// The distance from one window to the next.
    public let stride: Int

    /// The padding at either end.
    public let padding: Padding

    /// Creates a pooling layer; without a stride, windows follow each other without overlap.
    public init(_ kernel: Int = 2, stride: Int? = nil, padding: Padding = .valid) {
        self.kernel = kernel
        self.stride = stride ?? kernel
        self.padding = padding
        precondition(window.isPossible, "kernel and stride are at least 1 and at most 65536")
    }
}
