// The kernels for any processor. Where it has no fused multiply-add, the mathematical library computes it:
// the same bits, many times slower.
#if !defined(__aarch64__)
#include "kernels.h"

#pragma clang fp contract(off)
#define SIMD baseline
#define REGISTER_BYTES 16
#include "instantiate.h"
#else
typedef int bp_nothing_for_this_processor;
#endif
