import CKernels

/// What all pooling layers share.
protocol PoolingLayer: Layer {
    /// How windows slide; a sequence is an image of one row.
    var window: Window { get }

    /// The same, where it depends on the image.
    func window(over image: Shape) -> Window

    /// The input as an image of height, width and channels; `nil` where it is none.
    func image(_ shape: Shape) -> Shape?

    /// The extents of an output of so many pixels.
    func shape(_ extent: Extent, channels: Int) -> [Int]
}

extension PoolingLayer {
    func window(over image: Shape) -> Window { window }

    /// As many pixels as windows have places.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        guard let image = image(input) else { throw .needsImage(self, found: input) }
        if case .border(let border) = window.padding,
            border.height >= window.kernel.height || border.width >= window.kernel.width
        {
            throw .invalidLayer(
                layer: text,
                reason:
                    "a padding as large as the window makes windows that see nothing; choose a smaller one")
        }
        guard let places = window.places(in: image) else { throw .windowTooLarge(self, window, found: input) }
        guard let shape = Shape(checking: shape(places.extent, channels: image[2])) else {
            throw .tooLarge(self, found: input)
        }
        return shape
    }

    /// None.
    public func parameters(for input: Shape) -> [ParameterDescription] { [] }

    func outputCount(for input: Shape) -> Int {
        guard let image = image(input), let places = window.places(in: image) else { return 0 }
        return places.extent.height * places.extent.width * image[2]
    }

    func maxForward<S: Scalar>(_ pass: ForwardPass<S>) {
        var window = kernel(pass.rows, pass.inputShape)
        S.kernels.images.maxPool(
            &window, pass.input, pass.output,
            pass.training == nil ? nil : UnsafeMutableRawPointer(pass.scratch),
            Int32(truncatingIfNeeded: pass.threads))
    }

    func maxBackward<S: Scalar>(_ pass: BackwardPass<S>) {
        guard let inputGradient = pass.inputGradient else { return }
        var window = kernel(pass.rows, pass.inputShape)
        S.kernels.images.maxPoolGradient(
            &window, pass.outputGradient, UnsafeRawPointer(pass.scratch), inputGradient,
            Int32(truncatingIfNeeded: pass.threads))
    }

    func averageForward<S: Scalar>(_ pass: ForwardPass<S>) {
        var window = kernel(pass.rows, pass.inputShape)
        S.kernels.images.averagePool(
            &window, pass.input, pass.output, self.window.padding != .same,
            Int32(truncatingIfNeeded: pass.threads))
    }

    func averageBackward<S: Scalar>(_ pass: BackwardPass<S>) {
        guard let inputGradient = pass.inputGradient else { return }
        var window = kernel(pass.rows, pass.inputShape)
        S.kernels.images.averagePoolGradient(
            &window, pass.outputGradient, inputGradient, self.window.padding != .same,
            Int32(truncatingIfNeeded: pass.threads))
    }

    /// The scalars, of four bytes or more, that have room for the winners of so many rows.
    func winnersCount(for input: Shape, rows: Int) -> Int {
        (outputCount(for: input) * rows * winnerSize(for: input) + 3) / 4
    }

    /// The bytes of a winner.
    func winnerSize(for input: Shape) -> Int {
        guard image(input) != nil else { return 1 }
        var window = kernel(1, input)
        return bp_winner_size(&window)
    }

    func kernel(_ rows: Int, _ input: Shape) -> bp_window {
        let image = image(input)!
        return window(over: image).kernel(rows: rows, over: image, channels: image[2])
    }
}
