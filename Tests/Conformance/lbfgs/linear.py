"""The linear model in the folds of `cross-validate`, compared with scikit-learn's on the same folds.

`linear.py FOLDER PROGRAM`: FOLDER holds tables of numbers; those that are absent are skipped. The inputs are scaled by the
training rows of each fold. Logistic regression has C = 1 and ridge regression alpha = 1, scikit-learn's defaults. Two
classes have two outputs here and one in scikit-learn: with weights -w/2 and w/2 for w, the penalty is half, so C = 2.
"""
import csv
import json
import pathlib
import subprocess
import sys

import numpy
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, log_loss, mean_absolute_error, root_mean_squared_error
from sklearn.preprocessing import StandardScaler

TABLES = [
    ("pima-indians-diabetes.csv", ","), ("sonar.csv", ","), ("wheat-seeds.csv", ","), ("housing.csv", ","),
    ("tables/concrete.csv", ","),
]
OPTIONS = ["--no-selection", "--layers", "dense 2 tanh", "--epochs", "1", "--scale", "standard", "--json"]


def read(path, delimiter):
    rows = [row for row in csv.reader(path.open(), delimiter=delimiter) if row]
    try:
        float(rows[0][0])
    except ValueError:
        rows = rows[1:]
    inputs = numpy.array([[float(cell) for cell in row[:-1]] for row in rows])
    return inputs, [row[-1].strip() for row in rows]


def report(program, path):
    command = [program, "cross-validate", path, *OPTIONS]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {result.stderr}")
    return json.loads(result.stdout)


def classes(inputs, labels, folds):
    labels, found = numpy.array(labels), {"accuracy": [], "logLoss": []}
    strength = 2 if len(set(labels)) == 2 else 1
    for train, test in folds:
        scaler = StandardScaler().fit(inputs[train])
        model = LogisticRegression(C=strength, tol=1e-10, max_iter=100_000)
        model.fit(scaler.transform(inputs[train]), labels[train])
        shares = model.predict_proba(scaler.transform(inputs[test]))
        found["accuracy"].append(accuracy_score(labels[test], model.classes_[shares.argmax(1)]))
        found["logLoss"].append(log_loss(labels[test], shares, labels=model.classes_))
    return found


def values(inputs, targets, folds):
    targets, found = numpy.array(targets, float), {"rmse": [], "mae": []}
    for train, test in folds:
        scaler = StandardScaler().fit(inputs[train])
        center, scale = targets[train].mean(), targets[train].std()
        model = Ridge(alpha=1, solver="cholesky").fit(scaler.transform(inputs[train]), (targets[train] - center) / scale)
        predicted = model.predict(scaler.transform(inputs[test])) * scale + center
        found["rmse"].append(root_mean_squared_error(targets[test], predicted))
        found["mae"].append(mean_absolute_error(targets[test], predicted))
    return found


def compare(folder, program, name, delimiter):
    path = folder / name
    if not path.exists():
        return print(f"{name}: skipped, since the table is not there")
    inputs, targets = read(path, delimiter)
    found = report(program, path)
    everything = set(range(len(targets)))
    folds = [(sorted(everything - set(fold["testRows"])), fold["testRows"]) for fold in found["folds"]]
    linear = found["baselines"]["linear model"]
    expected = (classes if "accuracy" in linear else values)(inputs, targets, folds)
    for metric, scores in expected.items():
        mean = float(numpy.mean(scores))
        print(f"{name}: {metric} {linear[metric]:.6f}, scikit-learn {mean:.6f}")
        if abs(linear[metric] - mean) > 1e-3 * max(abs(mean), 1e-3):
            sys.exit(f"{name}: the {metric} of the linear model differs from scikit-learn's")


def main():
    folder, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    for name, delimiter in TABLES:
        compare(folder, program, name, delimiter)


if __name__ == "__main__":
    main()
