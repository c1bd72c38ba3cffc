// The kernels for x86-64 with AVX-512 (F, DQ, BW, VL).
#if defined(__x86_64__)
#include <immintrin.h>

#include "kernels.h"

#pragma clang fp contract(off)
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma"))), apply_to = function)
#define SIMD avx512
#define REGISTER_BYTES 64
#define LANE_MASK(n) ((n) >= LANES ? (1u << LANES) - 1 : (1u << (n)) - 1)
#include "instantiate.h"
#pragma clang attribute pop
#else
typedef int bp_nothing_for_this_processor;
#endif
