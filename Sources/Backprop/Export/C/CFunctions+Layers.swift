extension CFunctions {
    /// The operations on values.
    static let layers: [SourceFunction] = [
        SourceFunction(
            name: "dense",
            text: """
                /* y[o] = bias[o] + the sum of x[i] w[i, o] in ascending order of i; a bias that is 0 is left out. */
                static void @dense(const REAL *x, const REAL *w, const REAL *bias, REAL *y, long inputs, long outputs)
                {
                    long i, o;
                    for (o = 0; o < outputs; o++)
                        y[o] = bias ? bias[o] : 0;
                    for (i = 0; i < inputs; i++)
                        for (o = 0; o < outputs; o++)
                            y[o] = FMA(x[i], w[i * outputs + o], y[o]);
                }
                """),
        SourceFunction(
            name: "add_words",
            text: """
                /* sum + low += x + x_low, exact except for the roundings of low. */
                static void @add_words(REAL *sum, REAL *low, REAL x, REAL x_low)
                {
                    const REAL total = *sum + x, back = total - *sum;
                    *low += ((*sum - (total - back)) + (x - back)) + x_low;
                    *sum = total;
                }
                """),
        SourceFunction(
            name: "softmax",
            text: """
                static void @softmax(const REAL *x, REAL *y, long count)
                {
                    REAL sums[16] = {0}, lows[16] = {0}, top = -REAL_HUGE, sum, low;
                    long c;
                    int half, lane;
                    for (c = 0; c < count; c++)
                        top = x[c] > top ? x[c] : top;
                    for (c = 0; c < count; c++) {
                        const REAL d = x[c] - top, back = d - x[c], lost = (x[c] - (d - back)) - (top + back);
                        y[c] = @exponential(d, d > SOFTMAX_LOW ? lost : 0);
                        @add_words(&sums[c % 16], &lows[c % 16], y[c], 0);
                    }
                    for (half = 8; half > 0; half /= 2)
                        for (lane = 0; lane < half; lane++)
                            @add_words(&sums[lane], &lows[lane], sums[lane + half], lows[lane + half]);
                    sum = sums[0] + lows[0];
                    low = lows[0] - (sum - sums[0]);
                    for (c = 0; c < count; c++) {
                        const REAL q = y[c] / sum;
                        y[c] = FMA(-q, low / sum, q);
                    }
                }
                """),
        SourceFunction(
            name: "shift_and_scale",
            text: """
                static void @shift_and_scale(const REAL *x, const REAL *center, const REAL *factor, const REAL *shift,
                                             REAL *y, long count, long channels)
                {
                    long i;
                    for (i = 0; i < count; i++)
                        y[i] = FMA(x[i] - center[i % channels], factor[i % channels], shift[i % channels]);
                }
                """),
        SourceFunction(
            name: "sum",
            text: """
                /* The sum of the elements or of their squares, by 32 lanes in blocks of 1024. */
                static double @sum(const REAL *x, long count, int squares)
                {
                    double total = 0;
                    long start, i;
                    for (start = 0; start < count; start += 1024) {
                        REAL sums[32] = {0};
                        int half, lane;
                        for (i = start; i < count && i < start + 1024; i++)
                            sums[i % 32] = squares ? FMA(x[i], x[i], sums[i % 32]) : sums[i % 32] + x[i];
                        for (half = 16; half > 0; half /= 2)
                            for (lane = 0; lane < half; lane++)
                                sums[lane] += sums[lane + half];
                        total += sums[0];
                    }
                    return total;
                }
                """),
        SourceFunction(
            name: "standardize",
            text: """
                /* Layer normalization. */
                static void @standardize(const REAL *x, const REAL *weight, const REAL *bias, REAL *y, long count,
                                         long channels, double epsilon)
                {
                    long k, c;
                    for (k = 0; k < count; k += channels) {
                        const REAL mean = (REAL)(@sum(x + k, channels, 0) / (double)channels);
                        REAL inverse;
                        for (c = 0; c < channels; c++)
                            y[k + c] = x[k + c] - mean;
                        inverse = (REAL)(1 / sqrt(@sum(y + k, channels, 1) / (double)channels + epsilon));
                        for (c = 0; c < channels; c++)
                            y[k + c] = FMA(y[k + c] * inverse, weight[c], bias[c]);
                    }
                }
                """),
        SourceFunction(
            name: "scale",
            text: """
                static void @scale(const REAL *x, const REAL *weight, REAL *y, long count, long channels)
                {
                    long i;
                    for (i = 0; i < count; i++)
                        y[i] = x[i] * weight[i % channels];
                }
                """),
        SourceFunction(
            name: "blend",
            text: """
                static void @blend(const REAL *x, const REAL *active, const REAL *weight, REAL *y, long count,
                                   long channels)
                {
                    long i;
                    for (i = 0; i < count; i++)
                        y[i] = x[i] + weight[i % channels] * (active[i] - x[i]);
                }
                """),
        SourceFunction(
            name: "sine",
            text: """
                /* The sine of u half turns, for u from -1/2 to 1/2. */
                static REAL @sine(REAL u)
                {
                    static const REAL terms[] = {SINE_TERMS};
                    const REAL y = (REAL)3.14159265358979323846 * u, square = y * y;
                    REAL sum = 1 - square * terms[0];
                    int i;
                    for (i = 1; i < 10; i++)
                        sum = 1 - square * sum * terms[i];
                    return y * sum;
                }
                """),
        SourceFunction(
            name: "embed",
            text: """
                /* Each of the first numbers becomes weighted sums of its cosines, and itself. */
                static void @embed(const REAL *x, const REAL *frequency, const REAL *phase, const REAL *weight,
                                   const REAL *bias, REAL *y, long inputs, long numbers, long frequencies, long outputs)
                {
                    const REAL rounder = ROUNDER;
                    long i, k, o;
                    for (i = 0; i < numbers; i++) {
                        REAL *const to = y + i * (outputs + 1);
                        for (o = 0; o < outputs; o++)
                            to[o] = bias[i * outputs + o];
                        to[outputs] = x[i];
                        for (k = 0; k < frequencies; k++) {
                            const REAL turns = frequency[i * frequencies + k] * x[i]
                                               + phase[i * frequencies + k] * (REAL)0.15915494309189535;
                            const REAL whole = (turns + rounder) - rounder;
                            const REAL u = ABS(turns) >= rounder / 3 ? turns - turns : turns - whole;
                            const REAL s = @sine(u), cosine = 1 - 2 * s * s;
                            for (o = 0; o < outputs; o++)
                                to[o] += weight[(i * outputs + o) * frequencies + k] * cosine;
                        }
                    }
                    for (; i < inputs; i++)
                        y[numbers * (outputs + 1) + i - numbers] = x[i];
                }
                """),
        SourceFunction(
            name: "transpose",
            text: """
                static void @transpose(const REAL *x, REAL *y, long rows, long columns)
                {
                    long i, j;
                    for (i = 0; i < rows; i++)
                        for (j = 0; j < columns; j++)
                            y[j * rows + i] = x[i * columns + j];
                }
                """),
        SourceFunction(
            name: "add",
            text: """
                static void @add(const REAL *a, const REAL *b, REAL *y, long count)
                {
                    long i;
                    for (i = 0; i < count; i++)
                        y[i] = a[i] + b[i];
                }
                """),
        SourceFunction(
            name: "place",
            text: """
                /* Copies channels next to those of other values. */
                static void @place(const REAL *x, REAL *y, long positions, long width, long channels)
                {
                    long k, c;
                    for (k = 0; k < positions; k++)
                        for (c = 0; c < width; c++)
                            y[k * channels + c] = x[k * width + c];
                }
                """),
    ]
}
