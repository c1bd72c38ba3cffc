"""The learning rates of eight epochs of three updates under every schedule, beginning at 0.5; and those of
twenty epochs with given losses for the one that waits for plateaus."""

import warnings

import torch
from torch.optim import lr_scheduler as rules

EPOCHS, STEPS, RATE = 8, 3, 0.5
TOTAL = EPOCHS * STEPS

PER_STEP = {
    "constant": lambda o: rules.ConstantLR(o, factor=1.0),
    "polynomial": lambda o: rules.PolynomialLR(o, total_iters=TOTAL),
    "polynomial 2.5": lambda o: rules.PolynomialLR(o, total_iters=TOTAL, power=2.5),
    "cosine": lambda o: rules.CosineAnnealingLR(o, T_max=TOTAL),
    "cosine floor": lambda o: rules.CosineAnnealingLR(o, T_max=TOTAL, eta_min=0.1 * RATE),
    "one-cycle": lambda o: rules.OneCycleLR(o, max_lr=RATE, total_steps=TOTAL),
    "one-cycle rise": lambda o: rules.OneCycleLR(
        o, max_lr=RATE, total_steps=TOTAL, pct_start=0.45, div_factor=10, final_div_factor=100
    ),
    "warm-up cosine": lambda o: rules.SequentialLR(
        o,
        [
            rules.LinearLR(o, start_factor=0.1, total_iters=2 * STEPS),
            rules.CosineAnnealingLR(o, T_max=TOTAL - 2 * STEPS),
        ],
        milestones=[2 * STEPS],
    ),
}

PER_EPOCH = {
    "step": lambda o: rules.StepLR(o, step_size=3, gamma=0.5),
    "exponential": lambda o: rules.ExponentialLR(o, gamma=0.8),
}

# Epochs as fractions, as the class's own documentation steps it.
RESTARTS = {
    "cosine-restarts": dict(T_0=3, T_mult=1),
    "cosine-restarts growth": dict(T_0=1, T_mult=2, eta_min=0.2 * RATE),
}

LOSSES = [
    5.0, 4.0, 3.9999, 3.9, 3.95, 3.91, 3.92, 3.93, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 2.9, 2.91, 2.92, 2.93, 2.94,
]  # fmt: skip
PLATEAUS = {
    "plateau": dict(factor=0.5, patience=2),
    "plateau cooldown": dict(factor=0.1, patience=1, threshold=0.03, cooldown=2, min_lr=0.02 * RATE),
    "plateau impatient": dict(factor=0.7, patience=0),
}


def optimizer():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=RATE)


def rates(make, advance):
    rule = optimizer()
    schedule = make(rule)
    for step in range(TOTAL):
        yield rule.param_groups[0]["lr"]
        rule.step()
        advance(schedule, step + 1)


def every(schedule, step):
    schedule.step()


def whole_epochs(schedule, step):
    if step % STEPS == 0:
        schedule.step()


def fractions(schedule, step):
    schedule.step(step / STEPS)


def plateau(settings):
    rule = optimizer()
    schedule = rules.ReduceLROnPlateau(rule, **settings)
    for loss in LOSSES:
        schedule.step(loss)
        yield rule.param_groups[0]["lr"]


def cases():
    warnings.filterwarnings("ignore")
    values = {"losses": {"values": LOSSES}}
    for name, make in PER_STEP.items():
        values[name] = {"rates": list(rates(make, every))}
    for name, make in PER_EPOCH.items():
        values[name] = {"rates": list(rates(make, whole_epochs))}
    for name, settings in RESTARTS.items():
        make = lambda o, settings=settings: rules.CosineAnnealingWarmRestarts(o, **settings)
        values[name] = {"rates": list(rates(make, fractions))}
    for name, settings in PLATEAUS.items():
        values[name] = {"rates": list(plateau(settings))}
    return values
