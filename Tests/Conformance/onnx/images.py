"""Compares the predictions of ONNX files with those of `backprop predict` for the images of pictures.py.

usage: images.py BACKPROP FOLDER DIGITS
"""
import json, sys
import numpy, onnx, onnxruntime
from onnx.reference import ReferenceEvaluator
import pictures
from commands import paths, run, training_program

backprop, folder, table = sys.argv[1:]
trainer = training_program(backprop)
path = paths(folder)
PRECISIONS = {"float32": pictures.LAYERS[0], "float64": pictures.LAYERS[1]}


def compare(name, precision, data, images, options):
    """Trains, exports and compares."""
    model = path(f"{name}-{precision}.safetensors")
    run(trainer, "train", *data, "-o", model, "--quality", "quick", "--epochs", "1", "--weight-decay", "0.01",
        "--layers", PRECISIONS[precision], "--precision", precision, *options)
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


for precision in PRECISIONS:
    for name, images, data, options in pictures.sets(folder, table):
        compare(name, precision, data, images, options)
