"""Ten steps of a small network of dense layers and of a convolutional one, by seven rules: losses and parameters.

A bias before batch normalization would have a gradient of rounding errors alone. Losses are those before each step. Images are in PyTorch's order, channels first.
"""

import torch
from torch.nn import BatchNorm2d, Conv2d, Flatten, Linear, MaxPool2d, ReLU, Sequential, Tanh, functional
from torch.optim import SGD, Adagrad, Adam, AdamW, RMSprop

from networks import CLASSES, FEATURES, fill, snapshot

STEPS, RECORDED = 10, (1, 5, 10)

RULES = {
    "sgd": (SGD, dict(lr=0.1)),
    "momentum": (SGD, dict(lr=0.05, momentum=0.9)),
    "nesterov": (SGD, dict(lr=0.05, momentum=0.9, nesterov=True)),
    "adagrad": (Adagrad, dict(lr=0.1)),
    "rmsprop": (RMSprop, dict(lr=0.01)),
    "adam": (Adam, dict(lr=0.02)),
    "adamw": (AdamW, dict(lr=0.02, weight_decay=0.1)),
}


def images(count, channels, size):
    """Multiples of 1/16 between -2 and 2, in the order of a file that has channels last."""
    numbers = [((29 * n * n + 7 * n) % 65 - 32) / 16 for n in range(1, count * size * size * channels + 1)]
    return torch.tensor(numbers, dtype=torch.float64).reshape(count, size, size, channels)


IMAGES = images(6, 2, 5)

NETWORKS = {
    "mlp": (
        lambda: Sequential(Linear(3, 5), Tanh(), Linear(5, 4), ReLU(), Linear(4, 3)),
        lambda: torch.tensor(FEATURES),
    ),
    "cnn": (
        lambda: Sequential(Conv2d(2, 3, 2, bias=False), BatchNorm2d(3), ReLU(), MaxPool2d(2), Conv2d(3, 2, 2), Tanh(), Flatten(),
                           Linear(2, 3)),
        lambda: IMAGES.permute(0, 3, 1, 2),
    ),
}


def state(network, prefix):
    statistics = {
        f"{prefix} {name}": values.flatten().tolist()
        for name, values in network.named_buffers()
        if not name.endswith("num_batches_tracked")
    }
    return snapshot(network, prefix) | statistics


def train(network, rows, rule, settings):
    network, rows, targets = network(), rows(), torch.tensor(CLASSES)
    fill(network)
    optimizer = rule(network.parameters(), **settings)
    values, losses = state(network, "before"), []
    for step in range(1, STEPS + 1):
        optimizer.zero_grad()
        loss = functional.cross_entropy(network(rows), targets)
        loss.backward()
        losses.append(loss.item())
        optimizer.step()
        if step in RECORDED:
            values |= state(network, f"after {step}")
    return {"losses": losses} | values


def cases():
    values = {"mlp rows": {"features": sum(FEATURES, []), "targets": sum(CLASSES, [])}}
    values["cnn rows"] = {"features": IMAGES.flatten().tolist(), "targets": sum(CLASSES, [])}
    for network, parts in NETWORKS.items():
        for name, rule in RULES.items():
            values[f"{network} {name}"] = train(*parts, *rule)
    return values
