"""One row through a small network: how long a single prediction takes."""
import tables
from jobs.common import backprop, peer

title = "Latency of one prediction"
scalar = "float"
bar = "Bar: as fast as ONNX Runtime on 784-512-256-10 and 5 times as fast on 4-16-3; aim: 2 and 10 times."
NETWORKS = ([784, 512, 256, 10], [4, 16, 3])


def groups(context):
    made = []
    for sizes in NETWORKS:
        settings = {"task": "latency", "sizes": sizes}
        made.append(("-".join(map(str, sizes)), [
            backprop(context, "latency", ",".join(map(str, sizes))),
            peer(context, "ONNX Runtime", "onnx_runtime.py", settings),
            peer(context, "PyTorch", "pytorch.py", settings)]))
    return made


def report(context, groups):
    lines = [
        "One row, ReLU and softmax, single precision, one thread, in the process: Backprop's `Predictor` from Swift, the "
        "peers from Python with inputs and outputs bound beforehand."]
    for name, contenders in groups:
        lines += ["", f"{name}:", ""] + tables.comparison(
            contenders, "microseconds", False, number=lambda value: tables.short(value / 1000),
            extra=[("how", lambda each: each.what)])
    return lines
