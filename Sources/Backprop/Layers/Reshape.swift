/// Gives the values of an example another shape.
///
/// The values of an image count channel by channel, as ``Flatten`` lays them out and as PyTorch's `Unflatten` takes
/// them: `reshape 7x7x16` of a row of 784 values undoes `flatten`. Back the same way.
public struct Reshape: Layer {
    /// The word in files and text.
    public static let typeName = "reshape"

    /// The shape that comes out.
    public let shape: Shape

    /// Creates the layer.
    public init(_ shape: Shape) { self.shape = shape }

    /// The shape, which has as many values as the input.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        guard input.count == shape.count else {
            throw .incompatibleShape(self, found: input, expected: "\(shape.count) values")
        }
        return shape
    }

    /// None.
    public func parameters(for input: Shape) -> [ParameterDescription] { [] }

    /// Room for the values channel by channel.
    public func scratchCount(for input: Shape, rows: Int) -> Int { rows * input.count }

    /// The input's values channel by channel, then the output's.
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        move(pass.input, pass.inputShape, to: pass.output, shape, pass.scratch, pass.rows, pass.threads)
    }

    /// The same backwards.
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
            throw words.error("a shape is one to four whole numbers, such as 7x7x16, not “\(word)”")
        }
        self.init(shape)
    }
}
