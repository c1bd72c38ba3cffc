"""Compares the predictions of ONNX Runtime and of onnx's reference evaluator with those of `backprop predict`.

usage: compare.py BACKPROP FOLDER NAME TABLE [--average] TRAIN-OPTION...

Trains a model of the table, exports it, checks the file, and predicts up to 200 rows, as they are and with values that
are missing or new. With --average the model is the mean of two. At the end a weight of the file is changed, which must
be found. BACKPROP_TRAINER names another program to train with.
"""
import csv, functools, json, subprocess, sys
import numpy, onnx, onnxruntime
from onnx.reference import ReferenceEvaluator
import commands, rows

backprop, folder, name, table, *options = sys.argv[1:]
trainer = commands.training_program(backprop)
path = commands.paths(folder)
run = functools.partial(commands.run, label=name + ": ")


def train():
    model = path(name + ".safetensors")
    average = "--average" in options
    rest = [option for option in options if option != "--average"]
    if not average:
        run(trainer, "train", table, "-o", model, *rest)
        return model
    parts = [path(f"{name}_{k}.safetensors") for k in (1, 2)]
    run(trainer, "train", table, "-o", parts[0], *rest)
    run(trainer, "train", table, "-o", parts[1], *rest, "--seed", "7", "--layers", "dense 9 relu")
    run(trainer, "average", *parts, "-o", model)
    return model


def written(header, body, delimiter):
    file = path(name + ".csv")
    with open(file, "w", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(([header] if header else []) + body)
    return file


def wanted(model, file, has_classes):
    """Labels, one of a row or one of each yes/no target, and probabilities or numbers."""
    text = run(backprop, "predict", model, file, "--json", *(["--probabilities"] if has_classes else []))
    predictions = json.loads(text)["predictions"]
    if has_classes and "prediction" not in predictions[0]:
        # Several yes/no targets.
        labels = [[value for key, value in row.items() if key.startswith("prediction_")] for row in predictions]
    else:
        labels = [str(row["prediction"]) for row in predictions] if has_classes else []
    values = [[value for key, value in row.items() if key.startswith("probability_")
               or not has_classes and key.startswith("prediction")] for row in predictions]
    return labels, numpy.array(values, dtype=numpy.float64)


def outputs(results, names):
    """Labels, and probabilities or numbers, of a dictionary of arrays."""
    if names[0] == "label" or "label_" in names[0]:
        labels = [[str(cell) for cell in label] if results[0].ndim > 1 else str(label) for label in results[0]]
        return labels, numpy.asarray(results[1], dtype=numpy.float64)
    return [], numpy.stack([numpy.asarray(result, dtype=numpy.float64) for result in results], axis=1)


def difference(found, expected, slack=1):
    """A sentence about the first difference, or nothing; `slack` multiplies the tolerance."""
    if found[0] != expected[0]:
        wrong = [k for k, (a, b) in enumerate(zip(found[0], expected[0])) if a != b]
        return f"{len(wrong)} labels differ, the first in row {wrong[0]}: {found[0][wrong[0]]}, {expected[0][wrong[0]]}"
    if found[1].shape != expected[1].shape:
        return f"the shape is {found[1].shape}, not {expected[1].shape}"
    tolerance = 1e-6 if expected[0] else 1e-5 * size(expected[1])
    tolerance = tolerance * slack
    errors = numpy.abs(found[1] - expected[1])
    if not (errors <= tolerance).all():
        row = int(numpy.argmax((errors / tolerance).max(axis=1)))
        return f"row {row} is {found[1][row].tolist()}, not {expected[1][row].tolist()}"
    return None


def size(numbers):
    """The size of numbers or, near 0, their spread: there the rounding of the network, which is not near 0, is what counts."""
    return numpy.maximum(numpy.abs(numbers), numpy.maximum(numbers.std(axis=0), 1e-30))


def evaluate(model, feeds):
    """The outputs of ONNX Runtime and of the reference evaluator, each with the slack of its tolerance.

    In single precision a sum over a thousand inputs depends on its order. ONNX Runtime's is near that of the kernels.
    """
    is_single = any(tensor.data_type == 1 for tensor in model.graph.initializer)
    names = [value.name for value in model.graph.output]
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    yield "ONNX Runtime", outputs(session.run(names, feeds), names), 1
    with numpy.errstate(all="ignore"):
        found = ReferenceEvaluator(model).run(names, feeds)
    yield "the reference evaluator", outputs(found, names), 10 if is_single else 1


def with_other_weight(model):
    """The model with one weight of its last layer changed."""
    changed = onnx.ModelProto()
    changed.CopyFrom(model)
    tensor = [t for t in changed.graph.initializer if "bias" in t.name or "weight" in t.name][-1]
    data = tensor.float_data if tensor.float_data else tensor.double_data
    data[0] += 0.01
    return changed


model_file = train()
refused = subprocess.run([backprop, "export", model_file, "-o", path(name + ".onnx")], capture_output=True, text=True)
if refused.returncode != 0:
    sys.exit(print(f"{name}: refused: {refused.stderr.strip()}"))
model = onnx.load(path(name + ".onnx"))
onnx.checker.check_model(model, full_check=True)
delimiter, table_rows = rows.read(table)
header, has_header = rows.names(table_rows, [value.name for value in model.graph.input])
body = table_rows[1:] if has_header else table_rows
body = body[::max(1, len(body) // 200)][:200]
has_classes = model.graph.output[0].type.tensor_type.elem_type == 8
count = 0
worst = {}
for kind, part in (("", body), (" with gaps", rows.with_gaps(model.graph, header, body))):
    expected = wanted(model_file, written(table_rows[0] if has_header else None, part, delimiter), has_classes)
    feeds = rows.feeds(model.graph, header, part, delimiter == ";")
    for evaluator, found, slack in evaluate(model, feeds):
        problem = difference(found, expected, slack)
        if problem:
            sys.exit(f"{name}{kind}, {evaluator}: {problem}")
        scale = 1 if has_classes else size(expected[1])
        worst[evaluator] = max(worst.get(evaluator, 0), float((numpy.abs(found[1] - expected[1]) / scale).max()))
    count += len(part)
for evaluator, found, slack in evaluate(with_other_weight(model), feeds):
    if difference(found, expected, slack) is None:
        sys.exit(f"{name}, {evaluator}: a changed weight was not found")
differences = ", ".join(f"{error:.1e} by {evaluator}" for evaluator, error in worst.items())
print(f"{name}: {count} rows, {len(model.graph.node)} nodes, the largest differences are {differences}")
