"""Compares explanations with other programs' of the same function; see `run` next to this file."""

import itertools
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd
import shap
from scipy import stats
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.inspection import partial_dependence

failures = []
folder = pathlib.Path(tempfile.mkdtemp())


def check(name, error, bound):
    isFine = bool(error <= bound)
    print(f"{'ok' if isFine else 'WRONG':6}{name}: {error:.2g}, at most {bound:.2g}", flush=True)
    if not isFine:
        failures.append(name)


def backprop(*arguments):
    command = [os.environ["BACKPROP"], *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(command)}: {result.stderr}")
    return result.stdout


def saved(frame, name):
    path = folder / name
    frame.to_csv(path, index=False)
    return path


class Model:
    """A trained model as a function of rows."""

    def __init__(self, frame, target, *options):
        self.features = [name for name in frame if name != target]
        self.data = saved(frame, "data.csv")
        self.path = folder / "model.safetensors"
        backprop("train", self.data, "--target", target, "--precision", "float64", "--no-selection",
                 "--epochs", 40, "-o", self.path, *options)

    def __call__(self, frame, label=None):
        path = saved(frame[self.features], "rows.csv")
        options = ["--probabilities"] if label else []
        backprop("predict", self.path, path, "--exact", *options, "-o", folder / "p.csv")
        found = pd.read_csv(folder / "p.csv")
        return found[f"probability_{label}" if label else "prediction"].to_numpy(float)

    def explain(self, frame, *options):
        path = saved(frame[self.features], "explained.csv")
        return json.loads(backprop("explain", self.path, path, "--json", *options))


def mixed(background, row, sets):
    """The background once for each set, with the columns of the set from the row."""
    parts = []
    for columns in sets:
        part = background.copy()
        for name in columns:
            part[name] = row[name]
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def shapley(function, background, row):
    """The definition: all sets of columns."""
    names = list(background)
    sets = [c for size in range(len(names) + 1) for c in itertools.combinations(names, size)]
    worth = function(mixed(background, row, sets)).reshape(len(sets), len(background)).mean(axis=1)
    value = {frozenset(c): v for c, v in zip(sets, worth)}
    result = []
    for name in names:
        total = 0
        for c in sets:
            if name in c:
                continue
            weight = math.factorial(len(c)) * math.factorial(len(names) - len(c) - 1) / math.factorial(len(names))
            total += weight * (value[frozenset(c) | {name}] - value[frozenset(c)])
        result.append(total)
    return np.array(result)


def amounts(found):
    return np.array([one["amount"] for one in found["contributions"]])


def by_shap(function, background, row):
    """The exact explainer over codes of the values, since it takes numbers alone."""
    names = list(background)
    values = [pd.concat([background[name], pd.Series([row[name]])], ignore_index=True) for name in names]
    codes = np.tile(np.arange(len(background)), (len(names), 1)).T.astype(float)

    def coded(matrix):
        columns = {name: values[i].iloc[matrix[:, i].astype(int)].reset_index(drop=True)
                   for i, name in enumerate(names)}
        return function(pd.DataFrame(columns))

    masker = shap.maskers.Independent(codes, max_samples=len(codes))
    explainer = shap.explainers.Exact(coded, masker)
    return explainer(np.full((1, len(names)), float(len(background))), batch_size=100_000, silent=True).values[0]


def mixed_table(random, rows):
    frame = pd.DataFrame({
        "size": random.normal(50, 12, rows).round(2), "age": random.integers(1, 90, rows).astype(float),
        "kind": random.choice(["oak", "ash", "elm"], rows),
        "day": pd.date_range("2023-01-05", periods=rows, freq="9D").strftime("%Y-%m-%d"),
        "noise": random.uniform(size=rows).round(3)})
    bonus = frame["kind"].map({"oak": 8.0, "ash": 0.0, "elm": -6.0})
    value = frame["size"] + bonus + 0.02 * frame["age"] * frame["size"] + random.normal(0, 2, rows)
    frame.loc[random.choice(rows, rows // 8, replace=False), "age"] = np.nan
    return frame, value


def exact(random):
    frame, value = mixed_table(random, 120)
    classes = pd.cut(value, [-np.inf, 80, 110, np.inf], labels=["low", "middle", "high"]).astype(str)
    background = frame.iloc[::4].reset_index(drop=True)
    path = saved(background, "background.csv")
    for name, target, label in [("numbers", value.round(3), None), ("classes", classes, "high")]:
        model = Model(frame.assign(target=target), "target")
        # Rows with a missing value, and with a category and a number that training did not see.
        rows = frame.iloc[[int(np.flatnonzero(frame["age"].isna())[0]), 17]].reset_index(drop=True)
        rows.loc[1, "kind"], rows.loc[1, "size"] = "yew", 400
        options = ["--row", "1,2", "--background", path] + (["--class", label] if label else [])
        found = model.explain(rows, *options)["rows"]
        scale = np.std(model(frame, label))
        for number, one in enumerate(found):
            function = lambda table: model(table, label)
            row = rows.iloc[number]
            own = amounts(one)
            check(f"{name}, row {number + 1}: all sets", np.abs(own - shapley(function, background, row)).max(), 1e-9 * scale)
            check(f"{name}, row {number + 1}: shap", np.abs(own - by_shap(function, background, row)).max(), 1e-9 * scale)
            check(f"{name}, row {number + 1}: the sum", abs(own.sum() - one["prediction"] + one["average"]), 1e-12 * scale + 1e-13)
        other = amounts(model.explain(rows, "--row", 2, *options[2:])["rows"][0])
        assert np.array_equal(other, amounts(found[1]))
        # Columns taken for each other must be found.
        assert np.abs(amounts(found[1])[[1, 0, 2, 3, 4]] - amounts(found[1])).max() > 1e-3 * scale


def sampled(random):
    rows, columns = 200, 12
    frame = pd.DataFrame(random.normal(size=(rows, columns)).round(3), columns=[f"c{i}" for i in range(columns)])
    value = frame["c0"] * frame["c1"] + 2 * frame["c2"] + frame["c3"] * frame["c4"] * frame["c5"] + frame["c6"].abs()
    model = Model(frame.assign(target=value.round(4)), "target", "--layers", "dense 16 tanh, dense 8 tanh")
    background = frame.iloc[:20].reset_index(drop=True)
    path = saved(background, "background.csv")
    truth = shapley(model, background, frame.iloc[50])
    for pairs in [10, 50, 250]:
        one = model.explain(frame, "--row", 51, "--background", path, "--method", "shapley", "--samples", pairs)["rows"][0]
        errors = np.array([c["standardError"] for c in one["contributions"]])
        distance = np.abs(amounts(one) - truth)
        print(f"      {pairs} pairs: largest error {distance.max():.3g} of a largest amount of {np.abs(truth).max():.3g}; "
              f"mean error {distance.mean():.3g}, mean standard error {errors.mean():.3g}")
        check(f"{pairs} pairs: errors in standard errors", (distance / errors).max(),
              stats.t.ppf(1 - 1e-3 / columns, pairs - 1))
        check(f"{pairs} pairs: the sum", abs(amounts(one).sum() - one["prediction"] + one["average"]), 1e-10)
    codes = shap.maskers.Independent(background.to_numpy(), max_samples=20)
    explainer = shap.explainers.Permutation(lambda m: model(pd.DataFrame(m, columns=list(frame))), codes, seed=1)
    theirs = explainer(frame.iloc[[50]].to_numpy(), max_evals=10 * 2 * (columns + 1), batch_size=100_000, silent=True).values[0]
    print(f"      shap's Permutation with 10 pairs: largest error {np.abs(theirs - truth).max():.3g}")


def gradients(random):
    """Of numbers that are scaled by center and divisor alone, the integral is the same in their own units."""
    frame = pd.DataFrame(random.normal(size=(80, 4)).round(3), columns=list("abcd"))
    value = (frame["a"] * frame["b"] + frame["c"]).round(4)
    model = Model(frame.assign(target=value), "target", "--scale", "standard", "--bins", 0, "--layers", "dense 7 tanh",
                  "--scale-targets", "standard")
    one = model.explain(frame, "--row", 9, "--method", "gradients")["rows"][0]
    start, end = frame.mean().to_numpy(), frame.iloc[8].to_numpy()
    steps, width = 400, 1e-4
    middles = start + np.outer((np.arange(steps) + 0.5) / steps, end - start)
    points = np.concatenate([middles + sign * width * np.eye(4)[i] for i in range(4) for sign in (1, -1)])
    values = model(pd.DataFrame(points, columns=list(frame))).reshape(4, 2, steps)
    slopes = ((values[:, 0] - values[:, 1]) / (2 * width)).mean(axis=1)
    expected = slopes * (end - start)
    check("integrated gradients: differences", np.abs(amounts(one) - expected).max(), 1e-3 * np.abs(expected).max())
    check("integrated gradients: completeness",
          abs(amounts(one).sum() - one["prediction"] + one["average"] - one["method"]["error"]), 1e-9)


class Estimator(RegressorMixin, BaseEstimator):
    """A model as scikit-learn's inspection wants it."""

    def __init__(self, model=None):
        self.model = model

    def fit(self, X, y=None):
        self.fitted_ = True
        return self

    def predict(self, X):
        return self.model(X)


def dependence(random):
    frame, value = mixed_table(random, 48)
    model = Model(frame.assign(target=value.round(3)), "target")
    found = model.explain(frame)
    estimator = Estimator(model).fit(frame)
    means = {}
    for one in found["dependences"]:
        name = one["column"]
        grid = [p["number"] if name in ("size", "age", "noise") else p["value"] for p in one["points"]]
        theirs = partial_dependence(
            estimator, frame, [name], custom_values={name: np.array(grid, dtype=object if name in ("kind", "day") else float)},
            kind="both", categorical_features=["kind", "day"])
        own = np.array([p["means"][0] for p in one["points"]])
        check(f"curve of {name}", np.abs(own - theirs["average"][0]).max(), 1e-8 * np.std(value))
        rows = np.array([p["individual"] for p in one["points"]])
        check(f"rows of {name}", np.abs(rows.T - theirs["individual"][0][:rows.shape[1]]).max(), 1e-8 * np.std(value))
    # The rows are few enough for the interactions to be those of all of them.
    for pair in found["interactions"]:
        def curve(columns):
            tables = [mixed(frame, frame.iloc[i], [columns]) for i in range(len(frame))]
            worth = model(pd.concat(tables, ignore_index=True)).reshape(len(frame), len(frame)).mean(axis=1)
            return worth - worth.mean()

        one, other = pair["columns"]
        joint = curve([one, other])
        rest = joint - curve([one]) - curve([other])
        check(f"H of {one} and {other}", abs(pair["share"] - np.sqrt((rest**2).sum() / (joint**2).sum())), 1e-8)
        check(f"strength of {one} and {other}", abs(pair["strength"] - np.sqrt((rest**2).mean())), 1e-8 * np.std(value))


random = np.random.default_rng(11)
for part in (exact, sampled, gradients, dependence):
    part(random)
print(f"{len(failures)} wrong" if failures else "all right")
sys.exit(1 if failures else 0)
