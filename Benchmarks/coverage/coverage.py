"""Trains on a part of each table, predicts the rest with intervals or sets of classes, and counts the rows covered."""
import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile

import numpy
from scipy import stats

LEVELS = [80, 90, 95]

# name: column of the target from 0 (negative: from the end), are there classes. Files of the folder itself have no
# header, those of its folder "tables" have one.
WITHOUT_HEADER = {
    "housing": (-1, False), "abalone": (-1, False), "wheat-seeds": (-1, True),
    "pima-indians-diabetes": (-1, True), "sonar": (-1, True), "german": (-1, True), "horse-colic": (23, True),
}
WITH_HEADER = {
    "concrete": False, "insurance": False, "ames": False, "deliveries": False, "california-housing": False,
    "diamonds": False, "cps1988": False, "soybean": True, "attrition": True, "leaf": True, "mlc-churn": True,
    "stackoverflow": True, "telco-churn": True, "lending-club": True, "caravan": True, "letter": True,
}


def read(folder, name):
    """Header, rows with a target, the place of the target, and whether it is a class."""
    has_header = name in WITH_HEADER
    path = os.path.join(folder, "tables" if has_header else "", name + ".csv")
    with open(path, newline="") as file:
        rows = [[cell.strip() for cell in row] for row in csv.reader(file) if row]
    target, classes = (-1, WITH_HEADER[name]) if has_header else WITHOUT_HEADER[name]
    header = rows.pop(0) if has_header else [f"c{place}" for place in range(len(rows[0]))]
    target %= len(header)
    return header, [row for row in rows if row[target] not in ("", "?", "NA")], target, classes


def write(path, header, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def called(*arguments):
    result = subprocess.run(arguments, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(arguments)}\n{result.stderr}")
    return result.stdout


def answers(program, model, data, option, level):
    """The predictions of rows as dictionaries."""
    return json.loads(called(program, "predict", model, data, option, str(level), "--json"))["predictions"]


def same(left, right):
    try:
        return float(left) == float(right)
    except ValueError:
        return left == right


def position(covered, rows, calibration, level):
    """-1, 0 or 1: below, within or above the middle 95 % of the covered rows that the level promises.

    Given the held-out rows, the share that is covered has a beta distribution (Vovk 2012), so that the count is
    beta-binomial. The binomial range alone would leave out the chance of the held-out rows."""
    rank = int(numpy.ceil((calibration + 1) * level - 1e-9))
    law = stats.betabinom(rows, rank, max(1, calibration + 1 - rank))
    return int(covered > law.ppf(0.975)) - int(covered < law.ppf(0.025))


def measured(program, folder, name, seed, limit):
    """One line for each level: rows covered and the mean length or size."""
    header, rows, target, classes = read(folder, name)
    order = numpy.random.default_rng(seed).permutation(len(rows))
    count = min(int(0.6 * len(rows)), limit)
    training, test = order[:count], order[count:][:5000]
    if classes:
        known = {rows[place][target] for place in training}
        test = [place for place in test if rows[place][target] in known]
    truth = [rows[place][target] for place in test]
    lines = []
    with tempfile.TemporaryDirectory() as scratch:
        paths = [os.path.join(scratch, part) for part in ("train.csv", "test.csv", "model.safetensors")]
        write(paths[0], header, [rows[place] for place in training])
        write(paths[1], header, [rows[place] for place in test])
        called(program, "train", paths[0], "--target", header[target], "--task",
               "classification" if classes else "regression", "--seed", str(seed), "-o", paths[2], "--json")
        about = json.loads(called(program, "inspect", paths[2], "--json"))
        for level in LEVELS:
            found = answers(program, paths[2], paths[1], "--sets" if classes else "--interval", level)
            if classes:
                hits = [any(same(label, own) for label in row["possible"]) for row, own in zip(found, truth)]
                sizes = [len(row["possible"]) for row in found]
            else:
                numbers = [float(own) for own in truth]
                hits = [row["lower"] <= own <= row["upper"] for row, own in zip(found, numbers)]
                spread = numpy.ptp(numpy.quantile(numbers, [0.25, 0.75])) or 1
                sizes = [(row["upper"] - row["lower"]) / spread for row in found]
            lines.append(dict(
                table=name, classes=classes, seed=seed, level=level, rows=len(hits), covered=sum(hits),
                held_out=about["heldOutRows"], size=float(numpy.mean(sizes))))
    return lines


def place(line):
    return position(line["covered"], line["rows"], line["held_out"], line["level"] / 100)


def summary(lines, classes):
    """A table of means over the seeds, for one task."""
    size = "classes" if classes else "length"
    text = [f"{'table':<22}{'held out':>9}{'rows':>7}" + "".join(f"{f'{level} %':>9}{size:>8}" for level in LEVELS)
            + f"{'below':>7}{'within':>7}{'above':>7}"]
    own = [line for line in lines if line["classes"] == classes]
    for name in dict.fromkeys(line["table"] for line in own):
        part = [line for line in own if line["table"] == name]
        cells = ""
        for level in LEVELS:
            these = [line for line in part if line["level"] == level]
            covered = sum(line["covered"] for line in these) / sum(line["rows"] for line in these)
            cells += f"{100 * covered:>9.2f}{numpy.mean([line['size'] for line in these]):>8.3f}"
        places = [place(line) for line in part]
        text.append(f"{name:<22}{part[0]['held_out']:>9}{part[0]['rows']:>7}{cells}"
                    + "".join(f"{places.count(where):>7}" for where in (-1, 0, 1)))
    return "\n".join(text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--rows", type=int, default=2000, help="the largest number of training rows")
    parser.add_argument("--tables", default=",".join([*WITHOUT_HEADER, *WITH_HEADER]))
    parser.add_argument("--output", default="coverage.jsonl", help="every measurement, one JSON object a line")
    options = parser.parse_args()
    known = []
    if os.path.exists(options.output):
        known = [json.loads(line) for line in open(options.output)]
    done = {(line["table"], line["seed"]) for line in known}
    names = options.tables.split(",")
    for seed in range(1, options.seeds + 1):
        for name in names:
            if (name, seed) in done:
                continue
            lines = measured(options.program, options.folder, name, seed, options.rows)
            known += lines
            with open(options.output, "a") as file:
                file.writelines(json.dumps(line) + "\n" for line in lines)
    for classes in (False, True):
        own = [line for line in known if line["classes"] == classes]
        if not own:
            continue
        print(summary(known, classes))
        for level in LEVELS:
            part = [line for line in own if line["level"] == level]
            places = [place(line) for line in part]
            mean = numpy.mean([line["covered"] / line["rows"] for line in part])
            print(f"{level} %: {100 * mean:.2f} % covered in the mean of {len(part)} runs, {places.count(-1)} below, "
                  f"{places.count(0)} within, {places.count(1)} above")
        print()


if __name__ == "__main__":
    main()
