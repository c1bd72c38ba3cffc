// The mathematical functions, one vector at a time: exp, log, tanh, the logistic function, the activations based on
// them and their derivatives.
//
// The result of a lane depends on that lane alone: polynomials in one fixed order of fused multiply-adds, exact
// reductions, IEEE division, without calls of a mathematical library. Underflow is gradual. A NaN gives a NaN. The
// method is always exp(x) = 2^n (1 + p) with x = n ln 2 + r, |r| <= ln 2 / 2, and p = r + r^2 P(r). A second, low
// word keeps rounding errors that would be visible.
//
// Largest errors in ulp, as printed by Tests/Conformance/vector-math/run:
//
//              float                       double
// exp         0.880 at 0x1.4e6b8ap+2    0.876 at -0x1.42fbdb49a54b8p+6
// log         1.119 at 0x1.7fce5cp+0    1.094 at 0x1.7b5bd34bbbd0cp+0
// sigmoid     1.499 at -0x1.3609bp+2    1.464 at -0x1.36371fdc8478dp+2
// tanh        1.492 at 0x1.5757d2p-3    1.422 at -0x1.4e5b2fdbdc3dcp-3
// elu         0.936 at -0x1.24f01cp-2   0.955 at -0x1.6ffdfbe903035p-2
// selu        1.771 at -0x1.5350fcp-2   1.674 at -0x1.456faf3193fecp-2
// gelu        1.812 at -0x1.67263p+0    1.701 at -0x1.51125b14021f4p+0
// gelu_tanh   1.814 at -0x1.5f901p+1    1.797 at -0x1.5f8d63637e329p+1
// silu        1.761 at -0x1.7c2d96p+2   1.636 at -0x1.45d31028bb5ebp+2
// softplus    1.750 at -0x1.4372p+0     1.597 at -0x1.431e92a01ac6p+0
// mish        1.597 at -0x1.9e46acp+1   1.592 at -0x1.9e371f7820ff9p+1
// d_gelu      1.490 at 0x1.799ep-1      1.468 at 0x1.7ba93a0bdec71p-1
// d_gelu_tanh 1.742 at 0x1.3928eep-1    1.664 at 0x1.624b2511e8fdcp-1
// d_silu      1.400 at 0x1.fed62p-1     1.359 at 0x1.11bb6a0509728p-1
// d_mish      1.676 at 0x1.92715ap-1    1.458 at 0x1.9418ac2c96445p-1
//
// (all floats, of Mish every 17th; 12 million doubles)
#include "math_constants.h"

#if IS_F64
#define MANTISSA_BITS 52
#define EXPONENT_BIAS 1023
#define TINY_EXPONENTIAL (-760)  // its exp, even multiplied by itself, rounds to 0
#define HUGE_EXPONENTIAL 710     // its exp overflows
#define TANH_IS_ONE 20           // from this value on tanh rounds to 1
#define SMALLEST_NORMAL 0x1p-1022
#else
#define MANTISSA_BITS 23
#define EXPONENT_BIAS 127
#define TINY_EXPONENTIAL (-112)
#define HUGE_EXPONENTIAL 89
#define TANH_IS_ONE 10
#define SMALLEST_NORMAL 0x1p-126
#endif
// Added to a much smaller number, it leaves the nearest integer in the low bits.
#define ROUNDER ((VEC)(SCALAR)(3ll << (MANTISSA_BITS - 1)))

// MARK: Building blocks

// c[0] + c[1] x + ... + c[count - 1] x^(count - 1), in pairs of pairs (Estrin's scheme), which keeps the chain of
// dependent operations short. `count`, 1 to 32, is a constant at every inlined call.
INLINE VEC NAME(polynomial4)(VEC x, VEC x2, const SCALAR *c, const int count) {
    const VEC low = count > 1 ? NAME(fma)(NAME(splat)(c[1]), x, NAME(splat)(c[0])) : NAME(splat)(c[0]);
    if (count <= 2) return low;
    const VEC high = count > 3 ? NAME(fma)(NAME(splat)(c[3]), x, NAME(splat)(c[2])) : NAME(splat)(c[2]);
    return NAME(fma)(high, x2, low);
}
INLINE VEC NAME(polynomial8)(VEC x, VEC x2, VEC x4, const SCALAR *c, const int count) {
    if (count <= 4) return NAME(polynomial4)(x, x2, c, count);
    return NAME(fma)(NAME(polynomial4)(x, x2, c + 4, count - 4), x4, NAME(polynomial4)(x, x2, c, 4));
}
INLINE VEC NAME(polynomial16)(VEC x, VEC x2, VEC x4, VEC x8, const SCALAR *c, const int count) {
    if (count <= 8) return NAME(polynomial8)(x, x2, x4, c, count);
    return NAME(fma)(NAME(polynomial8)(x, x2, x4, c + 8, count - 8), x8, NAME(polynomial8)(x, x2, x4, c, 8));
}
INLINE VEC NAME(polynomial)(VEC x, const SCALAR *c, const int count) {
    const VEC x2 = x * x, x4 = x2 * x2, x8 = x4 * x4;
    if (count <= 16) return NAME(polynomial16)(x, x2, x4, x8, c, count);
    return NAME(fma)(NAME(polynomial16)(x, x2, x4, x8, c + 16, count - 16), x8 * x8,
                     NAME(polynomial16)(x, x2, x4, x8, c, 16));
}
#define POLYNOMIAL(x, table) NAME(polynomial)(x, NAME(table), sizeof NAME(table) / sizeof(SCALAR))

// The polynomial as a sum of two words, for a first coefficient c[0] + c_low that the rest changes by less than half.
INLINE VEC NAME(polynomial_words)(VEC x, const SCALAR *c, SCALAR c_low, const int count, VEC *low) {
    const VEC rest = NAME(polynomial)(x, c + 1, count - 1), sum = NAME(fma)(x, rest, NAME(splat)(c[0]));
    *low = NAME(fma)(x, rest, c[0] - sum) + c_low;
    return sum;
}
#define POLYNOMIAL_WORDS(x, table, low) \
    NAME(polynomial_words)(x, NAME(table), NAME(table##_low), sizeof NAME(table) / sizeof(SCALAR), low)

// x limited by the bound; NaN remains.
INLINE VEC NAME(at_least)(VEC x, SCALAR bound) { return x < NAME(splat)(bound) ? NAME(splat)(bound) : x; }
INLINE VEC NAME(at_most)(VEC x, SCALAR bound) { return x > NAME(splat)(bound) ? NAME(splat)(bound) : x; }

// exp(x + x_low) = 2^n (1 + p): returns p, in [-0.30, 0.42], with an error of at most 0.4 ulp of 1/2. x is between
// the two EXPONENTIAL bounds or NaN.
INLINE VEC NAME(exp_parts)(VEC x, VEC x_low, IVEC *n) {
    const VEC shifted = NAME(fma)(x, NAME(splat)(NAME(log2_e)), ROUNDER), whole = shifted - ROUNDER;
    *n = (IVEC)shifted - (IVEC)ROUNDER;
    const VEC near = NAME(fma)(-whole, NAME(splat)(NAME(ln2_high)), x);  // exact
    const VEC rest = NAME(fma)(-whole, NAME(splat)(NAME(ln2_low)), x_low), r = near + rest;
    return r + NAME(fma)(r * r, POLYNOMIAL(r, exp_terms), (near - r) + rest);
}

// 2^n for n in the range of normal numbers.
INLINE VEC NAME(power_of_two)(IVEC n) { return (VEC)((n + EXPONENT_BIAS) << MANTISSA_BITS); }

// 2^n x, rounded once, for any n of exp_parts. Without an instruction for it, two steps keep both powers normal.
INLINE VEC NAME(scale)(VEC x, IVEC n) {
#if REGISTER_BYTES == 64 && IS_F64
    return (VEC)_mm512_scalef_pd((__m512d)x, (__m512d)__builtin_convertvector(n, VEC));
#elif REGISTER_BYTES == 64
    return (VEC)_mm512_scalef_ps((__m512)x, (__m512)__builtin_convertvector(n, VEC));
#else
    const IVEC half = n >> 1;
    return x * NAME(power_of_two)(half) * NAME(power_of_two)(n - half);
#endif
}

// (n + n_low) / (d + d_low) for d in [1, 2]: the quotient's error is corrected with a reciprocal accurate to 6 %.
INLINE VEC NAME(quotient)(VEC n, VEC n_low, VEC d, VEC d_low) {
    const VEC q = n / d, rest = NAME(fma)(-q, d, n) + NAME(fma)(-q, d_low, n_low);
    return NAME(fma)(rest, NAME(fma)(NAME(splat)((SCALAR)-8 / 17), d, NAME(splat)((SCALAR)24 / 17)), q);
}

// expm1(x) = 2^n p + (2^n - 1) for x <= 0, as a sum of two words.
INLINE VEC NAME(expm1_parts)(VEC x, VEC *low) {
    IVEC n;
    const VEC p = NAME(exp_parts)(NAME(at_least)(x, -4 * TANH_IS_ONE), NAME(splat)(0), &n);
    const VEC power = NAME(power_of_two)(n), big = power - 1, small = power * p, sum = big + small;
    *low = small - (sum - big);
    return sum;
}

// MARK: Functions

// exp(x + x_low) for a low word below an ulp of x, or 0.
INLINE VEC NAME(exp_words)(VEC x, VEC x_low) {
    IVEC n;
    const VEC p = NAME(exp_parts)(NAME(at_most)(NAME(at_least)(x, TINY_EXPONENTIAL), HUGE_EXPONENTIAL), x_low, &n);
    return NAME(scale)(p + 1, n);
}
INLINE VEC NAME(exp)(VEC x) { return NAME(exp_words)(x, NAME(splat)(0)); }

// (c + c_low) (exp(x) - 1) for x <= 0.
INLINE VEC NAME(times_expm1)(VEC x, SCALAR c, SCALAR c_low) {
    VEC low;
    const VEC high = NAME(expm1_parts)(x, &low);
    return NAME(fma)(high, NAME(splat)(c), NAME(fma)(high, NAME(splat)(c_low), low * c));
}

// log(1 + f) + k ln 2 for f in [-1/4, 1/2] and an integer k. `low` is added: the error of 1 + f, divided by 1 + f.
INLINE VEC NAME(log_parts)(VEC f, VEC k, VEC low) {
    const VEC rest = NAME(fma)(f * f, POLYNOMIAL(f, log_terms), NAME(fma)(k, NAME(splat)(NAME(ln2_rest)), low));
    const VEC big = k * NAME(ln2_short), sum = big + f;  // big is exact, and 0 or larger than f
    return sum + ((big == 0 ? NAME(splat)(0) : f - (sum - big)) + rest);
}

// log(x + x_low) for a low word of at most half an ulp of x, or 0: x = 2^k (1 + f) with 1 + f in [3/4, 3/2).
INLINE VEC NAME(log_words)(VEC x, VEC x_low) {
    const IVEC is_tiny = x < NAME(splat)(SMALLEST_NORMAL);
    const VEC normal = is_tiny ? x * (SCALAR)0x1p64 : x;
    const IVEC k = ((IVEC)normal - (IVEC)NAME(splat)(0.75)) >> MANTISSA_BITS;
    const VEC m = (VEC)((IVEC)normal - (k << MANTISSA_BITS));
    const VEC exponent = ((VEC)(k + (IVEC)ROUNDER) - ROUNDER) - (is_tiny ? NAME(splat)(64) : NAME(splat)(0));
    const VEC y = NAME(log_parts)(m - 1, exponent, x_low / x);
    const VEC infinity = NAME(splat)(__builtin_inff());
    const VEC special = x == 0 ? -infinity : x < 0 ? NAME(splat)(__builtin_nanf("")) : x;
    return (x > 0 & x < infinity) ? y : special;
}
INLINE VEC NAME(log)(VEC x) { return NAME(log_words)(x, NAME(splat)(0)); }

// log(1 + e) for e in [0, 1].
INLINE VEC NAME(log1p)(VEC e) {
    const VEC zero = NAME(splat)(0);
    const IVEC is_large = e >= NAME(splat)(0.5);
    return NAME(log_parts)(is_large ? (e - 1) * (SCALAR)0.5 : e, is_large ? zero + 1 : zero, zero);
}

// log(1 + exp(z)) = max(z, 0) + log1p(exp(-|z|))
INLINE VEC NAME(softplus)(VEC z) {
    return (z > 0 ? z : NAME(splat)(0)) + NAME(log1p)(NAME(exp)(-__builtin_elementwise_abs(z)));
}

// tanh(x) = -t / (2 + t) with t = expm1(-2 |x|), and the sign of x.
INLINE VEC NAME(tanh)(VEC x) {
    VEC t_low;
    const VEC t = NAME(expm1_parts)(__builtin_elementwise_abs(x) * -2, &t_low), d = t + 2;
    return __builtin_elementwise_copysign(NAME(quotient)(t, t_low, d, (t - (d - 2)) + t_low), x);
}

// x logistic(v + v_low) = x e / (1 + e) for v < 0 and x / (1 + e) otherwise, with e = exp(-|v + v_low|).
INLINE VEC NAME(times_logistic)(VEC x, VEC v, VEC v_low) {
    const IVEC is_negative = v < 0;
    IVEC n;
    const VEC p = NAME(exp_parts)(NAME(at_least)(-__builtin_elementwise_abs(v), TINY_EXPONENTIAL),
                                  is_negative ? v_low : -v_low, &n);
    const VEC e = NAME(scale)(p + 1, n), d = e + 1;
    const VEC numerator = is_negative ? NAME(scale)(NAME(fma)(x, p, x), n) : x;
    const VEC mended = NAME(quotient)(numerator, NAME(splat)(0), d, e - (d - 1));
    return __builtin_elementwise_copysign(v > -TINY_EXPONENTIAL ? x : mended, x);  // e is 0, and x may be infinite
}

// logistic(z), the bits of times_logistic(1, z, 0): shorter, because 1 is finite and positive.
INLINE VEC NAME(sigmoid)(VEC z) {
    const VEC zero = NAME(splat)(0), one = NAME(splat)(1);
    IVEC n;
    const VEC p = NAME(exp_parts)(NAME(at_least)(-__builtin_elementwise_abs(z), TINY_EXPONENTIAL), zero, &n);
    const VEC e = NAME(scale)(p + 1, n), d = e + 1;
    return NAME(quotient)(z < 0 ? e : one, zero, d, e - (d - 1));
}
INLINE VEC NAME(silu)(VEC z) {
    return NAME(times_logistic)(NAME(at_least)(z, TINY_EXPONENTIAL), z, NAME(splat)(0));
}

// silu'(z) = s (1 + z (1 - s)) with s = logistic(z). Here and below, the error of a derivative is in ulp of 1/2 or of
// the derivative, if that is larger: near its zero no relative bound can hold.
INLINE VEC NAME(silu_derivative)(VEC z) {
    const VEC x = NAME(at_most)(NAME(at_least)(z, TINY_EXPONENTIAL), -TINY_EXPONENTIAL), s = NAME(sigmoid)(x);
    return NAME(fma)(s, x * NAME(sigmoid)(-x), s);
}

#include "mish.h"

// The tanh form of GELU is z logistic(v) with v = z (A + B z^2), computed here in two words; returns z, bounded.
INLINE VEC NAME(gelu_argument)(VEC z, VEC *v, VEC *v_low) {
    const VEC bounded = NAME(at_most)(NAME(at_least)(z, IS_F64 ? -24 : -13), IS_F64 ? 24 : 13);
    const VEC linear = NAME(splat)(NAME(gelu_linear_high)), cubic = NAME(splat)(NAME(gelu_cubic_high));
    const VEC y = bounded * bounded, y_low = NAME(fma)(bounded, bounded, -y);
    const VEC product = cubic * y, product_low = NAME(fma)(cubic, y, -product);
    const VEC k = linear + product, back = k - linear;
    const VEC lost = (linear - (k - back)) + (product - back);
    const VEC k_low = NAME(fma)(cubic, y_low, NAME(fma)(y, NAME(splat)(NAME(gelu_cubic_low)), product_low)) + lost
                      + NAME(gelu_linear_low);
    *v = bounded * k;
    *v_low = NAME(fma)(bounded, k_low, NAME(fma)(bounded, k, -*v));
    return bounded;
}
INLINE VEC NAME(gelu_tanh)(VEC z) {
    VEC v, v_low;
    const VEC bounded = NAME(gelu_argument)(z, &v, &v_low);
    return NAME(times_logistic)(z < 0 ? bounded : z, v, v_low);
}

// s (1 + z (1 - s) (A + 3 B z^2)) with s = logistic(v)
INLINE VEC NAME(gelu_tanh_derivative)(VEC z) {
    VEC v, v_low;
    const VEC x = NAME(gelu_argument)(z, &v, &v_low), s = NAME(times_logistic)(NAME(splat)(1), v, v_low);
    const VEC slope = NAME(fma)(x * x, NAME(splat)(3 * NAME(gelu_cubic_high)), NAME(splat)(NAME(gelu_linear_high)));
    return NAME(fma)(s, x * slope * NAME(times_logistic)(NAME(splat)(1), -v, -v_low), s);
}

// The common part of GELU and its derivative, with a = |z| (bounded), y = a^2, Phi the normal distribution: exp(-y/2)
// = 2^n (1 + p). Near 0, (Phi(z) - 1/2) / z = center + center_low is a polynomial in y. From 1 on, tail = a Phi(-a)
// exp(y/2) is a polynomial in t = (a - 4) / (a + 4). Its rounding is corrected, since 1 / (a + 4) is (1 - t) / 8.
struct NAME(gelu) {
    VEC a, y, y_low, p, center, center_low, tail, tail_low;
    IVEC n;
};
INLINE struct NAME(gelu) NAME(gelu_parts)(VEC z) {
    struct NAME(gelu) g;
    g.a = NAME(at_most)(__builtin_elementwise_abs(z), IS_F64 ? 38.8 : 14.8);
    g.y = g.a * g.a, g.y_low = NAME(fma)(g.a, g.a, -g.y);
    g.p = NAME(exp_parts)(g.y * (SCALAR)-0.5, g.y_low * (SCALAR)-0.5, &g.n);
    g.center = POLYNOMIAL_WORDS(g.y, gelu_center, &g.center_low);
    const VEC up = g.a + 4, up_low = g.a - (up - 4), down = g.a - 4, down_low = g.a - (down + 4), t = down / up;
    const VEC rest = NAME(fma)(-t, up, down) + NAME(fma)(-t, up_low, down_low);
    const VEC mended = NAME(fma)(rest, NAME(fma)(t, NAME(splat)(-0.125), NAME(splat)(0.125)), t);
    g.tail = POLYNOMIAL_WORDS(mended, gelu_tail, &g.tail_low);
    return g;
}

// z Phi(z); in the tail, z Phi(-|z|) is 2^n (tail + tail p).
INLINE VEC NAME(gelu)(VEC z) {
    const struct NAME(gelu) g = NAME(gelu_parts)(z);
    const VEC middle = NAME(fma)(g.y, g.center, z * (SCALAR)0.5)
                       + NAME(fma)(g.y, g.center_low, g.y_low * g.center);
    const VEC tail_low = NAME(fma)(g.tail_low, g.p, g.tail_low);
    const VEC tail = NAME(scale)(g.tail + NAME(fma)(g.tail, g.p, tail_low), g.n);
    return __builtin_elementwise_copysign(g.a < 1 ? middle : z > 0 ? z - tail : tail, z);
}

// Phi(z) + z phi(z); in the tail, for negative z, 2^n (1 + p) (tail / a - a / sqrt(2 pi)).
INLINE VEC NAME(gelu_derivative)(VEC z) {
    const struct NAME(gelu) g = NAME(gelu_parts)(z);
    const VEC density = NAME(splat)(NAME(inverse_root_2pi_high)), half = NAME(splat)(0.5);
    const VEC phi = NAME(scale)(NAME(fma)(density, g.p, density), g.n);
    const VEC middle = NAME(fma)(z, g.center + phi, half);
    const VEC factor = NAME(fma)(-g.a, density, g.tail / g.a);
    const VEC tail = NAME(scale)(NAME(fma)(factor, g.p, factor), g.n);
    return g.a < 1 ? middle : z > 0 ? 1 - tail : tail;
}

// MARK: Activations

// alpha: the slope of leaky_relu, the scale of elu. A compiler that knows `activation` keeps one case.
INLINE VEC NAME(activate)(VEC z, int activation, SCALAR alpha) {
    const VEC zero = NAME(splat)(0);
    switch (activation) {
    case bp_sigmoid: return NAME(sigmoid)(z);
    case bp_tanh: return NAME(tanh)(z);
    case bp_relu: return z <= 0 ? zero : z;
    case bp_leaky_relu: return z <= 0 ? z * alpha : z;
    case bp_elu: return z < 0 ? NAME(times_expm1)(z < 0 ? z : zero, alpha, 0) : z;
    case bp_selu:
        return z < 0 ? NAME(times_expm1)(z < 0 ? z : zero, NAME(selu_alpha_scale_high), NAME(selu_alpha_scale_low))
                     : z * NAME(selu_scale);
    case bp_gelu: return NAME(gelu)(z);
    case bp_gelu_tanh: return NAME(gelu_tanh)(z);
    case bp_silu: return NAME(silu)(z);
    case bp_softplus: return NAME(softplus)(z);
    case bp_mish: return NAME(mish)(z);
    default: return z;
    }
}

// The derivative: from z for the GELUs, SiLU and Mish, else from y = activate(z), which must be exact.
INLINE VEC NAME(derivative)(VEC z, VEC y, int activation, SCALAR alpha) {
    const VEC one = NAME(splat)(1);
    switch (activation) {
    case bp_sigmoid: return y * (1 - y);
    case bp_tanh: return NAME(fma)(-y, y, one);
    case bp_relu: return y > 0 ? one : NAME(splat)(0);
    case bp_leaky_relu: return y > 0 ? one : NAME(splat)(alpha);
    case bp_elu: return y > 0 ? one : y + alpha;
    case bp_selu: return y > 0 ? NAME(splat)(NAME(selu_scale)) : y + NAME(selu_alpha_scale_high);
    case bp_gelu: return NAME(gelu_derivative)(z);
    case bp_gelu_tanh: return NAME(gelu_tanh_derivative)(z);
    case bp_silu: return NAME(silu_derivative)(z);
    case bp_softplus: return -NAME(times_expm1)(-y, 1, 0);
    case bp_mish: return NAME(mish_derivative)(z);
    default: return one;
    }
}

#undef POLYNOMIAL
#undef POLYNOMIAL_WORDS
#undef ROUNDER
#undef MANTISSA_BITS
#undef EXPONENT_BIAS
#undef TINY_EXPONENTIAL
#undef HUGE_EXPONENTIAL
#undef TANH_IS_ONE
#undef SMALLEST_NORMAL
