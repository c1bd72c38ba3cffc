// The two distributions of all random rules.

extension Initializers {
    /// Writes `lower + (upper - lower) * u` as value i, where u is ``Philox/unit(at:)`` of i.
    static func fillUniform(
        _ values: UnsafeMutableBufferPointer<Double>, from lower: Double, to upper: Double,
        _ source: Philox
    ) {
        source.fillUnit(values)
        let width = upper - lower
        for index in 0..<values.count { values[index] = lower + width * values[index] }
    }

    /// Writes `mean + standardDeviation * z` as value i, where z is ``Philox/normal(at:)`` of i.
    static func fillNormal(
        _ values: UnsafeMutableBufferPointer<Double>, mean: Double, standardDeviation: Double,
        _ source: Philox
    ) {
        source.fillNormal(values)
        for index in 0..<values.count { values[index] = mean + standardDeviation * values[index] }
    }
}
