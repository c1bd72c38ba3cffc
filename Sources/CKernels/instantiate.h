// Compiles every kernel for one instruction set, in both precisions, and fills its tables.
// The including file defines SIMD (a word: avx512, avx2, ...) and REGISTER_BYTES.

#define GLUE_(x, y, z) x##_##y##_##z
#define GLUE(x, y, z) GLUE_(x, y, z)
#define PAIR_(x, y) x##_##y
#define PAIR(x, y) PAIR_(x, y)
#define OF_SET(x) PAIR(x, SIMD)  // independent of the precision
// Without optimization, a switch on a constant argument is not reduced. Forced inlining would copy the whole of every
// switch into every kernel, and the compiler would need gigabytes.
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

const struct bp_common_kernels OF_SET(bp_common_kernels) = {
    OF_SET(bp_read_rows), OF_SET(bp_count_bytes), OF_SET(bp_plain_bytes),
    OF_SET(bp_random_words)};
