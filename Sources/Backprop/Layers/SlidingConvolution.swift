/// A convolution over images or sequences, with its form in files and text.
protocol SlidingConvolution: ConvolutionLayer, TextRepresentableLayer, FoldableLayer {
    associatedtype Side: WindowSide

    var kernel: Side { get }
    var stride: Side { get }
    var padding: Padding { get }
    var dilation: Side { get }

    init(
        _ filters: Int, kernel: Side, stride: Side, padding: Padding, dilation: Side, groups: Int,
        activation: Activation, bias: Bool)
}

private enum ConvolutionKeys: String, CodingKey {
    case filters, kernel, stride, padding, dilation, groups, activation, hasBias
}

extension SlidingConvolution {
    /// Reads a layer; numbers that no layer can have are a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: ConvolutionKeys.self)
        let filters = try container.decode(Int.self, forKey: .filters)
        let kernel = try container.decode(Side.self, forKey: .kernel)
        let stride = try container.decode(Side.self, forKey: .stride)
        let padding = try container.decode(Padding.self, forKey: .padding)
        let dilation = try container.decode(Side.self, forKey: .dilation)
        let groups = try container.decode(Int.self, forKey: .groups)
        try DecodingError.require(
            (1...Dense.maximumUnits).contains(filters), forKey: ConvolutionKeys.filters, in: container,
            "a convolution has 1 to \(Dense.maximumUnits) filters, not \(filters)")
        try DecodingError.require(
            groups > 0 && filters % groups == 0, forKey: ConvolutionKeys.filters, in: container,
            "\(filters) filters cannot be divided into \(groups) groups")
        try DecodingError.require(
            Self.window(kernel, stride, padding, dilation).isPossible, forKey: ConvolutionKeys.kernel,
            in: container,
            "kernel, stride and dilation are 1 to \(Extent.maximum), the padding 0 to \(Extent.maximum)")
        self.init(
            filters, kernel: kernel, stride: stride, padding: padding, dilation: dilation, groups: groups,
            activation: try container.decode(Activation.self, forKey: .activation),
            bias: try container.decode(Bool.self, forKey: .hasBias))
    }

    private static func window(
        _ kernel: Side, _ stride: Side, _ padding: Padding, _ dilation: Side
    ) -> Window {
        Window(
            kernel: kernel.extent, stride: stride.extent, padding: Side.padding(padding),
            dilation: dilation.extent)
    }

    var window: Window { Self.window(kernel, stride, padding, dilation) }

    func image(_ shape: Shape) -> Shape? { Side.image(shape) }

    func shape(_ extent: Extent) -> [Int] { Side.shape(extent, channels: filters) }

    /// Returns the layer with another activation.
    public func withActivation(_ activation: Activation) -> Self {
        changed(activation: activation, bias: hasBias)
    }

    var withBias: Self { changed(activation: activation, bias: true) }

    private func changed(activation: Activation, bias: Bool) -> Self {
        Self(
            filters, kernel: kernel, stride: stride, padding: padding, dilation: dilation, groups: groups,
            activation: activation, bias: bias)
    }

    /// The layer's name, filters, kernel and activation, followed by the settings that differ from their defaults.
    public var text: String {
        var words = ["\(Self.typeName) \(filters) \(kernel)"]
        if activation != .linear { words.append(activation.description) }
        if stride != Side(1) { words.append("stride \(stride.shortText)") }
        if padding != .valid { words.append("padding \(padding)") }
        if dilation != Side(1) { words.append("dilation \(dilation.shortText)") }
        if groups != 1 { words.append("groups \(groups)") }
        if !hasBias { words.append("no-bias") }
        return words.joined(separator: " ")
    }

    static var keywords: [String] { Window.keywords + ["groups", "no-bias"] + Activation.names }

    /// Reads the words after the layer's name: filters, the kernel, then other settings in any order.
    init(words: inout LayerTextParser) throws(NetworkError) {
        let filters = try words.positiveInteger("the number of filters", upTo: Dense.maximumUnits)
        let window = Window(kernel: try words.extent("the kernel"))
        let options = try ConvolutionWords(&words, window, filters: filters)
        self.init(
            filters, kernel: Side(options.window.kernel), stride: Side(options.window.stride),
            padding: options.window.padding, dilation: Side(options.window.dilation), groups: options.groups,
            activation: options.activation, bias: options.hasBias)
    }
}

/// The settings that convolutions of all kinds share in text.
struct ConvolutionWords {
    var window: Window
    var groups = 1
    var multiplier = 1
    var activation = Activation.linear
    var hasBias = true

    /// Reads settings in any order, up to the first word that is not one.
    ///
    /// - Parameters:
    ///   - window: The window with its defaults for settings that the text leaves out.
    ///   - filters: The number of filters, for layers with groups.
    ///   - multiplies: Whether the layer has a multiplier of filters per channel.
    init(
        _ words: inout LayerTextParser, _ window: Window, filters: Int? = nil, multiplies: Bool = false
    ) throws(NetworkError) {
        self.window = window
        while true {
            if try words.option(of: &self.window) { continue }
            if let named = words.activation() {
                activation = named
            } else if words.take("no-bias") {
                hasBias = false
            } else if multiplies, words.take("multiplier") {
                multiplier = try words.positiveInteger("the multiplier", upTo: Extent.maximum)
            } else if let filters, words.take("groups") {
                groups = try words.positiveInteger("the number of groups", upTo: filters)
                guard filters % groups == 0 else {
                    throw words.error("\(filters) filters cannot be divided into \(groups) groups")
                }
            } else {
                return
            }
        }
    }
}
