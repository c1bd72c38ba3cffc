"""Values and gradients of every loss: the mean over rows of each row's loss, weighted on request."""

import torch
from torch.nn import functional

OUTPUTS = [[0.5, -1.25, 2.0], [1.0, 0.25, -0.75], [-3.0, 0.125, 1.5]]
TARGETS = [[0.75, -1.0, 0.0], [1.0, -2.0, -0.5], [0.5, 0.125, -0.25]]
WEIGHTS = [2.0, 0.5, 1.25]

SOFT = [[0.25, 0.5, 0.25], [0.0, 1.0, 0.0], [0.125, 0.125, 0.75]]
UNEVEN = [[0.5, 0.5, 0.5], [0.0, 0.25, 0.0], [1.0, 0.0, 1.0]]
CLASSES = [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
LABELS = [[1.0, 0.0, 1.0], [0.25, 1.0, 0.0], [0.0, 0.5, 1.0]]
FAR = [[500.0, -300.0, 0.0], [-700.0, 20.5, 20.0], [0.0, -40.0, 1000.0]]


def huber(delta):
    return lambda o, t: functional.huber_loss(o, t, reduction="none", delta=delta).mean(dim=1)


def cross_entropy(o, t):
    return functional.cross_entropy(o, t, reduction="none")


def binary_cross_entropy(o, t):
    return functional.binary_cross_entropy_with_logits(o, t, reduction="none").sum(dim=1)


BATCHES = {
    "squared-error": (lambda o, t: (o - t).square().sum(dim=1) / 2, OUTPUTS, TARGETS),
    "mean-squared-error": (
        lambda o, t: functional.mse_loss(o, t, reduction="none").mean(dim=1), OUTPUTS, TARGETS
    ),
    "mean-absolute-error": (
        lambda o, t: functional.l1_loss(o, t, reduction="none").mean(dim=1), OUTPUTS, TARGETS
    ),
    "huber": (huber(1.0), OUTPUTS, TARGETS),
    "huber 0.5": (huber(0.5), OUTPUTS, TARGETS),
    "cross-entropy": (cross_entropy, OUTPUTS, CLASSES),
    "cross-entropy soft": (cross_entropy, OUTPUTS, SOFT),
    "cross-entropy uneven": (cross_entropy, OUTPUTS, UNEVEN),
    "cross-entropy far": (cross_entropy, FAR, CLASSES),
    "binary-cross-entropy": (binary_cross_entropy, OUTPUTS, LABELS),
    "binary-cross-entropy far": (binary_cross_entropy, FAR, LABELS),
}


def case(loss, outputs, targets, weights):
    o = torch.tensor(outputs, requires_grad=True)
    w = torch.tensor(weights or [1.0] * len(outputs))
    rows = loss(o, torch.tensor(targets))
    mean = (w * rows).sum() / w.sum()
    mean.backward()
    values = {"shape": o.shape, "outputs": sum(outputs, []), "targets": sum(targets, [])}
    if weights:
        values["weights"] = weights
    return values | {
        "rows": rows.tolist(),
        "mean": [mean.item()],
        "gradient": o.grad.flatten().tolist(),
    }


def cases():
    values = {}
    for name, (loss, outputs, targets) in BATCHES.items():
        values[name] = case(loss, outputs, targets, None)
        values[f"{name} weighted"] = case(loss, outputs, targets, WEIGHTS)
        values[f"{name} narrow"] = case(
            loss, [row[:2] for row in outputs[:2]], [row[:2] for row in targets[:2]], None
        )
    return values
