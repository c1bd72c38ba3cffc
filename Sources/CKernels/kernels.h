// The common parts of all instruction sets: the list of kernels, the table of pointers that each instruction set
// fills, and the parts that exist once (threads, scratch memory).
#ifndef KERNELS_H
#define KERNELS_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "include/CKernels.h"

// Each kernel once: name, parameters, arguments. The tables and the public functions are made from this list.
#define BP_KERNELS(KERNEL)                                                                               \
    KERNEL(affine,                                                                                       \
           (const SCALAR *x, const SCALAR *w, const SCALAR *bias, SCALAR *z, SCALAR *y, long rows,       \
            long inputs, long outputs, bp_activation activation, SCALAR alpha, long threads),            \
           (x, w, bias, z, y, rows, inputs, outputs, activation, alpha, threads))                        \
    KERNEL(input_gradient,                                                                               \
           (const SCALAR *dz, const SCALAR *w, SCALAR *dx, long rows, long inputs, long outputs,         \
            long threads),                                                                               \
           (dz, w, dx, rows, inputs, outputs, threads))                                                  \
    KERNEL(weight_gradient,                                                                              \
           (const SCALAR *x, const SCALAR *dz, SCALAR *dw, SCALAR *db, long rows, long inputs,           \
            long outputs, long threads),                                                                 \
           (x, dz, dw, db, rows, inputs, outputs, threads))                                              \
    KERNEL(online_epoch,                                                                                 \
           (const bp_online_network *network, SCALAR *parameters, const SCALAR *features,                \
            const SCALAR *targets, const long *order, long rows, SCALAR rate, double *loss,              \
            long *finished),                                                                             \
           (network, parameters, features, targets, order, rows, rate, loss, finished))                       \
    KERNEL(online_folds,                                                                                 \
           (const bp_online_network *network, long count, SCALAR *const *parameters,                     \
            const SCALAR *const *features, const SCALAR *const *targets, const long *const *orders,      \
            const long *rows, SCALAR rate, double *losses, long *finished),                              \
           (network, count, parameters, features, targets, orders, rows, rate, losses, finished))

#define BP_FIELD(name, parameters, arguments) void(*name) parameters;
#define BP_TABLE_(suffix) bp_kernels_##suffix
#define BP_TABLE(suffix) BP_TABLE_(suffix)

#define SCALAR float
struct bp_kernels_f32 {
    BP_KERNELS(BP_FIELD)
    BP_ELEMENTWISE(BP_FIELD)
    BP_IMAGES(BP_FIELD)
};
#undef SCALAR
#define SCALAR double
struct bp_kernels_f64 {
    BP_KERNELS(BP_FIELD)
    BP_ELEMENTWISE(BP_FIELD)
    BP_IMAGES(BP_FIELD)
};
#undef SCALAR

#if defined(__x86_64__)
extern const struct bp_kernels_f32 bp_kernels_f32_avx512, bp_kernels_f32_avx2;
extern const struct bp_kernels_f64 bp_kernels_f64_avx512, bp_kernels_f64_avx2;
#endif
#if defined(__aarch64__)
extern const struct bp_kernels_f32 bp_kernels_f32_neon;
extern const struct bp_kernels_f64 bp_kernels_f64_neon;
#else
extern const struct bp_kernels_f32 bp_kernels_f32_baseline;
extern const struct bp_kernels_f64 bp_kernels_f64_baseline;
#endif

// The kernels without a precision: readers of text, and random words.
struct bp_common_kernels {
    long (*read_rows)(bp_rows *rows, const uint8_t *bytes, long count);
    long (*count_bytes)(const uint8_t *bytes, long count, uint8_t byte);
    long (*plain_bytes)(const uint8_t *bytes, long count);
    void (*random_words)(uint64_t seed, uint64_t stream, uint64_t first, long count, uint32_t *words);
};
extern const struct bp_common_kernels bp_common_kernels_avx512, bp_common_kernels_avx2, bp_common_kernels_neon,
    bp_common_kernels_baseline;

#define SMALLER(x, y) ((x) < (y) ? (x) : (y))

// The number of multiply-adds that is worth another thread; for a single row, which only streams, an eighth of it.
long bp_work_per_thread(void);

// At least `bytes` of memory that belongs to the calling thread until its next call, aligned to 64 bytes. It grows to
// the largest requested size, and is freed when the thread ends.
void *bp_scratch(size_t bytes);

#endif
