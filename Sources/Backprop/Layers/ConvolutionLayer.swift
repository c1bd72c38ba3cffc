import CKernels

/// A convolution of any kind: its parameters, its forward and its backward pass.
protocol ConvolutionLayer: ActivatedLayer {
    var filters: Int { get }
    var groups: Int { get }
    var hasBias: Bool { get }

    /// The window over the image; a sequence is an image of one row.
    var window: Window { get }

    /// Returns the input as an image of height, width and channels, or `nil` if it is not one.
    func image(_ shape: Shape) -> Shape?

    /// Returns the shape of an output with a number of pixels.
    func shape(_ extent: Extent) -> [Int]
}

extension ConvolutionLayer {
    /// Returns one pixel for each position of the window, with `filters` channels.
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

    /// Returns `weight` of [height, width, channels / groups, filters], which files store in PyTorch's order, and
    /// `bias`.
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

    /// Files store the weights of a sequence without a height.
    private func weight(inputs: Int, fanIn: Int, fanOut: Int) -> ParameterDescription {
        let kernel = window.kernel
        let isSequence = shape(1).count == 2
        return ParameterDescription(
            name: "weight",
            extents: (isSequence ? [] : [kernel.height]) + [kernel.width, inputs, filters],
            initializer: activation.defaultInitializer, fanIn: fanIn, fanOut: fanOut,
            fileOrder: isSequence ? [2, 1, 0] : [3, 2, 0, 1], isWeight: true)
    }

    /// Returns the room for the sums, if the activation's derivative needs them, and for the transposed weights.
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

    /// Computes Y = activation(Z).
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

    /// Replaces ∂L/∂Y by D, then computes the gradients of weights, bias and input.
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

    /// The number of entries in PyTorch's `Sequential`: the weights and, if there is one, the activation.
    public var sequentialModuleCount: Int { activation == .linear ? 1 : 2 }
}
