/// A separate convolution of every channel.
///
/// ``Conv2D`` with one group per channel and `multiplier` filters in each: Z[n,v,u,c·multiplier + m] = b + Σ over p,
/// q of X[n, …, c] · W[p,q,0,c·multiplier + m]. The input determines the number of channels. Source: Sifre (2014);
/// Howard et al., “MobileNets” (2017), eq. 3.
public struct DepthwiseConv2D: ImageConvolution {
    /// The name in files and text.
    public static let typeName = "depthwise"

    /// The numbers of rows and columns in a window.
    public let kernel: Extent

    /// The number of filters per channel.
    public let multiplier: Int

    /// The distance from one window to the next.
    public let stride: Extent

    /// The padding around the image.
    public let padding: Padding

    /// The distance from one pixel of a window to the next.
    public let dilation: Extent

    /// The function applied to the weighted sums.
    public let activation: Activation

    /// Whether a bias is added to each sum.
    public let hasBias: Bool

    /// Creates a separate convolution of each channel.
    public init(
        kernel: Extent = 3, multiplier: Int = 1, stride: Extent = 1, padding: Padding = .valid,
        dilation: Extent = 1, activation: Activation = .linear, bias: Bool = true
    ) {
        precondition(multiplier > 0, "each channel has at least one filter")
        self.kernel = kernel
        self.multiplier = multiplier
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.activation = activation
        self.hasBias = bias
        precondition(window.isPossible, "kernel, stride and dilation are at least 1 and at most 65536")
    }

    private enum CodingKeys: String, CodingKey {
        case kernel, multiplier, stride, padding, dilation, activation, hasBias
    }

    /// Reads a layer; numbers that no layer can have are a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let multiplier = try container.decode(Int.self, forKey: .multiplier)
        let settings = try ImageConvolutionSettings(from: decoder)
        try DecodingError.require(
            (1...Extent.maximum).contains(multiplier) && settings.window.isPossible,
            forKey: CodingKeys.kernel,
            in: container, "multiplier, kernel, stride and dilation are 1 to \(Extent.maximum)")
        self.init(
            kernel: settings.kernel, multiplier: multiplier, stride: settings.stride,
            padding: settings.padding, dilation: settings.dilation, activation: settings.activation,
            bias: settings.hasBias)
    }

    /// Returns the layer with another activation.
    public func withActivation(_ activation: Activation) -> DepthwiseConv2D {
        DepthwiseConv2D(
            kernel: kernel, multiplier: multiplier, stride: stride, padding: padding, dilation: dilation,
            activation: activation, bias: hasBias)
    }

    /// Returns the equivalent convolution for an input.
    func convolution(over input: Shape) -> Conv2D {
        Conv2D(
            input.channels * multiplier, kernel: kernel, stride: stride, padding: padding,
            dilation: dilation, groups: input.channels, activation: activation, bias: hasBias)
    }

    /// Returns one pixel for each position of the window.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        guard input.rank == 3 else { throw .needsImage(self, found: input) }
        guard window.positions(in: input) != nil else { throw .windowTooLarge(self, window, found: input) }
        return try convolution(over: input).outputShape(for: input)
    }

    /// Returns the parameters of the equivalent convolution.
    public func parameters(for input: Shape) -> [ParameterDescription] {
        convolution(over: input).parameters(for: input)
    }

    /// Returns the room that the equivalent convolution needs.
    public func scratchCount(for input: Shape, rows: Int) -> Int {
        convolution(over: input).scratchCount(for: input, rows: rows)
    }

    /// Computes Y = activation(Z).
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        convolution(over: pass.inputShape).forward(pass)
    }

    /// Runs the backward pass of the equivalent convolution.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        convolution(over: pass.inputShape).backward(pass)
    }

    /// `depthwise 3x3 relu`, followed by the settings that differ from their defaults.
    public var text: String {
        var words = ["\(Self.typeName) \(kernel)"]
        if activation != .linear { words.append(activation.description) }
        if multiplier != 1 { words.append("multiplier \(multiplier)") }
        return (words + window.text() + (hasBias ? [] : ["no-bias"])).joined(separator: " ")
    }
}

extension DepthwiseConv2D {
    static let keywords = Window.keywords + ["multiplier", "no-bias"] + Activation.names

    /// Reads the words after `depthwise`: the kernel, then other settings in any order.
    init(words: inout LayerTextParser) throws(NetworkError) {
        let window = Window(kernel: try words.extent("the kernel"))
        let options = try ConvolutionWords(&words, window, multiplies: true)
        self.init(
            kernel: options.window.kernel, multiplier: options.multiplier, stride: options.window.stride,
            padding: options.window.padding, dilation: options.window.dilation,
            activation: options.activation, bias: options.hasBias)
    }
}
