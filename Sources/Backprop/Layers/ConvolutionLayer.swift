import CKernels

/// What all convolutions share: their parameters, the way there and the way back.
protocol ConvolutionLayer: ActivatedLayer {
    var filters: Int { get }
    var groups: Int { get }
    var hasBias: Bool { get }

    /// How windows slide; a sequence is an image of one row.
    var window: Window { get }

    /// The input as an image of height, width and channels; `nil` where it is none.
    func image(_ shape: Shape) -> Shape?

    /// The extents of an output of so many pixels.
    func shape(_ extent: Extent) -> [Int]
}

extension ConvolutionLayer {
    /// As many pixels as windows have places, of `filters` channels.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        guard let image = image(input) else { throw .needsImage(self, found: input) }
        guard image[2] % groups == 0 else {
            throw .incompatibleShape(
                self, found: input, expected: "channels in \(groups) groups of the same size")
        }
        guard let positions = window.positions(in: image) else {
            throw .windowTooLarge(self, window, found: input)
        }
        guard let shape = Shape(checking: shape(positions.extent)) else {
            throw .tooLarge(self, found: input)
        }
        return shape
    }

    /// `weight` of [height, width, channels / groups, filters], which files hold as PyTorch does, and `bias`.
    public func parameters(for input: Shape) -> [ParameterDescription] {
        let (kernel, inputs) = (window.kernel, (image(input)?[2] ?? groups) / groups)
        let pixels = kernel.height * kernel.width
        let (fanIn, fanOut) = (pixels * inputs, pixels * (filters / groups))
        let bias = ParameterDescription(
            name: "bias", extents: [filters], initializer: .zeros, fanIn: fanIn, fanOut: fanOut,
            isWeight: false)
        let weight = weight(inputs: inputs, fanIn: fanIn, fanOut: fanOut)
        return hasBias ? [weight, bias] : [weight]
    }

    /// A sequence has no height in files.
    private func weight(inputs: Int, fanIn: Int, fanOut: Int) -> ParameterDescription {
        let kernel = window.kernel
        let isSequence = shape(1).count == 2
        return ParameterDescription(
            name: "weight",
            extents: (isSequence ? [] : [kernel.height]) + [kernel.width, inputs, filters],
            initializer: activation.defaultInitializer, fanIn: fanIn, fanOut: fanOut,
            fileOrder: isSequence ? [2, 1, 0] : [3, 2, 0, 1], isWeight: true)
    }

    /// The sums, where the activation's derivative needs them, and room to turn the weights.
    public func scratchCount(for input: Shape, rows: Int) -> Int {
        sumCount(for: input, rows: rows) + weightCount(for: input)
    }

    private func sumCount(for input: Shape, rows: Int) -> Int {
        guard activation.derivativeNeedsSums, let image = image(input),
            let positions = window.positions(in: image)
        else { return 0 }
        return rows * positions.extent.height * positions.extent.width * filters
    }

    func weightCount(for input: Shape) -> Int {
        window.kernel.height * window.kernel.width * ((image(input)?[2] ?? groups) / groups) * filters
    }

    /// Y = activation(Z).
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        var window = kernel(pass.rows, pass.inputShape)
        let bias = hasBias ? pass.parameters + weightCount(for: pass.inputShape) : nil
        S.kernels.images.convolution(
            &window, pass.input, pass.parameters, bias,
            activation.derivativeNeedsSums ? pass.scratch : nil, pass.output,
            activation.kernel ?? bp_linear, S(activation.kernelParameter),
            pass.threads)
        guard activation.kernel == nil else { return }
        S.activate(
            activation, rows: pass.rows, columns: pass.outputShape.count, UnsafePointer(pass.output),
            into: pass.output, threads: pass.threads)
    }

    /// D in place of ∂L/∂Y, then the gradients of weights, bias and input.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        var window = kernel(pass.rows, pass.inputShape)
        let threads = pass.threads
        let weights = weightCount(for: pass.inputShape)
        S.activationGradient(
            activation, rows: pass.rows, columns: pass.outputShape.count, sums: pass.scratch,
            outputs: pass.output, pass.outputGradient, threads: pass.threads)
        S.kernels.images.convolutionWeightGradient(
            &window, pass.input, pass.outputGradient, pass.parameterGradient,
            hasBias ? pass.parameterGradient + weights : nil, false, threads)
        guard let inputGradient = pass.inputGradient else { return }
        S.kernels.images.convolutionInputGradient(
            &window, pass.outputGradient, pass.parameters, nil,
            pass.scratch + sumCount(for: pass.inputShape, rows: pass.rows), inputGradient, threads)
    }

    func kernel(_ rows: Int, _ input: Shape) -> bp_window {
        window.kernel(rows: rows, over: image(input)!, channels: filters, groups: groups)
    }

    /// The weights and, where there is one, the activation are entries of their own in `Sequential`.
    public var sequentialModuleCount: Int { activation == .linear ? 1 : 2 }
}
