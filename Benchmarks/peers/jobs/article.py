"""The job of the classic article as a whole process: reading, five folds of 500 epochs online, scoring."""
import json
import os

import tables
from contender import Command
from jobs.common import plural

title = "The article's job, whole process"
scalar = "double"
bar = "Bar: 200 times plain Python, 3 times FANN; aim: 500 and 8 times."


def groups(context):
    data = os.path.join(context.data, "wheat-seeds.csv")
    if not os.path.exists(data):
        return context.skip("wheat-seeds.csv is not in the data folder")
    python = os.path.join(context.root, "Benchmarks", "article", "article.py")
    own = [
        context.backprop, "cross-validate", data, "--layers", "dense 5 sigmoid", "--output", "sigmoid", "--loss",
        "squared-error", "--optimizer", "sgd", "--learning-rate", "0.3", "--epochs", "500", "--batch-size", "1",
        "--precision", "float64", "--scale", "minmax", "--no-shuffle", "--json"]
    result = []
    for cores in (1, 2):
        result.append((plural(cores, "core"), [
            Command("Backprop", own, cores, parse=lambda text: {"accuracy": json.loads(text)["mean"]["accuracy"]}),
            Command("FANN", [context.fann, "article", data, "500"], cores, parse=_number),
        ]))
    result[0][1].append(Command("plain Python", [context.python, python, data], parse=_number))
    return result


def _number(text):
    return {"accuracy": float(text)}


def rounds(context, contender, round):
    """Python takes so much longer that two rounds of it must do."""
    return contender.name != "plain Python" or round <= (1 if context.quick else 2)


def report(context, groups):
    lines = [
        "Wheat seeds, 5 folds × 500 epochs of online gradient descent, 7-5-3 sigmoid, double precision; from the start "
        "of the process to its end, on the clock."]
    for name, contenders in groups:
        lines += ["", f"On {name}:", ""]
        lines += tables.comparison(
            contenders, "milliseconds", False, number=lambda value: tables.short(1000 * value),
            extra=[("accuracy", lambda each: f"{each.checked.get('accuracy', float('nan')):.3f}")])
    return lines
