// Convolution of every channel separately, one filter each: lanes run across channels. Included by convolution.h;
// each element is the same fused chain as there.

INLINE bool NAME(is_depthwise)(const bp_window *g) {
    return g->groups > 1 && g->in_channels == g->groups && g->out_channels == g->groups;
}

// The number of neighbouring outputs that are summed together, so that their chains overlap.
#define OUTPUTS_AT_A_TIME 8

// The sums of `count` outputs of one vector of channels. `x` is the first element of the first window.
INLINE void NAME(depthwise_outputs)(const bp_window *g, const SCALAR *x, long width, const SCALAR *w, VEC start, const long count, SCALAR *to, long n) {
    const long c = g->in_channels, step = g->stride_x * c;
    VEC sums[OUTPUTS_AT_A_TIME];
    UNROLL for (long s = 0; s < count; s++) sums[s] = start;
    for (long r = 0; r < g->kernel_height; r++)
        for (long q = 0; q < g->kernel_width; q++, w += c) {
            const VEC weight = NAME(get)(w, n);
            const SCALAR *const from = x + (r * g->dilation_y * width + q * g->dilation_x) * c;
            UNROLL for (long s = 0; s < count; s++) sums[s] = NAME(fma)(NAME(get)(from + s * step, n), weight, sums[s]);
        }
    UNROLL for (long s = 0; s < count; s++) NAME(put)(to + s * c, sums[s], n);
}

// Row v of the sums of the current image.
static void NAME(depthwise_row)(const struct NAME(convolution) *p, const struct NAME(view) *view, long v, SCALAR *to) {
    const bp_window *g = p->g;
    const long c = g->in_channels;
    for (long o = 0; o < c; o += LANES) {
        const VEC start = p->bias ? NAME(get)(p->bias + o, c - o) : NAME(splat)(0);
        const SCALAR *x = view->pixels + v * g->stride_y * view->width * c + o;
        long u = 0;
        for (; u + OUTPUTS_AT_A_TIME <= g->out_width; u += OUTPUTS_AT_A_TIME)
            NAME(depthwise_outputs)(g, x + u * g->stride_x * c, view->width, p->w + o, start, OUTPUTS_AT_A_TIME, to + u * c + o, c - o);
        for (; u < g->out_width; u++)
            NAME(depthwise_outputs)(g, x + u * g->stride_x * c, view->width, p->w + o, start, 1, to + u * c + o, c - o);
    }
}

// Adds the gradients of outputs [u, u_end) of row v of image n through one position of their windows. `to` is the
// input at that position for output 0.
static void NAME(depthwise_back)(const struct NAME(convolution) *p, long n, long v, long place, long u, long u_end, SCALAR *to) {
    const bp_window *g = p->g;
    const long c = g->in_channels;
    const SCALAR *dz = p->dz + (n * g->out_height + v) * g->out_width * c;
    for (long o = 0; o < c; o += LANES) {
        const VEC weight = NAME(get)(p->w + place * c + o, c - o);
        for (long k = u; k < u_end; k++) {
            SCALAR *const sum = to + k * g->stride_x * c + o;
            NAME(put)(sum, NAME(fma)(NAME(get)(dz + k * c + o, c - o), weight, NAME(get)(sum, c - o)), c - o);
        }
    }
}

// The number of window positions that are summed together: those of 3 x 3.
#define PLACES_AT_A_TIME 9

// Adds the gradient of image n to the weights at positions [first, first + count) of one vector of channels.
INLINE void NAME(depthwise_places)(const struct NAME(convolution) *p, const struct NAME(view) *view, long n, long o, long first, const long count) {
    const bp_window *g = p->g;
    const long c = g->in_channels, rest = c - o;
    VEC sums[PLACES_AT_A_TIME];
    long offsets[PLACES_AT_A_TIME];
    UNROLL for (long s = 0; s < count; s++) {
        const long r = (first + s) / g->kernel_width, q = (first + s) % g->kernel_width;
        offsets[s] = (r * g->dilation_y * view->width + q * g->dilation_x) * c + o;
        sums[s] = NAME(get)(p->dw + (first + s) * c + o, rest);
    }
    const SCALAR *dz = p->dz + n * g->out_height * g->out_width * c + o;
    for (long v = 0; v < g->out_height; v++) {
        const SCALAR *x = view->pixels + v * g->stride_y * view->width * c;
        for (long u = 0; u < g->out_width; u++, x += g->stride_x * c, dz += c) {
            const VEC gradient = NAME(get)(dz, rest);
            UNROLL for (long s = 0; s < count; s++) sums[s] = NAME(fma)(NAME(get)(x + offsets[s], rest), gradient, sums[s]);
        }
    }
    UNROLL for (long s = 0; s < count; s++) NAME(put)(p->dw + (first + s) * c + o, sums[s], rest);
}

// The weights of vectors [begin, end) of channels.
static void NAME(depthwise_weight_gradient)(void *context, long begin, long end) {
    const struct NAME(convolution) *p = context;
    const bp_window *g = p->g;
    struct NAME(view) view = NAME(view)(g);
    SCALAR *const memory = NAME(zeroed_border)(g, &view);
    const long places = g->kernel_height * g->kernel_width, c = g->in_channels;
    for (long m = 0; m < places && !p->continues; m++)
        for (long o = begin * LANES; o < SMALLER(end * LANES, c); o += LANES) NAME(put)(p->dw + m * c + o, NAME(splat)(0), c - o);
    for (long n = 0; n < g->rows; n++) {
        view.pixels = NAME(padded_image)(g, p->x, n, &view, memory);
        for (long o = begin * LANES; o < SMALLER(end * LANES, c); o += LANES) {
            long m = 0;
            for (; m + PLACES_AT_A_TIME <= places; m += PLACES_AT_A_TIME)
                NAME(depthwise_places)(p, &view, n, o, m, PLACES_AT_A_TIME);
            for (; m + 2 <= places; m += 2) NAME(depthwise_places)(p, &view, n, o, m, 2);
            if (m < places) NAME(depthwise_places)(p, &view, n, o, m, 1);
        }
    }
}
