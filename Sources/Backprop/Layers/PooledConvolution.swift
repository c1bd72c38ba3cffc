/// A convolution joined with the following maximum pooling: it processes a few images at a time, so the intermediate
/// images stay in the cache and are not kept for the backward pass.
///
/// The bits are those of the two separate layers. Programs substitute it for them; descriptions and files do not
/// mention it. The activation is relu or linear. The maxima alone determine its derivative, so ∂L/∂Y is multiplied by
/// it before it is passed to their pixels.
struct PooledConvolution: Layer {
    static let typeName = "pooled-convolution"

    let convolution: Conv2D
    let pooling: MaxPool2D

    /// Joins the two layers, or returns `nil` if they are not such a pair.
    init?(_ layer: any Layer, _ next: any Layer) {
        guard let convolution = layer as? Conv2D, let pooling = next as? MaxPool2D,
            convolution.activation == .relu || convolution.activation == .linear
        else { return nil }
        self.convolution = convolution
        self.pooling = pooling
    }

    private func between(_ input: Shape) throws(NetworkError) -> Shape {
        try convolution.outputShape(for: input)
    }

    private func middle(_ input: Shape) -> Shape {
        guard let shape = try? between(input) else { preconditionFailure("a program has checked the shapes") }
        return shape
    }

    func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        try pooling.outputShape(for: try between(input))
    }

    func parameters(for input: Shape) -> [ParameterDescription] { convolution.parameters(for: input) }

    var nestedLayerCount: Int { 2 }

    /// Returns the number of images that fit a second-level cache.
    private func piece(_ middle: Shape, rows: Int) -> Int { max(1, min(rows, (1 << 17) / middle.count)) }

    /// Returns the room for the intermediate images, the transposed weights and the indices of the maxima.
    func scratchCount(for input: Shape, rows: Int) -> Int {
        let middle = middle(input)
        return piece(middle, rows: rows) * middle.count + convolution.weightCount(for: input)
            + pooling.scratchCount(for: middle, rows: rows)
    }

    func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        let (middle, threads) = (middle(pass.inputShape), pass.threads)
        let weights = convolution.weightCount(for: pass.inputShape)
        let maximumRows = piece(middle, rows: pass.rows)
        let winners = UnsafeMutableRawPointer(pass.scratch + maximumRows * middle.count + weights)
        let winnerSize = pooling.winnerSize(for: middle)
        for begin in stride(from: 0, to: pass.rows, by: maximumRows) {
            let rows = min(maximumRows, pass.rows - begin)
            var window = convolution.kernel(rows, pass.inputShape)
            var pool = pooling.kernel(rows, middle)
            S.kernels.images.convolution(
                &window, pass.input + begin * pass.inputShape.count, pass.parameters,
                convolution.hasBias ? pass.parameters + weights : nil, nil, pass.scratch,
                convolution.activation.kernel!, 0, threads)
            S.kernels.images.maxPool(
                &pool, UnsafePointer(pass.scratch), pass.output + begin * pass.outputShape.count,
                pass.training == nil ? nil : winners + begin * pass.outputShape.count * winnerSize, threads)
        }
    }

    func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        let (middle, threads) = (middle(pass.inputShape), pass.threads)
        let weights = convolution.weightCount(for: pass.inputShape)
        let maximumRows = piece(middle, rows: pass.rows)
        let transposed = pass.scratch + maximumRows * middle.count
        let winners = UnsafeRawPointer(transposed + weights)
        let winnerSize = pooling.winnerSize(for: middle)
        S.activationGradient(
            convolution.activation, rows: pass.rows, columns: pass.outputShape.count, sums: pass.output,
            outputs: pass.output, pass.outputGradient, threads: pass.threads)
        for begin in stride(from: 0, to: pass.rows, by: maximumRows) {
            let rows = min(maximumRows, pass.rows - begin)
            var window = convolution.kernel(rows, pass.inputShape)
            var pool = pooling.kernel(rows, middle)
            let (input, output) = (begin * pass.inputShape.count, begin * pass.outputShape.count)
            S.kernels.images.maxPoolGradient(
                &pool, pass.outputGradient + output, winners + output * winnerSize, pass.scratch, threads)
            S.kernels.images.convolutionWeightGradient(
                &window, pass.input + input, UnsafePointer(pass.scratch), pass.parameterGradient,
                convolution.hasBias ? pass.parameterGradient + weights : nil, begin > 0, threads)
            guard let inputGradient = pass.inputGradient else { continue }
            S.kernels.images.convolutionInputGradient(
                &window, UnsafePointer(pass.scratch), pass.parameters, nil, transposed, inputGradient + input,
                threads)
        }
    }
}

extension Conv2D: FusableLayer {
    /// Returns the convolution joined with the maximum pooling that follows it.
    func fused(with next: any Layer) -> (any Layer)? { PooledConvolution(self, next) }
}
