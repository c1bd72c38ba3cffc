"""Training of whole networks from given parameters: every loss and all parameters along the way.

Parameters are in PyTorch's own names and shapes: `0.weight` of [outputs, inputs].
"""

from functools import partial

import torch
from torch.nn import functional
from torch.nn import Dropout, ELU, GELU, Linear, ReLU, SELU, Sequential, SiLU, Softplus, Tanh

import losses

FEATURES = [
    [0.5, -1.0, 0.25], [1.5, 0.125, -0.75], [-0.5, 2.0, 1.0],
    [0.0, 0.75, -1.25], [-1.75, -0.25, 0.5], [0.625, 1.0, -0.375],
]
VALUES = [[0.5, -0.25], [1.0, 0.75], [-0.5, 0.0], [0.25, -1.0], [-0.75, 0.5], [0.0, 1.25]]
CLASSES = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.5, 0.5, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
LABELS = [[1.0, 0.0], [0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.25, 0.75], [1.0, 0.0]]
WEIGHTS = [1.0, 2.0, 0.5, 1.0, 0.25, 1.5]


def mean_squared_error(o, t):
    return functional.mse_loss(o, t, reduction="none").mean(dim=1)


def squared_error(o, t):
    return mean_squared_error(o, t) * o.shape[1] / 2


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.01)


NETWORKS = {
    "tanh": dict(
        network=lambda: Sequential(Linear(3, 4), Tanh(), Linear(4, 2)),
        optimizer=lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
        loss=mean_squared_error, targets=VALUES, batch=6, epochs=5,
    ),
    "sigmoid online": dict(
        network=lambda: Sequential(
            Linear(3, 5), torch.nn.Sigmoid(), Linear(5, 2), torch.nn.Sigmoid()
        ),
        optimizer=lambda p: torch.optim.SGD(p, lr=0.5),
        loss=squared_error, targets=LABELS, batch=1, epochs=3,
    ),
    "softmax": dict(
        network=lambda: Sequential(Linear(3, 6), ReLU(), Linear(6, 4), SiLU(), Linear(4, 3)),
        optimizer=adam, loss=losses.cross_entropy, targets=CLASSES, weights=WEIGHTS, batch=4, epochs=4,
    ),
    "binary": dict(
        network=lambda: Sequential(
            Linear(3, 5, bias=False), GELU(), Dropout(0.0), Linear(5, 3), Softplus(threshold=700.0),
            Linear(3, 2),
        ),
        optimizer=lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1),
        loss=losses.binary_cross_entropy, targets=LABELS, batch=3, epochs=3,
    ),
    "units": dict(
        network=lambda: Sequential(Linear(3, 4), ELU(), Linear(4, 4), SELU(), Linear(4, 2)),
        optimizer=lambda p: torch.optim.RMSprop(p, lr=0.005),
        loss=losses.huber(0.5), targets=VALUES, weights=WEIGHTS, batch=2, epochs=2,
    ),
    "penalties": dict(
        network=lambda: Sequential(Linear(3, 4), Tanh(), Linear(4, 2)),
        optimizer=lambda p: torch.optim.SGD(p, lr=0.1),
        loss=mean_squared_error, targets=VALUES, weights=WEIGHTS, batch=4, epochs=4, l1=0.03, l2=0.2,
    ),
    "clipped": dict(
        network=lambda: Sequential(Linear(3, 4), Tanh(), Linear(4, 2)),
        optimizer=lambda p: torch.optim.SGD(p, lr=0.5, momentum=0.5),
        loss=mean_squared_error, targets=VALUES, batch=3, epochs=4, clip_value=0.1, clip_norm=0.15,
    ),
    "max-norm": dict(
        network=lambda: Sequential(Linear(3, 4), Tanh(), Linear(4, 2)),
        optimizer=adam, loss=mean_squared_error, targets=VALUES, batch=3, epochs=4, max_norm=0.6,
    ),
    "label smoothing": dict(
        network=lambda: Sequential(Linear(3, 4), Tanh(), Linear(4, 3)),
        optimizer=adam, loss=partial(functional.cross_entropy, reduction="none", label_smoothing=0.2),
        targets=CLASSES, weights=WEIGHTS, batch=4, epochs=4,
    ),
}


def fill(network):
    """Numbers between -0.75 and 0.75, multiples of 1/64, of no pattern that a transposition keeps."""
    place = 0
    for parameter in network.parameters():
        for index in range(parameter.numel()):
            place += 1
            parameter.data.view(-1)[index] = ((37 * place * place + 11 * place) % 97 - 48) / 64


def snapshot(network, prefix):
    return {f"{prefix} {n}": p.detach().flatten().tolist() for n, p in network.named_parameters()}


def weights_of(network):
    return [p for name, p in network.named_parameters() if name.endswith("weight")]


def penalty(network, l1=0.0, l2=0.0, **_):
    return sum(l1 * w.abs().sum() + l2 / 2 * w.square().sum() for w in weights_of(network))


def clip(network, clip_value=None, clip_norm=None, **_):
    if clip_value:
        torch.nn.utils.clip_grad_value_(network.parameters(), clip_value)
    if clip_norm:
        torch.nn.utils.clip_grad_norm_(network.parameters(), clip_norm)


def limit_norms(network, max_norm=None, **_):
    for w in weights_of(network) if max_norm else []:
        norms = w.data.norm(dim=1, keepdim=True)
        w.data *= torch.clamp(max_norm / norms, max=1.0)


def train(network, optimizer, loss, targets, batch, epochs, weights=None, **regularization):
    network = network()
    fill(network)
    optimizer = optimizer(network.parameters())
    x, t, w = (torch.tensor(v) for v in (FEATURES, targets, weights or [1.0] * len(FEATURES)))
    values = {"targets": t.flatten().tolist(), "batch": [batch]}
    if weights:
        values["weights"] = weights
    values |= snapshot(network, "before")
    means = []
    for epoch in range(epochs):
        total = 0.0
        for rows in torch.arange(len(x)).split(batch):
            optimizer.zero_grad()
            row_losses = w[rows] * loss(network(x[rows]), t[rows])
            total += row_losses.sum().item()
            (row_losses.sum() / w[rows].sum() + penalty(network, **regularization)).backward()
            clip(network, **regularization)
            optimizer.step()
            limit_norms(network, **regularization)
        means.append(total / w.sum().item())
        if epoch == 0:
            values |= snapshot(network, "first")
    predictions = network(x).flatten().tolist()
    return values | {"losses": means} | snapshot(network, "last") | {"predictions": predictions}


def cases():
    values = {"data": {"features": sum(FEATURES, [])}}
    return values | {name: train(**settings) for name, settings in NETWORKS.items()}
