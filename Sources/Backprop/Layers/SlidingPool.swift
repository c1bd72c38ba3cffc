/// The side of a layer's window: a number of steps for sequences, height and width for images.
protocol WindowSide: Codable, Hashable, Sendable {
    /// The side of the window over images; a sequence is an image of one row.
    var extent: Extent { get }

    /// The side in text.
    var shortText: String { get }

    /// Creates the side from that of a window over images.
    init(_ extent: Extent)

    /// Returns the padding of the window over images.
    static func padding(_ padding: Padding) -> Padding

    /// Returns the input as an image of height, width and channels, or `nil` if it is not one.
    static func image(_ shape: Shape) -> Shape?

    /// Returns the shape of an output with a number of pixels.
    static func shape(_ extent: Extent, channels: Int) -> [Int]
}

extension Extent: WindowSide {
    var extent: Extent { self }
    init(_ extent: Extent) { self = extent }
    static func padding(_ padding: Padding) -> Padding { padding }
    static func image(_ shape: Shape) -> Shape? { shape.image }
    static func shape(_ extent: Extent, channels: Int) -> [Int] { [extent.height, extent.width, channels] }
}

extension Int: WindowSide {
    var extent: Extent { Extent(height: 1, width: self) }
    var shortText: String { "\(self)" }
    init(_ extent: Extent) { self = extent.width }
    static func padding(_ padding: Padding) -> Padding { padding.ofSequence }
    static func image(_ shape: Shape) -> Shape? { shape.sequence }
    static func shape(_ extent: Extent, channels: Int) -> [Int] { [extent.width, channels] }
}

/// A pooling layer with a sliding window, over images or sequences.
protocol SlidingPool: PoolingLayer, TextRepresentableLayer {
    associatedtype Side: WindowSide

    var kernel: Side { get }
    var stride: Side { get }
    var padding: Padding { get }

    init(_ kernel: Side, stride: Side?, padding: Padding)
}

private enum PoolKeys: String, CodingKey {
    case kernel, stride, padding
}

extension SlidingPool {
    /// Reads a layer; numbers that no layer can have are a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: PoolKeys.self)
        let kernel = try container.decode(Side.self, forKey: .kernel)
        let stride = try container.decode(Side.self, forKey: .stride)
        let padding = try container.decode(Padding.self, forKey: .padding)
        try DecodingError.require(
            Self.window(kernel, stride, padding).isPossible, forKey: PoolKeys.kernel, in: container,
            "kernel and stride are 1 to \(Extent.maximum), the padding 0 to \(Extent.maximum)")
        self.init(kernel, stride: stride, padding: padding)
    }

    static func window(_ kernel: Side, _ stride: Side, _ padding: Padding) -> Window {
        Window(kernel: kernel.extent, stride: stride.extent, padding: Side.padding(padding))
    }

    var window: Window { Self.window(kernel, stride, padding) }

    func image(_ shape: Shape) -> Shape? { Side.image(shape) }

    func shape(_ extent: Extent, channels: Int) -> [Int] { Side.shape(extent, channels: channels) }

    /// The layer's name and its window, followed by the settings that differ from their defaults.
    public var text: String {
        var words = [Self.typeName, kernel.shortText]
        if stride != kernel { words.append("stride \(stride.shortText)") }
        if padding != .valid { words.append("padding \(padding)") }
        return words.joined(separator: " ")
    }

    static var keywords: [String] { ["stride", "padding"] }

    /// Reads the words after the layer's name: the window, then stride and padding.
    init(words: inout LayerTextParser) throws(NetworkError) {
        let kernel = try words.extent("the window")
        var window = Window(kernel: kernel, stride: kernel)
        while words.peek != "dilation", try words.option(of: &window) {}
        self.init(Side(window.kernel), stride: Side(window.stride), padding: window.padding)
    }
}

/// A pooling layer whose window is the whole input.
protocol GlobalPool: PoolingLayer, TextRepresentableLayer {
    init()
}

extension GlobalPool {
    /// Unused: the window is the whole image.
    var window: Window { Window(kernel: 1) }

    func window(over image: Shape) -> Window { Window(kernel: Extent(height: image[0], width: image[1])) }

    func image(_ shape: Shape) -> Shape? { shape.image ?? shape.sequence }

    func shape(_ extent: Extent, channels: Int) -> [Int] { [channels] }

    /// Returns one value per channel.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        guard input.rank == 2 || input.rank == 3 else { throw .needsImage(self, found: input) }
        return [input.channels]
    }

    /// The number of entries in PyTorch's `Sequential`: pooling and flattening.
    public var sequentialModuleCount: Int { 2 }

    static var keywords: [String] { [] }

    /// Creates the layer; nothing follows its name.
    init(words: inout LayerTextParser) throws(NetworkError) { self.init() }
}
