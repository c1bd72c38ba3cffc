// Compares the kernels with wider arithmetic, reference.h: see ./run.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tgmath.h>

#include "CKernels.h"

#if __LDBL_MANT_DIG__ < 64
#error "This comparison needs a long double wider than double"
#endif

#define WIDE double
#define EXACT(name) name##_f32
#include "reference.h"
#undef WIDE
#undef EXACT
#define WIDE long double
#define EXACT(name) name##_f64
#include "reference.h"

// kind: an activation, 100 + an activation for its derivative, or one of these.
enum { is_exp = 200, is_log };
static const struct function {
    const char *name;
    int kind;
    double (*exact_f32)(double);
    long double (*exact_f64)(long double);
} functions[] = {
#define FUNCTION(name, kind) {#name, kind, name##_f32, name##_f64}
    FUNCTION(exp, is_exp),           FUNCTION(log, is_log),
    FUNCTION(sigmoid, bp_sigmoid),   FUNCTION(tanh, bp_tanh),
    FUNCTION(elu, bp_elu),           FUNCTION(selu, bp_selu),
    FUNCTION(gelu, bp_gelu),         FUNCTION(gelu_tanh, bp_gelu_tanh),
    FUNCTION(silu, bp_silu),         FUNCTION(softplus, bp_softplus),
    FUNCTION(d_gelu, 100 + bp_gelu), FUNCTION(d_gelu_tanh, 100 + bp_gelu_tanh),
    FUNCTION(d_silu, 100 + bp_silu)};

enum { chunk = 8192 };

// One ulp at the given size, by its exponent.
static double ulp_f32(double size) {
    uint64_t bits;
    memcpy(&bits, &size, sizeof bits);
    const int64_t exponent = (int64_t)(bits >> 52) - 23;
    bits = (uint64_t)(exponent < 1023 - 149 ? 1023 - 149 : exponent) << 52;
    memcpy(&size, &bits, sizeof bits);
    return size;
}
static long double ulp_f64(long double size) {
    int exponent = -2000;
    if (size > 0) frexp(size, &exponent);
    return ldexp((long double)1, exponent < -1021 ? -1074 : exponent - 53);
}

// Errors in ulp; of a derivative in ulp of 1/2 at least. Wrong infinities, NaNs and signs of zero count as 1e9.
#define MEASURE(SCALAR, WIDE, suffix)                                                                  \
    struct worst_##suffix { double error; SCALAR x; };                                                 \
    static double error_##suffix(WIDE exact, SCALAR got, int is_derivative) {                          \
        const SCALAR rounded = (SCALAR)exact;                                                          \
        if (isnan(rounded) || isnan(got)) return isnan(rounded) && isnan(got) ? 0 : 1e9;               \
        if (isinf(rounded) || isinf(got)) return rounded == got ? 0 : 1e9;                             \
        if (got == 0 && rounded == 0 && !is_derivative && signbit(rounded) != signbit(got)) return 1e9; \
        const WIDE size = is_derivative && fabs(exact) < (WIDE)0.5 ? (WIDE)0.5 : fabs(exact);          \
        return (double)(fabs(got - exact) / ulp_##suffix(size));                                       \
    }                                                                                                  \
    static void measure_##suffix(const struct function *f, const SCALAR *x, SCALAR *y,                 \
                                 struct worst_##suffix *worst) {                                       \
        static SCALAR ones[chunk];                                                                     \
        for (int i = 0; i < chunk; i++) ones[i] = 1;                                                   \
        if (f->kind == is_exp) bp_exp_##suffix(x, y, chunk, 1);                                        \
        else if (f->kind == is_log) bp_log_##suffix(x, y, chunk, 1);                                   \
        else if (f->kind < 100) bp_activate_##suffix(x, y, chunk, f->kind, 1, 1);                      \
        else bp_activation_gradient_##suffix(x, NULL, ones, y, chunk, f->kind - 100, 1, 1);            \
        for (int i = 0; i < chunk; i++) {                                                              \
            const double e = error_##suffix(f->exact_##suffix(x[i]), y[i], f->kind >= 100 && f->kind < 200); \
            if (e > worst->error) *worst = (struct worst_##suffix){e, x[i]};                           \
        }                                                                                              \
    }
MEASURE(float, double, f32)
MEASURE(double, long double, f64)

static uint64_t state = 1;
static uint64_t next(void) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return state ^ state >> 29;
}

// A quarter each: any bits, evenly in [-750, 750], evenly in [-40, 40], exponents from -20 to 10.
static double stratified(int i) {
    const uint64_t bits = next();
    double x;
    switch (i % 4) {
    case 0: memcpy(&x, &bits, sizeof x); return x;
    case 1: return (double)(int64_t)bits * 0x1p-63 * 750;
    case 2: return (double)(int64_t)bits * 0x1p-63 * 40;
    default: x = ldexp(1 + (double)(bits & 0xFFFFFFFFFFFFF) * 0x1p-52, (int)(bits >> 52) % 31 - 20);
             return bits >> 63 ? -x : x;
    }
}

int main(int count, char **arguments) {
    const uint64_t stride = count > 1 ? strtoull(arguments[1], NULL, 10) : 1;
    const long doubles = count > 2 ? atol(arguments[2]) : 12000000;
    printf("// %s\n//              float                       double\n", bp_simd_name());
    for (size_t k = 0; k < sizeof functions / sizeof *functions; k++) {
        static float x[chunk], y[chunk];
        struct worst_f32 worst = {0, 0};
        for (uint64_t bits = 0; bits < 1ull << 32;) {
            for (int i = 0; i < chunk; i++, bits += stride) {
                const uint32_t word = (uint32_t)bits;
                memcpy(&x[i], &word, sizeof word);
            }
            measure_f32(&functions[k], x, y, &worst);
        }
        static const float special[] = {0, -0.0f, INFINITY, -INFINITY, NAN, 1, -1, 0x1p-149f, -0x1p-149f, 0x1p-126f,
                                        -0x1p-126f, 0x1.fffffep127f, -0x1.fffffep127f};
        memset(x, 0, sizeof x);
        memcpy(x, special, sizeof special);
        measure_f32(&functions[k], x, y, &worst);
        static double a[chunk], b[chunk];
        struct worst_f64 worst64 = {0, 0};
        for (int i = 0; i < chunk; i++) a[i] = x[i];
        measure_f64(&functions[k], a, b, &worst64);
        for (long done = 0; done < doubles; done += chunk) {
            for (int i = 0; i < chunk; i++) a[i] = stratified(i);
            measure_f64(&functions[k], a, b, &worst64);
        }
        printf("// %-11s %.3f at %-15a  %.3f at %a\n", functions[k].name, worst.error, worst.x, worst64.error,
               worst64.x);
        fflush(stdout);
    }
}
