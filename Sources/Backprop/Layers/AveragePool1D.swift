/// The mean of each window of a sequence, channel by channel.
///
/// As ``AveragePool2D`` over sequences of length × channels.
public struct AveragePool1D: PoolingLayer {
    /// The word in files and text.
    public static let typeName = "avgpool1d"

    /// The steps in a window.
    public let kernel: Int

    /// From one window to the next.
    public let stride: Int

    /// What is added at either end.
    public let padding: Padding

    /// Creates a pooling layer whose windows, if no stride is given, follow each other without overlap.
    public init(_ kernel: Int = 2, stride: Int? = nil, padding: Padding = .valid) {
        self.kernel = kernel
        self.stride = stride ?? kernel
        self.padding = padding
        precondition(window.isPossible, "kernel and stride are at least 1 and at most 65536")
    }

    private enum CodingKeys: String, CodingKey {
        case kernel, stride, padding
    }

    /// Reads a layer; numbers that no layer can have are a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        kernel = try container.decode(Int.self, forKey: .kernel)
        stride = try container.decode(Int.self, forKey: .stride)
        padding = try container.decode(Padding.self, forKey: .padding)
        try check(in: container, kernel: .kernel)
    }

    var window: Window {
        Window(
            kernel: Extent(height: 1, width: kernel), stride: Extent(height: 1, width: stride),
            padding: padding.ofSequence)
    }

    func image(_ shape: Shape) -> Shape? { shape.sequence }

    func shape(_ extent: Extent, channels: Int) -> [Int] { [extent.width, channels] }

    /// The mean of each window.
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) { takeMean(pass) }

    /// ∂L/∂X: each output’s gradient shared out over its window.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) { shareOut(pass) }

    /// `avgpool1d 2`, then what differs from the usual.
    public var text: String {
        var words = ["\(Self.typeName) \(kernel)"]
        if stride != kernel { words.append("stride \(stride)") }
        if padding != .valid { words.append("padding \(padding)") }
        return words.joined(separator: " ")
    }
}

extension AveragePool1D: WrittenLayer {
    static let words = ["stride", "padding"]

    /// Reads the words after `avgpool1d`: the window, then stride and padding.
    init(words: inout LayerWords) throws(NetworkError) {
        let window = try Window.pooling(&words)
        self.init(window.kernel.width, stride: window.stride.width, padding: window.padding)
    }
}
