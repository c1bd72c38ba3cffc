// The functions in a precision wider than the kernels': WIDE is double for Float, long double for Double.

static WIDE EXACT(exp)(WIDE x) { return exp(x); }
static WIDE EXACT(log)(WIDE x) { return log(x); }
static WIDE EXACT(tanh)(WIDE x) { return tanh(x); }
static WIDE EXACT(sigmoid)(WIDE x) { return x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)); }

// The normal distribution; what the product loses is made good, because erfc magnifies it.
static WIDE EXACT(normal)(WIDE z) {
    const WIDE root_half = 0.70710678118654752440084436210485L, h = -z * root_half, lost = fma(-z, root_half, -h);
    return (WIDE)0.5 * (erfc(h) - lost * (WIDE)1.1283791670955125738961589L * exp(-h * h));
}

// The argument of the logistic function in the tanh form of GELU.
static WIDE EXACT(argument)(WIDE z) {
    return (WIDE)1.5957691216057307117597842397375L * z * (1 + (WIDE)0.044715L * z * z);
}
static WIDE EXACT(silu)(WIDE z) { return z == -INFINITY ? -0.0 : z * EXACT(sigmoid)(z); }
static WIDE EXACT(gelu)(WIDE z) { return isinf(z) ? (z > 0 ? z : -0.0) : z * EXACT(normal)(z); }
static WIDE EXACT(gelu_tanh)(WIDE z) { return z == -INFINITY ? -0.0 : z * EXACT(sigmoid)(EXACT(argument)(z)); }
static WIDE EXACT(softplus)(WIDE z) { return z > 0 ? z + log1p(exp(-z)) : log1p(exp(z)); }
static WIDE EXACT(elu)(WIDE z) { return z > 0 ? z : expm1(z); }
static WIDE EXACT(selu)(WIDE z) {
    const WIDE scale = 1.0507009873554804934193349852946L;
    return z > 0 ? scale * z : scale * (WIDE)1.6732632423543772848170429916717L * expm1(z);
}
static WIDE EXACT(d_silu)(WIDE z) {
    return isinf(z) ? z > 0 : EXACT(sigmoid)(z) * (1 + z * EXACT(sigmoid)(-z));
}
static WIDE EXACT(d_gelu)(WIDE z) {
    const WIDE density = 0.39894228040143267793994605993438L;
    return isinf(z) ? z > 0 : EXACT(normal)(z) + z * density * exp(-z * z / 2);
}
static WIDE EXACT(d_gelu_tanh)(WIDE z) {
    if (fabs(z) > 1000) return z > 0;
    const WIDE v = EXACT(argument)(z), cubic = (WIDE)0.134145L * z * z;
    return EXACT(sigmoid)(v) * (1 + z * EXACT(sigmoid)(-v) * (WIDE)1.5957691216057307117597842397375L * (1 + cubic));
}

// e (e + 2) / (e (e + 2) + 2) is tanh(log(1 + e)).
static WIDE EXACT(tanh_softplus)(WIDE z) {
    const WIDE e = exp(-fabs(z));
    return z < 0 ? e * (2 + e) / (2 + e * (2 + e)) : (1 + 2 * e) / (1 + 2 * e * (1 + e));
}
static WIDE EXACT(mish)(WIDE z) { return z == -INFINITY ? -0.0 : z * EXACT(tanh_softplus)(z); }
static WIDE EXACT(d_mish)(WIDE z) {
    if (fabs(z) > 1000) return z > 0;
    const WIDE t = EXACT(tanh_softplus)(z), e = exp(-fabs(z)), d = z < 0 ? 2 + e * (2 + e) : 1 + 2 * e * (1 + e);
    return t + z * (z < 0 ? 2 / d : 2 * e * e / d) * (1 + t) * EXACT(sigmoid)(z);
}
