/// A convolution over images.
///
/// Formula, for a batch X of `rows` × height × width × channels and a kernel of P × Q pixels:
///
///     Z[n,v,u,o] = b[o] + Σ over p, q, i of X[n, v·stride + p·dilation − top, u·stride + q·dilation − left, i] · W[p,q,i,o]
///     Y = activation(Z)
///
/// where what lies outside the image is zero, i runs over the input channels of o's group, and W is
/// P × Q × channels/groups × filters. And back, with D = ∂L/∂Y ⊙ activation′(Z):
///
///     ∂L/∂W[p,q,i,o] = Σ over n, v, u of X[n, …, i] · D[n,v,u,o],  ∂L/∂b[o] = Σ over n, v, u of D[n,v,u,o]
///     ∂L/∂X[n,j,k,i] = Σ over the windows that cover (j, k), and over o, of D[n,v,u,o] · W[p,q,i,o]
///
/// Nothing is unfolded: the products read images where they lie. Source: LeCun, Bottou, Bengio and Haffner,
/// “Gradient-based learning applied to document recognition”, Proceedings of the IEEE 86 (1998), pp. 2278–2324;
/// dilation as in Yu and Koltun (2016), groups as in Krizhevsky, Sutskever and Hinton (2012).
public struct Conv2D: ConvolutionLayer {
    /// The word in files and text.
    public static let typeName = "conv"

    /// The number of channels that come out.
    public let filters: Int

    /// Rows and columns of a window.
    public let kernel: Extent

    /// From one window to the next.
    public let stride: Extent

    /// What is added around the image.
    public let padding: Padding

    /// From one pixel of a window to the next.
    public let dilation: Extent

    /// Into how many parts the channels are divided, each convolved by itself.
    public let groups: Int

    /// The function applied to the weighted sums.
    public let activation: Activation

    /// Whether a bias is added to each sum.
    public let hasBias: Bool

    /// Creates a convolution with that many filters.
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

    private enum CodingKeys: String, CodingKey {
        case filters, kernel, stride, padding, dilation, groups, activation, hasBias
    }

    /// Reads a layer; numbers that no layer can have are a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        filters = try container.decode(Int.self, forKey: .filters)
        kernel = try container.decode(Extent.self, forKey: .kernel)
        stride = try container.decode(Extent.self, forKey: .stride)
        padding = try container.decode(Padding.self, forKey: .padding)
        dilation = try container.decode(Extent.self, forKey: .dilation)
        groups = try container.decode(Int.self, forKey: .groups)
        activation = try container.decode(Activation.self, forKey: .activation)
        hasBias = try container.decode(Bool.self, forKey: .hasBias)
        try check(in: container, filters: .filters, kernel: .kernel)
    }

    /// The same layer with another activation.
    public func withActivation(_ activation: Activation) -> Conv2D {
        Conv2D(
            filters, kernel: kernel, stride: stride, padding: padding, dilation: dilation, groups: groups,
            activation: activation, bias: hasBias)
    }

    var window: Window { Window(kernel: kernel, stride: stride, padding: padding, dilation: dilation) }

    func image(_ shape: Shape) -> Shape? { shape.image }

    func shape(_ extent: Extent) -> [Int] { [extent.height, extent.width, filters] }

    /// `conv 32 3x3 relu`, then what differs from the usual.
    public var text: String {
        let kernelText = "conv \(filters) \(kernel)"
        return words([kernelText] + activationText + window.text() + groupText)
    }
}

extension Conv2D: WrittenLayer {
    static let words = Window.words + ["groups", "no-bias"] + Activation.names

    /// Reads the words after `conv`: filters, the kernel, then anything else in any order.
    init(words: inout LayerWords) throws(NetworkError) {
        let filters = try words.positiveInteger("the number of filters", upTo: Dense.mostUnits)
        let options = try ConvolutionWords(&words, kernel: try words.extent("the kernel"), filters: filters)
        self.init(
            filters, kernel: options.window.kernel, stride: options.window.stride,
            padding: options.window.padding, dilation: options.window.dilation, groups: options.groups,
            activation: options.activation, bias: options.hasBias)
    }
}
