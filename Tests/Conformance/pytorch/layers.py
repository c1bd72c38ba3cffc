"""Layers of images and sequences: outputs and all gradients, and what batch normalization keeps.

A case is named by the text of its layers here; PyTorch's network begins with an identity, so that the gradient
with respect to its input is asked for. Images are written channels last, as the library has them.
"""

import torch
from torch import nn

from activations import gradient
from networks import fill


class Residual(nn.Module):
    def __init__(self, body, shortcut=None):
        super().__init__()
        self.body, self.shortcut = body, shortcut or nn.Sequential()

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


class Parallel(nn.ModuleList):
    def forward(self, x):
        return torch.cat([branch(x) for branch in self], 1)



# The text of the layers: the shape of one example, rows, and PyTorch's modules.
LAYERS = {
    "conv 3 3x3 relu": ([5, 6, 2], 2, lambda: [nn.Conv2d(2, 3, 3), nn.ReLU()]),
    "conv 4 3x2 tanh stride 2x3 padding 4x1 dilation 2x1 groups 2 no-bias": (
        [5, 4, 2], 3,
        lambda: [nn.Conv2d(2, 4, (3, 2), stride=(2, 3), padding=(4, 1), dilation=(2, 1), groups=2, bias=False), nn.Tanh()],
    ),
    "conv 2 4x3 padding same": ([4, 5, 1], 1, lambda: [nn.Conv2d(1, 2, (4, 3), padding="same")]),
    "conv 2 1x1 stride 2": ([4, 5, 3], 2, lambda: [nn.Conv2d(3, 2, 1, stride=2)]),
    "conv1d 4 3 silu stride 2 padding 2 dilation 2 groups 2": (
        [7, 2], 2, lambda: [nn.Conv1d(2, 4, 3, stride=2, padding=2, dilation=2, groups=2), nn.SiLU()],
    ),
    "depthwise 3x3 multiplier 2 padding 1": ([4, 4, 3], 2, lambda: [nn.Conv2d(3, 6, 3, padding=1, groups=3)]),
    "conv-transpose 3 3x2 relu stride 2x1 padding 1x0": (
        [3, 4, 2], 2, lambda: [nn.ConvTranspose2d(2, 3, (3, 2), stride=(2, 1), padding=(1, 0)), nn.ReLU()],
    ),
    "conv-transpose 2 2x2 no-bias": ([2, 3, 3], 1, lambda: [nn.ConvTranspose2d(3, 2, 2, stride=2, bias=False)]),
    "maxpool 2": ([5, 6, 2], 2, lambda: [nn.MaxPool2d(2)]),
    "maxpool 3 stride 2 padding 1": ([5, 6, 2], 2, lambda: [nn.MaxPool2d(3, stride=2, padding=1)]),
    "conv 3 3x3 relu, maxpool 2, flatten, dense 4": (
        [7, 6, 2], 3, lambda: [nn.Conv2d(2, 3, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(12, 4)],
    ),
    "maxpool1d 3 stride 2": ([8, 2], 2, lambda: [nn.MaxPool1d(3, stride=2)]),
    "avgpool 3 stride 2 padding 1": ([5, 6, 2], 2, lambda: [nn.AvgPool2d(3, stride=2, padding=1)]),
    "avgpool1d 2": ([5, 3], 2, lambda: [nn.AvgPool1d(2)]),
    "globalmaxpool": ([3, 4, 3], 2, lambda: [nn.AdaptiveMaxPool2d(1), nn.Flatten()]),
    "globalavgpool, dense 2": ([3, 4, 3], 2, lambda: [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(3, 2)]),
    "reshape 2x3x2, conv 2 2x2": ([12], 2, lambda: [nn.Unflatten(1, (2, 2, 3)), nn.Conv2d(2, 2, 2)]),
    "conv 3 2x2 no-bias, batchnorm, relu": (
        [4, 4, 2], 3, lambda: [nn.Conv2d(2, 3, 2, bias=False), nn.BatchNorm2d(3), nn.ReLU()],
    ),
    "dense 4, batchnorm momentum 0.3 epsilon 0.01": (
        [3], 5, lambda: [nn.Linear(3, 4), nn.BatchNorm1d(4, momentum=0.3, eps=0.01)],
    ),
    "layernorm, dense 3": ([7], 3, lambda: [nn.LayerNorm(7), nn.Linear(7, 3)]),
    "residual(conv 2 3x3 relu padding same, batchnorm), conv 1 1x1": (
        [4, 3, 2], 2,
        lambda: [
            Residual(nn.Sequential(nn.Conv2d(2, 2, 3, padding="same"), nn.ReLU(), nn.BatchNorm2d(2))),
            nn.Conv2d(2, 1, 1),
        ],
    ),
    "residual(conv 4 3x3 stride 2 padding 1 | conv 4 1x1 stride 2 no-bias)": (
        [5, 4, 2], 2,
        lambda: [Residual(nn.Conv2d(2, 4, 3, stride=2, padding=1), nn.Conv2d(2, 4, 1, stride=2, bias=False))],
    ),
    "parallel(conv 2 1x1 | conv 1 3x3 tanh padding same, conv 3 1x1), batchnorm": (
        [4, 3, 2], 2,
        lambda: [
            Parallel([
                nn.Sequential(nn.Conv2d(2, 2, 1)),
                nn.Sequential(nn.Conv2d(2, 1, 3, padding="same"), nn.Tanh(), nn.Conv2d(1, 3, 1)),
            ]),
            nn.BatchNorm2d(5),
        ],
    ),
}

# Batch normalization does not see the scale and the shift of what it takes. So gradients of a convolution before it are
# differences of terms of size 1: rounding errors, of the order of 1e-15, are all of a bias' gradient, and change a weight's.
CANCELLING = "parallel(conv 2 1x1 | conv 1 3x3 tanh padding same, conv 3 1x1), batchnorm"
FLOORS = {
    (CANCELLING, "gradient 1.1.2.weight"): 1e-14,
    (CANCELLING, "gradient 1.1.2.bias"): 1e-14,
    (CANCELLING, "gradient 1.0.0.bias"): 1e-14,
    ("dense 4, batchnorm momentum 0.3 epsilon 0.01", "gradient 1.bias"): 1e-14,
}


def wrapped(modules):
    """Branches of one module are written as sequences, so that their tensors have a place in their names."""
    for module in modules:
        if isinstance(module, Residual):
            module.body, module.shortcut = (
                part if isinstance(part, nn.Sequential) else nn.Sequential(part) for part in (module.body, module.shortcut)
            )
    return nn.Sequential(nn.Identity(), *modules)


def last(x):
    """Channels last, in one row."""
    return x.movedim(1, -1).flatten().tolist() if x.dim() > 2 else x.flatten().tolist()


def case(shape, rows, modules):
    network = wrapped(modules())
    fill(network)
    count = rows * torch.Size(shape).numel()
    # No two values of a window are alike, so that one wins.
    x = torch.tensor([((29 * i * i + 17 * i) % 193 - 96) / 64 for i in range(count)]).reshape([rows, *shape])
    values = {"shape": shape, "rows": [rows], "input": x.flatten().tolist()}
    values |= {f"before {n}": p.detach().flatten().tolist() for n, p in network.named_parameters()}
    x = (x.movedim(-1, 1) if x.dim() > 2 else x).contiguous().requires_grad_()
    output = network(x)
    above = torch.tensor(gradient(output.numel())).reshape(output.shape)
    output.backward(above)
    values |= {"output": last(output), "above": last(above), "gradient": last(x.grad)}
    values |= {f"gradient {n}": p.grad.flatten().tolist() for n, p in network.named_parameters()}
    kept = {n: b.flatten().tolist() for n, b in network.named_buffers() if not n.endswith("num_batches_tracked")}
    if kept:
        values |= {f"after {n}": b for n, b in kept.items()}
        values |= {"prediction": last(network.eval()(x))}
    return values


def cases():
    return {name: case(*settings) for name, settings in LAYERS.items()}
