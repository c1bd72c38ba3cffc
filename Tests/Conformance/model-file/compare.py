"""Loads model files with safetensors and PyTorch, predicts from them, and writes ones for the command to read."""

import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

COMMAND, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
DATA = pathlib.Path(os.environ.get("BACKPROP_DATA", ROOT.parent / "shared" / "data"))
TYPES = {"float32": torch.float32, "float64": torch.float64}
TOLERANCES = {"float32": 1e-5, "float64": 1e-12}
ACTIVATIONS = {
    "sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh, "relu": torch.nn.ReLU, "leaky-relu": torch.nn.LeakyReLU,
    "elu": torch.nn.ELU, "selu": torch.nn.SELU, "gelu": torch.nn.GELU, "silu": torch.nn.SiLU,
    "softplus": torch.nn.Softplus, "mish": torch.nn.Mish, "softmax": lambda: torch.nn.Softmax(dim=1),
}


def backprop(*arguments):
    result = subprocess.run([COMMAND, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode()


def metadata_of(path):
    with safe_open(path, "pt") as file:
        return file.metadata()


class Residual(torch.nn.Module):
    """What the layers make of the input, added to the input."""

    def __init__(self, body, shortcut):
        super().__init__()
        self.body, self.shortcut = body, shortcut

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


def sequential(layers, inputs, precision):
    """The network of torch.nn.Sequential that the layers describe; `inputs` counts values, then channels."""
    modules = []
    for layer in layers:
        if layer["type"] == "reshape":
            height, width, channels = layer["shape"]
            modules.append(torch.nn.Unflatten(1, (channels, height, width)))
            pixels, inputs = height * width, channels
        elif layer["type"] == "conv":
            assert layer["padding"] == "same" and layer["stride"] == [1, 1]
            modules.append(torch.nn.Conv2d(
                inputs, layer["filters"], layer["kernel"], padding="same", groups=layer["groups"], bias=layer["hasBias"]))
            inputs = layer["filters"]
        elif layer["type"] == "batchnorm":
            modules.append(torch.nn.BatchNorm2d(inputs, eps=layer["epsilon"], momentum=layer["momentum"]))
        elif layer["type"] == "residual":
            modules.append(Residual(*(sequential(layer[way], inputs, precision) for way in ("body", "shortcut"))))
        elif layer["type"] == "flatten":
            modules.append(torch.nn.Flatten())
            inputs *= pixels
        elif layer["type"] == "activation":
            pass
        elif layer["type"] == "dense":
            modules.append(torch.nn.Linear(inputs, layer["units"], bias=layer["hasBias"]))
            inputs = layer["units"]
        elif layer["type"] == "dropout":
            modules.append(torch.nn.Dropout(layer["rate"]))
        if layer.get("activation", "linear") != "linear":
            name, _, parameter = layer["activation"].partition("(")
            modules.append(ACTIVATIONS[name](*([float(parameter[:-1])] if parameter else [])))
    return torch.nn.Sequential(*modules).to(TYPES[precision]).eval()


def features(path, preprocessor):
    """The rows of a file as the preprocessor makes them: imputed, scaled and one-hot, in Double."""
    with open(path) as file:
        rows = list(csv.reader(file))
    if preprocessor["hasHeader"]:
        rows = rows[1:]
    columns = []
    for index, column in enumerate(preprocessor["columns"]):
        fitted = column.get("numeric")
        if fitted is None or not fitted["isUsed"]:
            assert column["role"] == "target" or fitted is not None, "numeric features alone are compared"
            continue
        raw = [float(row[index]) if row[index] not in ("", "?", "NA") else fitted["fill"] for row in rows]
        scale = fitted["scale"]
        columns.append(scaled(numpy.array(raw), scale))
    return numpy.stack(columns, axis=1)


def scaled(numbers, scale):
    """Numbers as a fitted scaling makes them."""
    if quantiles := scale.get("quantiles"):
        values, count = numpy.array(quantiles["values"]), quantiles["count"]
        firsts = numpy.array(quantiles.get("firsts") or range(count))
        lasts = numpy.append(firsts[1:], count) - 1
        # Between two quantiles the way is linear from the last of the lower ones to the first of the upper ones.
        share = numpy.interp(numbers, values, firsts / (count - 1)) + numpy.interp(numbers, values, lasts / (count - 1))
        index = numpy.clip(numpy.searchsorted(values, numbers, side="right") - 1, 0, len(values) - 2)
        between = lasts[index] + (numbers - values[index]) / (values[index + 1] - values[index])
        share = numpy.where(numpy.isin(numbers, values), share / 2, between / (count - 1))
        share = numpy.where(numbers <= values[0], 0, numpy.where(numbers >= values[-1], 1, share))
        return torch.special.ndtri(torch.tensor(numpy.clip(share, 1e-7, 1 - 1e-7))).numpy()
    numbers = (numbers - scale["center"]) / scale["scale"]
    bound = scale.get("bound")
    return numbers / numpy.sqrt(1 + (numbers / bound) ** 2) if bound else numbers


def unscaled(outputs, scale):
    """Outputs in the units of the file."""
    numbers = outputs * scale["scale"] + scale["center"]
    if not (logarithm := scale.get("logarithm")):
        return numbers
    margin = (logarithm["maximum"] - logarithm["minimum"]) / 4
    numbers = numpy.clip(numbers, logarithm["minimum"] - margin, logarithm["maximum"] + margin)
    if logarithm["isSigned"]:
        return numpy.sign(numbers) * numpy.expm1(numpy.abs(numbers)) * logarithm["unit"]
    return numpy.exp(numbers) - logarithm["unit"]


# The predictions alone, with all their digits.
BARE = ["--exact", "--keep", "none", "--no-outside-training"]


def compare(folder, data, arguments):
    """Trains by command, then predicts by command and by PyTorch."""
    path = folder / "model.safetensors"
    backprop("train", data, "--epochs", 40, "-o", path, *arguments)
    metadata = metadata_of(path)
    recipe, preprocessor = (json.loads(metadata[f"backprop.{key}"]) for key in ("recipe", "preprocessor"))
    inputs = features(data, preprocessor)
    network = sequential(recipe["network"], inputs.shape[1], recipe["precision"])
    network.load_state_dict(load_file(path), strict=True)
    with torch.no_grad():
        theirs = network(torch.tensor(inputs, dtype=TYPES[recipe["precision"]])).double().numpy()
    is_class = preprocessor["task"] == "classification"
    table = backprop("predict", path, data, *BARE, *(["--probabilities"] if is_class else []))
    rows = list(csv.reader(io.StringIO(table)))[1:]
    if preprocessor["targetEncoding"] == "binary":
        theirs = numpy.concatenate([1 - theirs, theirs], axis=1)
    if is_class:
        if recipe["network"][-1]["activation"] == "sigmoid" and theirs.shape[1] > 2:
            theirs = theirs / theirs.sum(axis=1, keepdims=True)
        ours = numpy.array([[float(cell) for cell in row[1:]] for row in rows])
        labels = [preprocessor["classLabels"][index] for index in theirs.argmax(axis=1)]
        clear = numpy.sort(theirs, axis=1)[:, -1] - numpy.sort(theirs, axis=1)[:, -2] > 1e-4
        assert all(row[0] == label for row, label, sure in zip(rows, labels, clear) if sure)
    else:
        scales = preprocessor["targetScales"]
        theirs = numpy.stack([unscaled(theirs[:, index], scale) for index, scale in enumerate(scales)], axis=1)
        ours = numpy.array([[float(cell) for cell in row] for row in rows])
    size = max(1, numpy.abs(theirs).max())
    error = numpy.abs(ours - theirs).max() / size
    assert ours.shape == theirs.shape and error < TOLERANCES[recipe["precision"]], (arguments, error)
    print(f"{data.name:20} {recipe['precision']}  {' '.join(map(str, arguments)):76} {error:.1e}")
    return path, network, metadata, preprocessor, inputs


def reverse(folder, data, arguments):
    """Weights that PyTorch drew and the package wrote, with our metadata, are read by us."""
    path, network, metadata, _, inputs = compare(folder, data, arguments)
    torch.manual_seed(1)
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    for name, kept in network.named_buffers():
        if not name.endswith("num_batches_tracked"):
            torch.nn.init.uniform_(kept, 0.5, 1.5)
    theirs = folder / "theirs.safetensors"
    # The digest is that of the weights that the package replaces.
    metadata = {key: text for key, text in metadata.items() if key != "backprop.digest"}
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, theirs, metadata)
    recipe = json.loads(metadata["backprop.recipe"])
    with torch.no_grad():
        expected = network(torch.tensor(inputs, dtype=TYPES[recipe["precision"]])).double().numpy()
    rows = list(csv.reader(io.StringIO(backprop("predict", theirs, data, *BARE, "--probabilities"))))[1:]
    ours = numpy.array([[float(cell) for cell in row[1:]] for row in rows])
    error = numpy.abs(ours - expected).max()
    assert error < TOLERANCES[recipe["precision"]], error
    assert json.loads(backprop("inspect", theirs, "--json"))["parameters"] == sum(
        parameter.numel() for parameter in network.parameters())
    print(f"{'':20} {recipe['precision']}  weights of PyTorch, written by the package{'':35} {error:.1e}")


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    iris, exam = ROOT / "Examples" / "iris.csv", ROOT / "Examples" / "exam-scores.csv"
    for precision in ("float32", "float64"):
        chosen = ["--precision", precision]
        for activation in ACTIVATIONS:
            compare(folder, iris, ["--layers", f"dense 6 {activation}, dropout 0.2, dense 4 {activation} no-bias"] + chosen)
        compare(folder, iris, ["--layers", "dense 5 leaky-relu(0.2), dense 5 elu(0.5)"] + chosen)
        compare(folder, iris, ["--layers", "none", "--output", "sigmoid", "--loss", "squared-error"] + chosen)
        compare(folder, exam, ["--layers", "dense 4 tanh"] + chosen)
        compare(folder, exam, ["--layers", "dense 4 tanh", "--scale-targets", "log"] + chosen)
        compare(folder, exam, ["--layers", "dense 4 tanh", "--scale-targets", "signed-log"] + chosen)
        for scaling in ["quantile", "robust-clipped"]:
            compare(folder, iris, ["--layers", "dense 4 tanh", "--scale", scaling] + chosen)
        reverse(folder, iris, ["--layers", "dense 6 tanh, dropout 0.2, dense 4"] + chosen)
        images = "reshape 2x2x1, conv 6 2x3 relu padding same, residual(conv 6 3x3 padding same groups 2, batchnorm, silu)"
        compare(folder, iris, ["--layers", images + ", conv 3 1x1 padding same no-bias, batchnorm, relu, flatten, dense 5"] + chosen)
        reverse(folder, iris, ["--layers", images + ", flatten, dense 5 relu"] + chosen)
        if (DATA / "wheat-seeds.csv").exists():
            compare(folder, DATA / "wheat-seeds.csv", ["--layers", "dense 5 sigmoid", "--scale", "minmax"] + chosen)
print("every model file agrees with PyTorch")
