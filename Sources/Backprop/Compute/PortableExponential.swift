/// The exponential function from additions, products and quotients alone, which IEEE 754 rounds exactly. Its bits depend
/// neither on the processor nor on the C library. The error is a few units in the last place.
enum PortableExponential {
    /// ln 2, split so that the product of the upper part and any exponent is exact.
    private static let upperLn2 = 0x1.62e42feep-1
    private static let lowerLn2 = 0x1.a39ef35793c76p-33

    /// Returns e^x; infinite if that is too large for a finite number.
    ///
    /// With x = k·ln 2 + r and |r| ≤ ½ ln 2, e^x is 2^k times the Taylor series of e^r. Its terms after r¹⁵ are below
    /// 2^-60.
    static func value(of x: Double) -> Double {
        if x > 709.8 { return .infinity }
        guard x > -746 else { return 0 }
        let exponent = (x / (upperLn2 + lowerLn2)).rounded()
        let rest = (x - exponent * upperLn2) - exponent * lowerLn2
        var sum = 1.0
        for order in stride(from: 15.0, to: 0, by: -1) { sum = 1 + sum * rest / order }
        // In two steps, since a power of two alone may be too large or too small for a number.
        let half = (exponent / 2).rounded(.down)
        return sum * power(half) * power(exponent - half)
    }

    private static func power(_ exponent: Double) -> Double {
        Double(sign: .plus, exponent: Int(exponent), significand: 1)
    }
}
