"""Accuracy (classes) or R² (numbers) of stratified or shuffled 5-fold cross-validation, seeds 1 to 3: the defaults
of `backprop cross-validate`, and scikit-learn's multilayer perceptron with imputation, one-hot coding and standard
scaling, of the targets too, on the same folds, which the command names in its JSON.

Each score is followed by its standard error over the 15 folds; the last columns are the mean of the differences,
fold by fold, with the standard error of that mean."""
import json
import statistics
import subprocess
import sys
import tempfile
import warnings

import numpy
from sklearn.compose import TransformedTargetRegressor, make_column_selector, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, r2_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

import tables

warnings.filterwarnings("ignore")
SEEDS = (1, 2, 3)


def ours(backprop, table, seed, options=()):
    """The folds of one seed: scores, and the rows that they are of."""
    command = [backprop, "cross-validate", table.path, "--seed", str(seed), "--json", *options]
    for target in table.targets:
        command += ["--target", str(target)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    key = "accuracy" if table.classes else "r2"
    return [(fold[key], fold["testRows"]) for fold in found["folds"]]


def pipeline(table, seed):
    texts = make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore"))
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    columns = make_column_transformer(
        (numbers, make_column_selector(dtype_include="number")),
        (texts, make_column_selector(dtype_exclude="number")))
    if table.classes:
        return make_pipeline(columns, MLPClassifier(max_iter=500, random_state=seed))
    network = MLPRegressor(max_iter=500, random_state=seed)
    return TransformedTargetRegressor(make_pipeline(columns, network), transformer=StandardScaler())


def theirs(table, seed, folds):
    """Scores of scikit-learn on the given test rows."""
    features, truth = table.columns()
    scores = []
    for test in folds:
        training = numpy.setdiff1d(numpy.flatnonzero(truth.notna().to_numpy().reshape(len(truth), -1).all(1)), test)
        model = pipeline(table, seed).fit(features.iloc[training], truth.iloc[training])
        found = model.predict(features.iloc[test])
        scores.append((accuracy_score if table.classes else r2_score)(truth.iloc[test], found))
    return scores


def summary(scores):
    return statistics.mean(scores), statistics.stdev(scores) / len(scores) ** 0.5


def main(backprop, folder):
    print(f"{'table':22} {'asked':>6}  {'Backprop':>8} {'error':>6}  {'sklearn':>8} {'error':>6}  "
          f"{'difference':>10} {'error':>6}")
    with tempfile.TemporaryDirectory() as scratch:
        for table in tables.all_tables(folder, scratch):
            mine, other = [], []
            for seed in SEEDS:
                folds = ours(backprop, table, seed)
                mine += [score for score, _ in folds]
                other += theirs(table, seed, [rows for _, rows in folds])
            differences = summary([first - second for first, second in zip(mine, other)])
            asked = "" if table.asked is None else f"{table.asked:.3f}"
            row = f"{table.name:22} {asked:>6}"
            for (mean, error), width in ((summary(mine), 8), (summary(other), 8), (differences, 10)):
                row += f"  {mean:{width}.4f} {error:6.4f}"
            print(row, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:3])
