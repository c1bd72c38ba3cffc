/// A convolution over images that is not a ``SlidingConvolution``, with the settings that all convolutions share.
protocol ImageConvolution: ActivatedLayer, TextRepresentableLayer {
    var kernel: Extent { get }
    var stride: Extent { get }
    var padding: Padding { get }
    var dilation: Extent { get }
    var hasBias: Bool { get }
}

extension ImageConvolution {
    var window: Window { Window(kernel: kernel, stride: stride, padding: padding, dilation: dilation) }

    /// The number of entries in PyTorch's `Sequential`: the weights and, if there is one, the activation.
    public var sequentialModuleCount: Int { activation == .linear ? 1 : 2 }
}

/// The settings of an ``ImageConvolution`` in a file.
struct ImageConvolutionSettings: Decodable {
    let kernel: Extent
    let stride: Extent
    let padding: Padding
    let dilation: Extent
    let activation: Activation
    let hasBias: Bool

    var window: Window { Window(kernel: kernel, stride: stride, padding: padding, dilation: dilation) }
}
