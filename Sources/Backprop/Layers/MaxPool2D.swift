/// The largest value in each window, channel by channel.
///
/// Formula: Y[n,v,u,c] = max over the window's pixels (p, q) of X[n, v·stride + p − top, u·stride + q − left, c],
/// pixels outside the image not counting; and back, ∂L/∂Y goes to the pixel that won, the first of several that
/// are equal. The winners are remembered. Source: Zhou and Chellappa (1988); Ranzato, Huang, Boureau and
/// LeCun, CVPR (2007).
public struct MaxPool2D: SlidingPool, MaximumPool {
    /// The word in files and text.
    public static let typeName = "maxpool"

    /// Rows and columns of a window.
    public let kernel: Extent

    /// From one window to the next.
    public let stride: Extent

    /// What is added around the image; it never wins.
    public let padding: Padding

    /// Creates a pooling layer whose windows, if no stride is given, follow each other without overlap.
    public init(_ kernel: Extent = 2, stride: Extent? = nil, padding: Padding = .valid) {
        self.kernel = kernel
        self.stride = stride ?? kernel
        self.padding = padding
        precondition(window.isPossible, "kernel and stride are at least 1 and at most 65536")
    }
}
