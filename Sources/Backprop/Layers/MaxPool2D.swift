/// The largest value in each window, channel by channel.
///
/// Formula: Y[n,v,u,c] = max over the window's pixels (p, q) of X[n, v·stride + p − top, u·stride + q − left, c],
/// pixels outside the image not counting; and back, ∂L/∂Y goes to the pixel that won, the first of several that
/// are equal. The winners are remembered. Source: Zhou and Chellappa (1988); Ranzato, Huang, Boureau and
/// LeCun, CVPR (2007).
public struct MaxPool2D: PoolingLayer {
    /// The word in files and text.
    public static let typeName = "maxpool"

    /// Rows and columns of a window.
    public let kernel: Extent

    /// From one window to the next.
    public let stride: Extent

    /// What is added around the image; it never wins.
    public let padding: Padding

    /// Creates a pooling layer whose windows, if no stride is given, follow each other without overlap.
    public init(_ kernel: Extent = 2, stride: Extent? = nil, padding: Padding = .valid) {
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
        kernel = try container.decode(Extent.self, forKey: .kernel)
        stride = try container.decode(Extent.self, forKey: .stride)
        padding = try container.decode(Padding.self, forKey: .padding)
        try check(in: container, kernel: .kernel)
    }

    var window: Window { Window(kernel: kernel, stride: stride, padding: padding) }

    func image(_ shape: Shape) -> Shape? { shape.image }

    func shape(_ extent: Extent, channels: Int) -> [Int] { [extent.height, extent.width, channels] }

    /// The winners, in 32 bits each.
    public func scratchCount(for input: Shape, rows: Int) -> Int { outputCount(for: input) * rows }

    /// The largest of each window, and its place.
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) { takeLargest(pass) }

    /// ∂L/∂X: each output's gradient to its winner.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) { giveToWinners(pass) }

    /// `maxpool 2`, then what differs from the usual.
    public var text: String { text(Self.typeName) }
}

extension MaxPool2D: WrittenLayer {
    static let words = ["stride", "padding"]

    /// Reads the words after `maxpool`: the window, then stride and padding.
    init(words: inout LayerWords) throws(NetworkError) {
        let window = try Window.pooling(&words)
        self.init(window.kernel, stride: window.stride, padding: window.padding)
    }
}
