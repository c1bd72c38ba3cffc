"""Accuracy (classes) or R² (numbers) of 5-fold cross-validation, seeds 1 to 3, on seven tables: the defaults of
`backprop cross-validate` beside scikit-learn's MLP with imputation, one-hot coding and standard scaling. The folds
are drawn by each program's own generator, so compare means in view of the standard errors."""
import json
import os
import statistics
import subprocess
import sys
import warnings

import pandas
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.filterwarnings("ignore")
TABLES = [  # file, target (from 1; None for the last), classes?, the score asked for
    ("wheat-seeds.csv", None, True, 0.935),
    ("pima-indians-diabetes.csv", None, True, 0.76),
    ("sonar.csv", None, True, 0.84),
    ("german.csv", None, True, 0.745),
    ("horse-colic.csv", 24, True, 0.84),
    ("housing.csv", None, False, 0.86),
    ("abalone.csv", None, False, 0.575),
]
SEEDS = (1, 2, 3)


def ours(backprop, path, target, classes):
    scores = []
    for seed in SEEDS:
        command = [backprop, "cross-validate", path, "--seed", str(seed), "--json"]
        command += ["--target", str(target)] if target else []
        found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        scores += [fold["accuracy" if classes else "r2"] for fold in found["folds"]]
    return scores


def theirs(path, target, classes):
    table = pandas.read_csv(path, header=None, na_values="?")
    truth = table.pop(target - 1 if target else table.columns[-1])
    table.columns = [f"column {place}" for place in table.columns]
    texts = make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore"))
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    columns = make_column_transformer(
        (numbers, make_column_selector(dtype_include="number")),
        (texts, make_column_selector(dtype_exclude="number")))
    scores = []
    for seed in SEEDS:
        model = (MLPClassifier if classes else MLPRegressor)(max_iter=500, random_state=seed)
        folds = (StratifiedKFold if classes else KFold)(5, shuffle=True, random_state=seed)
        scores += list(cross_val_score(make_pipeline(columns, model), table, truth, cv=folds))
    return scores


print(f"{'table':28} {'asked':>6}   {'Backprop':>8} {'error':>6}   {'scikit-learn':>12} {'error':>6}")
for name, target, classes, asked in TABLES:
    path = os.path.join(sys.argv[2], name)
    row = f"{name:28} {asked:6.3f}"
    for scores, width in ((ours(sys.argv[1], path, target, classes), 8), (theirs(path, target, classes), 12)):
        error = statistics.stdev(scores) / len(scores) ** 0.5
        row += f"   {statistics.mean(scores):{width}.4f} {error:6.4f}"
    print(row, flush=True)
