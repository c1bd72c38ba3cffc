/// The largest value of each channel over all pixels of an image, or all steps of a sequence.
///
/// Formula: y[c] = max over all pixels of x[i, j, c]; backward, the first pixel with the maximum receives the
/// gradient. PyTorch has two entries for it, `AdaptiveMaxPool2d(1)` and `Flatten`. Source: Lin, Chen and Yan,
/// “Network in network” (2014), section 3.2.
public struct GlobalMaxPool: GlobalPool, MaximumPool {
    /// The name in files and text.
    public static let typeName = "globalmaxpool"

    /// Creates the layer.
    public init() {}
}
