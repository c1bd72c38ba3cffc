import CKernels

/// A pooling layer of any kind.
protocol PoolingLayer: Layer {
    /// The window over the image; a sequence is an image of one row.
    var window: Window { get }

    /// Returns the window for an image, for layers whose window depends on it.
    func window(over image: Shape) -> Window

    /// Returns the input as an image of height, width and channels, or `nil` if it is not one.
    func image(_ shape: Shape) -> Shape?

    /// Returns the shape of an output with a number of pixels.
    func shape(_ extent: Extent, channels: Int) -> [Int]
}

extension PoolingLayer {
    func window(over image: Shape) -> Window { window }

    /// Returns one pixel for each position of the window.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        guard let image = image(input) else { throw .needsImage(self, found: input) }
        if case .border(let border) = window.padding,
            border.height >= window.kernel.height || border.width >= window.kernel.width
        {
            throw .invalidLayer(
                layer: text,
                reason:
                    "a padding as large as the window leaves windows without a pixel; choose a smaller padding"
            )
        }
        guard let positions = window.positions(in: image) else {
            throw .windowTooLarge(self, window, found: input)
        }
        guard let shape = Shape(checking: shape(positions.extent, channels: image[2])) else {
            throw .tooLarge(self, found: input)
        }
        return shape
    }

    /// Returns no parameters.
    public func parameters(for input: Shape) -> [ParameterDescription] { [] }

    func outputCount(for input: Shape) -> Int {
        guard let image = image(input), let positions = window.positions(in: image) else { return 0 }
        return positions.extent.height * positions.extent.width * image[2]
    }

    func kernel(_ rows: Int, _ input: Shape) -> bp_window {
        let image = image(input)!
        return window(over: image).kernel(rows: rows, over: image, channels: image[2])
    }
}

/// A pooling layer that keeps the maximum of each window.
protocol MaximumPool: PoolingLayer {}

extension MaximumPool {
    /// The number of scalars, of four bytes or more, that have room for the indices of the maxima.
    public func scratchCount(for input: Shape, rows: Int) -> Int {
        (outputCount(for: input) * rows * winnerSize(for: input) + 3) / 4
    }

    /// The number of bytes of one index of a maximum.
    func winnerSize(for input: Shape) -> Int {
        guard image(input) != nil else { return 1 }
        var window = kernel(1, input)
        return bp_winner_size(&window)
    }

    /// Writes the maximum of each window and, in training, the index of the pixel that attains it.
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        var window = kernel(pass.rows, pass.inputShape)
        S.kernels.images.maxPool(
            &window, pass.input, pass.output,
            pass.training == nil ? nil : UnsafeMutableRawPointer(pass.scratch),
            pass.threads)
    }

    /// Adds each output's gradient to the pixel that attained the maximum.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        guard let inputGradient = pass.inputGradient else { return }
        var window = kernel(pass.rows, pass.inputShape)
        S.kernels.images.maxPoolGradient(
            &window, pass.outputGradient, UnsafeRawPointer(pass.scratch), inputGradient,
            pass.threads)
    }
}

/// A pooling layer that computes the mean of each window.
protocol AveragePool: PoolingLayer {}

extension AveragePool {
    /// Writes the mean of each window.
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        var window = kernel(pass.rows, pass.inputShape)
        S.kernels.images.averagePool(
            &window, pass.input, pass.output, self.window.padding != .same,
            pass.threads)
    }

    /// Distributes each output's gradient evenly over its window.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        guard let inputGradient = pass.inputGradient else { return }
        var window = kernel(pass.rows, pass.inputShape)
        S.kernels.images.averagePoolGradient(
            &window, pass.outputGradient, inputGradient, self.window.padding != .same,
            pass.threads)
    }
}
