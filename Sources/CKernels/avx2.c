// The kernels for x86-64 with AVX2 and FMA.
#if defined(__x86_64__)
#include <immintrin.h>

#include "kernels.h"

#pragma clang fp contract(off)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SIMD avx2
#define REGISTER_BYTES 32

// The mask of the first n lanes: a window into ones followed by zeros.
static const int32_t bp_lane_window[16] = {-1, -1, -1, -1, -1, -1, -1, -1};
static inline __m256i bp_lane_mask_f32(long n) {
    return _mm256_loadu_si256((const __m256i_u *)(bp_lane_window + 8 - (n < 8 ? n : 8)));
}
static inline __m256i bp_lane_mask_f64(long n) { return bp_lane_mask_f32(n < 4 ? 2 * n : 8); }

#include "instantiate.h"
#pragma clang attribute pop
#else
typedef int bp_nothing_for_this_processor;
#endif
