// Kernels over flat arrays: functions, activations and their gradients, dropout, sums.
//
// Every loop reads whole vectors, then one masked vector. Tails give equal bits because lanes are independent.
// Threads take contiguous ranges of elements; sums run on one thread.

// The first k of a vector's lanes from memory; k is LANES in the main loops, which makes it a plain load.
INLINE VEC NAME(get)(const SCALAR *p, long k) { return k >= LANES ? NAME(load)(p) : NAME(load_n)(p, k); }
INLINE void NAME(put)(SCALAR *p, VEC v, long k) {
    if (k >= LANES) NAME(store)(p, v);
    else NAME(store_n)(p, v, k);
}

// MARK: Maps

enum { NAME(map_exp) = 32, NAME(map_log), NAME(map_axpy), NAME(map_scale), NAME(map_add), NAME(gradient_of) = 64 };

struct NAME(map) {
    const SCALAR *x, *y, *dy;
    SCALAR *out, a;
};

// The operation is an activation, one of the above, or gradient_of + an activation; a constant when inlined.
INLINE VEC NAME(map_step)(const int operation, const struct NAME(map) *map, long i, long k) {
    const int activation = operation - NAME(gradient_of);
    if (activation >= 0) {
        const bool from_z = activation == bp_gelu || activation == bp_gelu_tanh || activation == bp_silu ||
                            activation == bp_mish;
        const VEC v = NAME(get)((from_z ? map->x : map->y) + i, k);
        return NAME(get)(map->dy + i, k) * NAME(derivative)(v, v, activation, map->a);
    }
    const VEC x = NAME(get)(map->x + i, k);
    switch (operation) {
    case NAME(map_exp): return NAME(exp)(x);
    case NAME(map_log): return NAME(log)(x);
    case NAME(map_axpy): return NAME(fma)(NAME(splat)(map->a), x, NAME(get)(map->y + i, k));
    case NAME(map_scale): return x * map->a;
    case NAME(map_add): return x + NAME(get)(map->y + i, k);
    default: return NAME(activate)(x, operation, map->a);
    }
}

INLINE void NAME(map_range)(const int operation, const struct NAME(map) *map, long i, long end) {
    for (; i + LANES <= end; i += LANES) NAME(store)(map->out + i, NAME(map_step)(operation, map, i, LANES));
    if (i < end) NAME(store_n)(map->out + i, NAME(map_step)(operation, map, i, end - i), end - i);
}

#define MAPS(MAP) \
    MAP(bp_sigmoid) MAP(bp_tanh) MAP(bp_relu) MAP(bp_leaky_relu) MAP(bp_elu) MAP(bp_selu) MAP(bp_gelu) \
    MAP(bp_gelu_tanh) MAP(bp_silu) MAP(bp_softplus) MAP(bp_mish)
#define MAP_RANGE(operation, name) \
    static void NAME(range_##name)(void *map, long begin, long end) { NAME(map_range)(operation, map, begin, end); }
#define MAP_BOTH(activation) \
    MAP_RANGE(activation, activation) MAP_RANGE(NAME(gradient_of) + activation, d_##activation)
MAPS(MAP_BOTH)
MAP_RANGE(NAME(map_exp), exp)
MAP_RANGE(NAME(map_log), log)
MAP_RANGE(NAME(map_axpy), axpy)
MAP_RANGE(NAME(map_scale), scale)
MAP_RANGE(NAME(map_add), add)

// The ranges of the activations and of their gradients.
#define MAP_ENTRY(name) [name] = NAME(range_##name),
static void (*const NAME(activations)[])(void *, long, long) = {MAPS(MAP_ENTRY)};
#undef MAP_ENTRY
#define MAP_ENTRY(name) [name] = NAME(range_d_##name),
static void (*const NAME(derivatives)[])(void *, long, long) = {MAPS(MAP_ENTRY)};
#undef MAP_ENTRY

// Ranges long enough to be worth waking a thread.
#define MAP_GRAIN 8192

static void NAME(run_exp)(const SCALAR *x, SCALAR *y, long n, long threads) {
    struct NAME(map) map = {.x = x, .out = y};
    bp_parallel_for(n, MAP_GRAIN, NAME(range_exp), &map, threads);
}
static void NAME(run_log)(const SCALAR *x, SCALAR *y, long n, long threads) {
    struct NAME(map) map = {.x = x, .out = y};
    bp_parallel_for(n, MAP_GRAIN, NAME(range_log), &map, threads);
}
static void NAME(run_axpy)(SCALAR a, const SCALAR *x, SCALAR *y, long n, long threads) {
    struct NAME(map) map = {.x = x, .y = y, .out = y, .a = a};
    bp_parallel_for(n, 4 * MAP_GRAIN, NAME(range_axpy), &map, threads);
}
static void NAME(run_scale)(SCALAR a, const SCALAR *x, SCALAR *y, long n, long threads) {
    struct NAME(map) map = {.x = x, .out = y, .a = a};
    bp_parallel_for(n, 4 * MAP_GRAIN, NAME(range_scale), &map, threads);
}
static void NAME(run_add)(const SCALAR *x, const SCALAR *y, SCALAR *sum, long n, long threads) {
    struct NAME(map) map = {.x = x, .y = y, .out = sum};
    bp_parallel_for(n, 4 * MAP_GRAIN, NAME(range_add), &map, threads);
}
static void NAME(run_activate)(const SCALAR *z, SCALAR *y, long n, bp_activation activation, SCALAR alpha, long threads) {
    struct NAME(map) map = {.x = z, .out = y, .a = alpha};
    if (activation != bp_linear) bp_parallel_for(n, MAP_GRAIN, NAME(activations)[activation], &map, threads);
    else if (y != z && n > 0) memcpy(y, z, n * sizeof(SCALAR));
}
static void NAME(run_activation_gradient)(const SCALAR *z, const SCALAR *y, const SCALAR *dy, SCALAR *dz, long n,
                                      bp_activation activation, SCALAR alpha, long threads) {
    struct NAME(map) map = {.x = z, .y = y, .dy = dy, .out = dz, .a = alpha};
    if (activation != bp_linear) bp_parallel_for(n, MAP_GRAIN, NAME(derivatives)[activation], &map, threads);
    else if (dz != dy && n > 0) memcpy(dz, dy, n * sizeof(SCALAR));
}

// MARK: Dropout

struct NAME(drop) {
    const SCALAR *x;
    SCALAR *y, factor;
    uint64_t seed, stream, first;
    uint32_t threshold;
};

// Thirty-two words at a time; surplus words only fill the lanes of a partial vector.
typedef uint32_t NAME(words) __attribute__((ext_vector_type(LANES)));
static void NAME(drop_range)(void *context, long begin, long end) {
    const struct NAME(drop) *drop = context;
    const NAME(words) threshold = drop->threshold;
    uint32_t words[32 + LANES] = {0};
    for (long i = begin; i < end;) {
        const uint64_t position = drop->first + (uint64_t)i;
        OF_SET(bp_philox)(drop->seed, drop->stream, position / 4, words);
        const uint32_t *word = words + position % 4;
        const long here = 32 - (long)(position % 4), count = here < end - i ? here : end - i;
        for (long k = 0; k < count; k += LANES) {
            NAME(words) random;
            memcpy(&random, word + k, sizeof random);
            const VEC kept = NAME(get)(drop->x + i + k, count - k) * drop->factor;
            const IVEC is_kept = __builtin_convertvector(random >= threshold, IVEC);
            NAME(put)(drop->y + i + k, is_kept ? kept : NAME(splat)(0), count - k);
        }
        i += count;
    }
}
static void NAME(run_dropout)(const SCALAR *x, SCALAR *y, long n, double rate, uint64_t seed, uint64_t stream,
                          uint64_t first_index, long threads) {
    const double bound = rate * 0x1p32 + 0.5;  // exact, so that the conversion rounds to nearest
    struct NAME(drop) drop = {.x = x, .y = y, .factor = rate < 1 ? (SCALAR)(1 / (1 - rate)) : 0, .seed = seed, .stream = stream,
        .first = first_index, .threshold = bound < 0x1p32 ? bound > 0 ? (uint32_t)bound : 0 : UINT32_MAX};
    bp_parallel_for(n, MAP_GRAIN, NAME(drop_range), &drop, threads);
}

// MARK: Sums

#define SUM_LANES 32
#define SUM_BLOCK 1024

// Folds `count` vectors (a power of two) by halves of their lanes: lane l with lane l + half, and so on.
#define ADDED(a, b) ((a) + (b))
#define LARGER(a, b) ((a) > (b) ? (a) : (b))
#define FOLD(name, COMBINE)                                                                               \
    INLINE SCALAR NAME(name)(VEC *v, int count) {                                                         \
        for (count /= 2; count > 0; count /= 2)                                                           \
            for (int i = 0; i < count; i++) v[i] = COMBINE(v[i], v[i + count]);                           \
        const NAME(vec2) pair = NAME(name##_to_2)(v[0]);                                                  \
        return COMBINE(pair.x, pair.y);                                                                   \
    }
typedef SCALAR NAME(vec2) __attribute__((ext_vector_type(2)));
typedef SCALAR NAME(vec4) __attribute__((ext_vector_type(4)));
typedef SCALAR NAME(vec8) __attribute__((ext_vector_type(8)));
#if LANES == 2
#define FOLD_TO_2(name, COMBINE) INLINE NAME(vec2) NAME(name##_to_2)(VEC v) { return v; }
#elif LANES == 4
#define FOLD_TO_2(name, COMBINE) INLINE NAME(vec2) NAME(name##_to_2)(VEC v) { return COMBINE(v.lo, v.hi); }
#elif LANES == 8
#define FOLD_TO_2(name, COMBINE)                                                                          \
    INLINE NAME(vec2) NAME(name##_to_2)(VEC v) {                                                          \
        const NAME(vec4) four = COMBINE(v.lo, v.hi);                                                      \
        return COMBINE(four.lo, four.hi);                                                                 \
    }
#else
#define FOLD_TO_2(name, COMBINE)                                                                          \
    INLINE NAME(vec2) NAME(name##_to_2)(VEC v) {                                                          \
        const NAME(vec8) eight = COMBINE(v.lo, v.hi);                                                     \
        const NAME(vec4) four = COMBINE(eight.lo, eight.hi);                                              \
        return COMBINE(four.lo, four.hi);                                                                 \
    }
#endif
FOLD_TO_2(fold_sum, ADDED)
FOLD(fold_sum, ADDED)
FOLD_TO_2(fold_max, LARGER)
FOLD(fold_max, LARGER)
#undef FOLD_TO_2

INLINE VEC NAME(sum_step)(VEC sum, VEC x, VEC y, const int kind) {
    const VEC size = __builtin_elementwise_abs(x);
    return kind == 0 ? sum + x : kind == 1 ? NAME(fma)(x, y, sum) : size > sum ? size : sum;
}

// kind: 0 for the sum of x, 1 of x y, 2 for the largest |x|. The missing elements of a tail count as zeros.
INLINE double NAME(reduce)(const SCALAR *x, const SCALAR *y, long n, const int kind) {
    double total = 0;
    for (long start = 0; start < n; start += SUM_BLOCK) {
        const long end = n - start < SUM_BLOCK ? n : start + SUM_BLOCK;
        VEC sums[SUM_LANES / LANES] = {0};
        long i = start;
        for (; i + SUM_LANES <= end; i += SUM_LANES)
            UNROLL for (int v = 0; v < SUM_LANES / LANES; v++)
                sums[v] = NAME(sum_step)(sums[v], NAME(load)(x + i + v * LANES), NAME(load)(y + i + v * LANES), kind);
        for (int v = 0; i < end; i += LANES, v++)
            sums[v] = NAME(sum_step)(sums[v], NAME(load_n)(x + i, end - i), NAME(load_n)(y + i, end - i), kind);
        if (kind < 2) total += NAME(fold_sum)(sums, SUM_LANES / LANES);
        else total = LARGER(total, (double)NAME(fold_max)(sums, SUM_LANES / LANES));
    }
    return total;
}
static void NAME(run_sum)(const SCALAR *x, long n, double *result) { *result = NAME(reduce)(x, x, n, 0); }
static void NAME(run_sum_of_squares)(const SCALAR *x, long n, double *result) { *result = NAME(reduce)(x, x, n, 1); }
static void NAME(run_dot)(const SCALAR *x, const SCALAR *y, long n, double *result) { *result = NAME(reduce)(x, y, n, 1); }
static void NAME(run_max_abs)(const SCALAR *x, long n, double *result) { *result = NAME(reduce)(x, x, n, 2); }

static void NAME(run_count_not_finite)(const SCALAR *x, long n, long *result) {
    *result = 0;
    for (long i = 0; i < n; i += LANES) {
        const VEC size = __builtin_elementwise_abs(NAME(load_n)(x + i, n - i));
        const IVEC is_not = ~(size < NAME(splat)(__builtin_inff()));
        if (__builtin_reduce_or(is_not))
            for (int l = 0; l < LANES; l++) *result -= (long)is_not[l];
    }
}
