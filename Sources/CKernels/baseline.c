// The kernels for any processor. Without fused multiply-add instructions, the mathematical library computes them:
// equal bits, many times slower.
#if !defined(__aarch64__)
#include "kernels.h"

#pragma clang fp contract(off)
#define SIMD baseline
#define REGISTER_BYTES 16
#include "instantiate.h"
#else
typedef int bp_nothing_for_this_processor;
#endif
