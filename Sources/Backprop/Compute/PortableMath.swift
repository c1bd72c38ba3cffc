/// Functions that C libraries round differently, implemented for equal bits on every platform.
enum PortableMath {
    /// Returns cos(π x) for x in 0...1, to within 1e-15, by a Taylor series over a quarter of the range.
    ///
    /// cos(π x) = −cos(π (1 − x)) reduces the range to 0...½. Beyond π/4, the series of sin replaces that of cos.
    static func cosine(ofPiTimes x: Double) -> Double {
        if x > 0.5 { return -cosine(ofPiTimes: 1 - x) }
        return x > 0.25 ? series(.pi * (0.5 - x), odd: true) : series(.pi * x, odd: false)
    }

    /// Returns the Taylor series of sine (odd) or cosine (even) for |angle| ≤ π/4.
    private static func series(_ angle: Double, odd: Bool) -> Double {
        var term = odd ? angle : 1.0
        var sum = term
        var order = odd ? 1.0 : 0.0
        for _ in 0..<10 {
            term *= -angle * angle / ((order + 1) * (order + 2))
            sum += term
            order += 2
        }
        return sum
    }

    /// Returns a power by repeated squaring.
    static func power(_ base: Double, _ exponent: UInt64) -> Double {
        var result = 1.0
        var square = base
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result *= square }
            square *= square
            rest >>= 1
        }
        return result
    }

    /// Returns a real power, above 0, of a base from 0 to 1.
    static func power(_ base: Double, real exponent: Double) -> Double {
        if base <= 0 { return 0 }
        if let whole = UInt64(exactly: exponent) { return power(base, whole) }
        return exponential(exponent * PortableLog.value(of: base))
    }

    /// Returns e^x for x at most 0: the Taylor series of x/2ᵏ, which is above −½, squared k times.
    static func exponential(_ x: Double) -> Double {
        guard x > -746 else { return 0 }
        var reduced = x
        var squarings = 0
        while reduced < -0.5 {
            reduced /= 2
            squarings += 1
        }
        var sum = 1.0
        for order in stride(from: 18.0, to: 0, by: -1) { sum = 1 + sum * reduced / order }
        for _ in 0..<squarings { sum *= sum }
        return sum
    }
}
