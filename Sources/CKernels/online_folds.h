// One pass of online gradient descent over several small networks of one shape, one network per lane.
//
// The folds of a cross-validation train one network by one recipe on different rows. A register contains one number
// of every fold, so a step of all folds costs as much as a step of one, without padded lanes. Every lane goes through
// the operations of online.h in their order: its bits are those of its fold alone.

struct NAME(fold_layer) {
    long inputs, outputs;
    bp_activation activation;
    SCALAR alpha;
    VEC *w, *y, *d;                  // w: [inputs, outputs], then the bias, [outputs] like the others
};

// The networks of the lanes; lanes without one repeat the first, and their results are not read.
typedef double NAME(doubles) __attribute__((ext_vector_type(LANES)));
struct NAME(folds) {
    const bp_online_network *network;
    long count, inputs, targets;
    struct NAME(fold_layer) layers[BP_ONLINE_LAYERS];
    VEC *x[2], *t[2];                // the row of each lane, and its targets: of this step and the next, alternating
    const SCALAR *features[LANES], *wanted[LANES];
    const long *order[LANES];
    long rows[LANES], finished[LANES];
    IVEC is_active;                  // lanes that have rows left and only finite losses so far
    bool all;                        // whether all lanes are active
    NAME(doubles) loss;
    VEC rate;
};

// to[i], i < count: element i of every lane's row.
INLINE void NAME(gather_lanes)(const SCALAR *const *rows, long count, VEC *to) {
    for (long i = 0; i < count; i += LANES) {
        VEC r[LANES];
        UNROLL for (int l = 0; l < LANES; l++) r[l] = NAME(load_n)(rows[l] + i, count - i);
        NAME(transpose)(r);
        UNROLL for (int l = 0; l < LANES; l++) to[i + l] = r[l];
    }
}

static void NAME(folds_gather)(struct NAME(folds) *f, long step) {
    const SCALAR *x[LANES], *t[LANES];
    for (long l = 0; l < f->count; l++) {
        const long place = SMALLER(step, f->rows[l] - 1), row = f->order[l] ? f->order[l][place] : place;
        x[l] = f->features[l] + row * f->inputs, t[l] = f->wanted[l] + row * f->targets;
    }
    for (long l = f->count; l < LANES; l++) x[l] = x[0], t[l] = t[0];
    NAME(gather_lanes)(x, f->inputs, f->x[step % 2]);
    NAME(gather_lanes)(t, f->targets, f->t[step % 2]);
}

// Part of a step for up to eight outputs of a layer from `first` on, whose number is a constant at every inlined
// call. Sums, slopes and sigmoids stay in registers: a number that passes through memory is a dozen cycles late, and
// a step is one long chain of dependent numbers.

// y = activate(bias + x w); other activations than the sigmoid are left to folds_activate.
INLINE void NAME(folds_outputs)(const int n, const struct NAME(fold_layer) *l, VEC *sum, VEC *y) {
    if (l->activation == bp_sigmoid) UNROLL for (int o = 0; o < n; o++) sum[o] = NAME(sigmoid)(sum[o]);
    UNROLL for (int o = 0; o < n; o++) y[o] = sum[o];
}
INLINE void NAME(folds_sums)(const int n, const struct NAME(fold_layer) *l, long first, const VEC *x) {
    const long inputs = l->inputs, outputs = l->outputs;
    const VEC *w = l->w + first;
    VEC sum[8];
    UNROLL for (int o = 0; o < n; o++) sum[o] = w[inputs * outputs + o];
    for (long i = 0; i < inputs; i++, w += outputs)
        UNROLL for (int o = 0; o < n; o++) sum[o] = NAME(fma)(x[i], w[o], sum[o]);
    NAME(folds_outputs)(n, l, sum, l->y + first);
}

// The gradient of the sums; for activations other than the sigmoid, folds_backward has computed it from d.
INLINE void NAME(folds_slopes)(const int n, const struct NAME(fold_layer) *l, long first, VEC *slope) {
    const VEC *const d = l->d + first, *const y = l->y + first;
    const bool is_sigmoid = l->activation == bp_sigmoid;
    UNROLL for (int o = 0; o < n; o++) slope[o] = is_sigmoid ? d[o] * (y[o] * (1 - y[o])) : d[o];
}

// The new value of a weight: p, in the active lanes.
INLINE VEC NAME(folds_kept)(const bool all, const struct NAME(folds) *f, VEC p, VEC before) {
    return all ? p : f->is_active ? p : before;
}

// dx = (dx or 0) + d w with the current weights, unless dx is NULL; then w -= rate x d and bias -= rate d.
INLINE void NAME(folds_update)(const int n, const bool all, const struct NAME(folds) *f,
                               const struct NAME(fold_layer) *l, long first, const VEC *x, VEC *dx) {
    const VEC zero = NAME(splat)(0), rate = f->rate;
    const long inputs = l->inputs, outputs = l->outputs;
    VEC slope[8], *w = l->w + first;
    NAME(folds_slopes)(n, l, first, slope);
    for (long i = 0; i < inputs; i++, w += outputs) {
        const VEC input = x[i];
        VEC sum = dx && first > 0 ? dx[i] : zero;
        UNROLL for (int o = 0; o < n; o++) {
            const VEC before = w[o], p = NAME(descended)(before, NAME(fma)(input, slope[o], zero), rate);
            if (dx) sum = NAME(fma)(slope[o], before, sum);
            w[o] = NAME(folds_kept)(all, f, p, before);
        }
        if (dx) dx[i] = sum;
    }
    UNROLL for (int o = 0; o < n; o++)
        w[o] = NAME(folds_kept)(all, f, NAME(descended)(w[o], zero + slope[o], rate), w[o]);
}

// The update for all lanes without dx, together with the outputs of the next step, which use the loaded weights.
INLINE void NAME(folds_ahead)(const int n, const struct NAME(folds) *f, const struct NAME(fold_layer) *l, long first,
                              const VEC *x, const VEC *coming) {
    const VEC zero = NAME(splat)(0), rate = f->rate;
    const long inputs = l->inputs, outputs = l->outputs;
    VEC slope[8], sum[8], *w = l->w + first, *const bias = w + inputs * outputs;
    NAME(folds_slopes)(n, l, first, slope);
    UNROLL for (int o = 0; o < n; o++) bias[o] = sum[o] = NAME(descended)(bias[o], zero + slope[o], rate);
    for (long i = 0; i < inputs; i++, w += outputs) {
        const VEC input = x[i], next = coming[i];
        UNROLL for (int o = 0; o < n; o++) {
            const VEC p = NAME(descended)(w[o], NAME(fma)(input, slope[o], zero), rate);
            sum[o] = NAME(fma)(next, p, sum[o]);
            w[o] = p;
        }
    }
    NAME(folds_outputs)(n, l, sum, l->y + first);
}

// Calls step(n, ...) for every eight outputs from `o` on, and for the rest.
#define EACH_EIGHT(outputs, STEP)                                  \
    for (long o = 0; o < (outputs); o += 8) switch (SMALLER((outputs) - o, 8)) { \
        case 1: STEP(1); break;                                    \
        case 2: STEP(2); break;                                    \
        case 3: STEP(3); break;                                    \
        case 4: STEP(4); break;                                    \
        case 5: STEP(5); break;                                    \
        case 6: STEP(6); break;                                    \
        case 7: STEP(7); break;                                    \
        default: STEP(8);                                          \
    }

static void NAME(folds_forward)(const struct NAME(fold_layer) *l, const VEC *x) {
#define STEP(n) NAME(folds_sums)(n, l, o, x)
    EACH_EIGHT(l->outputs, STEP)
#undef STEP
}

INLINE void NAME(folds_activate)(const struct NAME(fold_layer) *l) {
    if (l->activation == bp_linear || l->activation == bp_sigmoid) return;
    struct NAME(map) map = {.x = (SCALAR *)l->y, .out = (SCALAR *)l->y, .a = l->alpha};
    NAME(activations)[l->activation](&map, 0, l->outputs * LANES);
}

// The loss of every lane's row; its gradient becomes the last layer's d.
INLINE VEC NAME(folds_loss)(const struct NAME(folds) *f, const struct NAME(fold_layer) *l, const VEC *t) {
    const SCALAR share = 1 / (SCALAR)l->outputs;
    const bool is_mean = f->network->is_mean;
    VEC sum = NAME(splat)(0);
    for (long o = 0; o < l->outputs; o++) {
        const VEC difference = l->y[o] - t[o];
        l->d[o] = is_mean ? 2 * difference * share : difference;
        sum += is_mean ? difference * difference * share : difference * difference * (SCALAR)0.5;
    }
    return sum;
}

// The previous layer receives the gradient of its outputs, and the weights are updated.
static void NAME(folds_backward)(const struct NAME(folds) *f, const struct NAME(fold_layer) *l, const VEC *x, VEC *dx,
                                 const VEC *coming) {
    for (long o = 0; l->activation != bp_linear && l->activation != bp_sigmoid && o < l->outputs; o++)
        l->d[o] *= NAME(derivative)(l->y[o], l->y[o], l->activation, l->alpha);
#define STEP(n) NAME(folds_ahead)(n, f, l, o, x, coming)
    if (coming) EACH_EIGHT(l->outputs, STEP)
#undef STEP
#define STEP(n) NAME(folds_update)(n, true, f, l, o, x, dx)
    else if (f->all) EACH_EIGHT(l->outputs, STEP)
#undef STEP
    else for (long o = 0; o < l->outputs; o++) NAME(folds_update)(1, false, f, l, o, x, dx);
}
#undef EACH_EIGHT

// Lays out the lanes in scratch memory and fills them.
static void NAME(folds_open)(struct NAME(folds) *f, SCALAR *const *parameters) {
    const bp_online_network *const network = f->network;
    long count = 2 * (f->inputs + f->targets + 2 * LANES);
    for (long k = 0; k < network->layers; k++) count += (network->sizes[k] + 3) * network->sizes[k + 1];
    VEC *memory = bp_scratch((size_t)count * sizeof(VEC));
    for (int turn = 0; turn < 2; turn++) {
        f->x[turn] = memory, memory += f->inputs + LANES;
        f->t[turn] = memory, memory += f->targets + LANES;
    }
    long offset = 0;
    for (long k = 0; k < network->layers; k++) {
        const long n = network->sizes[k], m = network->sizes[k + 1];
        f->layers[k] = (struct NAME(fold_layer)){.inputs = n, .outputs = m, .activation = network->activations[k],
            .alpha = (SCALAR)network->alphas[k], .w = memory, .y = memory + (n + 1) * m,
            .d = memory + (n + 2) * m};
        for (int l = 0; l < LANES; l++) {
            const SCALAR *const from = parameters[l < f->count ? l : 0] + offset;
            for (long i = 0; i < (n + 1) * m; i++) memory[i][l] = from[i];
        }
        offset += (n + 1) * m, memory += (n + 3) * m;
    }
}

static void NAME(folds_close)(const struct NAME(folds) *f, SCALAR *const *parameters) {
    long offset = 0;
    for (long k = 0; k < f->network->layers; k++) {
        const struct NAME(fold_layer) *const layer = f->layers + k;
        const long count = (layer->inputs + 1) * layer->outputs;
        for (long l = 0; l < f->count; l++)
            for (long i = 0; i < count; i++) parameters[l][offset + i] = layer->w[i][l];
        offset += count;
    }
}

// Ends the selected lanes, before this step.
static void NAME(folds_end)(struct NAME(folds) *f, IVEC ends, long step) {
    for (int l = 0; l < LANES; l++)
        if (f->is_active[l] && ends[l]) f->finished[l] = step;
    f->is_active &= ~ends;
    f->all = !__builtin_reduce_or(~f->is_active);
}

// Ends the lanes without a row for this step, and returns the step at which this happens next.
static long NAME(folds_check)(struct NAME(folds) *f, long step) {
    long next = LONG_MAX;
    IVEC ends = 0;
    for (int l = 0; l < LANES; l++) {
        if (f->rows[l] <= step) ends[l] = -1;
        else if (f->rows[l] < next) next = f->rows[l];
    }
    NAME(folds_end)(f, ends, step);
    return __builtin_reduce_or(f->is_active) ? next : step;
}

static void NAME(folds_run)(struct NAME(folds) *f) {
    const long layers = f->network->layers;
    struct NAME(fold_layer) *const l = f->layers;
    bool is_ahead = false;  // whether the first layer has already done its part of this step
    NAME(folds_gather)(f, 0);
    for (long step = 0, end = 0;; step++) {
        if (step == end && (end = NAME(folds_check)(f, step)) == step) return;
        const VEC *const x = f->x[step % 2];
        for (long k = 0; k < layers; k++) {
            if (k > 0 || !is_ahead) NAME(folds_forward)(l + k, k == 0 ? x : l[k - 1].y);
            NAME(folds_activate)(l + k);
            // Work that is independent of this step fills its wait for exponentials.
            if (k == 0) NAME(folds_gather)(f, step + 1);
        }
        const VEC loss = NAME(folds_loss)(f, l + layers - 1, f->t[step % 2]);
        const IVEC fails = ~(loss - loss == 0) & f->is_active;
        if (__builtin_reduce_or(fails)) {
            NAME(folds_end)(f, fails, step);
            if (!__builtin_reduce_or(f->is_active)) return;
        }
        f->loss += __builtin_convertvector(f->is_active ? loss : NAME(splat)(0), NAME(doubles));
        for (long k = layers - 1; k > 0; k--) NAME(folds_backward)(f, l + k, l[k - 1].y, l[k - 1].d, NULL);
        is_ahead = f->all && step + 1 < end;
        NAME(folds_backward)(f, l, x, NULL, is_ahead ? f->x[(step + 1) % 2] : NULL);
    }
}

static void NAME(online_folds)(const bp_online_network *network, long count, SCALAR *const *parameters,
                               const SCALAR *const *features, const SCALAR *const *targets, const long *const *orders,
                               const long *rows, SCALAR rate, double *losses, long *finished) {
    for (long first = 0; first < count; first += LANES) {
        struct NAME(folds) f = {.network = network, .count = SMALLER(count - first, LANES), .inputs = network->sizes[0],
            .targets = network->sizes[network->layers], .is_active = (IVEC)(NAME(int)) - 1, .rate = NAME(splat)(rate)};
        for (int l = 0; l < LANES; l++) {
            const long fold = first + (l < f.count ? l : 0);
            f.features[l] = features[fold], f.wanted[l] = targets[fold];
            f.order[l] = orders[fold], f.rows[l] = rows[fold];
        }
        NAME(folds_open)(&f, parameters + first);
        NAME(folds_run)(&f);
        NAME(folds_close)(&f, parameters + first);
        for (int l = 0; l < f.count; l++) losses[first + l] = f.loss[l], finished[first + l] = f.finished[l];
    }
}
