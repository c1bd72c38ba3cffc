// The two distributions that all random rules are made of.

extension Initializers {
    /// Value i is `lower + (upper - lower) * u`, u being ``Philox/unit(at:)`` of i.
    static func fillUniform(
        _ values: UnsafeMutableBufferPointer<Double>, from lower: Double, to upper: Double,
        _ source: Philox
    ) {
        source.fillUnit(values)
        let width = upper - lower
        for index in 0..<values.count { values[index] = lower + width * values[index] }
    }

    /// Value i is `mean + standardDeviation * z`, z being ``Philox/normal(at:)`` of i.
    static func fillNormal(
        _ values: UnsafeMutableBufferPointer<Double>, mean: Double, standardDeviation: Double,
        _ source: Philox
    ) {
        source.fillNormal(values)
        for index in 0..<values.count { values[index] = mean + standardDeviation * values[index] }
    }
}
