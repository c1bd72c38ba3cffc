"""Estimators of scikit-learn's kind around the command: files in, files out, nothing computed here."""

import csv
import os
import pathlib
import subprocess
import tempfile

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

COMMAND = os.environ.get("BACKPROP", "backprop")


def run(*arguments):
    """Runs the command; what it refuses is a ValueError with its own words."""
    done = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        raise ValueError(done.stderr.strip())
    return done.stdout


class Network(BaseEstimator):
    """What both have in common: tables go to the command as CSV, models stay as the bytes of their file."""

    def __init__(self, layers="dense 32 relu", epochs=300, learning_rate=0.02, batch_size="full", seed=1):
        self.layers, self.epochs, self.learning_rate = layers, epochs, learning_rate
        self.batch_size, self.seed = batch_size, seed

    def _train(self, X, targets, task, sample_weight):
        columns = [np.char.mod("%.17g", X)] + [targets.reshape(len(X), -1).astype(str)]
        options = [option for i in range(columns[1].shape[1]) for option in ("--target", f"y{i}")]
        header = [f"x{i}" for i in range(X.shape[1])] + [f"y{i}" for i in range(columns[1].shape[1])]
        options += [option for name in header[: X.shape[1]] for option in ("--numeric", name)]
        if sample_weight is not None:
            columns.append(np.char.mod("%.17g", _check_sample_weight(sample_weight, X)).reshape(-1, 1))
            header.append("weight")
            options += ["--weight", "weight"]
        with tempfile.TemporaryDirectory() as folder:
            self._write(f"{folder}/data.csv", header, np.hstack(columns))
            run("train", f"{folder}/data.csv", "-o", f"{folder}/model.safetensors", "--header", "--task", task,
                "--delimiter", "comma", "--layers", self.layers, "--epochs", self.epochs, "--precision", "float64",
                "--learning-rate", self.learning_rate, "--batch-size", self.batch_size, "--seed", self.seed,
                "--threads", 1, *options)  # fmt: skip
            self.model_ = pathlib.Path(f"{folder}/model.safetensors").read_bytes()
        return self

    def _predict(self, X, *options):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=np.float64)
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(f"{folder}/model.safetensors").write_bytes(self.model_)
            self._write(f"{folder}/data.csv", [f"x{i}" for i in range(X.shape[1])], np.char.mod("%.17g", X))
            text = run("predict", f"{folder}/model.safetensors", f"{folder}/data.csv", "--header",
                       "--delimiter", "comma", "--threads", 1, *options)  # fmt: skip
        return np.array(list(csv.reader(text.splitlines()))[1:])

    @staticmethod
    def _write(path, header, rows):
        with open(path, "w", newline="") as file:
            csv.writer(file).writerows([header, *rows.tolist()])


class BackpropClassifier(ClassifierMixin, Network):
    def fit(self, X, y, sample_weight=None):
        X, y = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(y)
        self.classes_, labels = np.unique(y, return_inverse=True)
        return self._train(X, labels, "classification", sample_weight)

    def predict(self, X):
        labels = self._predict(X)[:, 0].astype(int)
        return self.classes_[labels]

    def predict_proba(self, X):
        return self._predict(X, "--probabilities")[:, 1:].astype(float)


class BackpropRegressor(RegressorMixin, Network):
    def fit(self, X, y, sample_weight=None):
        X, y = validate_data(self, X, y, dtype=np.float64, multi_output=True, y_numeric=True)
        self.outputs_ = y.shape[1:]
        return self._train(X, np.char.mod("%.17g", y), "regression", sample_weight)

    def predict(self, X):
        values = self._predict(X).astype(float)
        return values.reshape(len(values), *self.outputs_)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags
