/// The mean of each channel over all pixels of an image, or all steps of a sequence.
///
/// Formula: y[c] = mean over all pixels of x[i, j, c]; and back, each pixel receives the same share. In PyTorch it is `AdaptiveAvgPool2d(1)` and
/// `Flatten`, two entries. Source: Lin, Chen and Yan, “Network in network” (2014), section 3.2.
public struct GlobalAveragePool: GlobalPool, AveragePool {
    /// The word in files and text.
    public static let typeName = "globalavgpool"

    /// Creates the layer.
    public init() {}
}
