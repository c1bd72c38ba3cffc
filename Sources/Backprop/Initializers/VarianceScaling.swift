/// The divisor of an initializer's variance.
enum VarianceFan {
    /// The number of values that enter a unit.
    case input
    /// The sum of the values that enter and leave a unit.
    case inputAndOutput

    /// Returns the fan of a parameter, at least 1.
    func value(fanIn: Int, fanOut: Int) -> Int { self == .input ? fanIn : fanIn + fanOut }
}

/// The distribution of an initializer.
enum VarianceDistribution {
    /// Uniform in ±√(numerator / fan).
    case uniform
    /// Normal with mean 0 and standard deviation √(numerator / fan), not truncated: values beyond two standard
    /// deviations do occur. (Keras truncates and rescales them; PyTorch, as here, does not.)
    case normal
}

/// An initializer without hyperparameters whose variance is a constant divided by a fan.
///
/// Its scale is √(numerator / fan): the limit of a uniform distribution, the standard deviation of a normal one. A
/// uniform distribution in ±a has the variance a² / 3.
protocol VarianceScaling: Initializer {
    /// The constant above the fan.
    static var numerator: Double { get }

    /// The fan below the constant.
    static var fan: VarianceFan { get }

    /// The distribution of the values.
    static var distribution: VarianceDistribution { get }
}

extension VarianceScaling {
    /// Writes the initial values of a parameter; see ``Initializer``.
    public func fill(
        _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64, stream: UInt64
    ) {
        let fan = Self.fan.value(fanIn: fanIn, fanOut: fanOut)
        precondition(fan > 0, "a fan is at least 1")
        let scale = (Self.numerator / Double(fan)).squareRoot()
        let source = Philox(seed: seed, stream: stream)
        switch Self.distribution {
        case .uniform: Initializers.fillUniform(values, from: -scale, to: scale, source)
        case .normal: Initializers.fillNormal(values, mean: 0, standardDeviation: scale, source)
        }
    }
}
