// Mish and its derivative, a part of math_functions.h, whose functions and types it uses.

// Mish is z tanh(log(1 + exp(z))) = z n / d. With e = exp(-|z|), n / d is e (1 + e/2) / (1 + e (1 + e/2)) for z < 0 and
// (1 + 2e) / (1 + 2e (1 + e)) otherwise. Words keep d and the factor exact.
struct NAME(mish) {
    VEC e, p, factor, factor_low, d, d_low;
    IVEC n;
};
INLINE struct NAME(mish) NAME(mish_parts)(VEC z) {
    struct NAME(mish) m;
    const IVEC is_negative = z < 0;
    m.p = NAME(exp_parts)(NAME(at_least)(-__builtin_elementwise_abs(z), TINY_EXPONENTIAL), NAME(splat)(0), &m.n);
    m.e = NAME(scale)(m.p + 1, m.n);
    const VEC half = m.e * (SCALAR)0.5, twice = m.e * 2;
    const VEC inner = is_negative ? half : m.e, sum = inner + 1, sum_low = inner - (sum - 1);
    const VEC outer = is_negative ? m.e : twice;
    m.d = NAME(fma)(outer, sum, NAME(splat)(1));
    m.d_low = NAME(fma)(outer, sum, 1 - m.d) + outer * sum_low;
    const VEC added = is_negative ? half : twice;
    m.factor = added + 1, m.factor_low = added - (m.factor - 1);
    return m;
}
// x n / d
INLINE VEC NAME(mish_product)(VEC x, struct NAME(mish) m) {
    const VEC n = x * m.factor, n_low = NAME(fma)(x, m.factor, -n) + x * m.factor_low, q = n / m.d;
    return q + (NAME(fma)(-q, m.d, n) + NAME(fma)(-q, m.d_low, n_low)) / m.d;
}
INLINE VEC NAME(mish)(VEC z) {
    const VEC x = NAME(at_least)(z, TINY_EXPONENTIAL);
    const struct NAME(mish) m = NAME(mish_parts)(z);
    const VEC base = z < 0 ? NAME(scale)(NAME(fma)(x, m.p, x), m.n) : x;
    const VEC y = NAME(mish_product)(base, m);
    return __builtin_elementwise_copysign(z > -TINY_EXPONENTIAL ? x : y, x);
}

// mish'(z) = t + z (1 - t^2) logistic(z) with t = tanh(log(1 + exp(z))). For z < 0, 1 - t is 1 / d and logistic(z) is
// e / (1 + e). Otherwise they are 2 e^2 / d and 1 / (1 + e).
INLINE VEC NAME(mish_derivative)(VEC z) {
    const IVEC is_negative = z < 0;
    const VEC x = NAME(at_most)(NAME(at_least)(z, TINY_EXPONENTIAL), -TINY_EXPONENTIAL), one = NAME(splat)(1);
    const struct NAME(mish) m = NAME(mish_parts)(x);
    const VEC t = NAME(mish_product)(is_negative ? m.e : one, m), rest = (is_negative ? one : 2 * m.e * m.e) / m.d;
    return NAME(fma)(x * (is_negative ? m.e : one) / (m.e + 1) * rest, t + 1, t);
}
