"""Estimators of scikit-learn's kind around the command: files in, files out, nothing computed here."""

import io
import os
import pathlib
import subprocess
import tempfile

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data


def backprop(command, options, model, table):
    """Runs the command on a model file and a table; what it refuses is a ValueError with its own words."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "model.safetensors")
        table.to_csv(f"{folder}/data.csv", index=False, float_format="%.17g")
        if model is not None:
            path.write_bytes(model)
        files = [f"{folder}/data.csv", "-o", path] if model is None else [path, f"{folder}/data.csv"]
        run = [os.environ.get("BACKPROP", "backprop"), command, *files, "--header", "--delimiter", "comma", *options]
        done = subprocess.run(run, capture_output=True, text=True)
        if done.returncode != 0:
            raise ValueError(done.stderr.strip())
        return path.read_bytes() if model is None else pd.read_csv(io.StringIO(done.stdout))


class Network(BaseEstimator):
    def __init__(self, layers="dense 32 relu", epochs=300, learning_rate=0.02, batch_size="full", seed=1):
        self.layers, self.epochs, self.learning_rate = layers, epochs, learning_rate
        self.batch_size, self.seed = batch_size, seed

    def _train(self, X, y, task, sample_weight=None):
        table = pd.DataFrame(X).add_prefix("x").join(pd.DataFrame(y).add_prefix("y"))
        options = ["--task", task, "--precision", "float64"]
        options += [word for name in table for word in ("--target" if name[0] == "y" else "--numeric", name)]
        options += [f"--{name.replace('_', '-')}={value}" for name, value in self.get_params().items()]
        if sample_weight is not None:
            table["weight"] = _check_sample_weight(sample_weight, X)
            options += ["--weight", "weight"]
        self.model_ = backprop("train", options, None, table)
        return self

    def _predict(self, X, *options):
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=np.float64)
        return backprop("predict", ["--exact", *options], self.model_, pd.DataFrame(X).add_prefix("x"))


class BackpropClassifier(ClassifierMixin, Network):
    def fit(self, X, y, sample_weight=None):
        X, y = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(y)
        self.classes_, classes = np.unique(y, return_inverse=True)
        return self._train(X, classes, "classification", sample_weight)

    def predict(self, X):
        classes = self._predict(X)["prediction"].to_numpy(int)
        return self.classes_[classes]

    def predict_proba(self, X):
        return self._predict(X, "--probabilities").filter(regex="^probability_").to_numpy(float)


class BackpropRegressor(RegressorMixin, Network):
    def fit(self, X, y, sample_weight=None):
        X, y = validate_data(self, X, y, dtype=np.float64, multi_output=True, y_numeric=True)
        self.outputs_ = y.shape[1:]
        return self._train(X, y, "regression", sample_weight)

    def predict(self, X):
        return self._predict(X).filter(regex="^prediction").to_numpy(float).reshape(-1, *self.outputs_)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags
