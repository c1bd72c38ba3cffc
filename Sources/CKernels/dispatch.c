// Selects the instruction set of the public functions.
#include <stdatomic.h>
#include <stdlib.h>

#include "kernels.h"

struct instruction_set {
    const char *name;
    int bytes;  // of a register
    const struct bp_kernels_f32 *f32;
    const struct bp_kernels_f64 *f64;
    const struct bp_common_kernels *common;
};

#define SET(simd, bytes) {#simd, bytes, &bp_kernels_f32_##simd, &bp_kernels_f64_##simd, &bp_common_kernels_##simd}

// Best first; the last one runs on every processor that this file is compiled for.
static const struct instruction_set sets[] = {
#if defined(__x86_64__)
    SET(avx512, 64),
    SET(avx2, 32),
#endif
#if defined(__aarch64__)
    SET(neon, 16),
#else
    SET(baseline, 16),
#endif
};

enum { set_count = sizeof sets / sizeof *sets };

// Valid on every processor from the first instruction on, in case another constructor calls a kernel.
static _Atomic(const struct instruction_set *) current = &sets[set_count - 1];

static bool is_supported(const struct instruction_set *set) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (set == &sets[0])
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
               && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
               && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (set == &sets[1]) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
    return set == &sets[set_count - 1];
}

bool bp_simd_select(const char *name) {
    const struct instruction_set *best = NULL, *named = NULL;
    for (int i = set_count - 1; i >= 0; i--) {
        if (!is_supported(&sets[i])) continue;
        best = &sets[i];
        if (name && strcmp(name, best->name) == 0) named = best;
    }
    atomic_store_explicit(&current, named ? named : best, memory_order_relaxed);
    return named != NULL;
}

int bp_simd_bytes(void) { return atomic_load_explicit(&current, memory_order_relaxed)->bytes; }

const char *bp_simd_name(void) { return atomic_load_explicit(&current, memory_order_relaxed)->name; }

__attribute__((constructor)) static void select_at_start(void) { bp_simd_select(getenv("BACKPROP_SIMD")); }

// The public functions: one load, one jump.
#define FORWARD(name, parameters, arguments) \
    void BP_PUBLIC(name) parameters { atomic_load_explicit(&current, memory_order_relaxed)->TABLE->name arguments; }

#define SCALAR float
#define TABLE f32
#define BP_PUBLIC(name) bp_##name##_f32
BP_KERNELS(FORWARD)
BP_ELEMENTWISE(FORWARD)
BP_IMAGES(FORWARD)
#undef SCALAR
#undef TABLE
#undef BP_PUBLIC

#define SCALAR double
#define TABLE f64
#define BP_PUBLIC(name) bp_##name##_f64
BP_KERNELS(FORWARD)
BP_ELEMENTWISE(FORWARD)
BP_IMAGES(FORWARD)

static const struct bp_common_kernels *common(void) {
    return atomic_load_explicit(&current, memory_order_relaxed)->common;
}

long bp_read_rows(bp_rows *rows, const uint8_t *bytes, long count) { return common()->read_rows(rows, bytes, count); }

long bp_count_bytes(const uint8_t *bytes, long count, uint8_t byte) {
    return common()->count_bytes(bytes, count, byte);
}

long bp_plain_bytes(const uint8_t *bytes, long count) { return common()->plain_bytes(bytes, count); }

void bp_random_words(uint64_t seed, uint64_t stream, uint64_t first, long count, uint32_t *words) {
    common()->random_words(seed, stream, first, count, words);
}
