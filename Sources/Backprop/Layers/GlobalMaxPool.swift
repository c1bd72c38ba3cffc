/// The largest value of each channel over all pixels of an image, or all steps of a sequence.
///
/// Formula: y[c] = max over all pixels of x[i, j, c]; and back, the gradient goes to the first pixel that won. In PyTorch it is `AdaptiveMaxPool2d(1)` and
/// `Flatten`, two entries. Source: Lin, Chen and Yan, “Network in network” (2014), section 3.2.
public struct GlobalMaxPool: PoolingLayer {
    /// The word in files and text.
    public static let typeName = "globalmaxpool"

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

    /// The winners, in 32 bits each.
    public func scratchCount(for input: Shape, rows: Int) -> Int { rows * input.channels }

    /// The largest of each channel, and its place.
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) { takeLargest(pass) }

    /// ∂L/∂x to the winners.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) { giveToWinners(pass) }

    /// Pooling and flattening are entries of their own in `Sequential`.
    public var moduleCount: Int { 2 }
}

extension GlobalMaxPool: WrittenLayer {
    static let words: [String] = []

    /// Reads nothing more.
    init(words: inout LayerWords) throws(NetworkError) { self.init() }
}
