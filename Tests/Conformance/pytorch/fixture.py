"""The committed form of golden values: a Swift file that holds one text literal.

A line `[name]` begins a case; a line `key: 1.0 2.0` gives its numbers, which may go on in lines that
begin with blanks. Every number is written with the fewest digits that read back as the same double.
"""

import math
import textwrap

TOLERANCE = 1e-12
FLOOR = 1e-15


def swift(name, cases, suite="pytorch", authors="PyTorch computes"):
    lines = []
    for case, values in cases.items():
        lines.append(f"[{case}]")
        for key, numbers in values.items():
            text = f"{key}: " + " ".join(repr(float(number)) for number in numbers)
            lines += textwrap.wrap(text, 100, subsequent_indent="  ", break_on_hyphens=False)
    body = "\n".join("        " + line for line in lines)
    return (
        f"// Written by Tests/Conformance/{suite}/run --write; without the option it compares.\n\n"
        f"/// Values that {authors} in double precision.\n"
        f"enum {name} {{\n"
        f'    static let text = """\n{body}\n        """\n'
        "}\n"
    )


def read(path):
    cases, numbers = {}, None
    text = path.read_text(encoding="utf-8").split('"""')[1]
    for line in textwrap.dedent(text).strip("\n").splitlines():
        if line.startswith("["):
            values = cases.setdefault(line.strip("[]"), {})
        elif line.startswith(" "):
            numbers += [float(word) for word in line.split()]
        elif line:
            key, _, rest = line.partition(":")
            numbers = values.setdefault(key, [])
            numbers += [float(word) for word in rest.split()]
    return cases


def differences(committed, computed, floors={}):
    """Sentences that say where two sets of cases differ; `floors` has the absolute tolerance of single lists of numbers."""
    if list(committed) != list(computed):
        return [f"the cases differ: {set(committed) ^ set(computed) or 'another order'}"]
    found = []
    for case, values in computed.items():
        if list(values) != list(committed[case]):
            found.append(f"[{case}]: the keys differ")
            continue
        for key, numbers in values.items():
            old = committed[case][key]
            if len(old) != len(numbers):
                found.append(f"[{case}] {key}: {len(old)} numbers committed, {len(numbers)} computed")
                continue
            floor = floors.get((case, key), FLOOR)
            for index, (a, b) in enumerate(zip(old, numbers)):
                if not math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=floor):
                    found.append(f"[{case}] {key}[{index}]: {a} committed, {b} computed")
    return found
