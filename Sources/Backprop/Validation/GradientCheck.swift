/// Compares the gradient that backpropagation gives with central differences of the loss.
///
/// For every parameter θᵢ the difference quotient (L(θᵢ + h) − L(θᵢ − h)) / 2h is computed in Double and
/// compared: both agree when |analytic − numeric| ≤ absolute + relative · |numeric| + what rounding leaves open,
/// 16 ε |L| / h. Randomness such as dropout is held still by its counters, so it can be checked as well.
///
/// Where a rectifier, a maximum or an absolute value bends between θᵢ − h and θᵢ + h, the quotient mixes two slopes.
/// Where the two disagree it is therefore taken again with h / 10, h / 100 and h / 1000. If the slopes to the left and to the
/// right of θᵢ still differ, and do not come closer as h shrinks, the loss has a kink at θᵢ itself: there is no
/// derivative to compare with, and the parameter is counted in ``kinks``, not among the failures.
///
/// Source: Bishop, “Pattern Recognition and Machine Learning” (2006), p. 247, eq. 5.69.
public struct GradientCheck: Sendable {
    /// How far apart two derivatives may be.
    public struct Tolerance: Hashable, Sendable {
        /// How far apart the two may always be.
        public var absolute: Double

        /// What is allowed beyond that, as a share of the numeric derivative.
        public var relative: Double

        /// 10⁻⁷ and 10⁻⁵, or what is given.
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

        /// The value's place in the tensor as it lies in memory.
        public let index: Int

        /// The same place as model files and PyTorch index it, such as `[unit, input]`.
        public let place: [Int]

        /// ∂L/∂θ by backpropagation.
        public let analytic: Double

        /// ∂L/∂θ by central differences.
        public let numeric: Double

        /// How far the two are apart, in units of the tolerance: above 1 they disagree.
        public let error: Double
    }

    /// What was found in one tensor.
    public struct TensorResult: Sendable {
        /// The position of the layer in the network, from 0.
        public let layer: Int

        /// The tensor's name in model files.
        public let tensor: String

        /// The number of its parameters.
        public let count: Int

        /// How many of them were compared.
        public internal(set) var compared = 0

        /// How many of those have derivatives that disagree.
        public internal(set) var failures = 0

        /// How many more lie on a kink.
        public internal(set) var kinks = 0

        /// The parameter whose derivatives are farthest apart; `nil` where none was compared.
        public internal(set) var worst: Comparison?
    }

    /// The rows of the table, from 0, or of the dataset, that were checked on.
    public internal(set) var rows: [Int]

    /// What was found, tensor by tensor.
    public let tensors: [TensorResult]

    /// The loss at the parameters: the rows' weighted mean, as in training, and the penalty.
    public let loss: Double

    /// The parameter whose derivatives are farthest apart; `nil` where none was compared.
    public var worst: Comparison? {
        tensors.compactMap(\.worst).reduce(nil) { worst, next in
            worst.map { next.error <= $0.error } == true ? worst : next
        }
    }

    /// The number of parameters compared.
    public var count: Int { tensors.reduce(0) { $0 + $1.compared } }

    /// The number of parameters whose derivatives disagree.
    public var failures: Int { tensors.reduce(0) { $0 + $1.failures } }

    /// The number of parameters that lie on a kink, where there is no derivative to compare with.
    public var kinks: Int { tensors.reduce(0) { $0 + $1.kinks } }

    /// Whether all that were compared agree, and not all lie on kinks.
    public var passes: Bool { failures == 0 && (count > 0 || kinks == 0) }
}
