/// A scaling: a number becomes z = (number - center) / scale.
///
/// Some scalings have a curve besides: ``quantiles`` take the place of center and scale, a ``logarithm`` comes before
/// them, a ``bound`` after them.
public struct FittedScale: Codable, Hashable, Sendable {
    /// The number subtracted.
    public let center: Double
    /// The divisor, never 0.
    public let scale: Double
    /// The bound c of a smooth clipping, z / √(1 + (z/c)²), or `nil` for none.
    public let bound: Double?
    /// The quantiles of a transformation to the normal distribution, or `nil` for none.
    public let quantiles: FittedQuantiles?
    /// The logarithm that is centered and divided in place of the number itself, or `nil` for none.
    public internal(set) var logarithm: FittedLogarithm?

    init(
        center: Double, scale: Double, bound: Double? = nil, quantiles: FittedQuantiles? = nil,
        logarithm: FittedLogarithm? = nil
    ) {
        self.center = center
        self.scale = scale
        self.bound = bound
        self.quantiles = quantiles
        self.logarithm = logarithm
    }

    /// Creates the transformation by quantiles.
    init(quantiles: FittedQuantiles) { self.init(center: 0, scale: 1, quantiles: quantiles) }

    /// Fits median and quartiles, with smooth clipping at 3. If the quartiles are equal, half the range is the divisor.
    ///
    /// Source: D. Holzmüller, L. Grinsztajn and I. Steinwart, "Better by Default", NeurIPS 2024.
    init(clipping sample: WeightedSample) {
        let sorted = SortedSample(sample)
        let middle = sorted.quantile(0.75) - sorted.quantile(0.25)
        let range = middle == 0 ? sorted.quantile(1) / 2 - sorted.quantile(0) / 2 : middle
        self.init(center: sorted.quantile(0.5), scale: range == 0 ? 1 : range, bound: 3)
    }

    /// Returns the scaled number.
    package func apply(_ number: Double) -> Double {
        if let quantiles { return quantiles.apply(number) }
        let scaled = ((logarithm?.apply(number) ?? number) - center) / scale
        guard let bound else { return scaled }
        // The same quotient in a form that does not overflow.
        if abs(scaled) > bound {
            let share = bound / scaled
            return (scaled < 0 ? -bound : bound) / (1 + share * share).squareRoot()
        }
        let share = scaled / bound
        return scaled / (1 + share * share).squareRoot()
    }

    /// The scaling that leaves numbers unchanged.
    static let identity = FittedScale(center: 0, scale: 1)

    var isValid: Bool {
        center.isFinite && scale.isFinite && scale > 0 && (bound.map { $0 > 0 && $0.isFinite } ?? true)
            && quantiles?.isValid != false && logarithm?.isValid != false
    }
}
