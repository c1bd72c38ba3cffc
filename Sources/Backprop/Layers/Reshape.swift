/// Changes the shape of an example without changing its values.
///
/// The values of an image are ordered channel by channel, like those of ``Flatten`` and of PyTorch's `Unflatten`:
/// `reshape 7x7x16` of 784 values inverts `flatten`. The backward pass inverts it.
public struct Reshape: Layer {
    /// The name in files and text.
    public static let typeName = "reshape"

    /// The shape of the output.
    public let shape: Shape

    /// Creates the layer.
    public init(_ shape: Shape) { self.shape = shape }

    /// Returns the shape, which must have as many values as the input.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        guard input.count == shape.count else {
            throw .incompatibleShape(self, found: input, expected: "\(shape.count) values")
        }
        return shape
    }

    /// Returns no parameters.
    public func parameters(for input: Shape) -> [ParameterDescription] { [] }

    /// Returns the room for the values ordered channel by channel.
    public func scratchCount(for input: Shape, rows: Int) -> Int { rows * input.count }

    /// Orders the input's values channel by channel, then by the output's shape.
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        move(pass.input, pass.inputShape, to: pass.output, shape, pass.scratch, pass.rows, pass.threads)
    }

    /// Orders the gradient's values by the input's shape.
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        guard let inputGradient = pass.inputGradient else { return }
        move(
            UnsafePointer(pass.outputGradient), shape, to: inputGradient, pass.inputShape, pass.scratch,
            pass.rows, pass.threads)
    }

    private func move<S: Scalar>(
        _ input: UnsafePointer<S>, _ from: Shape, to output: UnsafeMutablePointer<S>, _ to: Shape,
        _ scratch: UnsafeMutablePointer<S>, _ rows: Int, _ threads: Int
    ) {
        S.kernels.images.transpose(
            input, scratch, rows, from.count / from.channels, from.channels, threads)
        S.kernels.images.transpose(
            UnsafePointer(scratch), output, rows, to.channels, to.count / to.channels, threads)
    }

    /// `reshape 7x7x16`.
    public var text: String {
        "\(Self.typeName) \(shape.extents.map(String.init).joined(separator: "x"))"
    }
}

extension Reshape: TextRepresentableLayer {
    static let keywords: [String] = []

    /// Reads the word after `reshape`: the extents.
    init(words: inout LayerTextParser) throws(NetworkError) {
        guard let word = words.next() else { throw words.errorAtEnd("the shape is missing") }
        let extents = word.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard let shape = Shape(checking: extents) else {
            throw words.error("a shape is one to four whole numbers, such as 7x7x16, not \"\(word)\"")
        }
        self.init(shape)
    }
}
