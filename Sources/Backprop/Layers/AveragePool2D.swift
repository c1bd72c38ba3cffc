/// The mean of each window, channel by channel.
///
/// Formula: Y[n,v,u,c] = 1/(P Q) Σ over the window's pixels of X; pixels in the padding count as zeros, as in
/// PyTorch. Backward, every pixel receives its share of each window that covers it. With the padding `same` only
/// existing pixels count, as in Keras. Source: LeCun et al. (1998), layer S2.
public struct AveragePool2D: SlidingPool, AveragePool {
    /// The name in files and text.
    public static let typeName = "avgpool"

    /// The numbers of rows and columns in a window.
    public let kernel: Extent

    /// The distance from one window to the next.
    public let stride: Extent

    /// The padding around the image.
    public let padding: Padding

    /// Creates a pooling layer; without a stride, windows follow each other without overlap.
    public init(_ kernel: Extent = 2, stride: Extent? = nil, padding: Padding = .valid) {
        self.kernel = kernel
        self.stride = stride ?? kernel
        self.padding = padding
        precondition(window.isPossible, "kernel and stride are at least 1 and at most 65536")
    }
}
