"""Trials per second on wheat seeds: `backprop tune`, its whole process from reading the file to saving the winner's
model, beside scikit-learn's RandomizedSearchCV over MLPClassifier in a pipeline with scaling, its search and its last
fit, on both cores. Both score by log loss over 5 stratified folds and draw layers, widths, activations, optimizer,
learning rate, decay, batch size and epochs from like spaces. They take turns.

Backprop's trials are of two kinds: by successive halving, as it searches by default, and all of them for all of their
epochs, as scikit-learn does. The seconds of its search include scoring the best again by other folds, which
scikit-learn does not do."""
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

import numpy
import pandas
from scipy.stats import loguniform
from sklearn.model_selection import RandomizedSearchCV, StratifiedKFold
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
os.environ["PYTHONWARNINGS"] = "ignore"
ROUNDS, OURS, THEIRS = 3, 300, 10


def ours(backprop, path, search, scratch):
    begin = time.perf_counter()
    subprocess.run(
        [backprop, "tune", path, "--trials", str(OURS), "--search", search, "-o", os.path.join(scratch, "model"),
         "--save-recipe", os.path.join(scratch, "recipe")], check=True, capture_output=True)
    return OURS / (time.perf_counter() - begin)


def theirs(path, seed):
    table = pandas.read_csv(path, header=None)
    features, truth = table.iloc[:, :-1].to_numpy(), table.iloc[:, -1].to_numpy()
    widths = sorted({int(round(width)) for width in numpy.geomspace(16, 256, 12)})
    space = {
        "hidden_layer_sizes": [(width,) * depth for width in widths for depth in (1, 2)],
        "activation": ["relu", "tanh"], "solver": ["adam", "sgd"], "nesterovs_momentum": [True],
        "learning_rate_init": loguniform(0.002, 0.05), "alpha": loguniform(0.0001, 0.03),
        "batch_size": [8, 16, 32], "max_iter": list(range(60, 181)),
    }
    model = make_pipeline(StandardScaler(), MLPClassifier(random_state=seed))
    search = RandomizedSearchCV(
        model, {"mlpclassifier__" + key: values for key, values in space.items()}, n_iter=THEIRS, n_jobs=2,
        scoring="neg_log_loss", cv=StratifiedKFold(5, shuffle=True, random_state=seed), random_state=seed)
    begin = time.perf_counter()
    search.fit(features, truth)
    return THEIRS / (time.perf_counter() - begin)


def main(backprop, folder):
    path = os.path.join(folder, "wheat-seeds.csv")
    names = ("Backprop, successive halving", "Backprop, all epochs for all", "scikit-learn")
    rates = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as scratch:
        for turn in range(ROUNDS):
            rates[names[0]].append(ours(backprop, path, "halving", scratch))
            rates[names[1]].append(ours(backprop, path, "random", scratch))
            rates[names[2]].append(theirs(path, turn + 1))
    reference = statistics.median(rates[names[2]])
    print(f"{'trials per second':30} {'median':>8} {'least':>8} {'most':>8}  times scikit-learn")
    for name in names:
        median = statistics.median(rates[name])
        print(f"{name:30} {median:8.2f} {min(rates[name]):8.2f} {max(rates[name]):8.2f}  {median / reference:.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
