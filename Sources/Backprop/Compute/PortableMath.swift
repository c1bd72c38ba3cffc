/// Functions that C libraries round differently, written so that every platform gives the same bits.
enum PortableMath {
    /// cos(π x) for x in 0...1, to within 1e-15, by a Taylor series over a quarter of the range.
    ///
    /// cos(π x) = −cos(π (1 − x)) folds the range to 0...½, and sin serves where the series of cos
    /// would have to reach beyond π/4.
    static func cosine(ofPiTimes x: Double) -> Double {
        if x > 0.5 { return -cosine(ofPiTimes: 1 - x) }
        return x > 0.25 ? series(.pi * (0.5 - x), odd: true) : series(.pi * x, odd: false)
    }

    /// The Taylor series of sine (odd) or cosine (even) for |angle| ≤ π/4.
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
}
