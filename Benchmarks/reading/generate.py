"""Writes a file of 20 columns from a seed.

    generate.py FILE ROWS SEED KIND

short: six digits, as people round; decimals: three places; full: all digits of a double, as programs write; mixed: short
and full; integers; text: half categories, half decimals.
"""
import sys

import numpy as np


def columns(random, rows, kind):
    for index in range(20):
        values = random.normal(100 * (index - 10), 10.0 ** (index % 5), rows)
        if kind == "full" or kind == "mixed" and index % 2:
            yield map(repr, values.tolist())
        elif kind == "integers":
            yield map(str, values.astype(int).tolist())
        elif kind == "text" and index % 2:
            yield random.choice(["red", "green", "light blue", "N/A", "a, b"], rows, p=[0.3, 0.3, 0.3, 0.05, 0.05])
        elif kind in ("decimals", "text"):
            yield (f"{value:.3f}" for value in values)
        else:
            yield (f"{value:.6g}" for value in values)


def main(path, rows, seed, kind):
    random = np.random.default_rng(int(seed))
    with open(path, "w") as file:
        file.write(",".join(f"x{index}" for index in range(20)) + "\n")
        for start in range(0, int(rows), 100_000):
            block = zip(*columns(random, min(100_000, int(rows) - start), kind))
            file.writelines(",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\n" for row in block)


main(*sys.argv[1:])
