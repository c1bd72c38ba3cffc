#!/usr/bin/env python3
"""Makes Tests/BackpropTests/Compute/VectorMathGolden.swift: python3 golden.py > that file. Needs mpmath.

Correctly rounded values in double precision of every function, at arguments around the places where the kernels
change their method or their result under- or overflows, and some in between.
"""
import random
import struct
from mpmath import mp, mpf, erfc, exp, expm1, log, log1p, pi, sqrt, tanh

mp.dps = 400
random.seed(20)


def normal(z):
    return erfc(-z / sqrt(mpf(2))) / 2


def logistic(z):
    return 1 / (1 + exp(-z))


kappa = 2 * sqrt(2 / pi)
cubic = mpf("0.044715")
scale, alpha = mpf("1.0507009873554804934193349852946"), mpf("1.6732632423543772848170429916717")


def d_gelu_tanh(z):
    s = logistic(kappa * z * (1 + cubic * z * z))
    return s * (1 + z * (1 - s) * kappa * (1 + 3 * cubic * z * z))


functions = {
    "exp": exp,
    "log": lambda z: log(abs(z)),
    "sigmoid": logistic,
    "tanh": tanh,
    "elu": lambda z: z if z > 0 else expm1(z),
    "selu": lambda z: scale * z if z > 0 else scale * alpha * expm1(z),
    "gelu": lambda z: z * normal(z),
    "geluTanh": lambda z: z * logistic(kappa * z * (1 + cubic * z * z)),
    "silu": lambda z: z * logistic(z),
    "softplus": lambda z: log1p(exp(z)),
    "mish": lambda z: z * tanh(log1p(exp(z))),
    "geluDerivative": lambda z: normal(z) + z * exp(-z * z / 2) / sqrt(2 * pi),
    "geluTanhDerivative": d_gelu_tanh,
    "siluDerivative": lambda z: logistic(z) * (1 + z * logistic(-z)),
    "mishDerivative": lambda z: tanh(log1p(exp(z))) + z * logistic(z) / mp.cosh(log1p(exp(z))) ** 2,
}
edges = [0.3465735, 0.34657360, 0.5, 0.6931471, 0.7, 0.75, 1, 1.0000001, 1.5, 4, 8.32, 9.01, 15, 18.7, 19.1, 20, 21.5,
         36.7, 37.5, 38.3, 38.6, 80, 300, 700, 708.3, 709.7, 720, 740, 744, 745.1]
arguments = [float(a * s) for a in edges for s in (1, -1)]
arguments += [random.uniform(-3, 3) for _ in range(40)] + [random.uniform(-40, 40) for _ in range(20)]
arguments += [s * 2.0 ** random.uniform(-60, 0) for s in (1, -1) for _ in range(8)] + [5e-324, -5e-324, 1e-310]


def rounded(value):
    """To double, subnormal numbers included, rounding once."""
    if value == 0:
        return 0.0
    exponent = max(int(mp.floor(log(abs(value), 2))) - 52, -1074)
    return float(int(mp.nint(value / mpf(2) ** exponent)) * mpf(2) ** exponent)


def table(name, values):
    """The values by their bits: Swift warns of subnormal literals."""
    print(f"    static let {name}: [Double] = [")
    words = [f"0x{struct.unpack('<Q', struct.pack('<d', v))[0]:016X}" for v in values]
    for i in range(0, len(words), 5):
        print("        " + " ".join(w + "," for w in words[i : i + 5]))
    print("    ].map(Double.init(bitPattern:))")


print("// Made by Tests/Conformance/vector-math/golden.py: do not edit.\n")
print("/// Arguments, and the correctly rounded value of every function at each of them; `log` is that of |x|.")
print("enum VectorMathGolden {")
table("arguments", arguments)
largest = mpf(2) ** 1024 - mpf(2) ** 970
for name, function in functions.items():
    values = [function(mpf(a)) for a in arguments]
    table(name, [float("inf") if abs(v) >= largest else rounded(v) for v in values])
print("}")
