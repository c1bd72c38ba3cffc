/// A convolution over sequences.
///
/// Like ``Conv2D``, over sequences of length × channels: Z[n,u,o] = b[o] + Σ over q, i of X[n, u·stride + q·dilation
/// − left, i] · W[q,i,o] and Y = activation(Z). The backward pass corresponds. Source: Waibel, Hanazawa, Hinton,
/// Shikano and Lang, IEEE Transactions on ASSP 37 (1989), pp. 328–339.
public struct Conv1D: SlidingConvolution {
    /// The name in files and text.
    public static let typeName = "conv1d"

    /// The number of output channels.
    public let filters: Int

    /// The number of steps in a window.
    public let kernel: Int

    /// The distance from one window to the next.
    public let stride: Int

    /// The padding at either end.
    public let padding: Padding

    /// The distance from one step of a window to the next.
    public let dilation: Int

    /// The number of groups of channels; each group is convolved separately.
    public let groups: Int

    /// The function applied to the weighted sums.
    public let activation: Activation

    /// Whether a bias is added to each sum.
    public let hasBias: Bool

    /// Creates a convolution with a number of filters.
    public init(
        _ filters: Int, kernel: Int = 3, stride: Int = 1, padding: Padding = .valid,
        dilation: Int = 1, groups: Int = 1, activation: Activation = .linear, bias: Bool = true
    ) {
        precondition(filters > 0 && groups > 0, "a convolution has at least one filter and one group")
        precondition(filters % groups == 0, "each group has as many filters as the others")
        self.filters = filters
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.groups = groups
        self.activation = activation
        self.hasBias = bias
        precondition(window.isPossible, "kernel, stride and dilation are at least 1 and at most 65536")
    }
}
