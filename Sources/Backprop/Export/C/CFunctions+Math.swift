extension CFunctions {
    /// The exponential and the polynomials, in the order of the library's kernels.
    static let mathematics: [SourceFunction] = [
        SourceFunction(
            name: "polynomial",
            text: """
                /* c[0] + c[1] x + ... in pairs of pairs, for 1 to 32 coefficients. */
                static REAL @polynomial(REAL x, const REAL *c, int count)
                {
                    REAL power = x, sums[32];
                    int i;
                    for (i = 0; i < count; i++)
                        sums[i] = c[i];
                    for (; count > 1; count = (count + 1) / 2) {
                        for (i = 0; 2 * i + 1 < count; i++)
                            sums[i] = FMA(sums[2 * i + 1], power, sums[2 * i]);
                        if (count % 2 == 1)
                            sums[count / 2] = sums[count - 1];
                        power = power * power;
                    }
                    return sums[0];
                }
                """),
        SourceFunction(
            name: "two_words",
            text: """
                /* A polynomial as a sum of two words, whose first coefficient has a low word. */
                static REAL @two_words(REAL x, const REAL *c, REAL c_low, int count, REAL *low)
                {
                    const REAL rest = @polynomial(x, c + 1, count - 1), sum = FMA(x, rest, c[0]);
                    *low = FMA(x, rest, c[0] - sum) + c_low;
                    return sum;
                }
                """),
        SourceFunction(
            name: "at_least",
            text: """
                static REAL @at_least(REAL x, REAL bound) { return x < bound ? bound : x; }
                """),
        SourceFunction(
            name: "at_most",
            text: """
                static REAL @at_most(REAL x, REAL bound) { return x > bound ? bound : x; }
                """),
        SourceFunction(
            name: "exp_parts",
            text: """
                /* exp(x + x_low) = 2^n (1 + p): returns p. */
                static REAL @exp_parts(REAL x, REAL x_low, int *n)
                {
                    const REAL rounder = ROUNDER;
                    const REAL whole = FMA(x, @log2_e, rounder) - rounder;
                    const REAL near = FMA(-whole, @ln2_high, x);
                    const REAL rest = FMA(-whole, @ln2_low, x_low), r = near + rest;
                    *n = whole == whole ? (int)whole : 0;
                    return r + FMA(r * r, @polynomial(r, @exp_terms, EXP_TERMS), (near - r) + rest);
                }
                """),
        SourceFunction(
            name: "power_of_two",
            text: """
                /* 2^n in the range of normal numbers. */
                static REAL @power_of_two(int n)
                {
                    union { UINT bits; REAL number; } power;
                    power.bits = (UINT)(n + BIAS) << MANTISSA;
                    return power.number;
                }
                """),
        SourceFunction(
            name: "times_power",
            text: """
                /* 2^n x, rounded once. */
                static REAL @times_power(REAL x, int n)
                {
                    const int half = n >= 0 ? n / 2 : -((1 - n) / 2);
                    return x * @power_of_two(half) * @power_of_two(n - half);
                }
                """),
        SourceFunction(
            name: "quotient",
            text: """
                /* (n + n_low) / (d + d_low) for d from 1 to 2. */
                static REAL @quotient(REAL n, REAL n_low, REAL d, REAL d_low)
                {
                    const REAL q = n / d, rest = FMA(-q, d, n) + FMA(-q, d_low, n_low);
                    return FMA(rest, FMA((REAL)-8 / 17, d, (REAL)24 / 17), q);
                }
                """),
        SourceFunction(
            name: "expm1_parts",
            text: """
                /* exp(x) - 1 for x <= 0, as a sum of two words. */
                static REAL @expm1_parts(REAL x, REAL *low)
                {
                    int n;
                    const REAL p = @exp_parts(@at_least(x, -4 * TANH_IS_ONE), 0, &n);
                    const REAL power = @power_of_two(n), big = power - 1, small = power * p, sum = big + small;
                    *low = small - (sum - big);
                    return sum;
                }
                """),
        SourceFunction(
            name: "exponential",
            text: """
                /* exp(x + x_low) for a small x_low. */
                static REAL @exponential(REAL x, REAL x_low)
                {
                    int n;
                    const REAL p = @exp_parts(@at_most(@at_least(x, TINY), HUGE_ONE), x_low, &n);
                    return @times_power(p + 1, n);
                }
                """),
        SourceFunction(
            name: "times_expm1",
            text: """
                /* (c + c_low) (exp(x) - 1) for x <= 0. */
                static REAL @times_expm1(REAL x, REAL c, REAL c_low)
                {
                    REAL low;
                    const REAL high = @expm1_parts(x, &low);
                    return FMA(high, c, FMA(high, c_low, low * c));
                }
                """),
        SourceFunction(
            name: "log1p",
            text: """
                /* log(1 + e) for e from 0 to 1. */
                static REAL @log1p(REAL e)
                {
                    const int is_large = e >= (REAL)0.5;
                    const REAL f = is_large ? (e - 1) * (REAL)0.5 : e, k = is_large ? 1 : 0;
                    const REAL rest = FMA(f * f, @polynomial(f, @log_terms, LOG_TERMS), FMA(k, @ln2_rest, (REAL)0));
                    const REAL big = k * @ln2_short, sum = big + f;
                    return sum + ((big == 0 ? 0 : f - (sum - big)) + rest);
                }
                """),
        SourceFunction(
            name: "times_logistic",
            text: """
                /* x / (1 + exp(-v - v_low)) */
                static REAL @times_logistic(REAL x, REAL v, REAL v_low)
                {
                    const int is_negative = v < 0;
                    int n;
                    const REAL p = @exp_parts(@at_least(-ABS(v), TINY), is_negative ? v_low : -v_low, &n);
                    const REAL e = @times_power(p + 1, n), d = e + 1;
                    const REAL numerator = is_negative ? @times_power(FMA(x, p, x), n) : x;
                    const REAL mended = @quotient(numerator, 0, d, e - (d - 1));
                    return COPYSIGN(v > -TINY ? x : mended, x);
                }
                """),
    ]
}
