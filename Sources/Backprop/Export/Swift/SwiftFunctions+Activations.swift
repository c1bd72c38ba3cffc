extension SwiftFunctions {
    /// The activations; `alpha` is the slope of leaky ReLU and the scale of ELU.
    static let activations: [SourceFunction] = [
        SourceFunction(
            name: "sigmoid",
            text: """
                private static func @sigmoid(_ z: REAL) -> REAL { @times_logistic(1, z, 0) }
                """),
        SourceFunction(
            name: "tanh",
            text: """
                private static func @tanh(_ x: REAL) -> REAL {
                    let (t, tLow) = @expm1_parts(abs(x) * -2)
                    let d = t + 2
                    return REAL(signOf: x, magnitudeOf: @quotient(t, tLow, d, (t - (d - 2)) + tLow))
                }
                """),
        SourceFunction(
            name: "relu",
            text: """
                private static func @relu(_ z: REAL) -> REAL { z <= 0 ? 0 : z }
                """),
        SourceFunction(
            name: "leaky_relu",
            text: """
                private static func @leaky_relu(_ z: REAL, _ alpha: REAL) -> REAL { z <= 0 ? z * alpha : z }
                """),
        SourceFunction(
            name: "elu",
            text: """
                private static func @elu(_ z: REAL, _ alpha: REAL) -> REAL {
                    z < 0 ? @times_expm1(z, alpha, 0) : z
                }
                """),
        SourceFunction(
            name: "selu",
            text: """
                private static func @selu(_ z: REAL) -> REAL {
                    z < 0
                        ? @times_expm1(z, @selu_alpha_scale_high, @selu_alpha_scale_low) : z * @selu_scale
                }
                """),
        SourceFunction(
            name: "silu",
            text: """
                private static func @silu(_ z: REAL) -> REAL { @times_logistic(@at_least(z, TINY), z, 0) }
                """),
        SourceFunction(
            name: "softplus",
            text: """
                private static func @softplus(_ z: REAL) -> REAL {
                    (z > 0 ? z : 0) + @log1p(@exponential(-abs(z), 0))
                }
                """),
        SourceFunction(
            name: "mish",
            text: """
                private static func @mish(_ z: REAL) -> REAL {
                    let isNegative = z < 0
                    let x = @at_least(z, TINY)
                    let (p, n) = @exp_parts(@at_least(-abs(z), TINY), 0)
                    let e = @times_power(p + 1, n)
                    let (half, twice): (REAL, REAL) = (e * 0.5, e * 2)
                    let inner = isNegative ? half : e
                    let sum = inner + 1
                    let sumLow = inner - (sum - 1)
                    let outer = isNegative ? e : twice
                    let d = @fma(outer, sum, 1)
                    let dLow = @fma(outer, sum, 1 - d) + outer * sumLow
                    let added = isNegative ? half : twice
                    let factor = added + 1
                    let factorLow = added - (factor - 1)
                    let base = isNegative ? @times_power(@fma(x, p, x), n) : x
                    let a = base * factor
                    let aLow = @fma(base, factor, -a) + base * factorLow
                    let q = a / d
                    let y = q + (@fma(-q, d, a) + @fma(-q, dLow, aLow)) / d
                    return REAL(signOf: x, magnitudeOf: z > -TINY ? x : y)
                }
                """),
        SourceFunction(
            name: "gelu",
            text: """
                /// z times the normal distribution function of z.
                private static func @gelu(_ z: REAL) -> REAL {
                    let a = @at_most(abs(z), GELU_BOUND)
                    let y = a * a
                    let yLow = @fma(a, a, -y)
                    let (p, n) = @exp_parts(y * -0.5, yLow * -0.5)
                    let (center, centerLow) = @two_words(y, @gelu_center, @gelu_center_low)
                    let (up, down) = (a + 4, a - 4)
                    let (upLow, downLow) = (a - (up - 4), a - (down + 4))
                    let t = down / up
                    let rest = @fma(-t, up, down) + @fma(-t, upLow, downLow)
                    let mended = @fma(rest, @fma(t, -0.125, 0.125), t)
                    let (tail, tailLow) = @two_words(mended, @gelu_tail, @gelu_tail_low)
                    let middle = @fma(y, center, z * 0.5) + @fma(y, centerLow, yLow * center)
                    let beyond = @times_power(tail + @fma(tail, p, @fma(tailLow, p, tailLow)), n)
                    return REAL(signOf: z, magnitudeOf: a < 1 ? middle : z > 0 ? z - beyond : beyond)
                }
                """),
    ]
}
