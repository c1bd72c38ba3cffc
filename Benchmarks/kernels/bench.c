// Speed of the products of CKernels on the shapes of an MLP 784-512-256-10, in percent of the multiply-add peak
// that this machine reaches in the same round. Rounds interleave all cases; medians are printed.
// Usage: bench [rounds [only cases whose name contains this [copies]]]
// With copies > 1 every call takes the next of that many copies of the weights and of their gradient, as in a
// network that is larger than the caches.
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "CKernels.h"

// On one thread, time on the processor: what neighbours take does not count. On more, time on the clock.
static double seconds(int threads) {
    struct timespec now;
    clock_gettime(threads > 1 ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// Independent chains of multiply-adds in registers: nothing but the arithmetic units is in the way.
#define PEAK(name, scalar, lanes, target)                                                            \
    target static double name(long turns) {                                                          \
        typedef scalar vec __attribute__((ext_vector_type(lanes)));                                  \
        vec sums[12], x = (vec)(scalar)0.999, y = (vec)(scalar)0.001;                                \
        __asm__ volatile("" : "+m"(x), "+m"(y));                                                     \
        for (int i = 0; i < 12; i++) sums[i] = (vec)(scalar)i;                                       \
        for (long turn = 0; turn < turns; turn++)                                                    \
            _Pragma("clang loop unroll(full)") for (int i = 0; i < 12; i++)                          \
                sums[i] = __builtin_elementwise_fma(sums[i], x, y);                                  \
        vec sum = sums[0];                                                                           \
        for (int i = 1; i < 12; i++) sum += sums[i];                                                 \
        __asm__ volatile("" : : "m"(sum));                                                           \
        return 2.0 * 12 * (lanes) * (double)turns;                                                   \
    }
#if defined(__x86_64__)
PEAK(peak_f32_avx512, float, 16, __attribute__((target("avx512f"))))
PEAK(peak_f64_avx512, double, 8, __attribute__((target("avx512f"))))
PEAK(peak_f32_avx2, float, 8, __attribute__((target("avx2,fma"))))
PEAK(peak_f64_avx2, double, 4, __attribute__((target("avx2,fma"))))
#endif
PEAK(peak_f32_plain, float, 4, )
PEAK(peak_f64_plain, double, 2, )

static double peak_operations(int is_double, long turns) {
#if defined(__x86_64__)
    if (strcmp(bp_simd_name(), "avx512") == 0) return is_double ? peak_f64_avx512(turns) : peak_f32_avx512(turns);
    if (strcmp(bp_simd_name(), "avx2") == 0) return is_double ? peak_f64_avx2(turns) : peak_f32_avx2(turns);
#endif
    return is_double ? peak_f64_plain(turns) : peak_f32_plain(turns);
}

struct peak {
    int is_double;
    double operations[64];
};

static void peak_body(void *context, long begin, long end) {
    struct peak *peak = context;
    for (long i = begin; i < end; i++) peak->operations[i] = peak_operations(peak->is_double, 20000);
}

enum form { affine, input_gradient, weight_gradient, peak };
static const char *const forms[] = {"forward", "input gradient", "weight gradient", "peak"};

struct test {
    enum form form;
    int is_double, threads;
    long rows, inputs, outputs, turns;
    double rates[1000], shares[1000];
};

static float *x_f32, *w_f32, *y_f32, *dw_f32, *dx_f32, *b_f32;
static double *x_f64, *w_f64, *y_f64, *dw_f64, *dx_f64, *b_f64;

enum { matrix = 784 * 512 };
static int copies = 1, copy;

// Operations of one turn.
static double turn(const struct test *t) {
    const long at = (long)(copy = (copy + 1) % copies) * matrix;
    const long r = t->rows, i = t->inputs, o = t->outputs;
    if (t->form == peak) {
        struct peak result = {.is_double = t->is_double};
        bp_parallel_for(t->threads, 1, peak_body, &result, t->threads);
        double operations = 0;
        for (int n = 0; n < t->threads; n++) operations += result.operations[n];
        return operations;
    }
#define RUN(s)                                                                                                     \
    if (t->form == affine) bp_affine_##s(x_##s, w_##s + at, b_##s, NULL, y_##s, r, i, o, bp_relu, 0, t->threads);       \
    if (t->form == input_gradient) bp_input_gradient_##s(y_##s, w_##s + at, dx_##s, r, i, o, t->threads);               \
    if (t->form == weight_gradient) bp_weight_gradient_##s(x_##s, y_##s, dw_##s + at, b_##s, r, i, o, t->threads);
    if (t->is_double) {
        RUN(f64)
    } else {
        RUN(f32)
    }
    return 2.0 * (double)r * (double)i * (double)o;
}

static double rate(const struct test *t) {
    double operations = t->form == peak ? 0 : 0 * turn(t);  // one turn to warm up
    const double start = seconds(t->threads);
    for (long n = 0; n < t->turns; n++) operations += turn(t);
    return operations / (seconds(t->threads) - start) * 1e-9;
}

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count) {
    qsort(values, (size_t)count, sizeof *values, ascending);
    return values[count / 2];
}

int main(int count, char **arguments) {
    int rounds = count > 1 ? atoi(arguments[1]) : 15;
    if (rounds < 1 || rounds > 1000) rounds = 15;
    const char *only = count > 2 ? arguments[2] : "";
    copies = count > 3 ? atoi(arguments[3]) : 1;
    if (copies < 1 || copies > 100) copies = 1;
    const long shapes[][2] = {{784, 512}, {512, 256}, {256, 10}, {16, 16}, {7, 5}, {5, 3}};
    const long batches[] = {1, 32, 128};
    const int most_threads = bp_processor_count() > 1 ? 2 : 1;
#define MAKE(s, scalar)                                                            \
    for (scalar **m[] = {&x_##s, &w_##s, &y_##s, &dw_##s, &dx_##s, &b_##s}, ***p = m; p < m + 6; p++) { \
        **p = aligned_alloc(64, (size_t)copies * matrix * sizeof(scalar));                                  \
        for (long n = 0; n < copies * matrix; n++) (**p)[n] = (scalar)(n % 37 - 18) / 64;    \
    }
    MAKE(f32, float)
    MAKE(f64, double)
    static struct test tests[200];
    int used = 0;
    for (int is_double = 0; is_double < 2; is_double++)
        for (int threads = 1; threads <= most_threads; threads++) {
            tests[used++] = (struct test){.form = peak, .is_double = is_double, .threads = threads};
            for (int b = 0; b < 3; b++)
                for (int s = 0; s < 6; s++)
                    for (enum form form = affine; form <= weight_gradient; form++) {
                        char name[100];
                        snprintf(name, sizeof name, "%s %s %d %ld x %ld %ld", is_double ? "double" : "float", forms[form],
                                 threads, batches[b], shapes[s][0], shapes[s][1]);
                        if (!strstr(name, only) || (threads > 1 && shapes[s][0] < 100)) continue;
                        tests[used++] = (struct test){form, is_double, threads, batches[b], shapes[s][0], shapes[s][1], 0, {0}, {0}};
                    }
        }
    for (int i = 0; i < used; i++) {
        tests[i].turns = 1;
        for (;;) {  // short samples, so that few are interrupted
            const double start = seconds(1);
            rate(&tests[i]);
            if (seconds(1) - start > 0.0005) break;
            tests[i].turns *= 2;
        }
    }
    for (int round = 0; round < rounds; round++) {
        double now = 1;
        for (int i = 0; i < used; i++) {
            // The peak right before and right after a case, the higher of the two: a neighbour's load passes quickly.
            if (tests[i].form == peak) {
                tests[i].rates[round] = now = rate(&tests[i]);
                continue;
            }
            struct test here = {.form = peak, .is_double = tests[i].is_double, .threads = tests[i].threads, .turns = 4};
            const double before = rate(&here);
            tests[i].rates[round] = rate(&tests[i]);
            const double after = rate(&here);
            now = before > after ? before : after;
            tests[i].shares[round] = 100 * tests[i].rates[round] / now;
        }
    }
    printf("instruction set %s, %d rounds; medians\n", bp_simd_name(), rounds);
    printf("%-16s %-6s %7s %5s %11s %9s %9s %7s %12s\n", "form", "scalar", "threads", "rows", "shape", "GFLOP/s", "% of peak", "best", "time");
    double best = 1;
    for (int i = 0; i < used; i++) {
        struct test *t = &tests[i];
        char shape[40] = "";
        if (t->form != peak) snprintf(shape, sizeof shape, "%ldx%ld", t->inputs, t->outputs);
        const double gigaflops = median(t->rates, rounds), flop = 2.0 * (double)t->rows * (double)t->inputs * (double)t->outputs;
        printf("%-16s %-6s %7d %5ld %11s %9.2f", forms[t->form], t->is_double ? "double" : "float", t->threads, t->rows, shape, gigaflops);
        // rates is sorted now: the quietest round against the quietest peak.
        if (t->form == peak) best = t->rates[rounds - 1];
        else printf(" %9.1f %7.1f %9.0f ns", median(t->shares, rounds), 100 * t->rates[rounds - 1] / best, flop / gigaflops);
        printf("\n");
    }
    return 0;
}
