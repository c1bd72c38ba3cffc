// Compiles every kernel for one instruction set, in both precisions, and fills its two tables.
// The including file defines SIMD (a word: avx512, avx2, ...) and REGISTER_BYTES.

#define GLUE_(x, y, z) x##_##y##_##z
#define GLUE(x, y, z) GLUE_(x, y, z)
// Without optimization nothing folds away behind a constant argument: inlined everywhere, the whole of
// every switch would stand in every kernel, and the compiler would need gigabytes.
#ifdef __OPTIMIZE__
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif
#define HIDE(x) __asm__("" : "+r"(x))
#define UNROLL _Pragma("clang loop unroll(full)")

#include "philox.h"

#define SCALAR float
#define SUFFIX f32
#define IS_F64 0
#include "templates.h"
#undef SCALAR
#undef SUFFIX
#undef IS_F64

#define SCALAR double
#define SUFFIX f64
#define IS_F64 1
#include "templates.h"
#undef SCALAR
#undef SUFFIX
#undef IS_F64

#include "reading.h"

const struct bp_common_kernels RANDOM(bp_common_kernels, SIMD) = {
    BP_READING(bp_read_rows, SIMD), BP_READING(bp_count_bytes, SIMD), BP_READING(bp_plain_bytes, SIMD),
    RANDOM(bp_random_words, SIMD)};
