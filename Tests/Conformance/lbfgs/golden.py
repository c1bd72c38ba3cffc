"""L-BFGS of SciPy on Rosenbrock's function, iterate by iterate, and the losses at which scikit-learn's networks
end with it on iris and housing, from weights of a formula."""

import sys
from pathlib import Path
from unittest import mock

import numpy
from scipy.optimize import minimize, rosen, rosen_der
from sklearn.neural_network import MLPClassifier, MLPRegressor

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "Tests/Conformance/pytorch"))

import fixture  # noqa: E402

PLACE = ROOT / "Tests/BackpropTests/Optimizers/LBFGSGoldenValues.swift"
SETTINGS = dict(hidden_layer_sizes=(8,), activation="tanh", solver="lbfgs", max_iter=2000, tol=1e-4)
NUDGES = [sign * size for size in (1e-13, 3e-13, 1e-12, 3e-12, 1e-11) for sign in (1, -1)]
SETTLED = 2e-3
BEGINNING = 30
ROUNDING = 1e-2


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


def from_formula(kind, start, nudge=0.0):
    """The estimator with first weights that are multiples of 1/128, a function of their place alone: the place of
    the first is 1000 times the start. A nudge changes each by a share of about itself."""

    class FromFormula(kind):
        place = 1000 * start

        def _init_coef(self, fan_in, fan_out, dtype):
            def values(count):
                places = numpy.arange(self.place + 1, self.place + count + 1)
                self.place += count
                shares = 1 + nudge * ((53 * places) % 11 - 5)
                return shares * ((37 * places * places + 11 * places) % 97 - 48) / 128

            return values(fan_in * fan_out).reshape(fan_in, fan_out), values(fan_out)

    return FromFormula


def scaled(columns):
    return (columns - columns.mean(axis=0)) / columns.std(axis=0)


def path(kind, features, truth, alpha, start, nudge=0.0):
    """The loss after each iteration, and where it ends."""
    losses = []

    def minimized(*arguments, **options):
        return minimize(
            *arguments, **options, callback=lambda intermediate_result: losses.append(intermediate_result.fun)
        )  # fmt: skip

    with mock.patch("scipy.optimize.minimize", minimized):
        model = from_formula(kind, start, nudge)(alpha=alpha, **SETTINGS).fit(features, truth)
    return losses, model.loss_


def beginning(kind, features, truth, alpha):
    return {"alpha": [alpha], "beginning": path(kind, features, truth, alpha, 0)[0][:BEGINNING]}


def fitted(kind, features, truth, alpha, count=1):
    """The losses at the end from the first starts whose end the last bits of the weights do not decide.

    Paths of L-BFGS over a network's loss part at a pace that doubles every few steps, however near they begin; from
    many starts rounding alone decides in which valley they end, or at which bend of it the gradient is small enough."""
    starts, losses, tried = [], [], 0
    while len(starts) < count:
        loss = path(kind, features, truth, alpha, tried)[1]
        nudged = [path(kind, features, truth, alpha, tried, nudge)[1] for nudge in NUDGES]
        if all(abs(other - loss) < SETTLED * loss for other in nudged):
            starts.append(tried)
            losses.append(loss)
        tried += 1
    print(f"{count} of {tried} starts end where they do whatever the last bits", file=sys.stderr)
    return beginning(kind, features, truth, alpha) | {"starts": starts, "loss": losses}


def cases(folder):
    iris = numpy.genfromtxt(ROOT / "Examples/iris.csv", delimiter=",", skip_header=1, dtype=str)
    housing = numpy.genfromtxt(Path(folder) / "housing.csv", delimiter=",")
    features, classes = scaled(iris[:, :-1].astype(float)), iris[:, -1]
    rows, prices = scaled(housing[:, :-1]), scaled(housing[:, -1])
    return {
        "rosenbrock": rosenbrock(),
        "iris": fitted(MLPClassifier, features, classes, 0.1),
        "iris weak": fitted(MLPClassifier, features, classes, 1e-4, 10),
        "housing": fitted(MLPRegressor, rows, prices, 1.0),
        # Its ends depend on rounding from every start.
        "housing weak": beginning(MLPRegressor, rows, prices, 1e-4),
    }


def main():
    folder, *options = sys.argv[1:]
    if options not in ([], ["--write"]):
        sys.exit("usage: golden.py FOLDER [--write]")
    computed = cases(folder)
    if options:
        text = fixture.swift(PLACE.stem, computed, "lbfgs", "SciPy and scikit-learn compute")
        PLACE.write_text(text, encoding="utf-8")
    committed = fixture.read(PLACE)
    exact = [{"rosenbrock": cases["rosenbrock"]} for cases in (committed, computed)]
    found = fixture.differences(*exact)
    # Another processor rounds otherwise, which tells at the end of a path.
    fixture.TOLERANCE = ROUNDING
    found += fixture.differences(committed, computed)
    for difference in found:
        print(difference, file=sys.stderr)
    print(f"{PLACE.name}: {len(computed)} cases, {len(found)} differences")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
