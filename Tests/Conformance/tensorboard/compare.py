"""Compares event files, as the tensorboard package reads them, with logs and models; see `run` beside this file."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import numpy
from safetensors.numpy import load_file
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

logging.getLogger("tensorboard").setLevel(logging.ERROR)
program, examples = sys.argv[1:]
scratch = tempfile.mkdtemp()
failures = []
TAGS = {"loss": "loss/training", "validationLoss": "loss/validation", "validationMetric": "validation/accuracy",
        "learningRate": "learning_rate", "rowsPerSecond": "rows_per_second"}


def place(name):
    return os.path.join(scratch, name)


def command(name, epochs, *more):
    """A run whose files begin with that name."""
    return [program, "train", os.path.join(examples, "iris.csv"), "--target", "species", "--epochs", str(epochs),
            "--layers", "dense 6 tanh, batchnorm, dense 3 softmax", "--optimizer", "adam", "--schedule", "cosine",
            "--batch-size", "16", "-o", place(name + ".safetensors"), "--log", place(name + ".jsonl"),
            "--tensorboard", place(name), *more]


def run(words):
    result = subprocess.run(words, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(words)}\nends with {result.returncode}: {result.stderr}")


def log(name):
    with open(place(name + ".jsonl"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def events(folder):
    """Everything that TensorBoard shows of a folder."""
    found = EventAccumulator(folder, size_guidance={"scalars": 0, "histograms": 0})
    found.Reload()
    return found


def scalar_differences(found, lines):
    """What tells the scalars from the log's lines. A scalar has single precision, and the log whole rows."""
    differences = []
    for key, tag in TAGS.items():
        expected = [(line["epoch"], line[key]) for line in lines if key in line]
        there = [(event.step, event.value) for event in found.Scalars(tag)] if tag in found.Tags()["scalars"] else []
        if [step for step, _ in there] != [epoch for epoch, _ in expected]:
            differences.append(f"{tag}: steps {[step for step, _ in there]}")
            continue
        for (epoch, value), (_, shown) in zip(expected, there):
            close = abs(shown - value) <= 0.5 + 1e-6 * value if key == "rowsPerSecond" else \
                numpy.float32(value) == numpy.float32(shown)
            if not close:
                differences.append(f"{tag} of {epoch}: {shown}, but {value} in the log")
    unknown = set(found.Tags()["scalars"]) - set(TAGS.values())
    return differences + [f"{tag} is not in the log" for tag in sorted(unknown)]


def histogram_differences(found, model, epoch, epochs):
    """What tells the histograms of an epoch from the tensors of the model of that epoch."""
    differences = []
    tensors = load_file(model)
    tags = set(found.Tags()["histograms"])
    statistics = {name for name in tensors if "running" in name}
    names = {name for name in tensors if "num_batches" not in name}
    expected = {f"weights/{name}" for name in names} | {f"gradients/{name}" for name in names - statistics}
    if tags != expected:
        return [f"histograms {sorted(tags ^ expected)}"]
    for tag in sorted(tags):
        there = found.Histograms(tag)
        if [event.step for event in there] != list(range(1, epochs + 1)):
            differences.append(f"{tag}: steps {[event.step for event in there]}")
            continue
        value = there[epoch - 1].histogram_value
        if tag.startswith("gradients/"):
            if not (value.num == tensors[tag.split("/")[1]].size and value.sum_squares > 0):
                differences.append(f"{tag}: {value}")
            continue
        numbers = tensors[tag.split("/")[1]].astype(numpy.float64).ravel()
        limits = numpy.array(value.bucket_limit)
        counts = numpy.diff([numpy.count_nonzero(numbers <= limit) for limit in limits], prepend=0)
        fits = (value.min == numbers.min() and value.max == numbers.max() and value.num == numbers.size
                and numpy.isclose(value.sum, numbers.sum(), rtol=1e-12, atol=1e-12)
                and numpy.isclose(value.sum_squares, (numbers ** 2).sum(), rtol=1e-12, atol=0)
                and list(counts) == list(value.bucket))
        if not fits:
            differences.append(f"{tag}: {value}, not {counts}")
    return differences


def check(name, differences):
    failures.extend(f"{name}: {difference}" for difference in differences)


def epoch_of(model):
    """The number of epochs that the model's parameters have seen."""
    inspected = subprocess.run([program, "inspect", model, "--json"], capture_output=True, text=True, check=True)
    return json.loads(inspected.stdout)["trainedOn"]["epochs"]


def whole_run():
    run(command("best", 40, "--validation-split", "0.2", "--metric", "accuracy", "--patience", "39"))
    model = place("best.safetensors")
    found, epoch = events(place("best")), epoch_of(model)
    check("best", scalar_differences(found, log("best")))
    check("best", histogram_differences(found, model, epoch, len(log("best"))))
    print(f"{len(log('best'))} epochs: {len(found.Tags()['scalars'])} scalars and "
          f"{len(found.Tags()['histograms'])} histograms compared, the weights with those of epoch {epoch}")


def killed_run():
    """A run that is killed and goes on writes the epochs again that no checkpoint has; they are shown once."""
    epochs = 2000
    words = command("killed", epochs, "--checkpoint", place("runs"), "--every", "100", "--resume")
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not (os.path.exists(place("killed.jsonl")) and len(log_lines("killed")) > 150):
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    reached = len(log_lines("killed"))
    run(words)
    found = events(place("killed"))
    files = sorted(os.listdir(place("killed")))
    raw = sum(1 for name in files for event in events(os.path.join(place("killed"), name)).Scalars("loss/training"))
    if process.returncode != -signal.SIGKILL or len(files) != 2 or raw <= epochs:
        failures.append(f"killed: nothing was repeated: {files}, {raw} steps, status {process.returncode}")
    check("killed", scalar_differences(found, log("killed")))
    check("killed", histogram_differences(found, place("killed.safetensors"), epochs, epochs))
    print(f"killed after {reached} epochs and resumed: {raw} steps in {len(files)} files, "
          f"{len(found.Scalars('loss/training'))} of them shown")


def log_lines(name):
    with open(place(name + ".jsonl"), "rb") as file:
        return file.read().split(b"\n")[:-1]


def damaged_files():
    """The comparison itself is checked: a changed byte anywhere but in times is seen."""
    name = os.listdir(place("best"))[0]
    with open(os.path.join(place("best"), name), "rb") as file:
        content = file.read()
    seen, places = 0, range(40, len(content), max(1, len(content) // 60))
    for offset in places:
        folder = place(f"damaged-{offset}")
        os.mkdir(folder)
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content[:offset] + bytes([content[offset] ^ 0x10]) + content[offset + 1:])
        try:
            found = events(folder)
            differences = scalar_differences(found, log("best")) + histogram_differences(
                found, place("best.safetensors"), epoch_of(place("best.safetensors")), len(log("best")))
        except Exception as error:  # whatever the package does about it, it is seen
            differences = [str(error)]
        seen += bool(differences)
    if seen != len(places):
        failures.append(f"only {seen} of {len(places)} changed bytes were seen")
    lines = log("best")
    lines[7]["loss"] *= 1.0001
    if not scalar_differences(events(place("best")), lines):
        failures.append("a loss of the log that was changed was not seen")
    print(f"{seen} of {len(places)} files with a changed byte were seen to be damaged")


try:
    whole_run()
    killed_run()
    damaged_files()
finally:
    shutil.rmtree(scratch, ignore_errors=True)
for failure in failures:
    print("FAILED:", failure[:500])
sys.exit(1 if failures else 0)
