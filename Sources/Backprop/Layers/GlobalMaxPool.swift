/// The largest value of each channel over all pixels of an image, or all steps of a sequence.
///
/// Formula: y[c] = max over all pixels of x[i, j, c]; and back, the gradient goes to the first pixel that won. In PyTorch it is `AdaptiveMaxPool2d(1)` and
/// `Flatten`, two entries. Source: Lin, Chen and Yan, “Network in network” (2014), section 3.2.
public struct GlobalMaxPool: GlobalPool {
    /// The word in files and text.
    public static let typeName = "globalmaxpool"

    /// Creates the layer.
    public init() {}

    /// The winners.
    public func scratchCount(for input: Shape, rows: Int) -> Int { winnersCount(for: input, rows: rows) }

    /// The largest of each channel, and its place.
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) { maxForward(pass) }

    /// ∂L/∂x to the winners.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) { maxBackward(pass) }
}
