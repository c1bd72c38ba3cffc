"""Runs what is not yet in results.jsonl, table by table and fold by fold, and reports."""
import argparse
import json
import os
import subprocess
import sys

import contenders
import held_out
import report
import tables

HERE = os.path.dirname(os.path.abspath(__file__))
QUICK = ["concrete", "german", "sonar", "wheat-seeds"]
QUICK_CONTENDERS = ["linear", "hist-gradient-boosting", "lightgbm", "catboost"]
# Longer than any default of a contender on these tables; what takes longer is reported as missing.
LIMIT = 3 * 3600


def arguments():
    parser = argparse.ArgumentParser(description="Backprop beside the usual choices for tables")
    parser.add_argument("folder")
    parser.add_argument("--quick", action="store_true", help="four small tables, four contenders, two folds")
    parser.add_argument("--folds", type=int, choices=range(1, 6), metavar="N",
                        help="the first N of the five outer folds, for a result in less time")
    parser.add_argument("--tables", nargs="+", default=None, metavar="NAME")
    parser.add_argument("--contenders", nargs="+", default=None, metavar="NAME")
    parser.add_argument("--variant", action="append", default=[], metavar="NAME=OPTIONS",
                        help="the program with these options of `train`, as a contender of its own")
    parser.add_argument("--results", default=os.path.join(HERE, "results.jsonl"))
    parser.add_argument("--again", action="store_true", help="forget what the program reached; it has changed")
    parser.add_argument("--held-out", action="store_true",
                        help="the scores of held-out rows that `train` prints, beside a cross-validation of its own")
    return parser.parse_args()


def kept(path, again):
    """The results so far, by table, contender and fold."""
    found = {}
    if os.path.exists(path):
        for line in open(path):
            try:
                result = json.loads(line)
            except ValueError:
                continue  # A line that an interruption cut off.
            if not (again and result["contender"].startswith("backprop")):
                found[result["table"], result["contender"], result["fold"]] = result
    return found


def measure(folder, table, contender, fold, options):
    command = [sys.executable, os.path.join(HERE, "measure.py"), folder, table, contender, str(fold), options]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return {"failure": f"more than {LIMIT} seconds"}
    if done.returncode != 0:
        return {"failure": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else str(done.returncode)}
    return json.loads(done.stdout.splitlines()[-1])


def main():
    asked = arguments()
    if asked.held_out:
        return print(held_out.text(asked.folder, asked.tables or held_out.NAMES))
    variants = {"backprop": ""}
    for text in asked.variant:
        name, _, options = text.partition("=")
        variants["backprop " + name] = options
    names = asked.tables or (QUICK if asked.quick else tables.ALL)
    everybody = asked.contenders or (QUICK_CONTENDERS if asked.quick else list(contenders.CONTENDERS))
    folds = asked.folds or (2 if asked.quick else 5)
    results = kept(asked.results, asked.again)
    present = [name for name in names if tables.read(asked.folder, name) is not None]
    for name in sorted(set(names) - set(present)):
        print(f"skipped, not in the folder: {name}", file=sys.stderr)
    with open(asked.results, "a") as file:
        for name in present:
            for fold in range(folds):
                for contender in [*variants, *everybody]:
                    if (name, contender, fold) in results:
                        continue
                    options = variants.get(contender, "")
                    result = {"table": name, "contender": contender, "fold": fold, "options": options,
                              **measure(asked.folder, name, contender, fold, options)}
                    results[name, contender, fold] = result
                    print(json.dumps(result), file=file, flush=True)
                    print(f"{name} {fold} {contender}: "
                          + (result.get("failure") or f"{result['loss']:.4f}, {result['seconds']} s"),
                          file=sys.stderr, flush=True)
    results = {key: result for key, result in results.items() if key[2] < folds}
    text = report.text(asked.folder, results, present, [*variants, *everybody], folds, asked.contenders)
    print(text)
    if not asked.quick and asked.tables is None:
        with open(os.path.join(HERE, "..", "RESULTS-tables.md"), "w") as file:
            file.write(text)


if __name__ == "__main__":
    main()
