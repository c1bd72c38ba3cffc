// Included by check.c once per scalar: what works element by element or row by row, each instruction set and number of
// threads against the first. That the first is right is for the Swift tests and for vector-math.

enum { HERE(most_results) = 96 };

// The results of one instruction set and number of threads, in the order in which they come.
struct HERE(results) {
    SCALAR *first[HERE(most_results)];
    int is_first, count;
};

static void HERE(take)(struct HERE(results) *results, SCALAR *values, long count, const char *what) {
    const int at = results->count++;
    if (results->is_first) results->first[at] = HERE(make)(count, 0);
    HERE(same)(results->first[at], values, count, results->is_first, what);
}

// Three steps of each rule, the last without a gradient and with means that fade below normal numbers.
static void HERE(check_rules)(struct HERE(results) *results, const SCALAR *start, const SCALAR *g, long n, int threads) {
    SCALAR *none = HERE(make)(n, 0);
    memset(none, 0, sizeof(SCALAR) * (size_t)n);
    for (bp_rule rule = bp_sgd; rule <= bp_lion; rule++) {
        SCALAR *p = HERE(make)(n, 0), *states[3];
        memcpy(p, start, sizeof(SCALAR) * (size_t)n);
        for (int i = 0; i < 3; i++) states[i] = HERE(make)(n, 0), memset(states[i], 0, sizeof(SCALAR) * (size_t)n);
        for (int step = 1; step <= 3; step++) {
            const double least = sizeof(SCALAR) == 4 ? 0x1p-125 : 0x1p-1021;
            const bp_hyperparameters h = {
                .rate = 0.01, .momentum = step == 3 ? least : 0.9, .decay = step == 3 ? least : 0.99, .epsilon = 1e-6,
                .decoupled = 0.01, .correction1 = 1 - 0.9 / step, .correction2 = 1 - 0.99 / step,
                .gradient_share = 0.7, .momentum_share = 1.3};
            BP(optimize)(rule, p, step == 3 ? none : g, states[0], states[1], states[2], n, &h, threads);
        }
        HERE(take)(results, p, n, "optimize");
        for (int i = 0; i < 3; i++) HERE(take)(results, states[i], n, "what optimize remembers");
    }
    free(none - guard);
}

static void HERE(check_elements)(long rows, long columns) {
    const long n = rows * columns;
    SCALAR *z = HERE(make)(n, 1), *dy = HERE(make)(n, 1), *t = HERE(make)(n, 1), *weights = HERE(make)(rows, 1);
    for (long i = 0; i < n; i++) z[i] *= 9, t[i] = t[i] < 0 ? -t[i] : t[i];
    struct HERE(results) results = {.is_first = 1};
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        if (!bp_simd_select(sets[s])) continue;
        for (size_t k = 0; k < sizeof thread_counts / sizeof *thread_counts; k++, results.is_first = 0) {
            const int threads = thread_counts[k];
            results.count = 0;
#define ELEMENTS(what, ...)                   \
    do {                                      \
        SCALAR *y = HERE(make)(n, 0);         \
        __VA_ARGS__;                          \
        HERE(take)(&results, y, n, what);     \
    } while (0)
            ELEMENTS("exp", BP(exp)(z, y, n, threads));
            ELEMENTS("log", BP(log)(t, y, n, threads));
            for (bp_activation a = bp_linear; a <= bp_mish; a++) {
                ELEMENTS("activate", BP(activate)(z, y, n, a, (SCALAR)0.3, threads));
                ELEMENTS("activation_gradient", SCALAR *out = HERE(make)(n, 0);
                         BP(activate)(z, out, n, a, (SCALAR)0.3, threads);
                         BP(activation_gradient)(z, out, dy, y, n, a, (SCALAR)0.3, threads); free(out - guard));
            }
            ELEMENTS("softmax", BP(softmax)(z, y, rows, columns, threads));
            ELEMENTS("log_softmax", BP(log_softmax)(z, y, rows, columns, threads));
            ELEMENTS("dropout", BP(dropout)(z, y, n, 0.3, 7, 5, 3, threads));
#define LOSS(name, ...)                                                                  \
    ELEMENTS(#name, SCALAR *row = HERE(make)(rows, 0); BP(name)(z, t, __VA_ARGS__, threads); \
             HERE(take)(&results, row, rows, #name))
            LOSS(loss_softmax_cross_entropy, y, y, row, weights, (SCALAR)0.5, rows, columns);
            LOSS(loss_sigmoid_cross_entropy, y, row, weights, (SCALAR)0.5, rows, columns);
            LOSS(loss_huber, y, row, weights, (SCALAR)0.5, 2, rows, columns);
#undef LOSS
            HERE(check_rules)(&results, t, dy, n, threads);
            double sums[3];
            BP(sum)(z, n, &sums[0]), BP(dot)(z, dy, n, &sums[1]), BP(max_abs)(z, n, &sums[2]);
            for (int i = 0; i < 3; i++) {
                SCALAR *sum = HERE(make)(1, 0);
                *sum = (SCALAR)sums[i];
                HERE(take)(&results, sum, 1, "sum, dot or max_abs");
            }
#undef ELEMENTS
        }
    }
    for (int i = 0; i < results.count; i++) free(results.first[i] - guard);
    free(z - guard), free(dy - guard), free(t - guard), free(weights - guard);
}
