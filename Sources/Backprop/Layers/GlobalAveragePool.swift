/// The mean of each channel over all pixels of an image, or all steps of a sequence.
///
/// Formula: y[c] = mean over all pixels of x[i, j, c]; and back, each pixel receives the same share. In PyTorch it is `AdaptiveAvgPool2d(1)` and
/// `Flatten`, two entries. Source: Lin, Chen and Yan, “Network in network” (2014), section 3.2.
public struct GlobalAveragePool: PoolingLayer {
    /// The word in files and text.
    public static let typeName = "globalavgpool"

    /// Creates the layer.
    public init() {}

    /// Not asked: the window is the whole image.
    var window: Window { Window(kernel: 1) }

    func image(_ shape: Shape) -> Shape? { shape.image ?? shape.sequence }

    func shape(_ extent: Extent, channels: Int) -> [Int] { [channels] }

    /// One value a channel.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        guard input.rank == 2 || input.rank == 3 else { throw .needsImage(self, found: input) }
        return [input.channels]
    }

    func window(over image: Shape) -> Window { Window(kernel: Extent(height: image[0], width: image[1])) }

    /// The mean of each channel.
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) { takeMean(pass) }

    /// ∂L/∂x in equal shares.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) { shareOut(pass) }

    /// Pooling and flattening are entries of their own in `Sequential`.
    public var moduleCount: Int { 2 }
}

extension GlobalAveragePool: WrittenLayer {
    static let words: [String] = []

    /// Reads nothing more.
    init(words: inout LayerWords) throws(NetworkError) { self.init() }
}
