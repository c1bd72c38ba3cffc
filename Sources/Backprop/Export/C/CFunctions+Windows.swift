extension CFunctions {
    /// The operations on images, whose channels are last.
    static let windows: [SourceFunction] = [
        SourceFunction(
            name: "window",
            text: """
                /* A window that slides over an image. */
                struct window {
                    long in_height, in_width, in_channels, out_height, out_width, out_channels;
                    long kernel_height, kernel_width, stride_y, stride_x, top, left, dilation_y, dilation_x, groups;
                };
                """),
        SourceFunction(
            name: "pixel_index",
            text: """
                /* The index of a pixel of the window at output (v, u), or -1 outside of the image. */
                static long $pixel_index(const struct $window *g, long v, long u, long p, long q)
                {
                    const long i = v * g->stride_y - g->top + p * g->dilation_y;
                    const long j = u * g->stride_x - g->left + q * g->dilation_x;
                    if (i < 0 || i >= g->in_height || j < 0 || j >= g->in_width)
                        return -1;
                    return (i * g->in_width + j) * g->in_channels;
                }
                """),
        SourceFunction(
            name: "convolve",
            text: """
                /* In ascending order of the window's rows, columns and channels, from the bias. */
                static void @convolve(const REAL *x, const REAL *w, const REAL *bias, REAL *y, const struct $window *g)
                {
                    const long in = g->in_channels / g->groups, out = g->out_channels / g->groups;
                    long v, u, p, q, i, o;
                    for (v = 0; v < g->out_height; v++)
                        for (u = 0; u < g->out_width; u++) {
                            REAL *const to = y + (v * g->out_width + u) * g->out_channels;
                            for (o = 0; o < g->out_channels; o++)
                                to[o] = bias ? bias[o] : 0;
                            for (p = 0; p < g->kernel_height; p++)
                                for (q = 0; q < g->kernel_width; q++) {
                                    const long pixel = $pixel_index(g, v, u, p, q);
                                    for (i = 0; i < in; i++) {
                                        const REAL *const row =
                                            w + ((p * g->kernel_width + q) * in + i) * g->out_channels;
                                        for (o = 0; o < g->out_channels; o++) {
                                            const REAL value = pixel < 0 ? 0 : x[pixel + o / out * in + i];
                                            to[o] = FMA(value, row[o], to[o]);
                                        }
                                    }
                                }
                        }
                }
                """),
        SourceFunction(
            name: "maximum",
            text: """
                static void @maximum(const REAL *x, REAL *y, const struct $window *g)
                {
                    long v, u, p, q, c;
                    for (v = 0; v < g->out_height; v++)
                        for (u = 0; u < g->out_width; u++)
                            for (c = 0; c < g->in_channels; c++) {
                                REAL best = -REAL_HUGE;
                                for (p = 0; p < g->kernel_height; p++)
                                    for (q = 0; q < g->kernel_width; q++) {
                                        const long pixel = $pixel_index(g, v, u, p, q);
                                        if (pixel >= 0 && (x[pixel + c] > best || x[pixel + c] != x[pixel + c]))
                                            best = x[pixel + c];
                                    }
                                y[(v * g->out_width + u) * g->in_channels + c] = best;
                            }
                }
                """),
        SourceFunction(
            name: "average",
            text: """
                static void @average(const REAL *x, REAL *y, const struct $window *g, int counts_padding)
                {
                    long v, u, p, q, c;
                    for (v = 0; v < g->out_height; v++)
                        for (u = 0; u < g->out_width; u++)
                            for (c = 0; c < g->in_channels; c++) {
                                REAL sum = 0;
                                long inside = 0;
                                for (p = 0; p < g->kernel_height; p++)
                                    for (q = 0; q < g->kernel_width; q++) {
                                        const long pixel = $pixel_index(g, v, u, p, q);
                                        if (pixel < 0)
                                            continue;
                                        sum += x[pixel + c];
                                        inside++;
                                    }
                                if (inside > 0 && counts_padding)
                                    inside = g->kernel_height * g->kernel_width;
                                y[(v * g->out_width + u) * g->in_channels + c] =
                                    sum * (inside > 0 ? (REAL)1 / (REAL)inside : 0);
                            }
                }
                """),
    ]
}
