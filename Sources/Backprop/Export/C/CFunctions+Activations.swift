extension CFunctions {
    /// The activations; `alpha` is the slope of leaky ReLU and the scale of ELU.
    static let activations: [SourceFunction] = [
        SourceFunction(
            name: "sigmoid",
            text: """
                static REAL @sigmoid(REAL z) { return @times_logistic(1, z, 0); }
                """),
        SourceFunction(
            name: "tanh",
            text: """
                static REAL @tanh(REAL x)
                {
                    REAL t_low;
                    const REAL t = @expm1_parts(ABS(x) * -2, &t_low), d = t + 2;
                    return COPYSIGN(@quotient(t, t_low, d, (t - (d - 2)) + t_low), x);
                }
                """),
        SourceFunction(
            name: "relu",
            text: """
                static REAL @relu(REAL z) { return z <= 0 ? 0 : z; }
                """),
        SourceFunction(
            name: "leaky_relu",
            text: """
                static REAL @leaky_relu(REAL z, REAL alpha) { return z <= 0 ? z * alpha : z; }
                """),
        SourceFunction(
            name: "elu",
            text: """
                static REAL @elu(REAL z, REAL alpha) { return z < 0 ? @times_expm1(z, alpha, 0) : z; }
                """),
        SourceFunction(
            name: "selu",
            text: """
                static REAL @selu(REAL z)
                {
                    return z < 0 ? @times_expm1(z, @selu_alpha_scale_high, @selu_alpha_scale_low) : z * @selu_scale;
                }
                """),
        SourceFunction(
            name: "silu",
            text: """
                static REAL @silu(REAL z) { return @times_logistic(@at_least(z, TINY), z, 0); }
                """),
        SourceFunction(
            name: "softplus",
            text: """
                static REAL @softplus(REAL z) { return (z > 0 ? z : 0) + @log1p(@exponential(-ABS(z), 0)); }
                """),
        SourceFunction(
            name: "mish",
            text: """
                static REAL @mish(REAL z)
                {
                    const int is_negative = z < 0;
                    const REAL x = @at_least(z, TINY);
                    int n;
                    const REAL p = @exp_parts(@at_least(-ABS(z), TINY), 0, &n), e = @times_power(p + 1, n);
                    const REAL half = e * (REAL)0.5, twice = e * 2;
                    const REAL inner = is_negative ? half : e, sum = inner + 1, sum_low = inner - (sum - 1);
                    const REAL outer = is_negative ? e : twice;
                    const REAL d = FMA(outer, sum, (REAL)1), d_low = FMA(outer, sum, 1 - d) + outer * sum_low;
                    const REAL added = is_negative ? half : twice;
                    const REAL factor = added + 1, factor_low = added - (factor - 1);
                    const REAL base = is_negative ? @times_power(FMA(x, p, x), n) : x;
                    const REAL a = base * factor, a_low = FMA(base, factor, -a) + base * factor_low, q = a / d;
                    const REAL y = q + (FMA(-q, d, a) + FMA(-q, d_low, a_low)) / d;
                    return COPYSIGN(z > -TINY ? x : y, x);
                }
                """),
        SourceFunction(
            name: "gelu",
            text: """
                /* z times the normal distribution function of z. */
                static REAL @gelu(REAL z)
                {
                    const REAL a = @at_most(ABS(z), (REAL)GELU_BOUND), y = a * a, y_low = FMA(a, a, -y);
                    int n;
                    const REAL p = @exp_parts(y * (REAL)-0.5, y_low * (REAL)-0.5, &n);
                    REAL center_low, tail_word;
                    const REAL center = @two_words(y, @gelu_center, @gelu_center_low, GELU_CENTER, &center_low);
                    const REAL up = a + 4, up_low = a - (up - 4), down = a - 4, down_low = a - (down + 4), t = down / up;
                    const REAL rest = FMA(-t, up, down) + FMA(-t, up_low, down_low);
                    const REAL mended = FMA(rest, FMA(t, (REAL)-0.125, (REAL)0.125), t);
                    const REAL tail = @two_words(mended, @gelu_tail, @gelu_tail_low, GELU_TAIL, &tail_word);
                    const REAL middle = FMA(y, center, z * (REAL)0.5) + FMA(y, center_low, y_low * center);
                    const REAL low = FMA(tail_word, p, tail_word);
                    const REAL beyond = @times_power(tail + FMA(tail, p, low), n);
                    return COPYSIGN(a < 1 ? middle : z > 0 ? z - beyond : beyond, z);
                }
                """),
    ]
}
