extension CFunctions {
    /// The preprocessing of numbers and dates, in double precision.
    static let numbers: [SourceFunction] = [
        SourceFunction(
            name: "bound",
            text: """
                static double $bound(double x, double low, double high)
                {
                    x = low >= x ? low : x;
                    return high < x ? high : x;
                }
                """),
        SourceFunction(
            name: "power",
            text: """
                /* 2^n in the range of normal numbers. */
                static double $power(int n)
                {
                    union { uint64_t bits; double number; } power;
                    power.bits = (uint64_t)(n + 1023) << 52;
                    return power.number;
                }
                """),
        SourceFunction(
            name: "natural_logarithm",
            text: """
                /* ln x for a positive, finite x. */
                static double $natural_logarithm(double x)
                {
                    union { double number; uint64_t bits; } mantissa;
                    double exponent = 0, f, s, t, sum = 2.0 / 23;
                    int k;
                    if (x < 0x1p-1022) {
                        x *= 0x1p64;
                        exponent = -64;
                    }
                    mantissa.number = x;
                    exponent += (double)((int)(mantissa.bits >> 52) - 1023);
                    mantissa.bits = (mantissa.bits & 0xFFFFFFFFFFFFFu) | 0x3FF0000000000000u;
                    if (mantissa.number > 1.4142135623730951) {
                        mantissa.number *= 0.5;
                        exponent += 1;
                    }
                    f = mantissa.number - 1;
                    s = f / (2 + f);
                    t = s * s;
                    for (k = 21; k >= 3; k -= 2)
                        sum = sum * t + 2.0 / k;
                    return exponent * 0x1.62e42feep-1 + (f - (s * (f - sum * t) - exponent * 0x1.a39ef35793c76p-33));
                }
                """),
        SourceFunction(
            name: "natural_exponential",
            text: """
                static double $natural_exponential(double x)
                {
                    double exponent, rest, sum = 1;
                    int order, half;
                    if (x > 709.8)
                        return INFINITY;
                    if (!(x > -746))
                        return 0;
                    exponent = round(x / (0x1.62e42feep-1 + 0x1.a39ef35793c76p-33));
                    rest = (x - exponent * 0x1.62e42feep-1) - exponent * 0x1.a39ef35793c76p-33;
                    for (order = 15; order > 0; order--)
                        sum = 1 + sum * rest / order;
                    half = (int)floor(exponent / 2);
                    return sum * $power(half) * $power((int)exponent - half);
                }
                """),
        SourceFunction(
            name: "normal_quantile",
            text: """
                /* The inverse of the standard normal distribution (algorithm AS 241). */
                static double $normal_quantile(double p)
                {
                    static const double terms[3][2][8] = {NORMAL_TERMS};
                    const double q = p - 0.5;
                    double x, n, d;
                    int part = 0, i;
                    if ((q < 0 ? -q : q) <= 0.425) {
                        x = 0.180625 - q * q;
                    } else {
                        x = sqrt(-$natural_logarithm(q < 0 ? p : 1 - p));
                        part = x <= 5 ? 1 : 2;
                        x -= part == 1 ? 1.6 : 5;
                    }
                    n = terms[part][0][0];
                    d = terms[part][1][0];
                    for (i = 1; i < 8; i++) {
                        n = n * x + terms[part][0][i];
                        d = d * x + terms[part][1][i];
                    }
                    if (part == 0)
                        return q * (n / d);
                    return q < 0 ? -(n / d) : n / d;
                }
                """),
        SourceFunction(
            name: "quantile_deviate",
            text: """
                /* The normal deviate of a number by the quantiles of its column; several may be equal. */
                static double $quantile_deviate(double number, const double *values, const long *firsts, long values_count,
                                                long count)
                {
                    double probability;
                    if (values_count < 2)
                        return 0;
                    if (number <= values[0]) {
                        probability = 0;
                    } else if (number >= values[values_count - 1]) {
                        probability = 1;
                    } else {
                        long low = 0, high = values_count, first, last;
                        while (high - low > 1) {
                            const long middle = (low + high) / 2;
                            if (values[middle] <= number)
                                low = middle;
                            else
                                high = middle;
                        }
                        first = firsts ? firsts[low] : low;
                        last = (firsts ? firsts[low + 1] : low + 1) - 1;
                        if (number > values[low])
                            probability = ((double)last + (number / 2 - values[low] / 2)
                                           / (values[low + 1] / 2 - values[low] / 2)) / (double)(count - 1);
                        else
                            probability = (double)(first + last) / 2 / (double)(count - 1);
                    }
                    return $normal_quantile($bound(probability, 1e-7, 1 - 1e-7));
                }
                """),
        SourceFunction(
            name: "clip",
            text: """
                /* z / sqrt(1 + (z / bound)^2) */
                static double $clip(double z, double bound)
                {
                    double share;
                    if ((z < 0 ? -z : z) > bound) {
                        share = bound / z;
                        return (z < 0 ? -bound : bound) / sqrt(1 + share * share);
                    }
                    share = z / bound;
                    return z / sqrt(1 + share * share);
                }
                """),
        SourceFunction(
            name: "bin_position",
            text: """
                /* The bin of a number, and the share of the bin below it. */
                static long $bin_position(double number, const double *edges, long bins, double *share)
                {
                    long low = 0, high = bins;
                    double width;
                    while (high - low > 1) {
                        const long middle = (low + high) / 2;
                        if (edges[middle] < number)
                            low = middle;
                        else
                            high = middle;
                    }
                    width = edges[low + 1] - edges[low];
                    if (width - width == 0)
                        *share = (number - edges[low]) / width;
                    else
                        *share = (number / 2 - edges[low] / 2) / (edges[low + 1] / 2 - edges[low] / 2);
                    *share = $bound(*share, 0, 1);
                    return low;
                }
                """),
        SourceFunction(
            name: "bin",
            text: """
                /* One input per bin, unless the number is missing. */
                static void @bin(double number, const double *edges, const double *means, long bins, REAL *x)
                {
                    long own, k;
                    double share;
                    if (number != number)
                        return;
                    own = $bin_position(number, edges, bins, &share);
                    for (k = 0; k < bins; k++)
                        x[k] = (REAL)(2 * ((k < own ? 1 : k == own ? share : 0) - means[k]));
                }
                """),
        SourceFunction(
            name: "number_of_logarithm",
            text: """
                /* The number of a logarithm, which is first confined to a range. */
                static double $number_of_logarithm(double logarithm, double low, double high, double unit, int is_signed)
                {
                    double confined, magnitude, number;
                    if (logarithm != logarithm)
                        return logarithm;
                    confined = $bound(logarithm, low, high);
                    magnitude = $natural_exponential(is_signed && confined < 0 ? -confined : confined);
                    number = is_signed ? (confined < 0 ? -1 : 1) * (magnitude - 1) * unit : magnitude - unit;
                    return $bound(number, -DBL_MAX, DBL_MAX);
                }
                """),
        SourceFunction(
            name: "series",
            text: """
                static double $series(double angle, int odd)
                {
                    double term = odd ? angle : 1, sum = term, order = odd ? 1 : 0;
                    int k;
                    for (k = 0; k < 10; k++) {
                        term *= -angle * angle / ((order + 1) * (order + 2));
                        sum += term;
                        order += 2;
                    }
                    return sum;
                }
                """),
        SourceFunction(
            name: "cosine",
            text: """
                /* The cosine of a share of a whole turn. */
                static double $cosine(double share)
                {
                    const double pi = 0x1.921fb54442d18p1, turn = 2 * (share - floor(share)), x = turn > 1 ? 2 - turn : turn;
                    const double y = x > 0.5 ? 1 - x : x;
                    const double cosine = y > 0.25 ? $series(pi * (0.5 - y), 1) : $series(pi * y, 0);
                    return x > 0.5 ? -cosine : cosine;
                }
                """),
        SourceFunction(
            name: "modulo",
            text: """
                static double $modulo(double x, double divisor) { return x - divisor * floor(x / divisor); }
                """),
    ]
}
