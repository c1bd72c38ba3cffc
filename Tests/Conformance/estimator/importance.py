"""Compares what `evaluate --importance` finds with scikit-learn's permutation_importance of the same model.

Shuffles differ, so each column's mean and deviation must lie within the spread of the other's; the score before
any shuffle must be the same. Two columns taken for each other must be found apart, else the check says nothing."""

import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd
from sklearn import inspection, metrics

from estimator import backprop

REPEATS = 30
# Of 32 comparisons hardly one in a thousand sets would go beyond it by chance.
MOST_ERRORS = 4.2


def tables():
    """Numbers with gaps, categories, a column of noise and weights; three classes, and a number to predict."""
    random = np.random.default_rng(7)
    rows = 300
    frame = pd.DataFrame({
        "strong": random.normal(size=rows), "weak": random.normal(50, 10, size=rows),
        "kind": random.choice(["oak", "ash", "elm", "fir"], size=rows), "noise": random.uniform(size=rows)})
    bonus = frame["kind"].map({"oak": 2.0, "ash": 0.0, "elm": -1.0, "fir": 0.5})
    value = 3 * frame["strong"] + 0.1 * frame["weak"] + bonus + random.normal(size=rows)
    frame["weight"] = random.integers(1, 4, size=rows)
    frame.loc[random.choice(rows, 30, replace=False), "strong"] = np.nan
    classes = pd.cut(value, [-np.inf, 3.5, 6.5, np.inf], labels=["low", "middle", "high"]).astype(str)
    return {"classification": frame.assign(target=classes), "regression": frame.assign(target=value)}


class Trained:
    """A model of the command, as scikit-learn's inspection wants it."""

    def __init__(self, task, table):
        self.task = task
        # Probabilities of single precision do not sum to one as closely as scikit-learn asks.
        options = ["--target", "target", "--weight", "weight", "--epochs", "60", "--precision", "float64"]
        self.model = backprop("train", options, None, table)

    def fit(self, X, y):
        return self

    def predict(self, X, *options):
        found = backprop("predict", ["--exact", *options], self.model, X.assign(weight=1))
        return found["prediction"].to_numpy() if not options else found

    def predict_proba(self, X):
        return self.predict(X, "--probabilities").filter(regex="^probability_").to_numpy(float)

    def importance(self, table, metric):
        with tempfile.TemporaryDirectory() as folder:
            model, data = pathlib.Path(folder, "model.safetensors"), pathlib.Path(folder, "data.csv")
            model.write_bytes(self.model)
            table.to_csv(data, index=False, float_format="%.17g")
            return json.loads(subprocess.run(
                [os.environ.get("BACKPROP", "backprop"), "evaluate", model, data, "--json", "--importance", "--importance-metric", metric,
                 "--importance-repeats", str(REPEATS)], check=True, capture_output=True).stdout)["importance"]


def accuracy(model, X, y, sample_weight):
    return metrics.accuracy_score(y, model.predict(X), sample_weight=sample_weight)


def log_loss(model, X, y, sample_weight):
    # The command has the classes in the order of their names, as scikit-learn does.
    return -metrics.log_loss(y, model.predict_proba(X), labels=sorted(set(y)), sample_weight=sample_weight)


def r2(model, X, y, sample_weight):
    return metrics.r2_score(y, model.predict(X).astype(float), sample_weight=sample_weight)


def mean_absolute_error(model, X, y, sample_weight):
    return -metrics.mean_absolute_error(y, model.predict(X).astype(float), sample_weight=sample_weight)


SCORES = {"classification": {"accuracy": accuracy, "logLoss": log_loss},
          "regression": {"r2": r2, "mae": mean_absolute_error}}


def spread_apart(ours, theirs):
    """By how many of its standard errors the difference of the means, and that of the deviations, is off."""
    first, second = ours["standardDeviation"], theirs.std()
    pooled = math.hypot(first, second)
    error = pooled / math.sqrt(REPEATS - 1)
    if error == 0:
        return 0.0 if ours["mean"] == theirs.mean() else math.inf
    # The deviation of a sample's deviation is its own over √(2n).
    return max(abs(ours["mean"] - theirs.mean()) / error, abs(first - second) / (error / math.sqrt(2)))


def compare(task, metric, model, table):
    """The columns that are apart, after a line for each."""
    found = model.importance(table, metric)
    features, weights = table[["strong", "weak", "kind", "noise"]], table["weight"]
    score = SCORES[task][metric]
    theirs = dict(zip(features, inspection.permutation_importance(
        model, features, table["target"], scoring=score, n_repeats=REPEATS, random_state=1,
        sample_weight=weights).importances))
    plain = abs(score(model, features, table["target"], weights))
    apart = [] if math.isclose(plain, found["score"], rel_tol=1e-9) else [f"score {plain} and {found['score']}"]
    if spread_apart(found["columns"][0], theirs["weak"]) <= MOST_ERRORS:
        apart.append(f"nothing, though strong was taken for weak by {metric}")
    for ours in found["columns"]:
        other = theirs.pop(ours["name"])
        errors = spread_apart(ours, other)
        print(f"{task:14} {metric:8} {ours['name']:7} {ours['mean']:8.4f} ± {ours['standardDeviation']:.4f}, "
              f"scikit-learn {other.mean():8.4f} ± {other.std():.4f}, {errors:4.1f} errors apart", flush=True)
        apart += [f"{metric} of {ours['name']}"] if errors > MOST_ERRORS else []
    return apart + [f"{metric} of {name}, which is missing" for name in theirs]


def main():
    apart = []
    for task, table in tables().items():
        model = Trained(task, table)
        for metric in SCORES[task]:
            apart += compare(task, metric, model, table)
    sys.exit(f"apart: {', '.join(apart)}" if apart else None)


main()
