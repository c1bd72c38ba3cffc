"""Values and derivatives of every activation, near zero and far from it."""

import torch
from torch.nn import functional

POINTS = [
    -1000.0, -100.0, -40.0, -20.5, -10.0, -5.0, -3.0, -2.0, -1.25, -1.0, -0.5, -0.125, -(2.0**-20),
    0.0, 2.0**-20, 0.125, 0.5, 0.75, 1.0, 2.0, 3.0, 5.0, 10.0, 20.5, 40.0, 100.0, 1000.0,
]

# PyTorch's softplus returns z itself above a threshold, by default 20. There the formula still differs
# from z by up to 2e-9; so the threshold is put where e^z nearly overflows.
FUNCTIONS = {
    "linear": lambda z: z * 1,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": functional.relu,
    "leaky-relu": functional.leaky_relu,
    "leaky-relu(0.25)": lambda z: functional.leaky_relu(z, negative_slope=0.25),
    "elu": functional.elu,
    "elu(0.5)": lambda z: functional.elu(z, alpha=0.5),
    "selu": functional.selu,
    "gelu": functional.gelu,
    "silu": functional.silu,
    "softplus": lambda z: functional.softplus(z, threshold=700.0),
    "mish": functional.mish,
}

ROWS = {
    "softmax": [[0.5, -1.0, 2.0, 0.25], [1000.0, 0.0, -1000.0, 999.5], [3.0, 3.0, 3.0, 3.0]],
    "softmax wide": [[0.125 * ((7 * i) % 19) - 1 for i in range(19)]],
    "softmax alone": [[-3.0], [500.0]],
}


def gradient(count):
    """What arrives from above: a different number at each place."""
    return [0.25 * ((5 * i) % 11) - 1.0 for i in range(count)]


def elementwise(function):
    z = torch.tensor(POINTS, requires_grad=True)
    y = function(z)
    y.sum().backward()
    return {"values": y.tolist(), "derivatives": z.grad.tolist()}


def rowwise(rows):
    z = torch.tensor(rows, requires_grad=True)
    above = torch.tensor(gradient(z.numel())).reshape(z.shape)
    y = torch.softmax(z, dim=1)
    y.backward(above)
    return {
        "shape": z.shape,
        "sums": z.flatten().tolist(),
        "values": y.flatten().tolist(),
        "above": above.flatten().tolist(),
        "gradient": z.grad.flatten().tolist(),
    }


def cases():
    values = {"points": {"sums": POINTS}}
    values |= {name: elementwise(function) for name, function in FUNCTIONS.items()}
    return values | {name: rowwise(rows) for name, rows in ROWS.items()}
