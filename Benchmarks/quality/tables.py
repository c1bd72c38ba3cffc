"""The tables of the benchmark: seven of the field's old ones from a folder, those that come with scikit-learn, and
made ones, each from a fixed seed, for what the others lack: noise, imbalance, more columns than rows, many
categories, very few rows."""
import os

import numpy
import pandas
from sklearn import datasets

# file, column of the target from 1 (None: the last), are there classes, the score asked for
FILES = [
    ("wheat-seeds", None, True, 0.935),
    ("pima-indians-diabetes", None, True, 0.76),
    ("sonar", None, True, 0.84),
    ("german", None, True, 0.745),
    ("horse-colic", 24, True, 0.84),
    ("housing", None, False, 0.86),
    ("abalone", None, False, 0.575),
    ("auto-insurance", None, False, None),
]


class Table:
    """A file as the command reads it, and the same as columns for scikit-learn."""

    def __init__(self, name, path, targets, classes, asked=None):
        self.name, self.path, self.targets, self.classes, self.asked = name, path, targets, classes, asked

    def columns(self):
        table = pandas.read_csv(self.path, header=None, na_values="?")
        places = [target - 1 if target > 0 else table.shape[1] + target for target in self.targets]
        truth = table.iloc[:, places]
        table = table.drop(columns=places)
        table.columns = [f"column {place}" for place in table.columns]
        return table, truth.iloc[:, 0] if len(places) == 1 else truth


def written(folder, name, features, truth, classes):
    """Features and truth as a file without header, the truth in the last columns."""
    truth = pandas.DataFrame(truth)
    path = os.path.join(folder, name + ".csv")
    table = pandas.concat([pandas.DataFrame(features), truth], axis=1)
    table.to_csv(path, header=False, index=False)
    return Table(name, path, list(range(-truth.shape[1], 0)), classes)


def named(numbers):
    return ["class " + chr(ord("a") + number) for number in numbers]


def with_categories(rows, seed):
    """Three columns of 25, 8 and 3 categories, each worth something of its own, and two numbers."""
    random = numpy.random.default_rng(seed)
    columns, value = {}, random.normal(0, 0.7, rows)
    for name, levels in (("city", 25), ("brand", 8), ("size", 3)):
        worth, drawn = random.normal(0, 1, levels), random.integers(0, levels, rows)
        columns[name] = [f"{name}{level}" for level in drawn]
        value += worth[drawn]
    for name in ("width", "weight"):
        columns[name] = random.normal(0, 1, rows).round(3)
    value += columns["width"] * (1 + columns["weight"])
    return pandas.DataFrame(columns), value


def of_scikit_learn(folder):
    for name, load, classes in (
            ("iris", datasets.load_iris, True), ("wine", datasets.load_wine, True),
            ("breast-cancer", datasets.load_breast_cancer, True), ("digits", datasets.load_digits, True),
            ("diabetes", datasets.load_diabetes, False), ("linnerud", datasets.load_linnerud, False)):
        data = load()
        yield written(folder, name, data.data, named(data.target) if classes else data.target, classes)


def made(folder):
    classify = datasets.make_classification
    yield written(folder, "moons", *labelled(datasets.make_moons(300, noise=0.3, random_state=1)), True)
    yield written(folder, "circles", *labelled(datasets.make_circles(200, noise=0.15, factor=0.5, random_state=2)), True)
    yield written(folder, "noisy-labels", *labelled(classify(
        500, 20, n_informative=5, flip_y=0.15, random_state=3)), True)
    yield written(folder, "imbalanced", *labelled(classify(
        1000, 15, n_informative=6, weights=[0.9], flip_y=0.03, random_state=4)), True)
    yield written(folder, "ten-classes", *labelled(classify(
        1500, 20, n_informative=10, n_classes=10, n_clusters_per_class=1, random_state=5)), True)
    yield written(folder, "wide-classes", *labelled(classify(
        80, 300, n_informative=15, n_redundant=10, random_state=6)), True)
    yield written(folder, "tiny-classes", *labelled(classify(
        30, 5, n_informative=3, n_redundant=0, random_state=7)), True)
    yield written(folder, "larger-classes", *labelled(classify(
        6000, 25, n_informative=12, n_classes=3, flip_y=0.05, random_state=8)), True)
    features, value = with_categories(800, 9)
    yield written(folder, "categories", features, ["yes" if number > 0 else "no" for number in value], True)
    features, value = with_categories(800, 10)
    yield written(folder, "category-values", features, value, False)
    yield written(folder, "friedman1", *datasets.make_friedman1(300, noise=1, random_state=11), False)
    yield written(folder, "friedman2", *datasets.make_friedman2(300, noise=125, random_state=12), False)
    yield written(folder, "friedman3", *datasets.make_friedman3(300, noise=0.1, random_state=13), False)
    yield written(folder, "linear", *datasets.make_regression(200, 15, n_informative=8, noise=40, random_state=14), False)
    yield written(folder, "wide-values", *datasets.make_regression(
        100, 150, n_informative=10, noise=5, random_state=15), False)
    yield written(folder, "tiny-values", *datasets.make_regression(30, 4, noise=10, random_state=16), False)
    yield written(folder, "larger-values", *datasets.make_friedman1(6000, noise=1, random_state=17), False)


def labelled(made):
    features, numbers = made
    return features.round(5), named(numbers)


def all_tables(folder, scratch):
    for name, target, classes, asked in FILES:
        path = os.path.join(folder, name + ".csv")
        if os.path.exists(path):
            yield Table(name, path, [target or -1], classes, asked)
    yield from of_scikit_learn(scratch)
    yield from made(scratch)
