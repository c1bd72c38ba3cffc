/// An activation as a layer of its own, for places where no dense layer carries it.
///
/// Formula: Y = activation(X), element by element, or row by row for softmax; and back,
/// ∂L/∂X = ∂L/∂Y ⊙ activation′. Shapes stay as they are.
public struct ActivationLayer: ActivatedLayer {
    /// The word in files and text.
    public static let typeName = "activation"

    /// The function applied.
    public let activation: Activation

    /// Creates a layer that applies the function.
    public init(_ activation: Activation) {
        self.activation = activation
    }

    /// The same layer with another activation.
    public func withActivation(_ activation: Activation) -> ActivationLayer {
        ActivationLayer(activation)
    }

    /// The input's shape.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape { input }

    /// None.
    public func parameters(for input: Shape) -> [ParameterDescription] { [] }

    /// Y = activation(X).
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        S.activate(
            activation, rows: pass.rows, columns: pass.inputShape.count, pass.input, into: pass.output,
            threads: pass.threads)
    }

    /// ∂L/∂X = ∂L/∂Y ⊙ activation′; the input serves as the sums.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        guard let inputGradient = pass.inputGradient else { return }
        let count = pass.rows * pass.inputShape.count
        inputGradient.update(from: pass.outputGradient, count: count)
        S.activationGradient(
            activation, rows: pass.rows, columns: pass.inputShape.count, sums: pass.input,
            outputs: pass.output, inputGradient, threads: pass.threads)
    }

    /// The name of the function.
    public var text: String { activation.description }
}
