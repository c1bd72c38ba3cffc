// Compiles every kernel for one instruction set, in both precisions, and fills its two tables.
// The including file defines SIMD (a word: avx512, avx2, ...) and REGISTER_BYTES.

#define GLUE_(x, y, z) x##_##y##_##z
#define GLUE(x, y, z) GLUE_(x, y, z)
#define INLINE static inline __attribute__((always_inline))
#define HIDE(x) __asm__("" : "+r"(x))
#define UNROLL _Pragma("clang loop unroll(full)")

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
