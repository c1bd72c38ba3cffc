// Compares the kernels with wider arithmetic, reference.h: see ./run.
//
// All floats are too many for the mathematical library. Their results are compared with those of the kernels for
// double at the same arguments, which are close enough if they are right; that they are is asked of the library
// at every 64th float, and of its long double at millions of doubles.
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
    FUNCTION(d_silu, 100 + bp_silu), FUNCTION(mish, bp_mish),
    FUNCTION(d_mish, 100 + bp_mish)};

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

// Errors in ulp; of a derivative in ulp of 1/2 at least. An infinity next to the largest numbers counts as the one
// that would follow them; wrong infinities, NaNs and signs of zero count as 1e9.
#define LARGEST_f32 0x1.fffffep127
#define LARGEST_f64 0x1.fffffffffffffp1023L
#define MEASURE(SCALAR, WIDE, suffix)                                                                  \
    struct worst_##suffix { double error; SCALAR x; };                                                 \
    static double error_##suffix(WIDE exact, SCALAR got, int is_derivative) {                          \
        const SCALAR rounded = (SCALAR)exact;                                                          \
        if (isnan(rounded) || isnan(got)) return isnan(rounded) && isnan(got) ? 0 : 1e9;               \
        if (isinf(rounded) && rounded == got) return 0;                                                \
        if (isinf(got) && (WIDE)got * exact > 0 && fabs(exact) > LARGEST_##suffix / 2)                 \
            return (double)((LARGEST_##suffix + ulp_##suffix(LARGEST_##suffix) - fabs(exact))          \
                            / ulp_##suffix(LARGEST_##suffix));                                         \
        if (isinf(rounded) || isinf(got)) return 1e9;                                                  \
        if (got == 0 && rounded == 0 && !is_derivative && signbit(rounded) != signbit(got)) return 1e9; \
        const WIDE size = is_derivative && fabs(exact) < (WIDE)0.5 ? (WIDE)0.5 : fabs(exact);          \
        return (double)(fabs(got - exact) / ulp_##suffix(size));                                       \
    }                                                                                                  \
    static void run_##suffix(const struct function *f, const SCALAR *x, SCALAR *y) {                   \
        SCALAR ones[chunk];                                                                            \
        for (int i = 0; i < chunk; i++) ones[i] = 1;                                                   \
        if (f->kind == is_exp) bp_exp_##suffix(x, y, chunk, 1);                                        \
        else if (f->kind == is_log) bp_log_##suffix(x, y, chunk, 1);                                   \
        else if (f->kind < 100) bp_activate_##suffix(x, y, chunk, f->kind, 1, 1);                      \
        else bp_activation_gradient_##suffix(x, NULL, ones, y, chunk, f->kind - 100, 1, 1);            \
    }                                                                                                  \
    static void measure_##suffix(const struct function *f, const SCALAR *x, SCALAR *y,                 \
                                 struct worst_##suffix *worst) {                                       \
        run_##suffix(f, x, y);                                                                         \
        for (int i = 0; i < chunk; i++) {                                                              \
            const double e = error_##suffix(f->exact_##suffix(x[i]), y[i], f->kind >= 100 && f->kind < 200); \
            if (e > worst->error) *worst = (struct worst_##suffix){e, x[i]};                           \
        }                                                                                              \
    }
MEASURE(float, double, f32)
MEASURE(double, long double, f64)

// Every float whose bits are a multiple of `stride`, in `parts` ranges of bits that threads share.
enum { parts = 1024, sampled = 64 };
struct sweep {
    const struct function *f;
    uint64_t stride;
    struct worst_f32 worst[parts];
    double doubt[parts];  // by how many ulp of a float the kernel for double differs from the library
};

static void sweep_chunk(struct sweep *sweep, long part, const float *x) {
    const int is_derivative = sweep->f->kind >= 100 && sweep->f->kind < 200;
    float y[chunk];
    double wide[chunk], exact[chunk];
    run_f32(sweep->f, x, y);
    for (int i = 0; i < chunk; i++) wide[i] = x[i];
    run_f64(sweep->f, wide, exact);
    for (int i = 0; i < chunk; i++) {
        // A number of ordinary size and its error, without a branch; all others take the long way.
        const double size = is_derivative && fabs(exact[i]) < 0.5 ? 0.5 : fabs(exact[i]);
        const double e = size > 0x1p-126 && size < 0x1p127 ? fabs(y[i] - exact[i]) / ulp_f32(size)
                                                           : error_f32(exact[i], y[i], is_derivative);
        if (e > sweep->worst[part].error) sweep->worst[part] = (struct worst_f32){e, x[i]};
    }
    for (int i = 0; i < chunk; i += sampled) {
        const double right = sweep->f->exact_f32(wide[i]), size = fabs(right);
        if (isnan(right) ? isnan(exact[i]) : right == exact[i]) continue;
        const double e = fabs(right - exact[i]) / ulp_f32(is_derivative && size < 0.5 ? 0.5 : size);
        if (!(e <= sweep->doubt[part])) sweep->doubt[part] = isnan(e) ? 1e9 : e;
    }
}

static void sweep_parts(void *context, long begin, long end) {
    struct sweep *const sweep = context;
    const uint64_t count = (1ull << 32) / parts;
    for (long part = begin; part < end; part++)
        for (uint64_t bits = part * count; bits < (part + 1) * count;) {
            float x[chunk];
            for (int i = 0; i < chunk; i++, bits += sweep->stride) {
                const uint32_t word = (uint32_t)bits;
                memcpy(&x[i], &word, sizeof word);
            }
            sweep_chunk(sweep, part, x);
        }
}

static struct worst_f32 sweep_floats(const struct function *f, uint64_t stride, double *doubt) {
    static struct sweep sweep;
    sweep = (struct sweep){.f = f, .stride = stride};
    bp_parallel_for(parts, 1, sweep_parts, &sweep, bp_processor_count());
    struct worst_f32 worst = {0, 0};
    for (int part = 0; part < parts; part++) {
        if (sweep.worst[part].error > worst.error) worst = sweep.worst[part];
        if (sweep.doubt[part] > *doubt) *doubt = sweep.doubt[part];
    }
    return worst;
}

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
    const char *only = count > 3 ? arguments[3] : NULL;
    printf("// %s\n//              float                       double\n", bp_simd_name());
    double doubt = 0;
    for (size_t k = 0; k < sizeof functions / sizeof *functions; k++) {
        if (only && strcmp(only, functions[k].name) != 0) continue;
        static float x[chunk], y[chunk];
        struct worst_f32 worst = sweep_floats(&functions[k], stride, &doubt);
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
    printf("// (%s floats and the special ones; %ld million doubles; the double results that floats were compared with\n"
           "// differ from the library's by at most %.1e ulp of a float)\n",
           stride == 1 ? "all" : "some", doubles / 1000000, doubt);
    return doubt > 1e-3;
}
