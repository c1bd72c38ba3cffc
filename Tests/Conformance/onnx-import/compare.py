"""Imports the ONNX files of other programs, and compares the predictions with those of ONNX Runtime."""
import csv, io, json, os, re, subprocess, sys, traceback

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "onnx"))
import numpy
import onnx
import onnxruntime
from commands import paths, run
import models

BACKPROP, FOLDER, QUICK = sys.argv[1], sys.argv[2], "--quick" in sys.argv
path = paths(FOLDER)
failures = []


def predict(model, rows):
    """The numbers that the program predicts for rows, as an array."""
    table = path("rows.csv")
    flat = rows.reshape(len(rows), -1)
    with open(table, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([f"x{index + 1}" for index in range(flat.shape[1])])
        writer.writerows([[repr(float(cell)) for cell in row] for row in flat])
    classes = json.loads(run(BACKPROP, "inspect", model, "--json"))["classes"]
    more = ["--probabilities"] if classes else []
    text = run(BACKPROP, "predict", model, table, "--exact", "--keep", "none", "--no-outside-training", *more)
    cells = list(csv.reader(io.StringIO(text)))[1:]
    skipped = 1 if classes else 0
    return numpy.array([[float(cell) for cell in row[skipped:]] for row in cells]), [row[0] for row in cells]


def expected(file, rows, name=None):
    """The output of ONNX Runtime, row by row if the file has a fixed number of rows."""
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    entry = session.get_inputs()[0]
    kind = numpy.float64 if "double" in entry.type else numpy.float32
    name = name or session.get_outputs()[-1].name
    parts = [rows[index : index + 1] for index in range(len(rows))] if isinstance(entry.shape[0], int) else [rows]
    results = [session.run([name], {entry.name: part.astype(kind)})[0] for part in parts]
    if isinstance(results[0], list):
        results = [numpy.array([list(row.values()) for row in result]) for result in results]
    return numpy.concatenate([result.reshape(len(part), -1) for part, result in zip(parts, results)])


def compare(name, file, rows, *options, tolerance=1e-5, rows_as_given=None):
    model = path(name + ".safetensors")
    try:
        run(BACKPROP, "import", file, "-o", model, "--as-table", *options, label=f"{name}: ")
        ours, _ = predict(model, rows if rows_as_given is None else rows_as_given)
        theirs = expected(file, rows)
        size = max(1, numpy.abs(theirs).max())
        error = numpy.abs(ours - theirs).max() / size if ours.shape == theirs.shape else float("inf")
    except SystemExit as exit:
        error, text = float("inf"), str(exit)
        print(text[:600])
    if not error <= tolerance:
        failures.append(name)
    print(f"{'ok  ' if error <= tolerance else 'FAIL'} {name:28} {error:.1e}", flush=True)


def torch_files():
    import torch
    exporters = models.exporters()
    for index, (name, network, shape) in enumerate(models.torch_networks()):
        network = models.randomized(network)
        rows = numpy.random.default_rng(index).normal(size=(5, *shape)).astype(numpy.float32)
        chosen = [list(exporters)[index % 4]] if QUICK else list(exporters)
        for exporter in chosen:
            file = path(f"{name}-{exporter}.onnx")
            example = torch.tensor(rows[: 1 if exporter.endswith("fixed") else 2])
            exporters[exporter](network, example, file)
            compare(f"{name}-{exporter}", file, rows)


def keras_files():
    for index, (name, network, shape) in enumerate(models.keras_networks()):
        for layer in network.layers:
            for weight in layer.weights:
                if "moving" in weight.name or "gamma" in weight.name:
                    weight.assign(numpy.random.default_rng(index).uniform(0.5, 1.5, weight.shape))
                elif "bias" in weight.name or "beta" in weight.name:
                    weight.assign(numpy.random.default_rng(index).uniform(-0.5, 0.5, weight.shape))
        network(numpy.zeros((1, *shape), "float32"))
        file = path(name + ".onnx")
        network.export(file, format="onnx", verbose=False)
        rows = numpy.random.default_rng(index).normal(size=(5, *shape)).astype(numpy.float32)
        if len(shape) == 1:
            compare(name, file, rows)
        elif len(shape) == 2:
            # Columns are channel by channel, and Keras has the channels last.
            compare(name, file, rows, rows_as_given=rows.transpose(0, 2, 1))
        else:
            images(name, file, rows)


def keras_refusals():
    """Networks that cannot be imported: the error names the node, the operator, the opset and the reason."""
    for name, network, shape, (operation, reason) in models.refused_keras_networks():
        network(numpy.zeros((1, *shape), "float32"))
        file = path(name + ".onnx")
        network.export(file, format="onnx", verbose=False)
        result = subprocess.run([BACKPROP, "import", file, "-o", path(name + ".safetensors"), "--as-table"],
                                capture_output=True, text=True)
        wanted = (rf'error: The node ".+" with the operator {operation or ".+"} of opset \d+ cannot be imported: '
                  rf'{re.escape(reason) if reason else ".+"}\. Export a model without it\.\n')
        good = result.returncode != 0 and re.fullmatch(wanted, result.stderr)
        if not good:
            failures.append(name)
        print(f"{'ok  ' if good else 'FAIL'} {name:28} refused" + ("" if good else f": {result.stderr[:300]}"), flush=True)


def images(name, file, rows):
    """Compares a network of images by a table of pixels, whose channels are last."""
    model = path(name + ".safetensors")
    pixels = numpy.round((rows - rows.min()) / (rows.max() - rows.min()) * 255)
    table = path("pixels.csv")
    with open(table, "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([f"p{index}" for index in range(rows[0].size)])
        writer.writerows(pixels.reshape(len(rows), -1).astype(int))
    try:
        run(BACKPROP, "import", file, "-o", model, "--centers", "100", "--scales", "50", label=f"{name}: ")
        text = run(BACKPROP, "predict", model, table, "--exact", "--probabilities")
        theirs = expected(file, (pixels - 100) / 50)
        cells = list(csv.reader(io.StringIO(text)))[1:]
        ours = numpy.array([[float(cell) for cell in row[-theirs.shape[1] :]] for row in cells])
        error = numpy.abs(ours - theirs).max()
    except SystemExit as exit:
        error = float("inf")
        print(str(exit)[:600])
    if not error <= 1e-5:
        failures.append(name)
    print(f"{'ok  ' if error <= 1e-5 else 'FAIL'} {name:28} {error:.1e}", flush=True)


def sklearn_files():
    from skl2onnx import to_onnx
    for name, model, x in models.sklearn_models(5):
        rows = x.astype(numpy.float32)
        for form in ("map", "table") if hasattr(model, "predict_proba") else ("table",):
            options = {"zipmap": form == "map"} if hasattr(model, "predict_proba") else None
            file = path(f"{name}-{form}.onnx")
            with open(file, "wb") as out:
                out.write(to_onnx(model, rows[:1], options=options).SerializeToString())
            compare(f"{name}-{form}", file, rows)
            if hasattr(model, "predict_proba"):
                _, labels = predict(path(f"{name}-{form}.safetensors"), rows)
                if labels != [str(label) for label in model.predict(rows)]:
                    failures.append(f"{name}-{form}-labels")
                    print(f"FAIL {name}: other labels")


def own_files():
    """Networks of this program, exported alone, come back with the same predictions."""
    iris = os.path.join(here, "..", "..", "..", "Examples", "iris.csv")
    cases = {
        "relu": ["dense 8 relu, dense 5 gelu"], "norms": ["dense 8, batchnorm, selu, layernorm, dense 4 silu"],
        "scaling": ["scaling, dense 6 mish, parametric selu"], "double": ["dense 6 tanh, dense 4 sigmoid", "--precision", "float64"],
        "branches": ["dense 6, residual(dense 6 tanh), parallel(dense 3 elu | dense 2 softplus), dropout 0.2, dense 4"],
        "images": ["reshape 2x2x1, conv 4 2x2 relu padding same, maxpool 2, flatten, dense 5 leaky-relu"],
        "more-images": ["reshape 2x2x1, conv 4 1x1, batchnorm, relu, residual(conv 4 3x3 padding 1), avgpool 2 stride 1, flatten"],
    }
    for name, (layers, *options) in cases.items():
        trained, file, back = (path(f"own-{name}.{ending}") for ending in ("1.safetensors", "onnx", "2.safetensors"))
        run(BACKPROP, "train", iris, "--epochs", "3", "--layers", layers, "--bins", "0", "--scale", "none", "-o", trained,
            "--weight-decay", "0.01", *options)
        run(BACKPROP, "export", trained, "--bare", "-o", file)
        run(BACKPROP, "import", file, "-o", back, label=f"own-{name}: ")
        rows = numpy.array([[float(cell) for cell in row[:4]] for row in list(csv.reader(open(iris)))[1:]])
        text = run(BACKPROP, "predict", trained, iris, "--exact", "--keep", "none", "--no-outside-training", "--probabilities")
        first = list(csv.reader(io.StringIO(text)))[1:]
        ours, labels = predict(back, rows)
        error = numpy.abs(ours - numpy.array([[float(cell) for cell in row[1:]] for row in first])).max()
        good = error <= 2e-6 and labels == [row[0] for row in first]
        if not good:
            failures.append("own-" + name)
        print(f"{'ok  ' if good else 'FAIL'} own-{name:24} {error:.1e}", flush=True)


for part in (own_files, sklearn_files, torch_files, keras_files, keras_refusals):
    try:
        part()
    except SystemExit as exit:
        failures.append(part.__name__)
        print(str(exit)[:800])
    except Exception:
        failures.append(part.__name__)
        traceback.print_exc()
if failures:
    sys.exit("not as ONNX Runtime predicts: " + ", ".join(failures))
print("every imported network predicts as ONNX Runtime does")
