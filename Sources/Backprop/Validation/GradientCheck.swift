/// A comparison of the gradient from backpropagation with central differences of the loss.
///
/// For every parameter θᵢ, the difference quotient (L(θᵢ + h) − L(θᵢ − h)) / 2h is computed in Double and compared.
/// Both agree if |analytic − numeric| ≤ absolute + relative · |numeric| + 16 ε |L| / h, the last term for rounding.
/// Randomness such as dropout is fixed by its counters, so it can be checked as well.
///
/// If a rectifier, a maximum or an absolute value bends between θᵢ − h and θᵢ + h, the quotient mixes two slopes. If
/// the two derivatives disagree, it is therefore taken again with h / 10, h / 100 and h / 1000. The slopes to the left
/// and to the right of θᵢ may then still differ, and not come closer as h shrinks. In that case the loss has a kink at
/// θᵢ itself. There is no derivative to compare with, and the parameter is counted in ``kinks``, not among the
/// failures.
///
/// Source: Bishop, “Pattern Recognition and Machine Learning” (2006), p. 247, eq. 5.69.
public struct GradientCheck: Sendable {
    /// The tolerance for the difference of two derivatives.
    public struct Tolerance: Hashable, Sendable {
        /// The difference that is always allowed.
        public var absolute: Double

        /// The further difference that is allowed, as a share of the numeric derivative.
        public var relative: Double

        /// Creates a tolerance. Defaults to 10⁻⁷ and 10⁻⁵.
        public init(absolute: Double = 1e-7, relative: Double = 1e-5) {
            self.absolute = absolute
            self.relative = relative
        }
    }

    /// One parameter's two derivatives.
    public struct Comparison: Sendable {
        /// The position of the layer in the network, from 0.
        public let layer: Int

        /// The tensor's name in model files, such as `0.weight`.
        public let tensor: String

        /// The index of the value in the tensor in memory.
        public let index: Int

        /// The index of the value in model files and PyTorch, such as `[unit, input]`.
        public let coordinates: [Int]

        /// ∂L/∂θ by backpropagation.
        public let analytic: Double

        /// ∂L/∂θ by central differences.
        public let numeric: Double

        /// The difference of the two, in units of the tolerance: above 1 they disagree.
        public let error: Double
    }

    /// The results for one tensor.
    public struct TensorResult: Sendable {
        /// The position of the layer in the network, from 0.
        public let layer: Int

        /// The tensor's name in model files.
        public let tensor: String

        /// The number of its parameters.
        public let count: Int

        /// The number of parameters that were compared.
        public internal(set) var compared = 0

        /// The number of compared parameters whose derivatives disagree.
        public internal(set) var failures = 0

        /// The number of further parameters that lie on a kink.
        public internal(set) var kinks = 0

        /// The parameter whose derivatives differ most, or `nil` if none was compared.
        public internal(set) var worst: Comparison?
    }

    /// The rows of the table, from 0, or of the dataset, that were checked on.
    public internal(set) var rows: [Int]

    /// The results, tensor by tensor.
    public let tensors: [TensorResult]

    /// The loss at the parameters: the rows' weighted mean, as in training, and the penalty.
    public let loss: Double

    /// The parameter whose derivatives differ most, or `nil` if none was compared.
    public var worst: Comparison? {
        tensors.compactMap(\.worst).reduce(nil) { worst, next in
            worst.map { next.error <= $0.error } == true ? worst : next
        }
    }

    /// The number of parameters compared.
    public var count: Int { tensors.reduce(0) { $0 + $1.compared } }

    /// The number of parameters whose derivatives disagree.
    public var failures: Int { tensors.reduce(0) { $0 + $1.failures } }

    /// The number of parameters that lie on a kink, at which there is no derivative to compare with.
    public var kinks: Int { tensors.reduce(0) { $0 + $1.kinks } }

    /// Whether all compared derivatives agree, and not all lie on kinks.
    public var passes: Bool { failures == 0 && (count > 0 || kinks == 0) }
}
