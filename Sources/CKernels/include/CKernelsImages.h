// The kernels of images: convolution and pooling. Included by CKernels.h, whose rules apply here. Every name
// below gets the prefix bp_ and the suffix _f32 or _f64.
//
// Images lie channels last, [rows, height, width, channels]. Parts of a window beyond the input count as zeros
// that are multiplied like all values (convolution), or as absent (pooling, input gradients).
//
// convolution            y[n, v, u, o] = activation(bias[o] + sum over (p, q, i) of X w[p, q, i, o]), where X is
//                        x[n, v stride_y - top + p dilation_y, u stride_x - left + q dilation_x, first + i] and `first`
//                        the first input channel of o's group. x: [rows, in_height, in_width, in_channels];
//                        w: [kernel_height, kernel_width, in_channels / groups, out_channels]; bias: [out_channels] or
//                        NULL, which counts as 0; y: [rows, out_height, out_width, out_channels]; z: like y, receives
//                        the arguments of the activation, or NULL.
//                        Order: from the bias, ascending (p, q, i), each step fused.
// convolution_input_gradient   dx[n, j, k, i] = start[i] + sum over the (p, q, o) whose window at (p, q) covers (j, k)
//                        of dz w[p, q, i, o]. start: [in_channels] or NULL, which counts as 0; workspace: as many
//                        elements as w has. Order: from the start, ascending (p, q, o), each step fused.
// convolution_weight_gradient  dw[p, q, i, o] = sum over (n, v, u) of X dz[n, v, u, o]; db[o] = sum over (n, v, u) of
//                        dz. Order: of dw from 0, ascending (n, v, u), each step fused. Of db: ascending n, of each image
//                        (s0 + s1) + (s2 + s3), where s_k sums the positions v out_width + u that are k modulo 4, all by
//                        plain additions. db may be NULL. With `continues` both add to the existing values, so that
//                        a batch may be divided.
//
// max_pool               y[n, v, u, c] = the largest x in the window; winners: the position p kernel_width + q of the
//                        first maximum, in bp_winner_size bytes per output, or NULL. A NaN exceeds all numbers; a
//                        window without inputs gives -inf.
// max_pool_gradient      dx: each output's dy goes to its winner; an input that is several times the winner sums them
//                        from 0 in ascending (v, u).
// average_pool           y[n, v, u, c] = (sum over the window, ascending (p, q), from 0) * factor, factor being
//                        1 / (kernel_height kernel_width) with counts_padding, else 1 / (number of existing ones);
//                        0 if none exists.
// average_pool_gradient  dx[n, j, k, c] = sum over the windows that cover it, ascending (v, u), of fused dy * factor.
//
// transpose_all          y[n, j, i] = x[n, i, j] for each of n matrices. x: [matrices, rows, columns].
//
// Normalization, of [rows, positions, channels] or [positions, channels]:
// channel_sums           sums[c] = factor * the sum over rows and positions of x (kind 0), (x - center[c])^2 (kind 1) or
//                        y (x - center[c]) (kind 2). Order: partial[n, c] sums example n by ascending position, plain
//                        or fused, from 0; those are added in double, ascending n. partial: [rows, channels].
// channel_affine         y = fma(x - center[c], scale[c], shift[c]).
// channel_gradient       dx = ((dy - shift[c]) - (x - center[c]) slope[c]) scale[c], each step rounded.
// channel_scale          y = x factors[n, c], with factors of [rows, channels].
// layer_norm             standard = (x - mean) inverse, y = fma(standard, gamma[c], beta[c]), row by row, with inverse
//                        = 1 / sqrt(variance + epsilon); the sums of a row as those of `sum` and `sum_of_squares`.
// layer_norm_gradient    dx = (g - mean of g - standard * mean of g standard) inverse, g = dy gamma[c].
#ifndef CKERNELS_IMAGES_H
#define CKERNELS_IMAGES_H

#include <stdint.h>

// The geometry of a sliding window. All extents and strides are at least 1; top and left are the padding before the
// first row and column. For pooling, out_channels is in_channels and groups is not used.
typedef struct {
    long rows;
    long in_height, in_width, in_channels;
    long out_height, out_width, out_channels;
    long kernel_height, kernel_width;
    long stride_y, stride_x;
    long top, left;
    long dilation_y, dilation_x;
    long groups;
} bp_window;

// The number of bytes of a winner: 1 if a byte can number the positions of the window, else 4.
static inline long bp_winner_size(const bp_window *g) { return g->kernel_height * g->kernel_width <= 256 ? 1 : 4; }

#define BP_IMAGES(KERNEL)                                                                                 \
    KERNEL(convolution,                                                                                   \
           (const bp_window *g, const SCALAR *x, const SCALAR *w, const SCALAR *bias, SCALAR *z,          \
            SCALAR *y, bp_activation activation, SCALAR alpha, long threads),                             \
           (g, x, w, bias, z, y, activation, alpha, threads))                                             \
    KERNEL(convolution_input_gradient,                                                                    \
           (const bp_window *g, const SCALAR *dz, const SCALAR *w, const SCALAR *start,                   \
            SCALAR *workspace, SCALAR *dx, long threads),                                                 \
           (g, dz, w, start, workspace, dx, threads))                                                     \
    KERNEL(convolution_weight_gradient,                                                                   \
           (const bp_window *g, const SCALAR *x, const SCALAR *dz, SCALAR *dw, SCALAR *db, bool continues, \
            long threads),                                                                                \
           (g, x, dz, dw, db, continues, threads))                                                                   \
    KERNEL(max_pool, (const bp_window *g, const SCALAR *x, SCALAR *y, void *winners, long threads),       \
           (g, x, y, winners, threads))                                                                   \
    KERNEL(max_pool_gradient,                                                                             \
           (const bp_window *g, const SCALAR *dy, const void *winners, SCALAR *dx, long threads),         \
           (g, dy, winners, dx, threads))                                                                 \
    KERNEL(average_pool,                                                                                  \
           (const bp_window *g, const SCALAR *x, SCALAR *y, bool counts_padding, long threads),           \
           (g, x, y, counts_padding, threads))                                                            \
    KERNEL(average_pool_gradient,                                                                         \
           (const bp_window *g, const SCALAR *dy, SCALAR *dx, bool counts_padding, long threads),         \
           (g, dy, dx, counts_padding, threads))                                                          \
    KERNEL(transpose_all, (const SCALAR *x, SCALAR *y, long matrices, long rows, long columns, long threads), \
           (x, y, matrices, rows, columns, threads))                                                      \
    KERNEL(channel_sums,                                                                                  \
           (long kind, const SCALAR *x, const SCALAR *y, const SCALAR *center, SCALAR *partial,           \
            SCALAR *sums, double factor, long rows, long positions, long channels, long threads),         \
           (kind, x, y, center, partial, sums, factor, rows, positions, channels, threads))               \
    KERNEL(channel_affine,                                                                                \
           (const SCALAR *x, const SCALAR *center, const SCALAR *scale, const SCALAR *shift, SCALAR *y,   \
            long positions, long channels, long threads),                                                 \
           (x, center, scale, shift, y, positions, channels, threads))                                    \
    KERNEL(channel_gradient,                                                                              \
           (const SCALAR *x, const SCALAR *dy, const SCALAR *center, const SCALAR *shift,                 \
            const SCALAR *slope, const SCALAR *scale, SCALAR *dx, long positions, long channels,          \
            long threads),                                                                                \
           (x, dy, center, shift, slope, scale, dx, positions, channels, threads))                        \
    KERNEL(channel_scale,                                                                                 \
           (const SCALAR *x, const SCALAR *factors, SCALAR *y, long rows, long positions, long channels,  \
            long threads),                                                                                \
           (x, factors, y, rows, positions, channels, threads))                                           \
    KERNEL(layer_norm,                                                                                    \
           (const SCALAR *x, const SCALAR *gamma, const SCALAR *beta, SCALAR *standard, SCALAR *inverse,  \
            SCALAR *y, double epsilon, long rows, long channels, long threads),                           \
           (x, gamma, beta, standard, inverse, y, epsilon, rows, channels, threads))                      \
    KERNEL(layer_norm_gradient,                                                                           \
           (const SCALAR *standard, const SCALAR *inverse, const SCALAR *gamma, const SCALAR *dy,         \
            SCALAR *dx, long rows, long channels, long threads),                                          \
           (standard, inverse, gamma, dy, dx, rows, channels, threads))

#define SCALAR float
#define BP_DECLARE(name, parameters, arguments) void bp_##name##_f32 parameters;
BP_IMAGES(BP_DECLARE)
#undef BP_DECLARE
#undef SCALAR
#define SCALAR double
#define BP_DECLARE(name, parameters, arguments) void bp_##name##_f64 parameters;
BP_IMAGES(BP_DECLARE)
#undef BP_DECLARE
#undef SCALAR

#endif
