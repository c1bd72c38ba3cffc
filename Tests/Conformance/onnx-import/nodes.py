"""Imports the node tests of the onnx package for operators that layers express. Each test is predicted right at 1e-5, or is
refused and stands in `unsupported.txt`; none may give another answer."""
import csv, io, json, os, subprocess, sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "onnx"))
import numpy
import onnx
from onnx import numpy_helper
from onnx.backend.test.loader import load_model_tests
from commands import paths

BACKPROP, FOLDER = sys.argv[1], sys.argv[2]
path = paths(FOLDER)
OPERATORS = {
    "Add", "AveragePool", "BatchNormalization", "Cast", "Clip", "Concat", "Constant", "Conv", "ConvTranspose", "Div", "Dropout",
    "Elu", "Erf", "Flatten", "Gelu", "Gemm", "GlobalAveragePool", "GlobalMaxPool", "Identity", "LayerNormalization",
    "LeakyRelu", "MatMul", "MaxPool", "Mish", "Mul", "Neg", "PRelu", "Pad", "ReduceMax", "ReduceMean", "Relu", "Reshape",
    "Selu", "Sigmoid", "Softmax", "Softplus", "Sqrt", "Squeeze", "Sub", "Sum", "Swish", "Tanh", "Transpose", "Unsqueeze",
}


def with_initializers(test):
    """The model whose inputs after the first are constants, with the first input and the first output."""
    model = onnx.load(os.path.join(test.model_dir, "model.onnx"))
    data = os.path.join(test.model_dir, "test_data_set_0")

    def tensors(kind, count):
        result = []
        for index in range(count):
            tensor = onnx.TensorProto()
            with open(os.path.join(data, f"{kind}_{index}.pb"), "rb") as file:
                tensor.ParseFromString(file.read())
            result.append(tensor)
        return result

    inputs = tensors("input", len(model.graph.input))
    outputs = tensors("output", len(model.graph.output))
    for entry, tensor in list(zip(model.graph.input, inputs))[1:]:
        tensor.name = entry.name
        model.graph.initializer.append(tensor)
        model.graph.input.remove(entry)
    # Only the first output is predicted, so that the others are not used.
    del model.graph.output[1:]
    return model, numpy_helper.to_array(inputs[0]), numpy_helper.to_array(outputs[0]), model.graph.output[0].name


def has_tensors(model):
    """Whether the inputs and outputs are tensors, not sequences or optional values."""
    return all(entry.type.HasField("tensor_type") for entry in [*model.graph.input, *model.graph.output])


def in_table_order(saved, rows):
    """The rows with their values channel by channel, in each way that the shape of the input allows."""
    text = subprocess.run([BACKPROP, "inspect", saved, "--json"], capture_output=True, text=True, check=True).stdout
    first = json.loads(text)["recipe"]["network"][0]
    if rows.ndim == 2 or first["type"] != "reshape":
        return [rows]
    shape, last = tuple(first["shape"]), numpy.moveaxis(rows, -1, 1)
    return [form for form, order in ((rows, rows.shape[2:] + rows.shape[1:2]), (last, rows.shape[1:])) if order == shape]


def predicted(saved, rows):
    """The numbers that the program predicts for rows, or a text about its failure."""
    table, flat = path("node.csv"), rows.reshape(len(rows), -1)
    with open(table, "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([f"x{index + 1}" for index in range(flat.shape[1])])
        writer.writerows([[repr(float(cell)) for cell in row] for row in flat])
    command = [BACKPROP, "predict", saved, table, "--exact", "--keep", "none", "--no-outside-training"]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        return result.stderr[:300]
    return numpy.array([[float(cell) for cell in row] for row in list(csv.reader(io.StringIO(result.stdout)))[1:]])


def compared(ours, expected):
    """'right' or 'wrong: …'."""
    if isinstance(ours, str):
        return "wrong: " + ours
    if ours.size != expected.size:
        return f"wrong: {ours.shape} numbers, not {expected.shape}"
    wanted = expected.astype(numpy.float64).ravel()
    good = numpy.allclose(ours.ravel(), wanted, rtol=1e-5, atol=1e-6)
    return "right" if good else f"wrong: {ours.ravel()[:4]}, not {wanted[:4]}"


def attempt(test):
    """'right', 'wrong: …' or 'refused: …'."""
    if not has_tensors(onnx.load(os.path.join(test.model_dir, "model.onnx"))):
        return "refused: the input is not rows of numbers"
    model, rows, expected, output = with_initializers(test)
    if rows.ndim == 0 or rows.size == 0 or rows.dtype.kind not in "f" or not numpy.isfinite(rows.astype(float)).all():
        return "refused: the input is not rows of numbers"
    file, saved = path("node.onnx"), path("node.safetensors")
    with open(file, "wb") as out:
        out.write(model.SerializeToString())
    result = subprocess.run([BACKPROP, "import", file, "-o", saved, "--as-table", "--graph-output", output], capture_output=True, text=True)
    if result.returncode != 0:
        if result.returncode not in (64, 65):
            return f"wrong: it ended with {result.returncode}: {result.stderr[:300]}"
        return "refused: " + result.stderr.strip().splitlines()[0]
    forms = in_table_order(saved, rows)
    if not forms:
        return "wrong: its input has another shape"
    answers = [compared(predicted(saved, form), expected) for form in forms]
    return "right" if "right" in answers else answers[0]


chosen = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
listed = os.path.join(here, "unsupported.txt")
with open(listed) as file:
    known = set(file.read().split())
right, refused, wrong = [], [], []
for test in sorted(load_model_tests(kind="node"), key=lambda test: test.name):
    model = onnx.load(os.path.join(test.model_dir, "model.onnx"))
    operators = {node.op_type for node in model.graph.node}
    if not operators <= OPERATORS or "_expanded" in test.name or not model.graph.input or chosen not in test.name:
        continue
    answer = attempt(test)
    if answer == "right":
        right.append(test.name)
    elif answer.startswith("refused"):
        refused.append(test.name)
        if "--reasons" in sys.argv:
            print(test.name, answer, flush=True)
    else:
        wrong.append(f"{test.name}: {answer}")
print(f"{len(right)} node tests are right, {len(refused)} are refused, {len(wrong)} are wrong")
for line in wrong:
    print(line)
if "--write" in sys.argv and not chosen:
    with open(listed, "w") as file:
        file.write("\n".join(refused) + "\n")
    known = set(refused)
unexpected = sorted(set(refused) - known) + [name for name in sorted(known & set(right))]
if unexpected:
    print("not as in unsupported.txt: " + ", ".join(unexpected))
sys.exit(1 if wrong or unexpected else 0)
