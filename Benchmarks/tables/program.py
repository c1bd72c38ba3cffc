"""The program on one fold: a file of rows to train on, a file of rows to predict, and what it answers."""
import json
import os
import shlex
import subprocess
import tempfile

import numpy


def fit_and_predict(options, table, train, test, seed):
    """Probabilities of the classes in their sorted order, or numbers. `options` are those of `backprop train`."""
    program = os.environ["BACKPROP"]
    with tempfile.TemporaryDirectory() as folder:
        training, unseen, model = (os.path.join(folder, name) for name in ("train.csv", "test.csv", "m.safetensors"))
        table.write(training, train)
        table.write(unseen, test, with_target=False)
        task = "classification" if table.classes else "regression"
        called(program, "train", training, "--target", table.header[table.target], "--task", task, "--threads", "1",
               "--seed", str(seed), "-o", model, *shlex.split(options))
        wanted = ["--probabilities"] if table.classes else []
        answer = called(program, "predict", model, unseen, "--json", *wanted)
    return numbers_in(json.loads(answer), table)


def called(*command):
    """What the program prints; its own sentence if it fails."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return done.stdout


def numbers_in(answer, table):
    rows = answer["predictions"]
    if not table.classes:
        return numpy.array([float(row["prediction"]) for row in rows])
    labels = numpy.unique(table.labels)
    return numpy.array([[row.get("probability_" + label, 0.0) for label in labels] for row in rows])
