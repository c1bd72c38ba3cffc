/// The logarithm of a target, and the way back.
///
/// Targets that are all positive become u = ln y, others of at least 0 u = ln(y + unit). Signed targets become
/// u = sign(y)·ln(1 + |y| / unit), which is nearly linear within the unit and logarithmic beyond it. The unit is the
/// lower quartile of the magnitudes other than 0, so that it changes with the unit of the target.
///
/// The way back is y = e^u − unit, or sign(u)·unit·(e^|u| − 1). It is the median of y if u is the median of its
/// distribution. Before it, u is confined to the range of the training rows, widened by a quarter on either side. So no
/// prediction is larger or smaller than training supports.
public struct FittedLogarithm: Codable, Hashable, Sendable {
    /// Whether targets may be negative.
    public let isSigned: Bool
    /// The unit: the number added before the logarithm, or the divisor of signed targets.
    public let unit: Double
    /// The smallest logarithm of the training rows.
    public let minimum: Double
    /// The largest logarithm of the training rows.
    public let maximum: Double

    /// Fits the logarithm of a sample that has values, none of them negative unless it is signed.
    init(of sample: WeightedSample, isSigned: Bool) {
        let smallest = sample.values.min()!
        let needsUnit = isSigned || smallest <= 0
        let unit = needsUnit ? Self.unit(of: sample) : 0
        let (low, high) = (
            Self.forward(smallest, unit, isSigned), Self.forward(sample.values.max()!, unit, isSigned)
        )
        (self.isSigned, self.unit, minimum, maximum) = (isSigned, unit, low, high)
    }

    /// Returns the lower quartile of the magnitudes other than 0, or 1 if there are none.
    private static func unit(of sample: WeightedSample) -> Double {
        let present = sample.values.indices.filter { sample.values[$0] != 0 }
        guard !present.isEmpty else { return 1 }
        let magnitudes = WeightedSample(
            present.map { abs(sample.values[$0]) },
            weights: sample.weights.map { weights in present.map { weights[$0] } })
        return magnitudes.quantile(0.25)!
    }

    /// Returns the logarithm of a number; of one that has none, the lower end of the range.
    func apply(_ number: Double) -> Double {
        if !isSigned, number + unit <= 0 { return range.lowerBound }
        return Self.forward(number, unit, isSigned)
    }

    /// Returns the number of a logarithm, which is first confined to the range.
    func invert(_ logarithm: Double) -> Double {
        if logarithm.isNaN { return logarithm }
        return number(of: min(max(logarithm, range.lowerBound), range.upperBound))
    }

    /// Returns the number of a logarithm, also of one outside of the range.
    func number(of logarithm: Double) -> Double {
        let magnitude = PortableExponential.value(of: isSigned ? abs(logarithm) : logarithm)
        let number =
            isSigned ? (logarithm < 0 ? -1 : 1) * (magnitude - 1) * unit : magnitude - unit
        let limit = Double.greatestFiniteMagnitude
        return min(max(number, -limit), limit)
    }

    /// The range of predictions.
    package var range: ClosedRange<Double> {
        let margin = (maximum - minimum) / 4
        return (minimum - margin)...(maximum + margin)
    }

    private static func forward(_ number: Double, _ unit: Double, _ isSigned: Bool) -> Double {
        guard isSigned else { return logarithm(of: number, plus: unit) }
        let magnitude = logarithm(of: abs(number), plus: unit) - PortableLog.value(of: unit)
        return number < 0 ? -magnitude : magnitude
    }

    /// Returns ln(number + unit), even if the sum is too large for a number.
    private static func logarithm(of number: Double, plus unit: Double) -> Double {
        PortableLog.value(of: min(number + unit, .greatestFiniteMagnitude))
    }

    /// Whether the parts are valid for computing.
    var isValid: Bool {
        unit >= 0 && unit.isFinite && (unit > 0 || !isSigned) && minimum.isFinite && maximum.isFinite
            && minimum <= maximum
    }
}

extension PreprocessorFitting {
    /// Returns the scaling of a target by the settings.
    func targetScale(_ sample: WeightedSample, _ column: Column) throws(PreprocessingError) -> FittedScale {
        switch settings.targetScaling {
        case .auto, .standard: return try scale(.standard, sample, column)
        case .none: return try scale(.none, sample, column)
        case .log:
            if let row = sample.values.firstIndex(where: { $0 < 0 }) {
                throw .logarithmOfNegative(.init(table, row: rows[row], column: column))
            }
            return FittedScale(FittedLogarithm(of: sample, isSigned: false), of: sample)
        case .signedLog: return FittedScale(FittedLogarithm(of: sample, isSigned: true), of: sample)
        }
    }
}

extension FittedScale {
    /// Fits mean and standard deviation of the logarithms of a sample.
    fileprivate init(_ logarithm: FittedLogarithm, of sample: WeightedSample) {
        let logarithms = WeightedSample(sample.values.map(logarithm.apply), weights: sample.weights)
        let scale = Scaling.standard.fit(logarithms)
        self.init(center: scale.center, scale: scale.scale, logarithm: logarithm)
    }

    /// Returns the number that was scaled to this one. Bounds and quantiles, which targets do not have, have no way back.
    func invert(_ scaled: Double) -> Double {
        let number = scaled * scale + center
        return logarithm?.invert(number) ?? number
    }
}
