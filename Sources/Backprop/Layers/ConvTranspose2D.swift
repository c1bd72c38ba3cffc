import CKernels

/// A transposed convolution, which enlarges images: the backward pass of ``Conv2D`` as a forward pass.
///
/// Formula, for an image X and a kernel of P × Q pixels; every pixel adds the scaled kernel to the output:
///
///     Z[n, v·stride + p·dilation − top, u·stride + q·dilation − left, o] += Σ over i of X[n,v,u,i] · W[p,q,o,i],
///
/// beginning with b[o]; Y = activation(Z). Its extent is (height − 1) · stride + dilation · (P − 1) + 1 − 2 ·
/// padding, and height · stride with the padding `same`. Backward, with D = ∂L/∂Y ⊙ activation′(Z), ∂L/∂X is the
/// convolution of D with W, and ∂L/∂W is that of ``Conv2D`` with X and D exchanged. Source: Zeiler, Krishnan, Taylor
/// and Fergus, “Deconvolutional networks”, CVPR (2010).
public struct ConvTranspose2D: ImageConvolution {
    /// The name in files and text.
    public static let typeName = "conv-transpose"

    /// The number of output channels.
    public let filters: Int

    /// The numbers of rows and columns in the kernel.
    public let kernel: Extent

    /// The distance from one copy of the kernel to the next.
    public let stride: Extent

    /// The border removed from the output.
    public let padding: Padding

    /// The distance from one pixel of the kernel to the next.
    public let dilation: Extent

    /// The function applied to the sums.
    public let activation: Activation

    /// Whether a bias is added to each sum.
    public let hasBias: Bool

    /// Creates a transposed convolution with a number of filters.
    public init(
        _ filters: Int, kernel: Extent = 2, stride: Extent = 2, padding: Padding = .valid,
        dilation: Extent = 1, activation: Activation = .linear, bias: Bool = true
    ) {
        precondition(filters > 0, "a convolution has at least one filter")
        self.filters = filters
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.activation = activation
        self.hasBias = bias
        precondition(window.isPossible, "kernel, stride and dilation are at least 1 and at most 65536")
    }

    private enum CodingKeys: String, CodingKey {
        case filters, kernel, stride, padding, dilation, activation, hasBias
    }

    /// Reads a layer; numbers that no layer can have are a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let filters = try container.decode(Int.self, forKey: .filters)
        let settings = try ImageConvolutionSettings(from: decoder)
        try DecodingError.require(
            (1...Dense.maximumUnits).contains(filters) && settings.window.isPossible,
            forKey: CodingKeys.filters,
            in: container,
            "a convolution has 1 to \(Dense.maximumUnits) filters; kernel, stride and dilation are 1 to \(Extent.maximum)"
        )
        self.init(
            filters, kernel: settings.kernel, stride: settings.stride, padding: settings.padding,
            dilation: settings.dilation, activation: settings.activation, bias: settings.hasBias)
    }

    /// Returns the layer with another activation.
    public func withActivation(_ activation: Activation) -> ConvTranspose2D {
        ConvTranspose2D(
            filters, kernel: kernel, stride: stride, padding: padding, dilation: dilation,
            activation: activation, bias: hasBias)
    }

    private func side(_ input: Int, stride: Int, dilatedKernel: Int, border: Int) -> Int {
        padding == .same ? input * stride : (input - 1) * stride + dilatedKernel - 2 * border
    }

    /// Returns the extent enlarged by the stride, with `filters` channels.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        guard input.rank == 3 else { throw .needsImage(self, found: input) }
        var border: Extent = 0
        if case .border(let extent) = padding { border = extent }
        let dilatedKernel = window.dilatedKernel
        let height = side(
            input[0], stride: stride.height, dilatedKernel: dilatedKernel.height, border: border.height)
        let width = side(
            input[1], stride: stride.width, dilatedKernel: dilatedKernel.width, border: border.width)
        guard height > 0, width > 0 else {
            throw .incompatibleShape(
                self, found: input,
                expected: "images large enough to leave an output with the padding \(padding)")
        }
        guard let shape = Shape(checking: [height, width, filters]) else {
            throw .tooLarge(self, found: input)
        }
        return shape
    }

    /// Returns `weight` of [height, width, filters, channels], which files store in PyTorch's order, and `bias`.
    public func parameters(for input: Shape) -> [ParameterDescription] {
        let pixels = kernel.height * kernel.width
        let weight = ParameterDescription(
            name: "weight", extents: [kernel.height, kernel.width, filters, input.channels],
            initializer: activation.defaultInitializer, fanIn: pixels * input.channels,
            fanOut: pixels * filters, fileOrder: [3, 2, 0, 1], isWeight: true)
        let bias = ParameterDescription(
            name: "bias", extents: [filters], initializer: .zeros, fanIn: weight.fanIn,
            fanOut: weight.fanOut, isWeight: false)
        return hasBias ? [weight, bias] : [weight]
    }

    private func weightCount(_ input: Shape) -> Int {
        kernel.height * kernel.width * filters * input.channels
    }

    /// Returns the room for the transposed weights, a sum per example and, if the derivative needs them, the sums.
    public func scratchCount(for input: Shape, rows: Int) -> Int {
        let output = activation.derivativeNeedsSums ? (try? outputShape(for: input).count) ?? 0 : 0
        return weightCount(input) + rows * (filters + output)
    }

    /// Computes Y = activation(Z).
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        var window = kernel(pass.rows, pass.inputShape, pass.outputShape)
        let weights = weightCount(pass.inputShape)
        let sums = pass.scratch + weights + pass.rows * filters
        let output = activation.derivativeNeedsSums ? sums : pass.output
        S.kernels.images.convolutionInputGradient(
            &window, pass.input, pass.parameters, hasBias ? pass.parameters + weights : nil, pass.scratch,
            output, pass.threads)
        guard activation != .linear else { return }
        S.activate(
            activation, rows: pass.rows, columns: pass.outputShape.count, UnsafePointer(output),
            into: pass.output, threads: pass.threads)
    }

    /// Replaces ∂L/∂Y by D, then computes the gradients of weights, bias and input.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        var window = kernel(pass.rows, pass.inputShape, pass.outputShape)
        let (weights, threads) = (weightCount(pass.inputShape), pass.threads)
        S.activationGradient(
            activation, rows: pass.rows, columns: pass.outputShape.count,
            sums: pass.scratch + weights + pass.rows * filters, outputs: pass.output, pass.outputGradient,
            threads: pass.threads)
        let gradient = UnsafePointer(pass.outputGradient)
        S.kernels.images.convolutionWeightGradient(
            &window, gradient, pass.input, pass.parameterGradient, nil, false, threads)
        if hasBias {
            S.kernels.images.channelSums(
                0, gradient, nil, nil, pass.scratch + weights, pass.parameterGradient + weights, 1,
                pass.rows, pass.outputShape.count / filters, filters, threads)
        }
        guard let inputGradient = pass.inputGradient else { return }
        S.kernels.images.convolution(
            &window, gradient, pass.parameters, nil, nil, inputGradient, bp_linear, 0, threads)
    }

    /// Returns the convolution from the output to the input.
    private func kernel(_ rows: Int, _ input: Shape, _ output: Shape) -> bp_window {
        window.kernel(rows: rows, over: output, channels: input.channels)
    }

    /// `conv-transpose 16 2x2 relu`, followed by the settings that differ from their defaults.
    public var text: String {
        let words = ["\(Self.typeName) \(filters) \(kernel)"]
        let more = activation == .linear ? [] : [activation.description]
        return (words + more + window.text(defaultStride: 2) + (hasBias ? [] : ["no-bias"]))
            .joined(separator: " ")
    }
}

extension ConvTranspose2D {
    static let keywords = Window.keywords + ["no-bias"] + Activation.names

    /// Reads the words after `conv-transpose`: filters, the kernel, then other settings in any order.
    init(words: inout LayerTextParser) throws(NetworkError) {
        let filters = try words.positiveInteger("the number of filters", upTo: Dense.maximumUnits)
        let window = Window(kernel: try words.extent("the kernel"), stride: 2)
        let options = try ConvolutionWords(&words, window)
        self.init(
            filters, kernel: options.window.kernel, stride: options.window.stride,
            padding: options.window.padding, dilation: options.window.dilation,
            activation: options.activation, bias: options.hasBias)
    }
}
