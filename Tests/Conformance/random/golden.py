"""Prints the golden values of the tests of random numbers and initializers.

Three kinds of evidence: Python's `random` and NumPy's `RandomState` themselves; mpmath at 200 bits for
the logarithm and the normal quantile; and for Philox a second implementation, written here from the
definition, checked against the three known answers of the Random123 distribution.
"""

import math
import random

import numpy
from mpmath import mp, mpf, erfinv, log, sqrt

mp.prec = 200
MASK = 0xFFFFFFFF


def philox(counter, key):
    c, k = list(counter), list(key)
    for _ in range(10):
        first, second = c[0] * 0xD2511F53, c[2] * 0xCD9E8D57
        c = [(second >> 32) ^ c[1] ^ k[0], second & MASK, (first >> 32) ^ c[3] ^ k[1], first & MASK]
        k = [(k[0] + 0x9E3779B9) & MASK, (k[1] + 0xBB67AE85) & MASK]
    return c


def word(seed, stream, i):
    index = i // 4
    counter = [index & MASK, index >> 32, stream & MASK, stream >> 32]
    return philox(counter, [seed & MASK, seed >> 32])[i % 4]


def bits(seed, stream, i):
    return word(seed, stream, 2 * i) | word(seed, stream, 2 * i + 1) << 32


def unit(seed, stream, i):
    return (bits(seed, stream, i) >> 11) * 2.0**-53


def probability(seed, stream, i):
    return ((bits(seed, stream, i) >> 12) + 0.5) * 2.0**-52


def quantile(p):
    """The true value to 200 bits, from the error function's inverse."""
    return sqrt(mpf(2)) * erfinv(2 * mpf(p) - 1)


class Generator:
    def __init__(self, seed, stream):
        self.seed, self.stream, self.position = seed, stream, 0

    def below(self, bound):
        while True:
            product = bits(self.seed, self.stream, self.position) * bound
            self.position += 1
            if product % 2**64 >= 2**64 % bound:
                return product >> 64


def permutation(seed, stream, count):
    generator, order = Generator(seed, stream), list(range(count))
    for i in range(count - 1, 0, -1):
        j = generator.below(i + 1)
        order[i], order[j] = order[j], order[i]
    return order


def known_answers():
    pi = [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344]
    cases = [
        ([0] * 4, [0] * 2, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ([MASK] * 4, [MASK] * 2, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (pi, [0xA4093822, 0x299F31D0], "d16cfe09 94fdcceb 5001e420 24126ea1"),
    ]
    for counter, key, expected in cases:
        assert " ".join(f"{w:08x}" for w in philox(counter, key)) == expected


def print_philox():
    seed, stream = 0x0123456789ABCDEF, 0xFEDCBA9876543210
    print("philox words", [hex(word(seed, stream, i)) for i in [0, 1, 2, 3, 4, 2**33 + 5]])
    print("philox bits", [hex(bits(seed, stream, i)) for i in range(4)])
    print("philox unit 0 0", [unit(0, 0, i) for i in range(5)])
    print("philox normal 0 0, true", [float(quantile(probability(0, 0, i))) for i in range(5)])
    print("permutation 1 of 10", permutation(1, 2 << 56, 10))
    print("permutations of 6", [permutation(7, s, 6) for s in range(3)])
    generator = Generator(3, 0)
    drawn = [generator.below(2**63 + 1) for _ in range(4)]
    print("below 2^63 + 1", drawn, "elements used", generator.position)


def print_log():
    arguments = [0.5, 0.75, 1 - 2.0**-53, 1 + 2.0**-52, 1.4142135623730951, 1.4142135623730954, 2.0, 10.0]
    arguments += [1e-300, 5e-324, 1.7976931348623157e308, 2.0**-53, 0.1, 1.1, 0.9]
    for x in arguments:
        print(f"log ({x!r}, {float(log(mpf(x)))!r}),")


def print_quantile():
    for p in [0.5, 0.6, 0.925, 0.926, 0.975, 0.075, 0.0749, 0.01, 1e-6, 1.5e-11, 1.3e-11, 2.0**-53]:
        print(f"quantile ({p!r}, {float(quantile(p))!r}),")


def print_python():
    for seed in [0, 1, -1, 42, 2**32 + 5, -(2**63), 2**64 - 1]:
        random.seed(seed)
        print("random.seed", seed, [random.random() for _ in range(3)])
    random.seed(2**100 + 12345)
    print("random.seed 2**100 + 12345", [random.random() for _ in range(3)])
    random.seed(sum((i + 1) << (32 * i) for i in range(700)))
    print("random.seed 700 words 1, 2, …", [random.random() for _ in range(3)])
    random.seed(1)
    print("getrandbits", [random.getrandbits(k) for k in [1, 8, 31, 32, 33, 53, 63, 64]])
    random.seed(1)
    bounds = [1, 2, 3, 10, 42, 210, 2**31, 2**32, 2**32 + 1, 2**62 + 1]
    print("randrange", [random.randrange(n) for n in bounds])
    random.seed(1)
    cards = list(range(10))
    random.shuffle(cards)
    print("shuffle", cards)
    random.seed(1)
    for _ in range(9999):
        random.random()
    print("10,000th", random.random())


def print_folds():
    random.seed(1)
    remaining, folds = list(range(23)), []
    for _ in range(5):
        fold = []
        while len(fold) < 23 // 5:
            fold.append(remaining.pop(random.randrange(len(remaining))))
        folds.append(fold)
    print("folds", folds)


def print_numpy():
    for seed in [0, 1, 4294967295]:
        state = numpy.random.RandomState(seed)
        print("RandomState", seed, state.random_sample(2).tolist(), state.standard_normal(5).tolist())
    state = numpy.random.RandomState(0)
    print("10,001st normal", state.standard_normal(10001)[-1])


def print_initializers():
    seed, stream, fan_in, fan_out = 0, 1 << 56, 4, 3
    units = [unit(seed, stream, i) for i in range(3)]
    normals = [float(quantile(probability(seed, stream, i))) for i in range(3)]
    print("unit", units, "normal, true", normals)
    for name, limit in [
        ("glorotUniform", math.sqrt(6 / (fan_in + fan_out))),
        ("heUniform", math.sqrt(6 / fan_in)),
        ("lecunUniform", math.sqrt(3 / fan_in)),
        ("fanInUniform", math.sqrt(1 / fan_in)),
        ("smallUniform", 0.05),
    ]:
        print(name, [-limit + (limit - -limit) * u for u in units])
    print("uniform:-1..3", [-1 + 4 * u for u in units])
    for name, deviation in [
        ("glorotNormal", math.sqrt(2 / (fan_in + fan_out))),
        ("heNormal", math.sqrt(2 / fan_in)),
        ("lecunNormal", math.sqrt(1 / fan_in)),
    ]:
        print(name, [deviation * z for z in normals])
    print("normal:1,0.5", [1 + 0.5 * z for z in normals])


if __name__ == "__main__":
    known_answers()
    print_philox()
    print_log()
    print_quantile()
    print_python()
    print_folds()
    print_numpy()
    print_initializers()
