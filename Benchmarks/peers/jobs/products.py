"""The matrix products of that network's layers, in percent of the multiply-add peak of the same moment."""
import tables

title = "Matrix products of MLP 784-512-256-10"
scalar = "float"
bar = "Bar: 80 % of the multiply-add peak; aim: 90 %."
SHAPES = {("784", "512"), ("512", "256"), ("256", "10")}


def groups(context):
    return []


def report(context, groups):
    rows = []
    for form, scalar, threads, batch, inputs, outputs, rate, share, best, _ in context.peak.table(
            7 if context.quick else 41, "float", min(2, context.cores)):
        if (inputs, outputs) in SHAPES and batch in ("32", "128"):
            rows.append([f"{form} {inputs}×{outputs}", batch, threads, rate, f"{share} %", f"{best} %"])
    return [
        "Single precision. The share is the median over rounds of each product beside the peak measured right before and "
        "after it; beside it, the quietest round.", ""] + tables.table(
            ["product", "rows", "threads", "GFLOP/s", "of peak", "quietest"], rows)
