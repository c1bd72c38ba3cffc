"""Compares the predictions of a Core ML pipeline, computed by evaluate.py, with those of `backprop predict`.

usage: compare.py BACKPROP FOLDER NAME TABLE TRAIN-OPTION...

Trains a model of the table, exports it, loads it by coremltools, checks its structure, and predicts up to 100 rows, as they
are and with values that are missing or new: the same labels, probabilities within 1e-5, numbers within 1e-5 of their size
or, near 0, of their spread. Numbers of networks with cosines have ten times that: in single precision the fraction of many
turns depends on whether a product and a sum are rounded once or twice. At the end a weight of the file is changed, which must be found.
"""
import csv, hashlib, json, os, subprocess, sys
import numpy
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "onnx"))
import check, evaluate, load, rows

backprop, folder, name, table, *options = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
ROWS = 100


def path(file):
    return os.path.join(folder, file)


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{name}: {' '.join(command[:3])} failed with {result.returncode}:\n{result.stderr[:2000]}")
    return result.stdout


def export(model):
    """The loaded file of a model; ends this program with the reason if the model is refused."""
    file = path(name + ".mlmodel")
    if os.path.exists(file):
        os.remove(file)
    result = subprocess.run([backprop, "export", model, "-o", file], capture_output=True, text=True)
    if result.returncode != 0:
        if os.path.exists(file):
            sys.exit(f"{name}: refused, and wrote a file all the same")
        sys.exit(print(f"{name}: refused: {result.stderr.strip()}"))
    loaded = load.model(file)
    problems = check.problems(loaded)
    if problems:
        sys.exit(f"{name}: {'; '.join(problems[:5])}")
    with open(model, "rb") as stream:
        digest = hashlib.sha256(stream.read()).hexdigest()
    if loaded.description.metadata.userDefined["model_sha256"] != digest:
        sys.exit(f"{name}: the SHA-256 of the model is another")
    return loaded


def texts(model):
    """Of each column of categories the words for missing values that training kept as categories: `None` may be one."""
    found = {}
    for stage in evaluate.stages(model):
        if evaluate.kind(stage) == "oneHotEncoder":
            words = set(stage.oneHotEncoder.stringCategories.vector)
            found[stage.description.input[0].name] = words & rows.MISSING - {""}
    return found


def feeds(model, header, body, comma):
    """The values of each row by the names of the inputs; `comma` tells whether it is the decimal mark."""
    kept = texts(model)
    result = []
    for row in body:
        values = {}
        for feature in model.description.input:
            column = header.index(feature.name)
            cell = row[column].strip() if column < len(row) else ""
            cell = "" if cell in rows.MISSING - kept.get(feature.name, set()) else cell
            if feature.type.WhichOneof("Type") == "stringType":
                values[feature.name] = cell
            else:
                values[feature.name] = rows.number(cell, comma) if cell else float("nan")
        result.append(values)
    return result


def with_gaps(model, header, body):
    """Rows in which every input is missing once in a while, and categories are new."""
    inputs = [(f.name, f.type.WhichOneof("Type")) for f in model.description.input]
    result = []
    for index, row in enumerate(body):
        row = list(row) + [""] * (len(header) - len(row))
        for place, (column, kind) in enumerate(inputs):
            if (index * 7 + place * 3) % 11 == 0 and len(inputs) > 2:
                row[header.index(column)] = ""
            elif (index + place) % 13 == 0 and kind == "stringType":
                row[header.index(column)] = "never seen"
        result.append(row)
    return result


def wanted(model, header, body, delimiter, has_classes):
    """The labels and the probabilities or numbers of `backprop predict`."""
    file = path(name + ".csv")
    with open(file, "w", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(([header] if header else []) + body)
    text = run(backprop, "predict", model, file, "--json", *(["--probabilities"] if has_classes else []))
    predictions = json.loads(text)["predictions"]
    labels = [str(row["prediction"]) for row in predictions] if has_classes else []
    values = [[value for key, value in row.items() if key.startswith(("probability_", "prediction"))
               and not (has_classes and key == "prediction")] for row in predictions]
    return labels, numpy.array(values, dtype=float)


def found(model, values, has_classes):
    """The labels and the probabilities or numbers of the pipeline."""
    labels, numbers = [], []
    for row in values:
        outputs = list(evaluate.predict(model, row).values())
        if has_classes:
            labels.append(outputs[0])
            outputs = list(outputs[1].values())
        numbers.append(outputs)
    return labels, numpy.array(numbers, dtype=float)


def difference(result, expected, tolerance):
    """A sentence about the first difference or nothing, and the largest difference."""
    wrong = [k for k, (a, b) in enumerate(zip(result[0], expected[0])) if a != b]
    if wrong or result[1].shape != expected[1].shape:
        return f"{len(wrong)} labels differ, the shapes are {result[1].shape} and {expected[1].shape}", 0
    size = numpy.maximum(numpy.abs(expected[1]), numpy.maximum(expected[1].std(axis=0), 1e-30))
    errors = numpy.abs(result[1] - expected[1]) / (1 if expected[0] else size)
    if errors.max() <= tolerance:
        return None, errors.max()
    row = int(numpy.argmax(errors.max(axis=1)))
    return f"row {row} is {result[1][row].tolist()}, not {expected[1][row].tolist()}", errors.max()


def layers(stage):
    """The layers of a stage that is a network."""
    part = getattr(stage, evaluate.kind(stage))
    return part.layers if evaluate.kind(stage).startswith("neuralNetwork") else []


def change_weight(model):
    """Changes one weight of the last layer that has any."""
    last = [layers(stage) for stage in evaluate.stages(model) if layers(stage)][-1]
    dense = [layer.innerProduct for layer in last if layer.WhichOneof("layer") == "innerProduct"][-1]
    (dense.bias if dense.hasBias else dense.weights).floatValue[0] += 0.01


model_file = path(name + ".safetensors")
run(os.environ.get("BACKPROP_TRAINER", backprop), "train", table, "-o", model_file, *options)
model = export(model_file)
delimiter, table_rows = rows.read(table)
header, has_header = rows.names(table_rows, [feature.name for feature in model.description.input])
body = table_rows[1:] if has_header else table_rows
body = body[::max(1, len(body) // ROWS)][:ROWS]
has_classes = model.WhichOneof("Type") == "pipelineClassifier"
turns = any(layer.WhichOneof("layer") == "cos" for stage in evaluate.stages(model)
            for layer in layers(stage))
tolerance = 1e-4 if turns and not has_classes else 1e-5
worst = 0.0
for kind, part in (("", body), (" with gaps", with_gaps(model, header, body))):
    expected = wanted(model_file, table_rows[0] if has_header else None, part, delimiter, has_classes)
    values = feeds(model, header, part, delimiter == ";")
    problem, error = difference(found(model, values, has_classes), expected, tolerance)
    if problem:
        sys.exit(f"{name}{kind}: {problem}")
    worst = max(worst, error)
change_weight(model)
if difference(found(model, values, has_classes), expected, tolerance)[0] is None:
    sys.exit(f"{name}: a changed weight was not found")
kinds = [evaluate.kind(stage) for stage in evaluate.stages(model)]
print(f"{name}: {2 * len(body)} rows, {len(kinds)} stages, the largest difference is {worst:.1e}")
