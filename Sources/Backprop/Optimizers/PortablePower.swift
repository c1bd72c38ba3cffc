/// Powers from products alone, which every platform rounds alike; the C library's `pow` it does not.
enum PortablePower {
    /// A power by repeated squaring.
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

    /// e^x for x at most 0, by Taylor's series of x/2ᵏ where it is above −½, squared k times.
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
