"""Writes a file of 20 numeric columns from a seed: half as people round them, half with all digits of a double.

    generate.py FILE ROWS SEED {mixed,short,full}
"""
import sys

import numpy as np


def columns(random, rows, kind):
    for index in range(20):
        values = random.normal(100 * (index - 10), 10.0 ** (index % 5), rows)
        is_full = kind == "full" or kind == "mixed" and index % 2
        yield map(repr, values.tolist()) if is_full else (f"{value:.6g}" for value in values)


def main(path, rows, seed, kind):
    random = np.random.default_rng(int(seed))
    with open(path, "w") as file:
        file.write(",".join(f"x{index}" for index in range(20)) + "\n")
        for start in range(0, int(rows), 100_000):
            block = zip(*columns(random, min(100_000, int(rows) - start), kind))
            file.writelines(",".join(row) + "\n" for row in block)


main(*sys.argv[1:])
