/// A convolution over images.
///
/// Formula, for a batch X of `rows` × height × width × channels and a kernel of P × Q pixels:
///
///     Z[n,v,u,o] = b[o] + Σ over p, q, i of X[n, v·stride + p·dilation − top, u·stride + q·dilation − left, i] · W[p,q,i,o]
///     Y = activation(Z)
///
/// Values outside the image are zero, i runs over the input channels of o's group, and W is P × Q × channels/groups ×
/// filters. Backward, with D = ∂L/∂Y ⊙ activation′(Z):
///
///     ∂L/∂W[p,q,i,o] = Σ over n, v, u of X[n, …, i] · D[n,v,u,o],  ∂L/∂b[o] = Σ over n, v, u of D[n,v,u,o]
///     ∂L/∂X[n,j,k,i] = Σ over the windows that cover (j, k), and over o, of D[n,v,u,o] · W[p,q,i,o]
///
/// The products read images in place, without unfolding them. Source: LeCun, Bottou, Bengio and Haffner,
/// “Gradient-based learning applied to document recognition”, Proceedings of the IEEE 86 (1998), pp. 2278–2324;
/// dilation as in Yu and Koltun (2016), groups as in Krizhevsky, Sutskever and Hinton (2012).
public struct Conv2D: SlidingConvolution {
    /// The name in files and text.
    public static let typeName = "conv"

    /// The number of output channels.
    public let filters: Int

    /// The numbers of rows and columns in a window.
    public let kernel: Extent

    /// The distance from one window to the next.
    public let stride: Extent

    /// The padding around the image.
    public let padding: Padding

    /// The distance from one pixel of a window to the next.
    public let dilation: Extent

    /// The number of groups of channels; each group is convolved separately.
    public let groups: Int

    /// The function applied to the weighted sums.
    public let activation: Activation

    /// Whether a bias is added to each sum.
    public let hasBias: Bool

    /// Creates a convolution with a number of filters.
    public init(
        _ filters: Int, kernel: Extent = 3, stride: Extent = 1, padding: Padding = .valid,
        dilation: Extent = 1, groups: Int = 1, activation: Activation = .linear, bias: Bool = true
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
