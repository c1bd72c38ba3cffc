/// What training makes small: a function of a network's outputs and the targets.
///
/// A loss is a value. Its number for a batch is the mean over the rows of each row's loss, weighted by
/// the rows' weights where there are any; the gradient is that of this mean.
public protocol Loss: Codable, Sendable, Equatable {
    /// The word that names the loss in files and on the command line, such as `squared-error`.
    static var typeName: String { get }

    /// The activation that the formula contains, because both together have a stable form.
    ///
    /// A network that ends in it hands the loss the values before it; one that does not is refused.
    var fusedActivation: Activation? { get }

    /// Writes each row's loss and the gradient with respect to the outputs.
    func evaluate<S: Scalar>(_ pass: LossPass<S>)
}

extension Loss {
    /// None: the loss takes the outputs as they are.
    public var fusedActivation: Activation? { nil }

    /// Whether this loss and another, of any type, are the same description.
    func isEqual(to other: any Loss) -> Bool {
        (other as? Self) == self
    }
}

/// What a loss is given for one batch. All matrices are `rows` × `columns`, row-major.
public struct LossPass<S: Scalar> {
    /// The number of examples.
    public let rows: Int

    /// The number of outputs of one example.
    public let columns: Int

    /// What the network gave, before the fused activation where the loss has one.
    public let outputs: UnsafePointer<S>

    /// What it should have given.
    public let targets: UnsafePointer<S>

    /// The weight of each row; `nil` where all weigh 1.
    public let weights: UnsafePointer<S>?

    /// What the gradient of the sum of row losses is multiplied by to become that of the mean.
    public let scale: S

    /// Where the gradient with respect to `outputs` goes.
    public let gradient: UnsafeMutablePointer<S>

    /// Where each row's loss goes, its weight included.
    public let rowLosses: UnsafeMutablePointer<S>
}

extension LossPass {
    /// Evaluates a loss that is a sum over the outputs of a function of one output and its target.
    ///
    /// - Parameter term: The loss of one output and its derivative, given output − target.
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
