extension SwiftFunctions {
    /// The exponential and the polynomials, in the order of the library's kernels.
    static let mathematics: [SourceFunction] = [
        SourceFunction(
            name: "fma",
            text: """
                /// x y + z, rounded once.
                private static func @fma(_ x: REAL, _ y: REAL, _ z: REAL) -> REAL { z.addingProduct(x, y) }
                """),
        SourceFunction(
            name: "polynomial",
            text: """
                /// c[first] + c[first + 1] x + ... in pairs of pairs.
                private static func @polynomial(_ x: REAL, _ c: [REAL], _ first: Int, _ count: Int) -> REAL {
                    if count == 1 { return c[first] }
                    var power = x
                    var half = 1
                    while 2 * half < count {
                        power *= power
                        half *= 2
                    }
                    return @fma(
                        @polynomial(x, c, first + half, count - half), power, @polynomial(x, c, first, half))
                }
                """),
        SourceFunction(
            name: "two_words",
            text: """
                /// A polynomial as a sum of two words, whose first coefficient has a low word.
                private static func @two_words(_ x: REAL, _ c: [REAL], _ low: REAL) -> (REAL, REAL) {
                    let rest = @polynomial(x, c, 1, c.count - 1)
                    let sum = @fma(x, rest, c[0])
                    return (sum, @fma(x, rest, c[0] - sum) + low)
                }
                """),
        SourceFunction(
            name: "at_least",
            text: """
                private static func @at_least(_ x: REAL, _ bound: REAL) -> REAL { x < bound ? bound : x }
                """),
        SourceFunction(
            name: "at_most",
            text: """
                private static func @at_most(_ x: REAL, _ bound: REAL) -> REAL { x > bound ? bound : x }
                """),
        SourceFunction(
            name: "exp_parts",
            text: """
                /// exp(x + xLow) = 2^n (1 + p): returns p and n.
                private static func @exp_parts(_ x: REAL, _ xLow: REAL) -> (REAL, Int) {
                    let rounder: REAL = ROUNDER
                    let whole = @fma(x, @log2_e, rounder) - rounder
                    let near = @fma(-whole, @ln2_high, x)
                    let rest = @fma(-whole, @ln2_low, xLow)
                    let r = near + rest
                    let series = @polynomial(r, @exp_terms, 0, @exp_terms.count)
                    return (r + @fma(r * r, series, (near - r) + rest), whole.isNaN ? 0 : Int(whole))
                }
                """),
        SourceFunction(
            name: "power_of_two",
            text: """
                /// 2^n in the range of normal numbers.
                private static func @power_of_two(_ n: Int) -> REAL {
                    REAL(bitPattern: UINT(n + BIAS) << MANTISSA)
                }
                """),
        SourceFunction(
            name: "times_power",
            text: """
                /// 2^n x, rounded once.
                private static func @times_power(_ x: REAL, _ n: Int) -> REAL {
                    x * @power_of_two(n >> 1) * @power_of_two(n - (n >> 1))
                }
                """),
        SourceFunction(
            name: "quotient",
            text: """
                /// (n + nLow) / (d + dLow) for d from 1 to 2.
                private static func @quotient(_ n: REAL, _ nLow: REAL, _ d: REAL, _ dLow: REAL) -> REAL {
                    let (slope, start): (REAL, REAL) = (-8 / 17, 24 / 17)
                    let q = n / d
                    let rest = @fma(-q, d, n) + @fma(-q, dLow, nLow)
                    return @fma(rest, @fma(slope, d, start), q)
                }
                """),
        SourceFunction(
            name: "expm1_parts",
            text: """
                /// exp(x) - 1 for x <= 0, as a sum of two words.
                private static func @expm1_parts(_ x: REAL) -> (REAL, REAL) {
                    let (p, n) = @exp_parts(@at_least(x, -4 * TANH_IS_ONE), 0)
                    let power = @power_of_two(n)
                    let (big, small) = (power - 1, power * p)
                    let sum = big + small
                    return (sum, small - (sum - big))
                }
                """),
        SourceFunction(
            name: "exponential",
            text: """
                /// exp(x + xLow) for a small xLow.
                private static func @exponential(_ x: REAL, _ xLow: REAL) -> REAL {
                    let (p, n) = @exp_parts(@at_most(@at_least(x, TINY), HUGE_ONE), xLow)
                    return @times_power(p + 1, n)
                }
                """),
        SourceFunction(
            name: "times_expm1",
            text: """
                /// (c + cLow) (exp(x) - 1) for x <= 0.
                private static func @times_expm1(_ x: REAL, _ c: REAL, _ cLow: REAL) -> REAL {
                    let (high, low) = @expm1_parts(x)
                    return @fma(high, c, @fma(high, cLow, low * c))
                }
                """),
        SourceFunction(
            name: "log1p",
            text: """
                /// log(1 + e) for e from 0 to 1.
                private static func @log1p(_ e: REAL) -> REAL {
                    let isLarge = e >= 0.5
                    let (f, k): (REAL, REAL) = isLarge ? ((e - 1) * 0.5, 1) : (e, 0)
                    let series = @polynomial(f, @log_terms, 0, @log_terms.count)
                    let rest = @fma(f * f, series, @fma(k, @ln2_rest, 0))
                    let big = k * @ln2_short
                    let sum = big + f
                    return sum + ((big == 0 ? 0 : f - (sum - big)) + rest)
                }
                """),
        SourceFunction(
            name: "times_logistic",
            text: """
                /// x / (1 + exp(-v - vLow))
                private static func @times_logistic(_ x: REAL, _ v: REAL, _ vLow: REAL) -> REAL {
                    let isNegative = v < 0
                    let (p, n) = @exp_parts(@at_least(-abs(v), TINY), isNegative ? vLow : -vLow)
                    let e = @times_power(p + 1, n)
                    let d = e + 1
                    let numerator = isNegative ? @times_power(@fma(x, p, x), n) : x
                    let mended = @quotient(numerator, 0, d, e - (d - 1))
                    return REAL(signOf: x, magnitudeOf: v > -TINY ? x : mended)
                }
                """),
    ]
}
