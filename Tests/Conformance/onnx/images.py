"""Compares the predictions of ONNX files with those of `backprop predict` for images: digits in a table, and images of three
channels in an IDX file.

usage: images.py BACKPROP FOLDER DIGITS
"""
import csv, gzip, json, struct, sys
import numpy, onnx, onnxruntime
from onnx.reference import ReferenceEvaluator
from commands import paths, run, training_program

backprop, folder, digits = sys.argv[1:]
trainer = training_program(backprop)
path = paths(folder)
LAYERS = {
    "float32": "conv 6 3x3 relu padding same, maxpool 2, depthwise 3 padding same, batchnorm, conv 4 2 stride 2, flatten",
    "float64": "conv 6 3x3 gelu padding same, avgpool 2 padding same, conv 4 2 groups 2 tanh, globalavgpool",
}


def write_idx(file, array):
    header = struct.pack(">BBBB", 0, 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    with open(path(file), "wb") as stream:
        stream.write(header + array.astype(numpy.uint8).tobytes())
    return path(file)


def compare(name, precision, data, images, options):
    """Trains, exports and compares; `images` is rows × height × width × channels."""
    model = path(f"{name}-{precision}.safetensors")
    run(trainer, "train", *data, "-o", model, "--quality", "quick", "--epochs", "1", "--weight-decay", "0.01",
        "--layers", LAYERS[precision], "--precision", precision, *options)
    rows = json.loads(run(backprop, "predict", model, *data, "--json", "--probabilities", *options[:2]))["predictions"]
    labels = [str(row["prediction"]) for row in rows]
    values = numpy.array([[v for k, v in row.items() if k.startswith("probability_")] for row in rows])
    run(backprop, "export", model, "-o", path("model.onnx"))
    run(backprop, "export", model, "-o", path("bare.onnx"), "--bare")
    graph = onnx.load(path("model.onnx"))
    onnx.checker.check_model(graph, full_check=True)
    onnx.checker.check_model(onnx.load(path("bare.onnx")), full_check=True)
    feeds = {"image": images.transpose(0, 3, 1, 2).astype(numpy.float32)}
    session = onnxruntime.InferenceSession(path("model.onnx"), providers=["CPUExecutionProvider"])
    few = {"image": feeds["image"][:40]}
    for evaluator, (found, shares) in (("ONNX Runtime", session.run(None, feeds)),
                                       ("the reference evaluator", ReferenceEvaluator(graph).run(None, few))):
        count = len(shares)
        difference = numpy.abs(shares - values[:count]).max()
        if [str(label) for label in found] != labels[:count] or not difference <= 1e-6:
            sys.exit(f"{name} {precision}, {evaluator}: probabilities differ by {difference}")
    wrong = session.run(None, {"image": feeds["image"][:, :, ::-1]})[1]
    if numpy.abs(wrong - values).max() <= 1e-6:
        sys.exit(f"{name} {precision}: images upside down were not found")
    print(f"{name} {precision}: {len(labels)} images, {len(graph.graph.node)} nodes, "
          f"the largest difference is {numpy.abs(session.run(None, feeds)[1] - values).max():.1e}")


with gzip.open(digits, "rt") as stream:
    table = list(csv.reader(stream))
numbers = numpy.array([[float(cell) for cell in row[:64]] for row in table if row[0].replace(".", "").isdigit()])
random = numpy.random.default_rng(5)
colours = random.integers(0, 256, (120, 6, 8, 3))
kinds = (colours[:, :, :, 0].mean(axis=(1, 2)) > colours[:, :, :, 2].mean(axis=(1, 2))).astype(numpy.uint8)
files = [write_idx("colours-images", colours), "--labels", write_idx("colours-labels", kinds)]
for precision in LAYERS:
    compare("digits", precision, [digits], numbers.reshape(-1, 8, 8, 1), ["--image", "8x8"])
    compare("colours", precision, files, colours, [])
