"""Trials per second on wheat seeds: `backprop tune`, its whole process from reading the file to saving the winner's
model, beside scikit-learn's RandomizedSearchCV over MLPClassifier in a pipeline with scaling, its search and its last
fit, on both cores. Both score by log loss over 5 stratified folds and draw layers, widths, activations, optimizer,
learning rate, decay, batch size and epochs from like spaces. They take turns.

Backprop's trials are of two kinds: by successive halving, as it searches by default, and all of them for all of their
epochs, as scikit-learn does. The seconds of its search include the defaults' own search and scoring the best again by
other folds, which scikit-learn does not do, so that it matters how many trials there are: a thousand, which take a few
seconds, stand for who searches in earnest, and 300 show how much less that is with fewer. What scikit-learn does once,
starting its processes, is done before its clock starts."""
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

import numpy
from scipy.stats import loguniform
from sklearn.model_selection import RandomizedSearchCV, StratifiedKFold
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
os.environ["PYTHONWARNINGS"] = "ignore"
THEIRS = 20


def ours(backprop, path, search, trials, scratch):
    begin = time.perf_counter()
    subprocess.run(
        [backprop, "tune", path, "--trials", str(trials), "--search", search, "-o", os.path.join(scratch, "model"),
         "--save-recipe", os.path.join(scratch, "recipe")], check=True, capture_output=True)
    return trials / (time.perf_counter() - begin)


def theirs(path, seed, trials):
    table = numpy.loadtxt(path, delimiter=",")
    features, truth = table[:, :-1], table[:, -1].astype(int)
    widths = sorted({int(round(width)) for width in numpy.geomspace(16, 128, 12)})
    space = {
        "hidden_layer_sizes": [(width,) * depth for width in widths for depth in (1, 2)],
        "activation": ["relu", "tanh"], "solver": ["adam", "sgd"], "nesterovs_momentum": [True],
        "learning_rate_init": loguniform(0.002, 0.05), "alpha": loguniform(0.0001, 0.03),
        "batch_size": [8, 16, 32], "max_iter": list(range(60, 181)),
    }
    model = make_pipeline(StandardScaler(), MLPClassifier(random_state=seed))
    search = RandomizedSearchCV(
        model, {"mlpclassifier__" + key: values for key, values in space.items()}, n_iter=trials, n_jobs=2,
        scoring="neg_log_loss", cv=StratifiedKFold(5, shuffle=True, random_state=seed), random_state=seed)
    begin = time.perf_counter()
    search.fit(features, truth)
    return trials / (time.perf_counter() - begin)


def main(backprop, folder, rounds="3"):
    path = os.path.join(folder, "wheat-seeds.csv")
    reference = "scikit-learn, 20 trials"
    ours_of = {
        "Backprop, 1000 by halving": ("halving", 1000), "Backprop, 300 by halving": ("halving", 300),
        "Backprop, 100 in full": ("random", 100),
    }
    rates = {name: [] for name in (*ours_of, reference)}
    theirs(path, 0, 2)
    with tempfile.TemporaryDirectory() as scratch:
        for turn in range(int(rounds)):
            for name, (search, trials) in ours_of.items():
                rates[name].append(ours(backprop, path, search, trials, scratch))
            rates[reference].append(theirs(path, turn + 1, THEIRS))
    unit = statistics.median(rates[reference])
    print(f"{'trials per second':30} {'median':>8} {'least':>8} {'most':>8}  times scikit-learn")
    for name in rates:
        median = statistics.median(rates[name])
        print(f"{name:30} {median:8.2f} {min(rates[name]):8.2f} {max(rates[name]):8.2f}  {median / unit:.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
