/// The quantity to minimize: a function of a network's outputs and the targets.
///
/// A loss is a value. For a batch it is the mean of the rows' losses, weighted by the rows' weights if there are any.
/// The gradient is that of this mean.
public protocol Loss: Codable, Sendable, Equatable {
    /// The name of the loss in files and on the command line, such as `squared-error`.
    static var typeName: String { get }

    /// The activation that the formula contains, because both together have a stable form.
    ///
    /// A network that ends in this activation passes the values before it to the loss; any other network is refused.
    var fusedActivation: Activation? { get }

    /// Writes each row's loss and the gradient with respect to the outputs.
    func evaluate<S: Scalar>(_ pass: LossPass<S>)
}

extension Loss {
    /// No activation: the loss takes the outputs unchanged.
    public var fusedActivation: Activation? { nil }

    /// Whether this loss and another, of any type, are equal.
    func isEqual(to other: any Loss) -> Bool {
        (other as? Self) == self
    }
}

/// The arguments of a loss for one batch. All matrices are `rows` × `columns`, row-major.
public struct LossPass<S: Scalar> {
    /// The number of examples.
    public let rows: Int

    /// The number of outputs of one example.
    public let columns: Int

    /// The network's outputs, before the fused activation if the loss has one.
    public let outputs: UnsafePointer<S>

    /// The expected outputs.
    public let targets: UnsafePointer<S>

    /// The weight of each row, or `nil` if all weights are 1.
    public let weights: UnsafePointer<S>?

    /// The factor that turns the gradient of the sum of row losses into that of the mean.
    public let scale: S

    /// The destination of the gradient with respect to `outputs`.
    public let gradient: UnsafeMutablePointer<S>

    /// The destination of each row's loss, its weight included.
    public let rowLosses: UnsafeMutablePointer<S>
}

extension LossPass {
    /// Evaluates a loss that is a sum over the outputs of a function of one output and its target.
    ///
    /// - Parameter term: Returns the loss of one output and its derivative for output − target.
    @inline(__always)
    func evaluateTerms(_ term: (_ difference: S) -> (loss: S, derivative: S)) {
        for row in 0..<rows {
            let weight = weights?[row] ?? 1
            var sum: S = 0
            for index in (row * columns)..<((row + 1) * columns) {
                let (loss, derivative) = term(outputs[index] - targets[index])
                sum += loss
                gradient[index] = derivative * (weight * scale)
            }
            rowLosses[row] = sum * weight
        }
    }
}
