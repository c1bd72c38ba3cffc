// The hot loops of Backprop, in C, behind one header.
//
// Every function exists for float (_f32) and double (_f64). Matrices are row-major and contiguous; addresses need the
// alignment of their elements only. Outputs may not overlap inputs unless a comment allows it.
//
// Equal bits everywhere: a result depends on the arguments alone, never on the instruction set, the number of threads
// or the division of the work. Each element of a product is one chain of fused multiply-adds (one rounding each) in
// ascending order of the summed index. Vector lanes and threads run across elements, never along a sum. Only the
// choice between several NaNs depends on the processor.
//
// `threads` is an upper bound, at least 1; a call that is too small to gain from threads runs on the calling thread.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: Instruction sets

// The name of the instruction set in use: "avx512", "avx2", "neon" or "baseline". Initially it is the best of the
// processor, or the value of the environment variable BACKPROP_SIMD if the processor has that.
const char *bp_simd_name(void);

// The bytes of one register of that instruction set: 64, 32 or 16.
int bp_simd_bytes(void);

// Selects an instruction set and returns true. If there is no such name, the processor lacks it, or name is NULL,
// selects the best one and returns false. For tests and reports: not to be called while kernels run on other threads.
bool bp_simd_select(const char *name);

// MARK: Threads

// The number of processors that this process may use, at least 1.
int bp_processor_count(void);

// Splits [0, count) into at most `threads` contiguous ranges of at least `grain` each and calls body(context, begin,
// end) for every range. It uses the calling thread and a pool that exists as long as the process. Returns when all
// calls have returned. A call from inside a body, or during another thread's use of the pool, runs body(context, 0,
// count) on the calling thread.
void bp_parallel_for(long count, long grain, void (*body)(void *context, long begin, long end), void *context,
                     long threads);

// Calls body(context, index) for every index in [0, count), on at most `threads` threads as bp_parallel_for does.
// Each thread takes the next index when it has finished one, so no thread waits for another one's long jobs.
void bp_parallel_each(long count, void (*body)(void *context, long index), void *context, long threads);

// Sets the number of multiply-adds from which a product uses another thread; 0 restores the measured one. For tests.
void bp_set_work_per_thread(long multiply_adds);

// MARK: Rows

// Row i of `to` = row rows[i] of `from`, for i < count; a row has row_bytes bytes.
void bp_gather_rows(const void *from, long row_bytes, const long *rows, long count, void *to, long threads);

// MARK: Random words

// The words of `count` blocks of Philox4x32-10 (Salmon et al., SC 2011) from block `first` on, four per block:
// counter (block, stream), low words first, with key `seed`.
void bp_random_words(uint64_t seed, uint64_t stream, uint64_t first, long count, uint32_t *words);

// MARK: Products of a dense layer

// The activation after the sum in a layer. `alpha` is the slope of leaky_relu and the scale of elu.
typedef enum {
    bp_linear,
    bp_sigmoid,
    bp_tanh,
    bp_relu,
    bp_leaky_relu,
    bp_elu,
    bp_selu,
    bp_gelu,
    bp_gelu_tanh,
    bp_silu,
    bp_softplus,
    bp_mish
} bp_activation;

// y[r, o] = activation(bias[o] + sum over i of x[r, i] * w[i, o])
// x: [rows, inputs]; w: [inputs, outputs]; bias: [outputs] or NULL, which counts as 0; y: [rows, outputs];
// z: [rows, outputs], receives the arguments of the activation, or NULL.
// Order: ((bias + x[r, 0] w[0, o]) + x[r, 1] w[1, o]) + ..., each step fused.
void bp_affine_f32(const float *x, const float *w, const float *bias, float *z, float *y, long rows, long inputs,
                   long outputs, bp_activation activation, float alpha, long threads);
void bp_affine_f64(const double *x, const double *w, const double *bias, double *z, double *y, long rows,
                   long inputs, long outputs, bp_activation activation, double alpha, long threads);

// dx[r, i] = sum over o of dz[r, o] * w[i, o]
// dz: [rows, outputs]; w: [inputs, outputs]; dx: [rows, inputs], overwritten.
// Order: from 0, ascending o, each step fused.
void bp_input_gradient_f32(const float *dz, const float *w, float *dx, long rows, long inputs, long outputs,
                           long threads);
void bp_input_gradient_f64(const double *dz, const double *w, double *dx, long rows, long inputs, long outputs,
                           long threads);

// dw[i, o] = sum over r of x[r, i] * dz[r, o];  db[o] = sum over r of dz[r, o]
// x: [rows, inputs]; dz: [rows, outputs]; dw: [inputs, outputs] and db: [outputs] or NULL, overwritten.
// Order: from 0, ascending r; each step of dw fused, db by plain additions.
void bp_weight_gradient_f32(const float *x, const float *dz, float *dw, float *db, long rows, long inputs,
                            long outputs, long threads);
void bp_weight_gradient_f64(const double *x, const double *dz, double *dw, double *db, long rows, long inputs,
                            long outputs, long threads);

// MARK: Elements and rows
// MARK: Online training

// The maximum size of a network for online_epoch: layers, and elements of padded memory with registers of any size.
#define BP_ONLINE_LAYERS 8
#define BP_ONLINE_MEMORY 16384

// Dense layers with bias, none of whose activations needs its sums for the derivative.
typedef struct {
    long layers;
    const long *sizes;                    // layers + 1: inputs, then the outputs of each layer
    const bp_activation *activations;     // one per layer
    const double *alphas;                 // one per layer
    bool is_mean;                         // the loss: the mean of (y - t)^2, or half their sum
} bp_online_network;

// One pass over rows[order] (in order if that is NULL), with a step of gradient descent after each row.
// parameters: each layer's [inputs, outputs] and [outputs]; features: [rows, inputs]; targets: [rows, outputs].
// *loss increases by the rows' losses, each before its step. *finished counts the rows before the first whose loss is
// not finite, which makes no step. The bits equal those of affine, ..., optimize called in turn.
void bp_online_epoch_f32(const bp_online_network *network, float *parameters, const float *features,
                         const float *targets, const long *order, long rows, float rate, double *loss, long *finished);
void bp_online_epoch_f64(const bp_online_network *network, double *parameters, const double *features,
                         const double *targets, const long *order, long rows, double rate, double *loss, long *finished);

// One pass for `count` networks of one shape at once, one lane of a register for each. Network f has parameters[f],
// and passes over rows[f] rows of features[f] and targets[f] in the order orders[f] (or NULL). Every network gets the
// bits of online_epoch alone. Fastest if count is slightly below a multiple of bp_simd_bytes() / element size.
void bp_online_folds_f32(const bp_online_network *network, long count, float *const *parameters,
                         const float *const *features, const float *const *targets, const long *const *orders,
                         const long *rows, float rate, double *losses, long *finished);
void bp_online_folds_f64(const bp_online_network *network, long count, double *const *parameters,
                         const double *const *features, const double *const *targets, const long *const *orders,
                         const long *rows, double rate, double *losses, long *finished);

#include "CKernelsElementwise.h"
#include "CKernelsImages.h"
#include "CKernelsReading.h"

#ifdef __cplusplus
}
#endif
#endif
