/// A convolution over sequences.
///
/// As ``Conv2D`` over sequences of length × channels:
/// Z[n,u,o] = b[o] + Σ over q, i of X[n, u·stride + q·dilation − left, i] · W[q,i,o], Y = activation(Z), and back as there.
/// Source: Waibel, Hanazawa, Hinton, Shikano and Lang, IEEE Transactions on ASSP 37 (1989), pp. 328–339.
public struct Conv1D: ConvolutionLayer {
    /// The word in files and text.
    public static let typeName = "conv1d"

    /// The number of channels that come out.
    public let filters: Int

    /// The steps in a window.
    public let kernel: Int

    /// From one window to the next.
    public let stride: Int

    /// What is added at either end.
    public let padding: Padding

    /// From one step of a window to the next.
    public let dilation: Int

    /// Into how many parts the channels are divided, each convolved by itself.
    public let groups: Int

    /// The function applied to the weighted sums.
    public let activation: Activation

    /// Whether a bias is added to each sum.
    public let hasBias: Bool

    /// Creates a convolution with that many filters.
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

    private enum CodingKeys: String, CodingKey {
        case filters, kernel, stride, padding, dilation, groups, activation, hasBias
    }

    /// Reads a layer; numbers that no layer can have are a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        filters = try container.decode(Int.self, forKey: .filters)
        kernel = try container.decode(Int.self, forKey: .kernel)
        stride = try container.decode(Int.self, forKey: .stride)
        padding = try container.decode(Padding.self, forKey: .padding)
        dilation = try container.decode(Int.self, forKey: .dilation)
        groups = try container.decode(Int.self, forKey: .groups)
        activation = try container.decode(Activation.self, forKey: .activation)
        hasBias = try container.decode(Bool.self, forKey: .hasBias)
        try check(in: container, filters: .filters, kernel: .kernel)
    }

    /// The same layer with another activation.
    public func withActivation(_ activation: Activation) -> Conv1D {
        Conv1D(
            filters, kernel: kernel, stride: stride, padding: padding, dilation: dilation, groups: groups,
            activation: activation, bias: hasBias)
    }

    var window: Window {
        Window(
            kernel: Extent(height: 1, width: kernel), stride: Extent(height: 1, width: stride),
            padding: padding.ofSequence, dilation: Extent(height: 1, width: dilation))
    }

    func image(_ shape: Shape) -> Shape? { shape.sequence }

    func shape(_ extent: Extent) -> [Int] { [extent.width, filters] }

    private var optionText: [String] {
        var words: [String] = []
        if stride != 1 { words.append("stride \(stride)") }
        if padding != .valid { words.append("padding \(padding)") }
        if dilation != 1 { words.append("dilation \(dilation)") }
        return words
    }

    /// `conv1d 32 3 relu`, then what differs from the usual.
    public var text: String {
        let kernelText = "conv1d \(filters) \(kernel)"
        return words([kernelText] + activationText + optionText + groupText)
    }
}

extension Conv1D: WrittenLayer {
    static let words = Window.words + ["groups", "no-bias"] + Activation.names

    /// Reads the words after `conv1d`: filters, the kernel, then anything else in any order.
    init(words: inout LayerWords) throws(NetworkError) {
        let filters = try words.positiveInteger("the number of filters", upTo: Dense.mostUnits)
        let options = try ConvolutionWords(&words, kernel: try words.extent("the kernel"), filters: filters)
        self.init(
            filters, kernel: options.window.kernel.width, stride: options.window.stride.width,
            padding: options.window.padding, dilation: options.window.dilation.width, groups: options.groups,
            activation: options.activation, bias: options.hasBias)
    }
}
