// The kernels for 64-bit ARM, which always has NEON and fused multiply-add.
#if defined(__aarch64__)
#include "kernels.h"

#pragma clang fp contract(off)
#define SIMD neon
#define REGISTER_BYTES 16
#include "instantiate.h"
#else
typedef int bp_nothing_for_this_processor;
#endif
