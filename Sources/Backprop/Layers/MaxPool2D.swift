/// The largest value in each window, channel by channel.
///
/// Formula: Y[n,v,u,c] = max over the window's pixels (p, q) of X[n, v·stride + p − top, u·stride + q − left, c].
/// Pixels outside the image do not count. Backward, ∂L/∂Y goes to the pixel with the maximum, the first of several
/// equal ones, whose index is stored. Source: Zhou and Chellappa (1988); Ranzato, Huang, Boureau and LeCun, CVPR
/// (2007).
public struct MaxPool2D: SlidingPool, MaximumPool {
    /// The name in files and text.
    public static let typeName = "maxpool"

    /// The numbers of rows and columns in a window.
    public let kernel: Extent

    /// The distance from one window to the next.
    public let stride: Extent

    /// The padding around the image; it is never the maximum.
    public let padding: Padding

    /// Creates a pooling layer; without a stride, windows follow each other without overlap.
    public init(_ kernel: Extent = 2, stride: Extent? = nil, padding: Padding = .valid) {
        self.kernel = kernel
        self.stride = stride ?? kernel
        self.padding = padding
        precondition(window.isPossible, "kernel and stride are at least 1 and at most 65536")
    }
}
