/// An activation as a separate layer, for networks in which no other layer applies it.
///
/// Formula: Y = activation(X), element by element, or row by row for softmax; backward, ∂L/∂X = ∂L/∂Y ⊙ activation′.
/// The shape does not change.
public struct ActivationLayer: ActivatedLayer {
    /// The name in files and text.
    public static let typeName = "activation"

    /// The function to apply.
    public let activation: Activation

    /// Creates a layer that applies the function.
    public init(_ activation: Activation) {
        self.activation = activation
    }

    /// Returns the layer with another activation.
    public func withActivation(_ activation: Activation) -> ActivationLayer {
        ActivationLayer(activation)
    }

    /// Returns the input's shape.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape { input }

    /// Returns no parameters.
    public func parameters(for input: Shape) -> [ParameterDescription] { [] }

    /// Computes Y = activation(X).
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        S.activate(
            activation, rows: pass.rows, columns: pass.inputShape.count, pass.input, into: pass.output,
            threads: pass.threads)
    }

    /// Computes ∂L/∂X = ∂L/∂Y ⊙ activation′; the input contains the sums.
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
