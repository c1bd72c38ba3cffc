"""The baselines that PyTorch publishes for its optimizers: the runs whose parameters its C++ tests pin.

All layers are made in double precision here, so that the initial weights are others. The setting is that of PyTorch's test/cpp/api/optim_baseline.py: a network of 2-3-1 sigmoid units, three fixed rows, the
sum of the outputs as the loss, 1001 steps, every hundredth of them recorded. Left out are the rules that this library
does not have: AdamW with AMSGrad and RMSprop with centered gradients; L-BFGS searches along its lines by other rules.

A run is recorded as long as arithmetic decides it. With RMSprop and weight decay, the weights end in a cycle that amplifies
rounding errors: after 301 steps PyTorch itself differs by 1e-5 to 1e-2 between its instruction sets (ATEN_CPU_CAPABILITY =
default, avx2, avx512), after 201 steps by 1e-14. `decided` shows it in every run of this script: if the first row of weights
is changed in its last bit after each step, the recorded weights stay, and those of the next hundredth step do not.
"""

import torch
from torch.nn import Linear, Sequential, Sigmoid
from torch.optim import SGD, Adagrad, Adam, AdamW, RMSprop

ROWS = [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]
STEPS, EVERY = 1001, 100
# The steps of runs that rounding errors decide later.
DECIDED = {"rmsprop decay": 201}
# Ten times the largest change of the other runs; a run that rounding errors decide changes by 1e-4 or more.
LIMIT = 2e-11

RULES = {
    "adam": (Adam, dict(lr=1.0)),
    "adam decay": (Adam, dict(lr=1.0, weight_decay=1e-2)),
    "adam decay amsgrad": (Adam, dict(lr=1.0, weight_decay=1e-6, amsgrad=True)),
    "adamw": (AdamW, dict(lr=1.0)),
    "adamw without decay": (AdamW, dict(lr=1.0, weight_decay=0)),
    "adagrad": (Adagrad, dict(lr=1.0)),
    "adagrad decay": (Adagrad, dict(lr=1.0, weight_decay=1e-2)),
    "adagrad decay of both": (Adagrad, dict(lr=1.0, weight_decay=1e-6, lr_decay=1e-3)),
    "rmsprop": (RMSprop, dict(lr=0.1)),
    "rmsprop decay": (RMSprop, dict(lr=0.1, weight_decay=1e-2)),
    "sgd": (SGD, dict(lr=0.1)),
    "sgd decay": (SGD, dict(lr=0.1, weight_decay=1e-2)),
    "sgd decay momentum": (SGD, dict(lr=0.1, momentum=0.9, weight_decay=1e-2)),
    "sgd decay nesterov": (SGD, dict(lr=0.1, momentum=0.9, weight_decay=1e-6, nesterov=True)),
}


def network():
    """Weights and biases from a uniform distribution of the width of the layer's inputs, seed 0."""
    torch.manual_seed(0)
    layers = Sequential(Linear(2, 3), Sigmoid(), Linear(3, 1), Sigmoid())
    for module in layers:
        if isinstance(module, Linear):
            width = module.in_features**-0.5
            for parameter in module.parameters():
                parameter.data.uniform_(-width, width)
    return layers


def flat(layers):
    return [number for parameter in layers.parameters() for number in parameter.detach().flatten().tolist()]


def run(rule, settings, steps, change=0.0):
    """The parameters before the run and after every hundredth step. After each, the first row of weights grows by a factor."""
    layers = network()
    optimizer = rule(layers.parameters(), **settings)
    values = {"before": flat(layers)}
    for step in range(steps):
        optimizer.zero_grad()
        layers(torch.tensor(ROWS)).sum().backward()
        optimizer.step()
        layers[0].weight.data[0] *= 1 + change
        if step % EVERY == 0:
            values[f"after {step + 1}"] = flat(layers)
    return values


def decided(name):
    """The run of a rule. Ends the program if rounding errors decide a recorded step, or do not decide the next one."""
    recorded = DECIDED.get(name, STEPS)
    steps = min(STEPS, recorded + EVERY)
    values, moved = run(*RULES[name], steps), run(*RULES[name], steps, change=2.0**-52)
    kept = [key for key in values if key == "before" or int(key.split()[1]) <= recorded]
    for key, numbers in values.items():
        is_steady = max(abs(a - b) for a, b in zip(numbers, moved[key])) <= LIMIT
        if is_steady != (key in kept):
            raise SystemExit(f"{name}, {key}: rounding errors {'do not decide' if is_steady else 'decide'} the weights")
    return {key: values[key] for key in kept}


def cases():
    return {"rows": {"features": sum(ROWS, [])}} | {name: decided(name) for name in RULES}
