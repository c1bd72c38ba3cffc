#!/usr/bin/env python3
"""Makes the polynomials of Sources/CKernels/math_constants.h: python3 polynomials.py > ../../../Sources/CKernels/math_constants.h

Needs mpmath (and gmpy2 for speed). Each polynomial is the best in the sense of weighted least squares over
Chebyshev's points, which keeps the largest error within a factor of about two of the least possible. Its
coefficients are rounded to the format one after another, lowest first, and the rest fitted again to what the
rounding left. The error printed beside each table is the largest seen of the rounded polynomial.
"""
from mpmath import mp, mpf, cos, erf, erfc, exp, log, lu_solve, matrix, pi, sqrt

mp.dps = 110


def rounded(value, bits):
    """The nearest number with `bits` significant bits."""
    if value == 0:
        return value
    exponent = int(mp.floor(log(abs(value), 2))) + 1 - bits
    return mpf(int(mp.nint(value / mpf(2) ** exponent))) * mpf(2) ** exponent


def least_squares(values, weights, xs, first, count):
    """Coefficients of x^first ... x^(first + count - 1) that minimise the sum of (weight (value - polynomial))^2."""
    powers = [[w * x ** (first + k) for k in range(count)] for x, w in zip(xs, weights)]
    right = [w * v for v, w in zip(values, weights)]
    normal = matrix(count, count)
    for i in range(count):
        for j in range(i, count):
            normal[i, j] = normal[j, i] = mp.fdot((p[i], p[j]) for p in powers)
    return lu_solve(normal, matrix([mp.fdot((p[i], r) for p, r in zip(powers, right)) for i in range(count)]))


def fit(name, function, weight, low, high, count, bits, words=1):
    """Prints one table; with words = 2 also what the rounding of the first coefficient left."""
    size = 12 * count
    xs = [(low + high) / 2 - (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * size)) for i in range(size)]
    xs = [mpf(low)] + xs + [mpf(high)]
    xs = [x for x in xs if abs(x) > mpf(10) ** -12]
    rest = [function(x) for x in xs]
    weights = [weight(x) for x in xs]
    result, low_word = [], None
    for k in range(count):
        coefficients = least_squares(rest, weights, xs, k, count - k)
        c = rounded(coefficients[0], bits)
        if k == 0 and words == 2:
            low_word = rounded(coefficients[0] - c, bits)
            rest = [r - low_word for r in rest]
        result.append(c)
        rest = [r - c * x ** k for r, x in zip(rest, xs)]
    error = max(abs(r * w) for r, w in zip(rest, weights))
    print(f"// {name}: error at most 2^{float(log(error, 2)):.1f}")
    print(f"static const SCALAR NAME({name})[] = {{{', '.join(hexadecimal(c) for c in result)}}};")
    if low_word is not None:
        constant(f"{name}_low", low_word, bits)


def hexadecimal(value):
    """A C literal with exactly this value."""
    return float(value).hex().replace("0000000p", "p")


def constant(name, value, bits):
    """Prints one number and returns what the format holds of it."""
    kept = rounded(value, bits)
    print(f"static const SCALAR NAME({name}) = {hexadecimal(kept)};")
    return kept


def two_words(name, value, bits):
    constant(f"{name}_low", value - constant(f"{name}_high", value, bits), bits)


def scaled_tail(a):
    return erfc(a / sqrt(mpf(2))) / 2 * exp(a * a / 2) * a


def tables(bits, exponential, logarithm, center, tail, largest):
    fit("exp_terms", lambda x: (exp(x) - 1 - x) / x**2, lambda x: x**2 / exp(x),
        mpf("-0.3468"), mpf("0.3468"), exponential, bits)
    fit("log_terms", lambda x: (mp.log1p(x) - x) / x**2, lambda x: x**2 / mp.log1p(x),
        mpf("-0.25"), mpf("0.5"), logarithm, bits)
    fit("gelu_center", lambda y: erf(sqrt(y / 2)) / 2 / sqrt(y), lambda y: 1 / (erf(sqrt(y / 2)) / 2 / sqrt(y)),
        mpf(0), mpf(1), center, bits, words=2)
    fit("gelu_tail", lambda t: scaled_tail(4 * (1 + t) / (1 - t)),
        lambda t: 1 / scaled_tail(4 * (1 + t) / (1 - t)),
        mpf(-3) / 5, (mpf(largest) - 4) / (mpf(largest) + 4), tail, bits, words=2)
    constant("log2_e", 1 / log(mpf(2)), bits)
    two_words("ln2", log(mpf(2)), bits)
    # Few enough bits that its product with any exponent is exact.
    short = rounded(log(mpf(2)), bits - 11)
    constant("ln2_short", short, bits)
    constant("ln2_rest", log(mpf(2)) - short, bits)
    two_words("inverse_root_2pi", 1 / sqrt(2 * pi), bits)
    # The argument of the logistic function in the tanh form of GELU: z (linear + cubic z^2).
    two_words("gelu_linear", 2 * sqrt(2 / pi), bits)
    two_words("gelu_cubic", 2 * sqrt(2 / pi) * mpf("0.044715"), bits)
    constant("selu_scale", mpf("1.0507009873554804934193349852946"), bits)
    two_words("selu_alpha_scale", mpf("1.0507009873554804934193349852946") * mpf("1.6732632423543772848170429916717"),
              bits)


print("// Made by Tests/Conformance/vector-math/polynomials.py: do not edit.")
print("#if !IS_F64")
tables(24, exponential=6, logarithm=10, center=7, tail=11, largest="14.8")
print("#else")
tables(53, exponential=11, logarithm=21, center=14, tail=23, largest="38.8")
print("#endif")
