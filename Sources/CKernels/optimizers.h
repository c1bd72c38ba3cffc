// One step of an optimizer over flat vectors, in one pass. Formulas: bp_rule in CKernelsElementwise.h.
//
// Elementwise, with exact divisions and square roots, so that any division among threads gives equal bits. Fused are
// m = m + (1 - b) (g - m), v = b v + ((1 - b) g) g, and the step's last product and subtraction. A mean that decays
// below the smallest normal number becomes zero. Otherwise a parameter whose gradient has long been zero would be
// several times slower than others, without any effect.

struct NAME(update) {
    SCALAR *p, *s1, *s2, *s3;
    const SCALAR *g;
    SCALAR rate, momentum, decay, rest1, rest2, epsilon, l2, keep, root, inverse, gradient_share, momentum_share;
};

INLINE VEC NAME(faded)(VEC x) {
    const VEC minimum = NAME(splat)((SCALAR)(IS_F64 ? 0x1p-1022 : 0x1p-126));
    return __builtin_elementwise_abs(x) < minimum ? NAME(splat)(0) : x;
}

INLINE void NAME(update_step)(const bp_rule rule, const struct NAME(update) *u, long i, long k) {
    const VEC p = NAME(get)(u->p + i, k), gradient = NAME(get)(u->g + i, k);
    const VEC g = u->l2 == 0 ? gradient : NAME(fma)(NAME(splat)(u->l2), p, gradient);
    const VEC momentum = NAME(splat)(u->momentum), epsilon = NAME(splat)(u->epsilon);
    const bool has_v = rule >= bp_rmsprop && rule <= bp_nadam, has_m = rule >= bp_adam;
    VEC m = g, v = g, step = g;
    if (has_m) {
        const VEC old = NAME(get)(u->s1 + i, k);
        m = NAME(faded)(NAME(fma)(NAME(splat)(u->rest1), g - old, old));
        if (rule != bp_lion) NAME(put)(u->s1 + i, m, k);
    }
    if (has_v) {
        SCALAR *state = has_m ? u->s2 : u->s1;
        v = NAME(faded)(NAME(fma)(g * u->rest2, g, NAME(get)(state + i, k) * u->decay));
        NAME(put)(state + i, v, k);
    }
    switch (rule) {
    case bp_sgd: break;
    case bp_momentum:
    case bp_nesterov:
        m = NAME(faded)(NAME(fma)(momentum, NAME(get)(u->s1 + i, k), g));
        NAME(put)(u->s1 + i, m, k);
        step = rule == bp_nesterov ? NAME(fma)(momentum, m, g) : m;
        break;
    case bp_adagrad:
        v = NAME(fma)(g, g, NAME(get)(u->s1 + i, k));
        NAME(put)(u->s1 + i, v, k);
        step = g / (__builtin_elementwise_sqrt(v) + epsilon);
        break;
    case bp_rmsprop: step = g / (__builtin_elementwise_sqrt(v) + epsilon); break;
    case bp_rmsprop_momentum:
        step = NAME(faded)(NAME(fma)(momentum, NAME(get)(u->s2 + i, k), g / (__builtin_elementwise_sqrt(v) + epsilon)));
        NAME(put)(u->s2 + i, step, k);
        break;
    case bp_amsgrad: {
        const VEC top = NAME(get)(u->s3 + i, k);
        v = v > top ? v : top;
        NAME(put)(u->s3 + i, v, k);
    }  // fall through
    case bp_adam: step = m / NAME(fma)(__builtin_elementwise_sqrt(v), NAME(splat)(u->root), epsilon); break;
    case bp_nadam:
        m = NAME(fma)(NAME(splat)(u->momentum_share), m, g * u->gradient_share);
        step = m / (__builtin_elementwise_sqrt(v * u->inverse) + epsilon);
        break;
    case bp_lion: {
        const VEC old = NAME(get)(u->s1 + i, k), one = NAME(splat)(1);
        NAME(put)(u->s1 + i, NAME(faded)(NAME(fma)(NAME(splat)(u->rest2), g - old, old)), k);
        step = m > 0 ? one : m < 0 ? -one : m;
    }
    }
    NAME(put)(u->p + i, NAME(fma)(NAME(splat)(-u->rate), step, p * u->keep), k);
}

INLINE void NAME(update_range)(const bp_rule rule, const struct NAME(update) *u, long i, long end) {
    for (; i + LANES <= end; i += LANES) NAME(update_step)(rule, u, i, LANES);
    if (i < end) NAME(update_step)(rule, u, i, end - i);
}

#define RULES(RULE)                                                                                        \
    RULE(bp_sgd) RULE(bp_momentum) RULE(bp_nesterov) RULE(bp_adagrad) RULE(bp_rmsprop) RULE(bp_rmsprop_momentum) \
    RULE(bp_adam) RULE(bp_amsgrad) RULE(bp_nadam) RULE(bp_lion)
#define RULE_RANGE(rule) \
    static void NAME(update_##rule)(void *u, long begin, long end) { NAME(update_range)(rule, u, begin, end); }
RULES(RULE_RANGE)

static void NAME(run_optimize)(bp_rule rule, SCALAR *parameters, const SCALAR *gradients, SCALAR *state1,
                               SCALAR *state2, SCALAR *state3, long n, const bp_hyperparameters *h, long threads) {
#define ENTRY(rule) [rule] = NAME(update_##rule),
    static void (*const ranges[])(void *, long, long) = {RULES(ENTRY)};
#undef ENTRY
    const bool is_adam = rule == bp_adam || rule == bp_amsgrad;
    struct NAME(update) u = {
        .p = parameters, .s1 = state1, .s2 = state2, .s3 = state3, .g = gradients,
        .rate = (SCALAR)(is_adam ? h->rate / h->correction1 : h->rate), .momentum = (SCALAR)h->momentum,
        .decay = (SCALAR)h->decay, .rest1 = (SCALAR)(1 - h->momentum), .rest2 = (SCALAR)(1 - h->decay),
        .epsilon = (SCALAR)h->epsilon, .l2 = (SCALAR)h->l2, .keep = (SCALAR)(1 - h->rate * h->decoupled),
        .root = (SCALAR)(1 / __builtin_elementwise_sqrt(h->correction2)), .inverse = (SCALAR)(1 / h->correction2),
        .gradient_share = (SCALAR)h->gradient_share, .momentum_share = (SCALAR)h->momentum_share};
    bp_parallel_for(n, 4 * MAP_GRAIN, ranges[rule], &u, threads);
}
