// One pass of online gradient descent over a small dense network, all steps in one call.
//
// A step of a tiny network is so short that a separate kernel per layer costs more than the computation. Here weights
// are in rows padded to whole registers. Every layer but the first also keeps a transposed copy, so that both passes
// run across registers. Padded lanes always contain zeros. Every element goes through the operations of affine,
// activation_gradient, input_gradient, weight_gradient and optimize (bp_sgd) in their order, so the bits are those of
// separate calls.

struct NAME(online_layer) {
    long inputs, outputs, row;       // row: outputs, padded
    bp_activation activation;
    SCALAR alpha, *w, *bias, *transposed, *y, *d;  // w: [inputs, row]; transposed: [outputs, the row of the layer before]
    SCALAR *parameters;              // [inputs, outputs], then [outputs]
};

// Sets the lanes from n on to zero.
INLINE VEC NAME(first_lanes)(VEC v, long n) {
    static const NAME(int) places[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    IVEC place;
    memcpy(&place, places, sizeof place);
    return (VEC)((IVEC)v & (place < (IVEC)(NAME(int))n));
}

// p - rate g, as optimize computes it.
INLINE VEC NAME(descended)(VEC p, VEC g, VEC rate) { return NAME(fma)(-rate, g, p); }

INLINE void NAME(online_forward)(const struct NAME(online_layer) *l, const SCALAR *x) {
    for (long j = 0; j < l->row; j += LANES) {
        VEC sum = NAME(load)(l->bias + j);
        for (long i = 0; i < l->inputs; i++) sum = NAME(fma)(NAME(splat)(x[i]), NAME(load)(l->w + i * l->row + j), sum);
        NAME(store)(l->y + j, NAME(first_lanes)(NAME(activate)(sum, l->activation, l->alpha), l->outputs - j));
    }
}

// Turns d into the gradient of the sums; then, if requested, writes that of the inputs to the previous layer.
INLINE void NAME(online_backward)(const struct NAME(online_layer) *l, struct NAME(online_layer) *before) {
    for (long j = 0; j < l->row; j += LANES) {
        const VEC y = NAME(load)(l->y + j), d = NAME(load)(l->d + j);
        const VEC dz = l->activation == bp_linear ? d : d * NAME(derivative)(y, y, l->activation, l->alpha);
        NAME(store)(l->d + j, NAME(first_lanes)(dz, l->outputs - j));
    }
    if (!before) return;
    for (long i = 0; i < before->row; i += LANES) {
        VEC sum = NAME(splat)(0);
        for (long o = 0; o < l->outputs; o++)
            sum = NAME(fma)(NAME(splat)(l->d[o]), NAME(load)(l->transposed + o * before->row + i), sum);
        NAME(store)(before->d + i, sum);
    }
}

INLINE void NAME(online_update)(const struct NAME(online_layer) *l, const SCALAR *x, long padded_inputs, VEC rate) {
    const VEC zero = NAME(splat)(0);
    for (long j = 0; j < l->row; j += LANES) {
        const VEC d = NAME(load)(l->d + j);
        for (long i = 0; i < l->inputs; i++) {
            SCALAR *const w = l->w + i * l->row + j;
            NAME(store)(w, NAME(descended)(NAME(load)(w), NAME(fma)(NAME(splat)(x[i]), d, zero), rate));
        }
        NAME(store)(l->bias + j, NAME(descended)(NAME(load)(l->bias + j), zero + d, rate));
    }
    if (!l->transposed) return;
    for (long o = 0; o < l->outputs; o++)
        for (long i = 0; i < padded_inputs; i += LANES) {
            SCALAR *const w = l->transposed + o * padded_inputs + i;
            const VEC g = NAME(fma)(NAME(load)(x + i), NAME(splat)(l->d[o]), zero);
            NAME(store)(w, NAME(descended)(NAME(load)(w), g, rate));
        }
}

// Lays out the padded rows in `memory`, and fills them.
static long NAME(online_open)(const bp_online_network *network, SCALAR *parameters, SCALAR *memory,
                              struct NAME(online_layer) *layers) {
    const SCALAR *const start = memory;
    long before = 0;
    for (long k = 0; k < network->layers; k++) {
        const long n = network->sizes[k], m = network->sizes[k + 1], row = (m + LANES - 1) / LANES * LANES;
        struct NAME(online_layer) *const l = layers + k;
        *l = (struct NAME(online_layer)){.inputs = n, .outputs = m, .row = row, .activation = network->activations[k],
            .alpha = (SCALAR)network->alphas[k], .parameters = parameters};
        l->w = memory, memory += n * row;
        l->bias = memory, memory += row;
        l->y = memory, memory += row;
        l->d = memory, memory += row;
        if (k > 0) l->transposed = memory, memory += m * before;
        memset(l->w, 0, (size_t)(memory - l->w) * sizeof(SCALAR));
        for (long i = 0; i < n; i++)
            for (long o = 0; o < m; o++) {
                l->w[i * row + o] = parameters[i * m + o];
                if (k > 0) l->transposed[o * before + i] = parameters[i * m + o];
            }
        memcpy(l->bias, parameters + n * m, (size_t)m * sizeof(SCALAR));
        parameters += (n + 1) * m, before = row;
    }
    return memory - start;
}

static void NAME(online_close)(const bp_online_network *network, const struct NAME(online_layer) *layers) {
    for (long k = 0; k < network->layers; k++) {
        const struct NAME(online_layer) *const l = layers + k;
        for (long i = 0; i < l->inputs; i++)
            memcpy(l->parameters + i * l->outputs, l->w + i * l->row, (size_t)l->outputs * sizeof(SCALAR));
        memcpy(l->parameters + l->inputs * l->outputs, l->bias, (size_t)l->outputs * sizeof(SCALAR));
    }
}

// Row loss and its gradient, in the order of the Swift losses. The gradient is stored by whole registers, since it is
// loaded so: a load that combines several stores makes the processor wait.
INLINE SCALAR NAME(online_loss)(const struct NAME(online_layer) *l, const SCALAR *targets, bool is_mean) {
    const SCALAR share = 1 / (SCALAR)l->outputs;
    for (long j = 0; j < l->row; j += LANES) {
        const VEC difference = NAME(load)(l->y + j) - NAME(load_n)(targets + j, l->outputs - j);
        NAME(store)(l->d + j, is_mean ? 2 * difference * share : difference);
    }
    SCALAR sum = 0;
    for (long o = 0; o < l->outputs; o++) {
        const SCALAR difference = l->y[o] - targets[o];
        sum += is_mean ? difference * difference * share : difference * difference / 2;
    }
    return sum;
}

static void NAME(online_epoch)(const bp_online_network *network, SCALAR *parameters, const SCALAR *features,
                               const SCALAR *targets, const long *order, long rows, SCALAR rate, double *loss,
                               long *finished) {
    struct NAME(online_layer) layers[BP_ONLINE_LAYERS];
    SCALAR *const memory = bp_scratch(BP_ONLINE_MEMORY * sizeof(SCALAR));
    NAME(online_open)(network, parameters, memory, layers);
    struct NAME(online_layer) *const last = layers + network->layers - 1;
    const VEC step = NAME(splat)(rate);
    for (*finished = 0; *finished < rows; ++*finished) {
        const long row = order ? order[*finished] : *finished;
        const SCALAR *const x = features + row * layers[0].inputs;
        for (long k = 0; k < network->layers; k++) NAME(online_forward)(layers + k, k == 0 ? x : layers[k - 1].y);
        const double row_loss = NAME(online_loss)(last, targets + row * last->outputs, network->is_mean);
        if (!(row_loss - row_loss == 0)) break;
        *loss += row_loss;
        for (long k = network->layers - 1; k >= 0; k--)
            NAME(online_backward)(layers + k, k > 0 ? layers + k - 1 : NULL);
        for (long k = 0; k < network->layers; k++)
            NAME(online_update)(layers + k, k == 0 ? x : layers[k - 1].y, k == 0 ? 0 : layers[k - 1].row, step);
    }
    NAME(online_close)(network, layers);
}
