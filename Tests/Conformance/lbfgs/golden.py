"""L-BFGS of SciPy on Rosenbrock's function, iterate by iterate, and the losses at which scikit-learn's networks
end with it on iris and housing, from weights of a formula."""

import sys
from pathlib import Path

import numpy
from scipy.optimize import minimize, rosen, rosen_der
from sklearn.neural_network import MLPClassifier, MLPRegressor

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "Tests/Conformance/pytorch"))

import fixture  # noqa: E402

PLACE = ROOT / "Tests/BackpropTests/Optimizers/LBFGSGoldenValues.swift"
SETTINGS = dict(hidden_layer_sizes=(8,), activation="tanh", solver="lbfgs", max_iter=2000, tol=1e-4)


def rosenbrock():
    start = numpy.array([-1.25, 1.0, 0.5, -0.75])
    points, losses = [], []

    def note(intermediate_result):
        points.extend(intermediate_result.x.tolist())
        losses.append(float(intermediate_result.fun))

    minimize(
        rosen, start, jac=rosen_der, method="L-BFGS-B", callback=note,
        options=dict(maxcor=5, gtol=1e-6, ftol=0),
    )  # fmt: skip
    return {"start": start.tolist(), "points": points, "losses": losses}


def from_formula(kind):
    """The estimator with first weights that are multiples of 1/128, a function of their place alone."""

    class FromFormula(kind):
        place = 0

        def _init_coef(self, fan_in, fan_out, dtype):
            def values(count):
                places = numpy.arange(self.place + 1, self.place + count + 1)
                self.place += count
                return ((37 * places * places + 11 * places) % 97 - 48) / 128

            return values(fan_in * fan_out).reshape(fan_in, fan_out), values(fan_out)

    return FromFormula


def scaled(columns):
    return (columns - columns.mean(axis=0)) / columns.std(axis=0)


def fitted(kind, features, truth, alpha):
    model = from_formula(kind)(alpha=alpha, **SETTINGS).fit(features, truth)
    return {"alpha": [alpha], "loss": [model.loss_], "iterations": [model.n_iter_]}


def cases(folder):
    iris = numpy.genfromtxt(ROOT / "Examples/iris.csv", delimiter=",", skip_header=1, dtype=str)
    housing = numpy.genfromtxt(Path(folder) / "housing.csv", delimiter=",")
    features, classes = scaled(iris[:, :-1].astype(float)), iris[:, -1]
    rows, prices = scaled(housing[:, :-1]), scaled(housing[:, -1])
    return {
        "rosenbrock": rosenbrock(),
        "iris": fitted(MLPClassifier, features, classes, 0.1),
        "housing": fitted(MLPRegressor, rows, prices, 1.0),
        "housing weak": fitted(MLPRegressor, rows, prices, 1e-4),
    }


def main():
    folder, *options = sys.argv[1:]
    if options not in ([], ["--write"]):
        sys.exit("usage: golden.py FOLDER [--write]")
    computed = cases(folder)
    if options:
        text = fixture.swift(PLACE.stem, computed, "lbfgs", "SciPy and scikit-learn compute")
        PLACE.write_text(text, encoding="utf-8")
    found = fixture.differences(fixture.read(PLACE), computed)
    for difference in found:
        print(difference, file=sys.stderr)
    print(f"{PLACE.name}: {len(computed)} cases, {len(found)} differences")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
