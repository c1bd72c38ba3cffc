"""Compares two files that generate.py wrote: the same text around numbers that agree to 1e-12.

Usage: compare.py COMMITTED FRESH
       compare.py --self-test COMMITTED   shows that a changed number and a changed name are found
"""

import json
import math
import sys


def read(path):
    text = open(path).read()
    return json.loads(text[text.index('"""') + 3 : text.rindex('"""')])


def differences(a, b, place=""):
    if isinstance(a, float) and isinstance(b, float):
        return [] if math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12) else [f"{place}: {a} and {b}"]
    if isinstance(a, dict) and isinstance(b, dict) and list(a) == list(b):
        return [line for key in a for line in differences(a[key], b[key], f"{place}/{key}")]
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return [line for i, (x, y) in enumerate(zip(a, b)) for line in differences(x, y, f"{place}/{i}")]
    return [] if type(a) is type(b) and a == b else [f"{place}: {a!r} and {b!r}"]


def self_test(path):
    planted = [
        lambda data: data["classification"][0]["scores"].update(logLoss=1e-11 + data["classification"][0]["scores"]["logLoss"]),
        lambda data: data["regression"][0].update(name="another"),
        lambda data: data["student"].pop(),
        lambda data: data["windows"][0]["test"][0].append(0),
        lambda data: data["classification"][0]["scores"].update(rocAUC=None),
    ]
    for number, plant in enumerate(planted, 1):
        changed = read(path)
        plant(changed)
        if not differences(read(path), changed):
            sys.exit(f"The comparison did not see planted change {number}.")
    if differences(read(path), read(path)):
        sys.exit("The comparison sees a difference where there is none.")


if sys.argv[1] == "--self-test":
    self_test(sys.argv[2])
else:
    found = differences(read(sys.argv[1]), read(sys.argv[2]))
    print("\n".join(found[:20]) or "The committed scores are scikit-learn's.")
    sys.exit(1 if found else 0)
