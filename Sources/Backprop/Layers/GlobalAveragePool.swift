/// The mean of each channel over all pixels of an image, or all steps of a sequence.
///
/// Formula: y[c] = mean over all pixels of x[i, j, c]; backward, each pixel receives an equal share. PyTorch has two
/// entries for it, `AdaptiveAvgPool2d(1)` and `Flatten`. Source: Lin, Chen and Yan, “Network in network” (2014),
/// section 3.2.
public struct GlobalAveragePool: GlobalPool, AveragePool {
    /// The name in files and text.
    public static let typeName = "globalavgpool"

    /// Creates the layer.
    public init() {}
}
