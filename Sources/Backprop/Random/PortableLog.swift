/// The natural logarithm from additions, products and quotients alone, which IEEE 754 rounds exactly. Its bits depend
/// neither on the processor nor on the C library. The error is below one unit in the last place.
enum PortableLog {
    /// ln 2, split so that the product of the upper part and any exponent is exact.
    private static let upperLn2 = 0x1.62e42feep-1
    private static let lowerLn2 = 0x1.a39ef35793c76p-33

    /// Returns the natural logarithm of a positive, finite number.
    ///
    /// With x = m·2^e, m in [√½, √2), f = m − 1 and s = f / (2 + f):
    ///
    ///     ln m = 2·artanh(s) = 2s + s·r,  r = ⅔s² + ⅖s⁴ + …
    ///
    /// with 2s = f − s·f, so that ln m = f − s·(f − r): f is exact, and only the small correction is rounded. Since
    /// |s| ≤ 0.172, the terms after s²² are below 2^-60 of the result.
    static func value(of x: Double) -> Double {
        precondition(x > 0 && x.isFinite, "the logarithm here is of positive, finite numbers")
        var mantissa = x.significand
        var exponent = Double(x.exponent)
        if mantissa > 1.4142135623730951 {
            mantissa *= 0.5
            exponent += 1
        }
        let f = mantissa - 1
        let s = f / (2 + f)
        let correction = s * (f - remainder(s * s))
        return exponent * upperLn2 + (f - (correction - exponent * lowerLn2))
    }

    /// Returns the series ⅔t + ⅖t² + … + (2/23)t¹¹ of t = s².
    private static func remainder(_ t: Double) -> Double {
        var sum = 2.0 / 23
        sum = sum * t + 2.0 / 21
        sum = sum * t + 2.0 / 19
        sum = sum * t + 2.0 / 17
        sum = sum * t + 2.0 / 15
        sum = sum * t + 2.0 / 13
        sum = sum * t + 2.0 / 11
        sum = sum * t + 2.0 / 9
        sum = sum * t + 2.0 / 7
        sum = sum * t + 2.0 / 5
        sum = sum * t + 2.0 / 3
        return sum * t
    }
}
