"""Writes scikit-learn's scores of random and degenerate predictions as the Swift file the tests compare with.

Usage: generate.py OUTPUT
"""

import json
import sys
import warnings

import numpy as np
from scipy import stats
from sklearn import calibration, dummy, metrics, model_selection

warnings.simplefilter("ignore")
random = np.random.default_rng(20240607)


def defined(compute):
    """The score, or None where scikit-learn refuses it or calls it NaN."""
    try:
        value = compute()
    except ValueError:
        return None
    return None if np.isnan(value) else float(value)


def hard_scores(truth, predicted, weights, classes=None):
    w = {"sample_weight": weights}
    scores = {
        "accuracy": metrics.accuracy_score(truth, predicted, **w),
        "balancedAccuracy": metrics.balanced_accuracy_score(truth, predicted, **w),
        "matthewsCorrelation": metrics.matthews_corrcoef(truth, predicted, **w),
        "cohenKappa": defined(lambda: metrics.cohen_kappa_score(truth, predicted, **w)),
    }
    if classes == 2:
        for name, score in (("Precision", metrics.precision_score), ("Recall", metrics.recall_score),
                            ("F1", metrics.f1_score)):
            scores["positive" + name] = score(truth, predicted, labels=[0, 1], pos_label=1, **w)
    for average in ("macro", "micro", "weighted"):
        triple = metrics.precision_recall_fscore_support(truth, predicted, average=average, **w)
        for name, value in zip(("Precision", "Recall", "F1"), triple):
            scores[average + name] = float(value)
    return {name: None if value is None else float(value) for name, value in scores.items()}


def probability_scores(truth, probabilities, classes, weights):
    w = {"sample_weight": weights}
    labels = list(range(classes))
    positive = probabilities[:, 1] if classes == 2 else probabilities
    many = {} if classes == 2 else {"multi_class": "ovr", "labels": labels}
    scores = {
        "logLoss": metrics.log_loss(truth, probabilities, labels=labels, **w),
        "brierScore": metrics.brier_score_loss(truth, probabilities, labels=labels, **w),
        "rocAUC": defined(lambda: metrics.roc_auc_score(truth, positive, **many, **w)),
        "averagePrecision": defined(lambda: metrics.average_precision_score(truth, positive, **w)),
    }
    for k in (3, 5):
        if classes > k:
            scores[f"top{k}Accuracy"] = metrics.top_k_accuracy_score(truth, positive, k=k, labels=labels, **w)
    return {name: None if value is None else float(value) for name, value in scores.items()}


def first_is_positive(truth, predicted, probabilities, weights):
    """The scores that change where the first of two classes is the positive one."""
    w = {"sample_weight": weights}
    scores = {"averagePrecision": defined(
        lambda: metrics.average_precision_score((truth == 0).astype(int), probabilities[:, 0], **w))}
    for name, score in (("Precision", metrics.precision_score), ("Recall", metrics.recall_score),
                        ("F1", metrics.f1_score)):
        scores["positive" + name] = float(score(truth, predicted, labels=[0, 1], pos_label=0, **w))
    return scores


def curves(truth, probabilities, weights):
    """The curves and the calibration of class 1, where there are rows of it and of others."""
    positive = (truth == 1).astype(int)
    counted = positive if weights is None else positive[np.asarray(weights) > 0]
    if len(set(counted.tolist())) < 2:
        return {}
    w = {"sample_weight": weights}
    false, true, _ = metrics.roc_curve(positive, probabilities[:, 1], drop_intermediate=False, **w)
    precision, recall, _ = metrics.precision_recall_curve(positive, probabilities[:, 1], **w)
    result = {"roc": [false.tolist(), true.tolist()],
              "precisionRecall": [precision[::-1].tolist(), recall[::-1].tolist()]}
    repeats = np.ones(len(truth), int) if weights is None else np.asarray(weights)
    if np.all(repeats == np.round(repeats)):  # calibration_curve takes no weights: repeat the rows instead
        repeats = repeats.astype(int)
        result["calibration"] = [side.tolist() for side in calibration.calibration_curve(
            np.repeat(positive, repeats), np.repeat(probabilities[:, 1], repeats), n_bins=10)]
    return result


def classification(name, truth, probabilities, weights=None):
    truth, probabilities = np.asarray(truth), np.asarray(probabilities, float)
    classes = probabilities.shape[1]
    predicted = np.argmax(probabilities, axis=1)  # the first of equals
    triple = metrics.precision_recall_fscore_support(
        truth, predicted, labels=list(range(classes)), sample_weight=weights)
    matrix = metrics.confusion_matrix(
        truth, predicted, labels=list(range(classes)), sample_weight=weights)
    return {
        "name": name, "classCount": classes, "truth": truth.tolist(),
        "probabilities": probabilities.ravel().tolist(),
        "weights": None if weights is None else np.asarray(weights, float).tolist(),
        "predicted": predicted.tolist(), "confusion": matrix.astype(float).ravel().tolist(),
        "perClass": [side.astype(float).tolist() for side in triple],
        "scores": hard_scores(truth, predicted, weights, classes)
        | probability_scores(truth, probabilities, classes, weights),
        "firstIsPositive": first_is_positive(truth, predicted, probabilities, weights) if classes == 2 else None,
        "curves": curves(truth, probabilities, weights),
    }


def draw(rows, classes, parts=32, skill=1.0):
    """Truth, and probabilities in parts of 32: they sum to exactly 1, and ties, zeros and ones are frequent."""
    truth = random.integers(classes, size=rows)
    truth[:classes] = np.arange(classes)
    strength = random.gamma(0.5, size=(rows, classes)) + skill * np.eye(classes)[truth]
    strength /= strength.sum(axis=1, keepdims=True)
    return truth, np.array([random.multinomial(parts, row) for row in strength]) / parts


def classification_cases():
    for classes, rows in ((2, 30), (3, 36), (4, 30), (6, 40)):
        truth, probabilities = draw(rows, classes)
        yield classification(f"{classes} classes", truth, probabilities)
        yield classification(f"{classes} classes, whole weights", truth, probabilities,
                             random.integers(1, 4, size=rows))
        yield classification(f"{classes} classes, any weights", truth, probabilities,
                             np.round(random.gamma(1, size=rows), 3) + 0.001)
    truth, _ = draw(25, 3)
    smooth = random.dirichlet([1, 1, 1], size=25)
    yield classification("smooth probabilities", truth, smooth)
    truth, probabilities = draw(30, 3)
    weights = random.integers(0, 2, size=30)
    weights[:3] = 1
    yield classification("weights of zero", truth, probabilities, weights)
    never = probabilities * [1, 1, 0] + probabilities * [0, 0, 1] @ np.array([[0] * 3, [0] * 3, [1, 0, 0]])
    yield classification("a class never predicted", truth, never)
    yield classification("a class absent from truth", np.minimum(truth, 1), probabilities)
    yield classification("a class absent from both", np.minimum(truth, 1), never)
    yield classification("every probability equal, 2 classes", truth % 2, np.full((30, 2), 0.5))
    yield classification("every probability equal, 4 classes", truth, np.full((30, 4), 0.25))
    truth, probabilities = draw(12, 2)
    yield classification("only the first class in truth", np.zeros(12, int), probabilities)
    yield classification("only the second class in truth", np.ones(12, int), probabilities)
    yield classification("one of 3 classes in truth", np.full(10, 2), draw(10, 3)[1])
    yield classification("one of 3 classes everywhere", np.full(5, 1), np.eye(3)[[1] * 5])
    yield classification("perfect", np.arange(9) % 3, np.eye(3)[np.arange(9) % 3])
    yield classification("certain and wrong", np.arange(9) % 3, np.eye(3)[np.arange(1, 10) % 3])
    yield classification("one class predicted", truth, np.tile([0.75, 0.25], (12, 1)))
    yield classification("one row", [1], [[0.25, 0.75]])
    edges = np.arange(21) * 0.05  # 0.30000000000000004 and such, as the bins' own edges are
    yield classification("probabilities on the edges of bins", np.arange(21) * 7 % 3 % 2,
                         np.stack([1 - edges, edges], axis=1))


def regression(name, truth, predicted, weights=None):
    truth, predicted = np.atleast_2d(np.asarray(truth, float).T).T, np.atleast_2d(np.asarray(predicted, float).T).T
    w = {"sample_weight": weights, "multioutput": "raw_values"}
    counted = np.ones(len(truth), bool) if weights is None else np.asarray(weights) > 0
    scores = {
        "rmse": metrics.root_mean_squared_error(truth, predicted, **w),
        "mae": metrics.mean_absolute_error(truth, predicted, **w),
        "medianAbsoluteError": metrics.median_absolute_error(truth, predicted, **w),
        "r2": metrics.r2_score(truth, predicted, **w),
        "explainedVariance": metrics.explained_variance_score(truth, predicted, **w),
        # scikit-learn divides by 2^-52 for a truth of zero; here the score is undefined then.
        "mape": np.where((truth[counted] == 0).any(axis=0), np.nan,
                         metrics.mean_absolute_percentage_error(truth, predicted, **w)),
        "maximumError": [metrics.max_error(truth[counted, i], predicted[counted, i])
                         for i in range(truth.shape[1])],
    }
    raw = {name: np.atleast_1d(value) for name, value in scores.items()}
    return {
        "name": name, "targetCount": truth.shape[1], "truth": truth.ravel().tolist(),
        "predictions": predicted.ravel().tolist(),
        "weights": None if weights is None else np.asarray(weights, float).tolist(),
        "scores": {name: defined(lambda: value.mean()) for name, value in raw.items()},
        "perTarget": [{name: defined(lambda: np.broadcast_to(value, truth.shape[1])[i])
                       for name, value in raw.items()} for i in range(truth.shape[1])],
    }


def regression_cases():
    def noise(*shape, scale=1.0):
        return np.round(random.normal(scale=scale, size=shape), 3)

    for rows in (20, 21):
        truth = noise(rows, scale=10)
        predicted = truth + noise(rows)
        yield regression(f"{rows} rows", truth, predicted)
        yield regression(f"{rows} rows, whole weights", truth, predicted, random.integers(1, 4, size=rows))
        yield regression(f"{rows} rows, any weights", truth, predicted,
                         np.round(random.gamma(1, size=rows), 3) + 0.001)
        yield regression(f"{rows} rows, weights of zero", truth, predicted, random.integers(0, 2, size=rows))
    truth = noise(15, 3, scale=5) + [0, 100, -1000]
    yield regression("3 targets", truth, truth + noise(15, 3))
    yield regression("3 targets, weights", truth, truth + noise(15, 3), random.integers(1, 4, size=15))
    yield regression("a large offset", 1e6 + noise(20), 1e6 + noise(20))
    yield regression("constant truth", np.full(8, 3.0), 3 + noise(8))
    yield regression("constant truth, perfect", np.full(8, 3.0), np.full(8, 3.0))
    yield regression("constant truth, constant error", np.full(8, 3.0), np.full(8, 3.5))
    yield regression("constant truth in one of 2 targets", np.stack([np.full(8, 2.0), noise(8)], axis=1), noise(8, 2))
    yield regression("perfect", truth[:, 0], truth[:, 0])
    yield regression("constant prediction", noise(9), np.zeros(9))
    yield regression("zeros in truth", [0, 0, 1, -2], [0, 0.5, 1.5, -2])
    yield regression("one row", [2.0], [2.5])
    yield regression("two rows", [2.0, 4.0], [2.5, 3.0])


def baseline_cases():
    train = random.choice(4, p=[0.2, 0.4, 0.3, 0.1], size=50)
    test = random.choice(4, p=[0.2, 0.4, 0.3, 0.1], size=20)
    test[:4] = range(4)
    train_weights, test_weights = random.integers(1, 4, size=50), random.integers(1, 4, size=20)
    for name, w, v in (("plain", None, None), ("weighted", train_weights, test_weights)):
        prior = dummy.DummyClassifier(strategy="prior").fit(np.zeros((50, 1)), train, sample_weight=w)
        frequent = prior.predict(np.zeros((20, 1)))
        pairs = [(t, p) for t in test for p in range(4)]
        ones = np.ones(20) if v is None else v
        expected = [ones[i] * prior.class_prior_[p] for i in range(20) for p in range(4)]
        yield {
            "name": name, "training": train.tolist(), "test": test.tolist(),
            "trainingWeights": None if w is None else w.astype(float).tolist(),
            "testWeights": None if v is None else v.astype(float).tolist(),
            "mostFrequentClass": hard_scores(test, frequent, v)
            | probability_scores(test, prior.predict_proba(np.zeros((20, 1))), 4, v),
            "stratifiedChance": hard_scores([t for t, _ in pairs], [p for _, p in pairs], expected),
            "mean": regression("", test, dummy.DummyRegressor(strategy="mean").fit(
                np.zeros((50, 1)), train, sample_weight=w).predict(np.zeros((20, 1))), v)["scores"],
            "median": regression("", test, dummy.DummyRegressor(strategy="median").fit(
                np.zeros((50, 1)), train, sample_weight=w).predict(np.zeros((20, 1))), v)["scores"],
        }


def student_quantiles():
    freedoms = list(range(1, 12)) + [19, 29, 30, 49, 99, 100, 999, 1000]
    return [[p, n, float(stats.t.ppf(p, n))] for n in freedoms for p in (0.75, 0.95, 0.975, 0.995, 0.9999)]


def summaries():
    for count in (2, 3, 5, 10, 50):
        scores = np.round(random.uniform(0.8, 1, size=count), 4)
        error = stats.sem(scores)
        lower, upper = stats.t.interval(0.95, count - 1, loc=scores.mean(), scale=error)
        yield {"scores": scores.tolist(), "mean": float(scores.mean()), "deviation": float(scores.std(ddof=1)),
               "error": float(error), "lower": float(lower), "upper": float(upper)}


def windows():
    for rows, folds in ((3, 2), (10, 3), (11, 3), (12, 3), (13, 5)):
        split = model_selection.TimeSeriesSplit(folds).split(np.zeros(rows))
        yield {"rows": rows, "folds": folds,
               "training": [a.tolist() for a, _ in split],
               "test": [b.tolist() for _, b in model_selection.TimeSeriesSplit(folds).split(np.zeros(rows))]}


def multi_label(name, truth, probabilities, weights=None):
    """Scores of several yes/no targets: each as two classes, and averaged over the targets."""
    truth, probabilities = np.asarray(truth), np.asarray(probabilities, float)
    predicted = (probabilities > 0.5).astype(int)
    w = {"sample_weight": weights}
    columns = range(truth.shape[1])

    def mean(score):
        values = [defined(lambda: score(i)) for i in columns]
        values = [value for value in values if value is not None]
        return sum(values) / len(values) if values else None

    scores = {
        "accuracy": 1 - metrics.hamming_loss(truth, predicted, **w),
        "hammingLoss": metrics.hamming_loss(truth, predicted, **w),
        "exactMatch": metrics.accuracy_score(truth, predicted, **w),
        "logLoss": mean(lambda i: metrics.log_loss(truth[:, i], probabilities[:, i], labels=[0, 1], **w)),
        "brierScore": mean(lambda i: metrics.brier_score_loss(truth[:, i], probabilities[:, i], pos_label=1, **w)),
        "rocAUC": mean(lambda i: metrics.roc_auc_score(truth[:, i], probabilities[:, i], **w)),
        "averagePrecision": mean(lambda i: metrics.average_precision_score(truth[:, i], probabilities[:, i], **w)),
    }
    for average in ("macro", "micro"):
        triple = metrics.precision_recall_fscore_support(truth, predicted, average=average, **w)
        for score, value in zip(("Precision", "Recall", "F1"), triple):
            scores[average + score] = float(value)
    per_target = [side.astype(float).tolist() for side in metrics.precision_recall_fscore_support(
        truth, predicted, average=None, **w)]
    return {
        "name": name, "targetCount": truth.shape[1], "truth": truth.ravel().tolist(),
        "probabilities": probabilities.ravel().tolist(),
        "weights": None if weights is None else np.asarray(weights, float).tolist(),
        "scores": {name: None if value is None else float(value) for name, value in scores.items()},
        "perTarget": per_target,
    }


def multi_label_cases():
    def draw_labels(rows, shares):
        truth = (random.uniform(size=(rows, len(shares))) < shares).astype(int)
        noise = random.uniform(size=truth.shape)
        return truth, np.round(32 * (0.4 * truth + 0.6 * noise)) / 32

    truth, probabilities = draw_labels(40, [0.5, 0.2, 0.7])
    yield multi_label("3 targets", truth, probabilities)
    yield multi_label("3 targets, whole weights", truth, probabilities, random.integers(1, 4, size=40))
    yield multi_label("3 targets, any weights", truth, probabilities,
                      np.round(random.gamma(1, size=40), 3) + 0.001)
    yield multi_label("3 targets, weights of zero", truth, probabilities, random.integers(0, 2, size=40))
    never = truth.copy()
    never[:, 1] = 0
    yield multi_label("a target never positive", never, probabilities)
    yield multi_label("a target never predicted", truth, probabilities * [1, 0.4, 1])
    yield multi_label("every probability one half", truth, np.full((40, 3), 0.5))
    yield multi_label("perfect", truth, truth)
    truth, probabilities = draw_labels(30, [0.3, 0.1, 0.2, 0.6, 0.5, 0.4, 0.9])
    yield multi_label("7 targets", truth, probabilities)


def write(path):
    parts = {
        "classification": list(classification_cases()), "regression": list(regression_cases()),
        "baselines": list(baseline_cases()), "student": student_quantiles(),
        "summaries": list(summaries()), "windows": list(windows()),
        "multiLabel": list(multi_label_cases()),
    }
    with open(path, "w") as file:
        file.write("// swift-format-ignore-file\n")
        file.write("// Written by Tests/Conformance/metrics/generate.py from scikit-learn. Do not edit.\n\n")
        file.write('let scikitLearnScores = #"""\n{\n')
        for index, (name, cases) in enumerate(parts.items()):
            lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
            file.write(f'"{name}":[\n{lines}\n]' + (",\n" if index < len(parts) - 1 else "\n"))
        file.write('}\n"""#\n')


write(sys.argv[1])
