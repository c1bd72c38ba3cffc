// The kernels that work element by element or row by row: activations, losses, dropout, sums, optimizers.
// Included by CKernels.h, whose rules apply here. Every name below gets the prefix bp_ and the suffix
// _f32 or _f64. Arrays are contiguous. An element's bits depend on that element alone, a sum's on the numbers
// and their count alone. Errors are stated in math_functions.h.
//
// exp, log        y = exp(x), y = log(x). In place allowed (y == x).
// activate        y = activation(z). In place allowed.
// activation_gradient   dz = dy * activation'(z), computed from z for gelu, gelu_tanh and silu, else
//                 from the output y; the other of the two may be NULL. relu'(0) = 0.
//                 In place allowed (dz == dy).
// axpy            y = a x + y, rounded once.        scale   y = a x.        add   sum = x + y.
//                 In place allowed.
//
// softmax         p = softmax of each row of z; log_softmax: its logarithm. [rows, classes]. Stable, each
//                 element within 2 ulp (the sum is carried in two words). A row with a NaN or +inf gives NaN.
// softmax_gradient   dz = p * (dp - sum of p dp over the row). In place allowed (dz == dp).
//
// loss_...        outputs, targets, gradient: [rows, columns]; row_loss[r] = the loss of row r, neither weighted
//                 nor scaled; gradient = scale * weights[r] * (d row_loss[r] / d outputs). weights may be NULL
//                 (all 1), and so may gradient.
//   half_squared          1/2 sum of (y - t)^2
//   mean_squared          mean of (y - t)^2
//   mean_absolute         mean of |y - t|; derivative 0 if they are equal
//   huber                 mean of (y - t)^2 / 2 if |y - t| <= delta, else delta (|y - t| - delta / 2)
//   sigmoid_cross_entropy sum of -t log s - (1 - t) log(1 - s) with s = sigmoid(outputs)
//   softmax_cross_entropy sum of -t log p with p = softmax(outputs), which is written to `probabilities`.
//
// dropout         y[i] = keep ? x[i] / (1 - rate) : 0, as a product with 1 / (1 - rate). Keep if and only if
//                 the element's 32 random bits are at least rate * 2^32, rounded to the nearest integer.
//                 Position j = first_index + i takes word j % 4 of Philox4x32-10 (Salmon et al., SC 2011) at
//                 counter (j / 4, stream), low words first, with key `seed`. In place allowed. The gradient is
//                 the same call on the output's gradient.
//
// sum, sum_of_squares, dot   the sums, by 32 lanes (element i to lane i % 32; squares and products fused) in
//                 blocks of 1024, each folded by halves (lane l + lane l + 16, ...), blocks added in double
//                 in ascending order. *result = 0 for n = 0.
// max_abs         the largest |x|, without NaNs; 0 for n = 0.
// count_not_finite   the number of infinities and NaNs.
//
// optimize        one step of an optimizer over n parameters in one pass. bp_rule defines the rules and their three
//                 state vectors, which start as zeros; NULL if unused. Values of the decaying vectors m, v and b
//                 below the smallest normal number are stored as zero.
#ifndef CKERNELS_ELEMENTWISE_H
#define CKERNELS_ELEMENTWISE_H

#include <stdint.h>

// p: parameter, g: its gradient + l2 p. Formulas as in PyTorch.
typedef enum {
    bp_sgd,                // p -= rate g
    bp_momentum,           // b = momentum b + g; p -= rate b. State: b
    bp_nesterov,           // b = momentum b + g; p -= rate (g + momentum b). State: b
    bp_adagrad,            // s += g^2; p -= rate g / (sqrt(s) + epsilon). State: s
    bp_rmsprop,            // v = decay v + (1 - decay) g^2; p -= rate g / (sqrt(v) + epsilon). State: v
    bp_rmsprop_momentum,   // b = momentum b + g / (sqrt(v) + epsilon); p -= rate b. State: v, b
    bp_adam,               // m = momentum m + (1 - momentum) g; v as above;
                           // p -= rate / correction1 m / (sqrt(v / correction2) + epsilon). State: m, v
    bp_amsgrad,            // the same with the largest v so far instead of v. State: m, v, the largest v
    bp_nadam,              // p -= rate (gradient_share g + momentum_share m) / (the same). State: m, v
    bp_lion                // p -= rate sign(momentum m + (1 - momentum) g); m = decay m + (1 - decay) g. State: m
} bp_rule;

// Hyperparameters of a step; a rule ignores those that its formula does not contain. Derived factors are computed in
// double and rounded once.
typedef struct {
    double rate;
    double momentum;         // beta 1
    double decay;            // beta 2
    double epsilon;
    double l2;               // adds l2 p to the gradient
    double decoupled;        // multiplies p by 1 - rate * decoupled first (AdamW; any rule)
    double correction1;      // 1 - momentum^t, t = 1 for the first step
    double correction2;      // 1 - decay^t
    double gradient_share;   // nadam: (1 - mu_t) / (1 - mu_1 ... mu_t)
    double momentum_share;   // nadam: mu_(t + 1) / (1 - mu_1 ... mu_(t + 1))
} bp_hyperparameters;

// Each kernel once: name, parameters, arguments.
#define BP_ROW_LOSS(KERNEL, name)                                                                         \
    KERNEL(name,                                                                                          \
           (const SCALAR *outputs, const SCALAR *targets, SCALAR *gradient, SCALAR *row_loss,             \
            const SCALAR *weights, SCALAR scale, long rows, long columns, long threads),                  \
           (outputs, targets, gradient, row_loss, weights, scale, rows, columns, threads))
#define BP_ELEMENTWISE(KERNEL)                                                                            \
    KERNEL(exp, (const SCALAR *x, SCALAR *y, long n, long threads), (x, y, n, threads))                   \
    KERNEL(log, (const SCALAR *x, SCALAR *y, long n, long threads), (x, y, n, threads))                   \
    KERNEL(activate,                                                                                      \
           (const SCALAR *z, SCALAR *y, long n, bp_activation activation, SCALAR alpha, long threads),    \
           (z, y, n, activation, alpha, threads))                                                         \
    KERNEL(activation_gradient,                                                                           \
           (const SCALAR *z, const SCALAR *y, const SCALAR *dy, SCALAR *dz, long n,                       \
            bp_activation activation, SCALAR alpha, long threads),                                        \
           (z, y, dy, dz, n, activation, alpha, threads))                                                 \
    KERNEL(axpy, (SCALAR a, const SCALAR *x, SCALAR *y, long n, long threads), (a, x, y, n, threads))     \
    KERNEL(scale, (SCALAR a, const SCALAR *x, SCALAR *y, long n, long threads), (a, x, y, n, threads))    \
    KERNEL(add, (const SCALAR *x, const SCALAR *y, SCALAR *sum, long n, long threads),                    \
           (x, y, sum, n, threads))                                                                       \
    KERNEL(softmax, (const SCALAR *z, SCALAR *p, long rows, long classes, long threads),                  \
           (z, p, rows, classes, threads))                                                                \
    KERNEL(log_softmax, (const SCALAR *z, SCALAR *log_p, long rows, long classes, long threads),          \
           (z, log_p, rows, classes, threads))                                                            \
    KERNEL(softmax_gradient,                                                                              \
           (const SCALAR *p, const SCALAR *dp, SCALAR *dz, long rows, long classes, long threads),        \
           (p, dp, dz, rows, classes, threads))                                                           \
    KERNEL(loss_softmax_cross_entropy,                                                                    \
           (const SCALAR *outputs, const SCALAR *targets, SCALAR *probabilities, SCALAR *gradient,        \
            SCALAR *row_loss, const SCALAR *weights, SCALAR scale, long rows, long columns, long threads), \
           (outputs, targets, probabilities, gradient, row_loss, weights, scale, rows, columns, threads)) \
    BP_ROW_LOSS(KERNEL, loss_sigmoid_cross_entropy)                                                       \
    BP_ROW_LOSS(KERNEL, loss_half_squared)                                                                \
    BP_ROW_LOSS(KERNEL, loss_mean_squared)                                                                \
    BP_ROW_LOSS(KERNEL, loss_mean_absolute)                                                               \
    KERNEL(loss_huber,                                                                                    \
           (const SCALAR *outputs, const SCALAR *targets, SCALAR *gradient, SCALAR *row_loss,             \
            const SCALAR *weights, SCALAR scale, SCALAR delta, long rows, long columns, long threads),    \
           (outputs, targets, gradient, row_loss, weights, scale, delta, rows, columns, threads))         \
    KERNEL(dropout,                                                                                       \
           (const SCALAR *x, SCALAR *y, long n, double rate, uint64_t seed, uint64_t stream,              \
            uint64_t first_index, long threads),                                                          \
           (x, y, n, rate, seed, stream, first_index, threads))                                           \
    KERNEL(sum, (const SCALAR *x, long n, double *result), (x, n, result))                                \
    KERNEL(sum_of_squares, (const SCALAR *x, long n, double *result), (x, n, result))                     \
    KERNEL(dot, (const SCALAR *x, const SCALAR *y, long n, double *result), (x, y, n, result))            \
    KERNEL(max_abs, (const SCALAR *x, long n, double *result), (x, n, result))                            \
    KERNEL(count_not_finite, (const SCALAR *x, long n, long *result), (x, n, result))                     \
    KERNEL(optimize,                                                                                      \
           (bp_rule rule, SCALAR *parameters, const SCALAR *gradients, SCALAR *state1, SCALAR *state2,    \
            SCALAR *state3, long n, const bp_hyperparameters *hyperparameters, long threads),             \
           (rule, parameters, gradients, state1, state2, state3, n, hyperparameters, threads))

#define SCALAR float
#define BP_DECLARE(name, parameters, arguments) void bp_##name##_f32 parameters;
BP_ELEMENTWISE(BP_DECLARE)
#undef BP_DECLARE
#undef SCALAR
#define SCALAR double
#define BP_DECLARE(name, parameters, arguments) void bp_##name##_f64 parameters;
BP_ELEMENTWISE(BP_DECLARE)
#undef BP_DECLARE
#undef SCALAR

#endif
