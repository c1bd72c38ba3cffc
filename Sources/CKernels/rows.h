// Kernels over the rows of a matrix: softmax and the losses with their gradients.
//
// A sum over a row takes 16 lanes for every instruction set (column c to lane c % 16, ascending). They are folded by
// halves: lane l with lane l + 8, then l + 4, l + 2, l + 1. Threads take contiguous ranges of rows.

#define ROW_LANES 16
#define ROW_VECTORS (ROW_LANES / LANES)

struct NAME(rows) {
    const SCALAR *x, *t, *weights;
    SCALAR *y, *gradient, *row_loss, scale, delta;
    long columns;
};

// The first k lanes of v, the others replaced.
INLINE VEC NAME(first)(VEC v, long k, SCALAR other) {
    if (k >= LANES) return v;
    IVEC index;
    for (int l = 0; l < LANES; l++) index[l] = l;
    return index < (IVEC)(NAME(int))k ? v : NAME(splat)(other);
}

// For every vector of a row: c its first column, k the number of lanes that are columns, v its index among the sums.
#define EACH_VECTOR(columns)                                                        \
    for (long c = 0, k = (columns), v = 0; k > 0; c += LANES, k -= LANES, v = (v + 1) % ROW_VECTORS)

static inline long NAME(row_grain)(long columns) { return columns < 4096 ? 4096 / (columns > 0 ? columns : 1) : 1; }

// MARK: Softmax

// sum + low += x, exact except for the roundings of low.
INLINE void NAME(add_words)(VEC *sum, VEC *low, VEC x, VEC x_low) {
    const VEC total = *sum + x, back = total - *sum;
    *low += ((*sum - (total - back)) + (x - back)) + x_low;
    *sum = total;
}

INLINE SCALAR NAME(row_max)(const SCALAR *x, long columns) {
    VEC top[ROW_VECTORS];
    for (int v = 0; v < ROW_VECTORS; v++) top[v] = NAME(splat)(-__builtin_inff());
    EACH_VECTOR(columns) {
        const VEC z = NAME(first)(NAME(get)(x + c, k), k, -__builtin_inff());
        top[v] = LARGER(z, top[v]);
    }
    return NAME(fold_max)(top, ROW_VECTORS);
}

// x - top in two words; the second is 0 if the first is so low that its exponential is 0.
INLINE VEC NAME(below_top)(VEC x, SCALAR top, VEC *low) {
    const VEC d = x - top, back = d - x, lost = (x - (d - back)) - (top + back);
    *low = d > (IS_F64 ? -1000 : -200) ? lost : NAME(splat)(0);
    return d;
}

// Writes exp(x - top) to y, returns the sum, and in *low its rounding error.
INLINE SCALAR NAME(exponentials)(const SCALAR *x, SCALAR *y, long columns, SCALAR top, SCALAR *low) {
    VEC sums[ROW_VECTORS] = {0}, lows[ROW_VECTORS] = {0};
    EACH_VECTOR(columns) {
        VEC d_low;
        const VEC d = NAME(below_top)(NAME(get)(x + c, k), top, &d_low);
        const VEC e = NAME(first)(NAME(exp_words)(d, d_low), k, 0);
        if (y) NAME(put)(y + c, e, k);
        NAME(add_words)(&sums[v], &lows[v], e, NAME(splat)(0));
    }
    for (int count = ROW_VECTORS / 2; count > 0; count /= 2)
        for (int i = 0; i < count; i++) NAME(add_words)(&sums[i], &lows[i], sums[i + count], lows[i + count]);
    for (int half = LANES / 2; half > 0; half /= 2) {
        VEC other = sums[0], other_low = lows[0];
        for (int l = 0; l < half; l++) other[l] = sums[0][l + half], other_low[l] = lows[0][l + half];
        NAME(add_words)(&sums[0], &lows[0], other, other_low);
    }
    const SCALAR sum = sums[0][0] + lows[0][0];
    *low = lows[0][0] - (sum - sums[0][0]);
    return sum;
}

// exponential / (sum + low)
INLINE VEC NAME(share)(VEC exponential, SCALAR sum, SCALAR low) {
    const VEC q = exponential / sum;
    return NAME(fma)(-q, NAME(splat)(low / sum), q);
}

static void NAME(softmax_rows)(void *context, long begin, long end) {
    const struct NAME(rows) *job = context;
    for (long r = begin; r < end; r++) {
        SCALAR *y = job->y + r * job->columns, low;
        const SCALAR *x = job->x + r * job->columns, top = NAME(row_max)(x, job->columns);
        const SCALAR sum = NAME(exponentials)(x, y, job->columns, top, &low);
        EACH_VECTOR(job->columns) NAME(put)(y + c, NAME(share)(NAME(get)(y + c, k), sum, low), k), (void)v;
    }
}

// log p = (x - top) - log(sum); the sum's low word keeps the logarithm exact if it is close to 0.
static void NAME(log_softmax_rows)(void *context, long begin, long end) {
    const struct NAME(rows) *job = context;
    for (long r = begin; r < end; r++) {
        SCALAR low;
        const SCALAR *x = job->x + r * job->columns, top = NAME(row_max)(x, job->columns);
        const SCALAR sum = NAME(exponentials)(x, NULL, job->columns, top, &low);
        const VEC log_sum = NAME(log_words)(NAME(splat)(sum), NAME(splat)(low));
        EACH_VECTOR(job->columns) {
            VEC d_low;
            const VEC d = NAME(below_top)(NAME(get)(x + c, k), top, &d_low);
            NAME(put)(job->y + r * job->columns + c, (d - log_sum) + d_low, k), (void)v;
        }
    }
}

static void NAME(softmax_gradient_rows)(void *context, long begin, long end) {
    const struct NAME(rows) *job = context;
    for (long r = begin; r < end; r++) {
        const long row = r * job->columns;
        VEC sums[ROW_VECTORS] = {0};
        EACH_VECTOR(job->columns)
            sums[v] = NAME(fma)(NAME(get)(job->x + row + c, k), NAME(get)(job->t + row + c, k), sums[v]);
        const SCALAR mean = NAME(fold_sum)(sums, ROW_VECTORS);
        EACH_VECTOR(job->columns) {
            const VEC p = NAME(get)(job->x + row + c, k), dp = NAME(get)(job->t + row + c, k);
            NAME(put)(job->y + row + c, p * (dp - mean), k), (void)v;
        }
    }
}

static void NAME(run_softmax)(const SCALAR *z, SCALAR *p, long rows, long classes, long threads) {
    struct NAME(rows) job = {.x = z, .y = p, .columns = classes};
    bp_parallel_for(rows, NAME(row_grain)(classes), NAME(softmax_rows), &job, threads);
}
static void NAME(run_log_softmax)(const SCALAR *z, SCALAR *log_p, long rows, long classes, long threads) {
    struct NAME(rows) job = {.x = z, .y = log_p, .columns = classes};
    bp_parallel_for(rows, NAME(row_grain)(classes), NAME(log_softmax_rows), &job, threads);
}
static void NAME(run_softmax_gradient)(const SCALAR *p, const SCALAR *dp, SCALAR *dz, long rows, long classes,
                                       long threads) {
    struct NAME(rows) job = {.x = p, .t = dp, .y = dz, .columns = classes};
    bp_parallel_for(rows, NAME(row_grain)(classes), NAME(softmax_gradient_rows), &job, threads);
}

// MARK: Losses

// Loss: sum of t (log(sum) - (x - top)), terms with t = 0 left out. Gradient: p (sum of t) - t.
static void NAME(softmax_cross_entropy_rows)(void *context, long begin, long end) {
    const struct NAME(rows) *job = context;
    for (long r = begin; r < end; r++) {
        const long row = r * job->columns;
        SCALAR *p = job->y + row, low;
        const SCALAR *x = job->x + row, *t = job->t + row, top = NAME(row_max)(x, job->columns);
        const SCALAR sum = NAME(exponentials)(x, p, job->columns, top, &low);
        const VEC log_sum = NAME(log_words)(NAME(splat)(sum), NAME(splat)(low));
        VEC losses[ROW_VECTORS] = {0}, targets[ROW_VECTORS] = {0};
        EACH_VECTOR(job->columns) {
            const VEC target = NAME(get)(t + c, k), d = NAME(get)(x + c, k) - top;
            losses[v] = target != 0 ? NAME(fma)(target, log_sum - d, losses[v]) : losses[v];
            targets[v] += target;
        }
        job->row_loss[r] = NAME(fold_sum)(losses, ROW_VECTORS);
        const SCALAR mass = NAME(fold_sum)(targets, ROW_VECTORS);
        const SCALAR factor = job->weights ? job->scale * job->weights[r] : job->scale;
        EACH_VECTOR(job->columns) {
            const VEC share = NAME(share)(NAME(get)(p + c, k), sum, low);
            NAME(put)(p + c, share, k), (void)v;
            const VEC slope = NAME(fma)(share, NAME(splat)(mass), -NAME(get)(t + c, k));
            if (job->gradient) NAME(put)(job->gradient + row + c, slope * factor, k);
        }
    }
}
static void NAME(run_loss_softmax_cross_entropy)(const SCALAR *outputs, const SCALAR *targets, SCALAR *probabilities,
                                                 SCALAR *gradient, SCALAR *row_loss, const SCALAR *weights,
                                                 SCALAR scale, long rows, long columns, long threads) {
    struct NAME(rows) job = {outputs, targets, weights, probabilities, gradient, row_loss, scale, 0, columns};
    bp_parallel_for(rows, NAME(row_grain)(columns), NAME(softmax_cross_entropy_rows), &job, threads);
}

enum { NAME(half_squared), NAME(mean_squared), NAME(mean_absolute), NAME(huber), NAME(sigmoid_cross_entropy) };

// One vector's losses and derivatives, up to the constant factors of the row.
INLINE VEC NAME(loss_step)(const int kind, VEC y, VEC t, SCALAR delta, VEC *slope) {
    const VEC d = y - t, size = __builtin_elementwise_abs(d), zero = NAME(splat)(0);
    *slope = d;
    if (kind == NAME(mean_absolute)) {
        *slope = d > 0 ? zero + 1 : d < 0 ? zero - 1 : d;
        return size;
    }
    if (kind == NAME(huber)) {
        *slope = NAME(at_most)(NAME(at_least)(d, -delta), delta);
        return size > delta ? (size - delta * (SCALAR)0.5) * delta : d * d * (SCALAR)0.5;
    }
    if (kind == NAME(sigmoid_cross_entropy)) {  // |y| (y > 0 ? 1 - t : t) + log(1 + exp(-|y|))
        *slope = NAME(sigmoid)(y) - t;
        const VEC excess = __builtin_elementwise_abs(y), share = y > 0 ? 1 - t : t;
        const VEC tail = NAME(log1p)(NAME(exp)(-excess));
        return share == 0 ? tail : NAME(fma)(excess, share, tail);
    }
    return d * d;
}

INLINE void NAME(loss_rows)(const int kind, const struct NAME(rows) *job, long begin, long end) {
    const bool is_mean = kind != NAME(half_squared) && kind != NAME(sigmoid_cross_entropy);
    const SCALAR share = is_mean ? (SCALAR)1 / (SCALAR)job->columns : 1;
    for (long r = begin; r < end; r++) {
        const long row = r * job->columns;
        const SCALAR weighted = job->weights ? job->scale * job->weights[r] : job->scale;
        const SCALAR factor = weighted * (kind == NAME(mean_squared) ? 2 * share : share);
        VEC losses[ROW_VECTORS] = {0};
        EACH_VECTOR(job->columns) {
            VEC slope;
            const VEC y = NAME(get)(job->x + row + c, k), t = NAME(get)(job->t + row + c, k);
            losses[v] += NAME(first)(NAME(loss_step)(kind, y, t, job->delta, &slope), k, 0);
            if (job->gradient) NAME(put)(job->gradient + row + c, slope * factor, k);
        }
        const SCALAR sum = NAME(fold_sum)(losses, ROW_VECTORS);
        job->row_loss[r] = kind == NAME(half_squared) ? sum * (SCALAR)0.5 : is_mean && job->columns ? sum / job->columns : sum;
    }
}

#define LOSS(kind)                                                                                              \
    static void NAME(kind##_rows)(void *job, long begin, long end) { NAME(loss_rows)(NAME(kind), job, begin, end); } \
    INLINE void NAME(start_##kind)(struct NAME(rows) job, long rows, long threads) {                            \
        bp_parallel_for(rows, NAME(row_grain)(job.columns), NAME(kind##_rows), &job, threads);                  \
    }
#define SIMPLE_LOSS(kind)                                                                                       \
    LOSS(kind)                                                                                                  \
    static void NAME(run_loss_##kind)(const SCALAR *outputs, const SCALAR *targets, SCALAR *gradient,           \
                                      SCALAR *row_loss, const SCALAR *weights, SCALAR scale, long rows,         \
                                      long columns, long threads) {                                             \
        NAME(start_##kind)((struct NAME(rows)){outputs, targets, weights, NULL, gradient, row_loss, scale, 0,   \
                                               columns}, rows, threads);                                        \
    }
SIMPLE_LOSS(sigmoid_cross_entropy)
SIMPLE_LOSS(half_squared)
SIMPLE_LOSS(mean_squared)
SIMPLE_LOSS(mean_absolute)
LOSS(huber)
static void NAME(run_loss_huber)(const SCALAR *outputs, const SCALAR *targets, SCALAR *gradient, SCALAR *row_loss,
                                 const SCALAR *weights, SCALAR scale, SCALAR delta, long rows, long columns,
                                 long threads) {
    NAME(start_huber)((struct NAME(rows)){outputs, targets, weights, NULL, gradient, row_loss, scale, delta, columns},
                      rows, threads);
}
