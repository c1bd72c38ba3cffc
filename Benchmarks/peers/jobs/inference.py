"""Images through the convolutional network for digits, one at a time and 256 together."""
import tables
from jobs.common import backprop, peer, plural
from jobs.digits import LAYERS

title = "Inference of the convolutional network for digits"
scalar = "float"
full_rounds = 9
bar = "Bar: as fast as ONNX Runtime; aim: 1.5 times."


def groups(context):
    made = []
    for threads in (1, 2) if context.cores > 1 else (1,):
        for batch in (1, 256):
            # Backprop starts first and writes the model that ONNX Runtime gets, with images and what it makes of them.
            settings = {"task": "inference", "batch": batch, "folder": context.scratch}
            made.append((f"{plural(batch, 'image')}, {plural(threads, 'thread')}", [
                backprop(context, "inference", LAYERS, "28x28x1", batch, threads, context.scratch, cores=threads),
                peer(context, "ONNX Runtime", "onnx_runtime.py", settings, threads)]))
    return made


def report(context, groups):
    lines = [
        f"The network `{LAYERS}`, the same weights in both, single precision, in the process: Backprop's `Predictor` from "
        "Swift, ONNX Runtime from Python with inputs and outputs bound beforehand; what comes out is the same."]
    for name, contenders in groups:
        lines += ["", f"{name}:", ""] + tables.comparison(
            contenders, "microseconds", False, number=lambda value: tables.short(value / 1000),
            extra=[("how", lambda each: each.what)])
    return lines
