/// Φ⁻¹, the inverse of the standard normal distribution function, in arithmetic that gives the same bits
/// everywhere.
///
/// Source: M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied
/// Statistics 37(3), 1988, routine PPND16: three quotients of polynomials of degree 7, accurate to about
/// 1 part in 10^16.
package enum NormalQuantile {
    /// Returns the number that a standard normal deviate is below with probability `p`, `p` in (0, 1).
    static func value(at p: Double) -> Double {
        let q = p - 0.5
        if abs(q) <= 0.425 { return q * central.value(at: 0.180625 - q * q) }
        let r = (-PortableLog.value(of: q < 0 ? p : 1 - p)).squareRoot()
        let magnitude = r <= 5 ? tail.value(at: r - 1.6) : farTail.value(at: r - 5)
        return q < 0 ? -magnitude : magnitude
    }

    /// A polynomial of degree 7 over another; coefficients from the highest power down.
    package struct Quotient {
        package let numerator: SIMD8<Double>
        package let denominator: SIMD8<Double>

        func value(at x: Double) -> Double {
            Self.horner(numerator, x) / Self.horner(denominator, x)
        }

        private static func horner(_ coefficients: SIMD8<Double>, _ x: Double) -> Double {
            var sum = coefficients[0]
            for power in 1..<8 { sum = sum * x + coefficients[power] }
            return sum
        }
    }

    /// For 0.075 ≤ p ≤ 0.925.
    package static let central = Quotient(
        numerator: [
            2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
            13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080,
        ],
        denominator: [
            5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867,
            5394.1960214247511077, 687.18700749205790830, 42.313330701600911252, 1,
        ])

    /// For tails no smaller than e^-25.
    package static let tail = Quotient(
        numerator: [
            7.74545014278341407640e-4, 0.0227238449892691845833, 0.241780725177450611770,
            1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550,
            4.63033784615654529590, 1.42343711074968357734,
        ],
        denominator: [
            1.05075007164441684324e-9, 5.47593808499534494600e-4, 0.0151986665636164571966,
            0.148103976427480074590, 0.689767334985100004550, 1.67638483018380384940,
            2.05319162663775882187, 1,
        ])

    /// For tails smaller than e^-25.
    static let farTail = Quotient(
        numerator: [
            2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.00124266094738807843860,
            0.0265321895265761230930, 0.296560571828504891230, 1.78482653991729133580,
            5.46378491116411436990, 6.65790464350110377720,
        ],
        denominator: [
            2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
            7.86869131145613259100e-4, 0.0148753612908506148525, 0.136929880922735805310,
            0.599832206555887937690, 1,
        ])
}
