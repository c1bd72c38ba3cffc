/// The mean of each window, channel by channel.
///
/// Formula: Y[n,v,u,c] = 1/(P Q) Σ over the window's pixels of X, pixels in the padding counting as zeros (as in
/// PyTorch); and back, every pixel receives its share of each window that covers it. With the padding `same` only
/// pixels that exist are counted, as in Keras. Source: LeCun et al. (1998), layer S2.
public struct AveragePool2D: SlidingPool, AveragePool {
    /// The word in files and text.
    public static let typeName = "avgpool"

    /// Rows and columns of a window.
    public let kernel: Extent

    /// From one window to the next.
    public let stride: Extent

    /// What is added around the image.
    public let padding: Padding

    /// Creates a pooling layer whose windows, if no stride is given, follow each other without overlap.
    public init(_ kernel: Extent = 2, stride: Extent? = nil, padding: Padding = .valid) {
        self.kernel = kernel
        self.stride = stride ?? kernel
        self.padding = padding
        precondition(window.isPossible, "kernel and stride are at least 1 and at most 65536")
    }
}
