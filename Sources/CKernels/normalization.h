// Sums and scales of channels, for normalization: lanes run across channels.

enum { NAME(of_values), NAME(of_squares), NAME(of_products) };

struct NAME(channels) {
    const SCALAR *x, *y, *center, *scale, *shift, *slope;
    SCALAR *out;
    long rows, positions, channels, kind;
};

// partial[n, c] = sum over positions of example n, for examples [begin, end).
static void NAME(sum_example)(void *context, long begin, long end) {
    const struct NAME(channels) *p = context;
    const long c = p->channels;
    for (long n = begin; n < end; n++)
        for (long o = 0; o < c; o += LANES) {
            const VEC center = p->kind == NAME(of_values) ? NAME(splat)(0) : NAME(load_n)(p->center + o, c - o);
            VEC sum = NAME(splat)(0);
            for (long k = n * p->positions; k < (n + 1) * p->positions; k++) {
                const VEC x = NAME(get)(p->x + k * c + o, c - o) - center;
                if (p->kind == NAME(of_values)) sum += x;
                else sum = NAME(fma)(p->kind == NAME(of_squares) ? x : NAME(get)(p->y + k * c + o, c - o), x, sum);
            }
            NAME(put)(p->out + n * c + o, sum, c - o);
        }
}

static void NAME(channel_sums)(long kind, const SCALAR *x, const SCALAR *y, const SCALAR *center, SCALAR *partial,
                               SCALAR *sums, double factor, long rows, long positions, long channels, long threads) {
    struct NAME(channels) p = {.x = x, .y = y, .center = center, .out = partial, .positions = positions, .channels = channels, .kind = kind};
    bp_parallel_for(rows, MAP_GRAIN / (positions * channels) + 1, NAME(sum_example), &p, threads);
    double totals[64];
    for (long first = 0; first < channels; first += 64) {
        const long count = SMALLER(channels - first, 64);
        for (long c = 0; c < count; c++) totals[c] = 0;
        for (long n = 0; n < rows; n++)
            for (long c = 0; c < count; c++) totals[c] += (double)partial[n * channels + first + c];
        for (long c = 0; c < count; c++) sums[first + c] = (SCALAR)(totals[c] * factor);
    }
}

static void NAME(affine_positions)(void *context, long begin, long end) {
    const struct NAME(channels) *p = context;
    const long c = p->channels;
    for (long k = begin; k < end; k++)
        for (long o = 0; o < c; o += LANES) {
            const VEC x = NAME(get)(p->x + k * c + o, c - o) - NAME(get)(p->center + o, c - o);
            NAME(put)(p->out + k * c + o, NAME(fma)(x, NAME(get)(p->scale + o, c - o), NAME(get)(p->shift + o, c - o)), c - o);
        }
}

static void NAME(channel_affine)(const SCALAR *x, const SCALAR *center, const SCALAR *scale, const SCALAR *shift,
                                 SCALAR *y, long positions, long channels, long threads) {
    struct NAME(channels) p = {.x = x, .center = center, .scale = scale, .shift = shift, .out = y, .channels = channels};
    bp_parallel_for(positions, MAP_GRAIN / channels + 1, NAME(affine_positions), &p, threads);
}

static void NAME(gradient_positions)(void *context, long begin, long end) {
    const struct NAME(channels) *p = context;
    const long c = p->channels;
    for (long k = begin; k < end; k++)
        for (long o = 0; o < c; o += LANES) {
            const VEC x = NAME(get)(p->x + k * c + o, c - o) - NAME(get)(p->center + o, c - o);
            const VEC dy = NAME(get)(p->y + k * c + o, c - o) - NAME(get)(p->shift + o, c - o);
            const VEC dx = (dy - x * NAME(get)(p->slope + o, c - o)) * NAME(get)(p->scale + o, c - o);
            NAME(put)(p->out + k * c + o, dx, c - o);
        }
}

static void NAME(channel_gradient)(const SCALAR *x, const SCALAR *dy, const SCALAR *center, const SCALAR *shift,
                                   const SCALAR *slope, const SCALAR *scale, SCALAR *dx, long positions, long channels,
                                   long threads) {
    struct NAME(channels) p = {.x = x, .y = dy, .center = center, .shift = shift, .slope = slope, .scale = scale, .out = dx, .channels = channels};
    bp_parallel_for(positions, MAP_GRAIN / channels + 1, NAME(gradient_positions), &p, threads);
}

static void NAME(scale_example)(void *context, long begin, long end) {
    const struct NAME(channels) *p = context;
    const long c = p->channels;
    for (long n = begin; n < end; n++)
        for (long k = n * p->positions; k < (n + 1) * p->positions; k++)
            for (long o = 0; o < c; o += LANES)
                NAME(put)(p->out + k * c + o, NAME(get)(p->x + k * c + o, c - o) * NAME(get)(p->scale + n * c + o, c - o), c - o);
}

static void NAME(channel_scale)(const SCALAR *x, const SCALAR *factors, SCALAR *y, long rows, long positions,
                                long channels, long threads) {
    struct NAME(channels) p = {.x = x, .scale = factors, .out = y, .positions = positions, .channels = channels};
    bp_parallel_for(rows, MAP_GRAIN / (positions * channels) + 1, NAME(scale_example), &p, threads);
}

// MARK: Rows

struct NAME(standard) {
    const SCALAR *x, *dy, *gamma, *beta;
    SCALAR *y, *standard, *inverse;
    long channels;
    double epsilon;
};

static void NAME(standardize_rows)(void *context, long begin, long end) {
    const struct NAME(standard) *p = context;
    const long c = p->channels;
    for (long k = begin; k < end; k++) {
        const SCALAR *x = p->x + k * c;
        SCALAR *const to = p->standard + k * c;
        const SCALAR mean = (SCALAR)(NAME(reduce)(x, x, c, 0) / (double)c);
        for (long o = 0; o < c; o += LANES) NAME(put)(to + o, NAME(get)(x + o, c - o) - NAME(splat)(mean), c - o);
        const SCALAR inverse = (SCALAR)(1 / __builtin_sqrt(NAME(reduce)(to, to, c, 1) / (double)c + p->epsilon));
        p->inverse[k] = inverse;
        for (long o = 0; o < c; o += LANES) {
            const VEC standard = NAME(get)(to + o, c - o) * NAME(splat)(inverse);
            NAME(put)(to + o, standard, c - o);
            NAME(put)(p->y + k * c + o, NAME(fma)(standard, NAME(get)(p->gamma + o, c - o), NAME(get)(p->beta + o, c - o)), c - o);
        }
    }
}

static void NAME(layer_norm)(const SCALAR *x, const SCALAR *gamma, const SCALAR *beta, SCALAR *standard, SCALAR *inverse,
                             SCALAR *y, double epsilon, long rows, long channels, long threads) {
    struct NAME(standard) p = {.x = x, .gamma = gamma, .beta = beta, .y = y, .standard = standard, .inverse = inverse, .channels = channels, .epsilon = epsilon};
    bp_parallel_for(rows, MAP_GRAIN / channels + 1, NAME(standardize_rows), &p, threads);
}

static void NAME(standard_back)(void *context, long begin, long end) {
    const struct NAME(standard) *p = context;
    const long c = p->channels;
    for (long k = begin; k < end; k++) {
        const SCALAR *standard = p->standard + k * c;
        SCALAR *const to = p->y + k * c;
        for (long o = 0; o < c; o += LANES)
            NAME(put)(to + o, NAME(get)(p->dy + k * c + o, c - o) * NAME(get)(p->gamma + o, c - o), c - o);
        const SCALAR mean = (SCALAR)(NAME(reduce)(to, to, c, 0) / (double)c);
        const SCALAR slope = (SCALAR)(NAME(reduce)(to, standard, c, 1) / (double)c);
        for (long o = 0; o < c; o += LANES) {
            const VEC rest = NAME(get)(to + o, c - o) - NAME(splat)(mean) - NAME(get)(standard + o, c - o) * NAME(splat)(slope);
            NAME(put)(to + o, rest * NAME(splat)(p->inverse[k]), c - o);
        }
    }
}

static void NAME(layer_norm_gradient)(const SCALAR *standard, const SCALAR *inverse, const SCALAR *gamma, const SCALAR *dy,
                                      SCALAR *dx, long rows, long channels, long threads) {
    struct NAME(standard) p = {.dy = dy, .gamma = gamma, .y = dx, .standard = (SCALAR *)standard, .inverse = (SCALAR *)inverse, .channels = channels};
    bp_parallel_for(rows, MAP_GRAIN / channels + 1, NAME(standard_back), &p, threads);
}
