"""Ten steps of every optimizer from fixed parameters along gradients that change from step to step."""

import numpy
import torch

STEPS = 10
PARAMETERS = [1.0, -0.5, 0.25, 2.0, -1.5]

# One gradient a step. The fourth column is so small that ε shows, the last changes its sign and is zero
# now and then, the third keeps its sign.
GRADIENTS = [
    [0.5, -0.25, 1.0, 2.0**-20, 0.5],
    [-0.75, -1.5, 0.5, 2.0**-21, -0.5],
    [0.125, 0.25, 2.0, -(2.0**-20), 0.25],
    [1.5, -0.5, 0.75, 2.0**-19, 0.0],
    [-2.0, 1.25, 0.25, 2.0**-20, 0.75],
    [0.25, 0.75, 1.25, 2.0**-22, 0.5],
    [0.5, -3.0, 0.5, -(2.0**-19), -1.0],
    [-0.125, 0.5, 1.5, 2.0**-20, 0.0],
    [0.875, 1.0, 0.375, 2.0**-21, -0.25],
    [-1.25, -0.375, 0.625, 2.0**-20, 1.0],
]

RULES = {
    "sgd": (torch.optim.SGD, dict(lr=0.1)),
    "sgd decay": (torch.optim.SGD, dict(lr=0.1, weight_decay=0.05)),
    "sgd momentum": (torch.optim.SGD, dict(lr=0.1, momentum=0.9)),
    "sgd momentum decay": (torch.optim.SGD, dict(lr=0.1, momentum=0.8, weight_decay=0.05)),
    "sgd nesterov": (torch.optim.SGD, dict(lr=0.1, momentum=0.9, nesterov=True)),
    "sgd nesterov decay": (
        torch.optim.SGD,
        dict(lr=0.05, momentum=0.7, nesterov=True, weight_decay=0.1),
    ),
    "adagrad": (torch.optim.Adagrad, dict(lr=0.1, eps=1e-10)),
    "adagrad decay": (torch.optim.Adagrad, dict(lr=0.1, eps=1e-6, weight_decay=0.05)),
    "rmsprop": (torch.optim.RMSprop, dict(lr=0.01)),
    "rmsprop smoothing": (torch.optim.RMSprop, dict(lr=0.01, alpha=0.9, eps=1e-6)),
    "rmsprop momentum": (torch.optim.RMSprop, dict(lr=0.01, momentum=0.9)),
    "rmsprop momentum decay": (
        torch.optim.RMSprop,
        dict(lr=0.01, alpha=0.95, momentum=0.5, weight_decay=0.1),
    ),
    "adam": (torch.optim.Adam, dict(lr=0.01)),
    "adam betas": (torch.optim.Adam, dict(lr=0.01, betas=(0.8, 0.9), eps=1e-6)),
    "adam decay": (torch.optim.Adam, dict(lr=0.01, weight_decay=0.1)),
    "adamw": (torch.optim.AdamW, dict(lr=0.01, weight_decay=0.01)),
    "adamw decay": (torch.optim.AdamW, dict(lr=0.02, betas=(0.8, 0.99), weight_decay=0.5)),
    "amsgrad": (torch.optim.Adam, dict(lr=0.01, betas=(0.9, 0.9), amsgrad=True)),
    "amsgrad decay": (
        torch.optim.Adam,
        dict(lr=0.02, betas=(0.8, 0.7), eps=1e-6, weight_decay=0.1, amsgrad=True),
    ),
    "nadam": (torch.optim.NAdam, dict(lr=0.01)),
    "nadam momentum decay": (torch.optim.NAdam, dict(lr=0.01, betas=(0.8, 0.95), momentum_decay=2.0)),
    "nadam decay": (torch.optim.NAdam, dict(lr=0.02, eps=1e-6, weight_decay=0.1, momentum_decay=0.0)),
    "rprop": (torch.optim.Rprop, dict(lr=0.01)),
    "rprop limits": (
        torch.optim.Rprop,
        dict(lr=0.1, etas=(0.25, 1.5), step_sizes=(0.05, 0.3)),
    ),
}

LION = {
    "lion": dict(lr=0.01, beta1=0.9, beta2=0.99, decay=0.0),
    "lion decay": dict(lr=0.02, beta1=0.6, beta2=0.8, decay=0.5),
}


def pytorch(rule, settings):
    parameter = torch.nn.Parameter(torch.tensor(PARAMETERS))
    optimizer = rule([parameter], **settings)
    for gradient in GRADIENTS:
        parameter.grad = torch.tensor(gradient)
        optimizer.step()
        yield parameter.detach().tolist()


def lion(lr, beta1, beta2, decay):
    """Chen et al., “Symbolic discovery of optimization algorithms” (2023), algorithm 2; PyTorch has none."""
    theta, m = numpy.array(PARAMETERS), numpy.zeros(len(PARAMETERS))
    for gradient in map(numpy.array, GRADIENTS):
        c = beta1 * m + (1 - beta1) * gradient
        theta = theta - lr * (numpy.sign(c) + decay * theta)
        m = beta2 * m + (1 - beta2) * gradient
        yield theta.tolist()


def cases():
    trajectories = {name: list(pytorch(*rule)) for name, rule in RULES.items()}
    trajectories |= {name: list(lion(**settings)) for name, settings in LION.items()}
    values = {"start": {"parameters": PARAMETERS, "gradients": sum(GRADIENTS, [])}}
    for name, trajectory in trajectories.items():
        values[name] = {"parameters": sum(trajectory, [])}
    return values
