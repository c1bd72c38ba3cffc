// Included by check.c once per scalar.

static SCALAR *HERE(make)(long count, int is_random) {
    SCALAR *values = malloc(sizeof(SCALAR) * (size_t)(count + 2 * guard));
    for (long i = 0; i < count + 2 * guard; i++) values[i] = 12345;
    for (long i = 0; i < count && is_random; i++) values[guard + i] = (SCALAR)((int32_t)next() / 2147483648.0);
    return values + guard;
}

static void HERE(end)(SCALAR *values, const SCALAR *expected, long count, const char *what) {
    for (long i = -guard; i < count + guard; i++) {
        const SCALAR right = i < 0 || i >= count ? 12345 : expected[i];
        if (memcmp(&right, &values[i], sizeof right) == 0) continue;
        printf("%s: [%ld] of %ld is %.17g, not %.17g\n", what, i, count, (double)values[i], (double)right);
        failures++;
        break;
    }
    free(values - guard);
}

static void HERE(check)(long rows, long inputs, long outputs) {
    SCALAR *x = HERE(make)(rows * inputs, 1), *w = HERE(make)(inputs * outputs, 1), *bias = HERE(make)(outputs, 1);
    SCALAR *dz = HERE(make)(rows * outputs, 1);
    SCALAR *z = HERE(make)(rows * outputs, 0), *y = HERE(make)(rows * outputs, 0), *plain = HERE(make)(rows * outputs, 0);
    SCALAR *dx = HERE(make)(rows * inputs, 0), *dw = HERE(make)(inputs * outputs, 0), *db = HERE(make)(outputs, 0);
    for (long r = 0; r < rows; r++)
        for (long o = 0; o < outputs; o++) {
            SCALAR sum = bias[o], bare = 0;
            for (long i = 0; i < inputs; i++) {
                sum = FMA(x[r * inputs + i], w[i * outputs + o], sum);
                bare = FMA(x[r * inputs + i], w[i * outputs + o], bare);
            }
            z[r * outputs + o] = sum;
            y[r * outputs + o] = sum > 0 ? sum : 0;
            plain[r * outputs + o] = bare;
        }
    for (long r = 0; r < rows; r++)
        for (long i = 0; i < inputs; i++) {
            SCALAR sum = 0;
            for (long o = 0; o < outputs; o++) sum = FMA(dz[r * outputs + o], w[i * outputs + o], sum);
            dx[r * inputs + i] = sum;
        }
    for (long o = 0; o < outputs; o++) {
        for (long i = 0; i < inputs; i++) {
            SCALAR sum = 0;
            for (long r = 0; r < rows; r++) sum = FMA(x[r * inputs + i], dz[r * outputs + o], sum);
            dw[i * outputs + o] = sum;
        }
        SCALAR sum = 0;
        for (long r = 0; r < rows; r++) sum += dz[r * outputs + o];
        db[o] = sum;
    }
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        if (!bp_simd_select(sets[s])) continue;
        for (size_t t = 0; t < sizeof thread_counts / sizeof *thread_counts; t++) {
            const int threads = thread_counts[t];
            char what[100];
#define RUN(name, call, ...)                                                                                    \
    snprintf(what, sizeof what, "%s %zu bytes %s %d threads %ldx%ldx%ld", #name, sizeof(SCALAR), sets[s], threads, \
             rows, inputs, outputs);                                                                            \
    call;                                                                                                       \
    __VA_ARGS__
            SCALAR *z1 = HERE(make)(rows * outputs, 0), *y1 = HERE(make)(rows * outputs, 0);
            RUN(affine, BP(affine)(x, w, bias, z1, y1, rows, inputs, outputs, bp_relu, 0, threads),
                HERE(end)(z1, z, rows * outputs, what); HERE(end)(y1, y, rows * outputs, what));
            y1 = HERE(make)(rows * outputs, 0);
            RUN(affine_in_place, BP(affine)(x, w, bias, NULL, y1, rows, inputs, outputs, bp_relu, 0, threads),
                HERE(end)(y1, y, rows * outputs, what));
            y1 = HERE(make)(rows * outputs, 0);
            RUN(affine_plain, BP(affine)(x, w, NULL, NULL, y1, rows, inputs, outputs, bp_linear, 0, threads),
                HERE(end)(y1, plain, rows * outputs, what));
            SCALAR *dx1 = HERE(make)(rows * inputs, 0);
            RUN(input_gradient, BP(input_gradient)(dz, w, dx1, rows, inputs, outputs, threads),
                HERE(end)(dx1, dx, rows * inputs, what));
            SCALAR *dw1 = HERE(make)(inputs * outputs, 0), *db1 = HERE(make)(outputs, 0);
            RUN(weight_gradient, BP(weight_gradient)(x, dz, dw1, db1, rows, inputs, outputs, threads),
                HERE(end)(dw1, dw, inputs * outputs, what); HERE(end)(db1, db, outputs, what));
            dw1 = HERE(make)(inputs * outputs, 0);
            RUN(weight_gradient_alone, BP(weight_gradient)(x, dz, dw1, NULL, rows, inputs, outputs, threads),
                HERE(end)(dw1, dw, inputs * outputs, what));
#undef RUN
        }
    }
    mix(y, sizeof(SCALAR) * (size_t)(rows * outputs));
    mix(dx, sizeof(SCALAR) * (size_t)(rows * inputs));
    mix(dw, sizeof(SCALAR) * (size_t)(inputs * outputs));
    HERE(end)(z, z, rows * outputs, "z");
    HERE(end)(y, y, rows * outputs, "y");
    HERE(end)(plain, plain, rows * outputs, "plain");
    HERE(end)(dx, dx, rows * inputs, "dx");
    HERE(end)(dw, dw, inputs * outputs, "dw");
    HERE(end)(db, db, outputs, "db");
    HERE(end)(x, x, rows * inputs, "x");
    HERE(end)(w, w, inputs * outputs, "w");
    HERE(end)(bias, bias, outputs, "bias");
    HERE(end)(dz, dz, rows * outputs, "dz");
}

// Online training of some networks of one shape at once leaves the bits that each leaves alone.
static void HERE(check_folds)(long inputs, long hidden, long outputs, bp_activation activation) {
    enum { most = 20, most_rows = 6 };
    const long sizes[] = {inputs, hidden, outputs}, count = 1 + next() % most;
    const bp_activation activations[] = {activation, bp_sigmoid};
    const double alphas[] = {0.3, 0};
    const bp_online_network network = {2, sizes, activations, alphas, next() % 2};
    const long parameters = (inputs + 1) * hidden + (hidden + 1) * outputs;
    SCALAR *start[most], *alone[most], *together[most], *features[most], *targets[most];
    long rows[most], finished[most], orders[most][most_rows], end;
    const long *order[most];
    double losses[most], loss;
    for (long f = 0; f < count; f++) {
        rows[f] = 1 + next() % most_rows;
        start[f] = HERE(make)(parameters, 1), alone[f] = HERE(make)(parameters, 0);
        features[f] = HERE(make)(rows[f] * inputs, 1), targets[f] = HERE(make)(rows[f] * outputs, 1);
        for (long r = 0; r < rows[f]; r++) orders[f][r] = next() % rows[f];
        order[f] = f % 3 == 0 ? NULL : orders[f];
        memcpy(alone[f], start[f], (size_t)parameters * sizeof(SCALAR));
    }
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        if (!bp_simd_select(sets[s])) continue;
        for (long f = 0; f < count; f++) {
            together[f] = HERE(make)(parameters, 0);
            memcpy(together[f], start[f], (size_t)parameters * sizeof(SCALAR));
            memcpy(alone[f], start[f], (size_t)parameters * sizeof(SCALAR));
        }
        BP(online_folds)(&network, count, together, (const SCALAR *const *)features, (const SCALAR *const *)targets,
                         order, rows, (SCALAR)0.1, losses, finished);
        for (long f = 0; f < count; f++) {
            loss = 0;
            BP(online_epoch)(&network, alone[f], features[f], targets[f], order[f], rows[f], (SCALAR)0.1, &loss, &end);
            if (loss != losses[f] || end != finished[f]) printf("online_folds: another loss\n"), failures++;
            HERE(end)(together[f], alone[f], parameters, "online_folds");
        }
    }
    for (long f = 0; f < count; f++) {
        mix(alone[f], (size_t)parameters * sizeof(SCALAR));
        free(start[f] - guard), free(alone[f] - guard), free(features[f] - guard), free(targets[f] - guard);
    }
}
