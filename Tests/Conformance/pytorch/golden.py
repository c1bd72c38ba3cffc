"""Compares the golden values of the tests with PyTorch's, or writes them with `--write`.

Everything is computed in double precision on one thread. Starting values and gradients are multiples
of powers of two, so that they are the same numbers in single precision.
"""

import sys
from pathlib import Path

import torch

import activations
import baselines
import fixture
import layers
import losses
import networks
import optimizers
import schedules
import trajectories

TESTS = Path(__file__).resolve().parents[2] / "BackpropTests"
FILES = {
    "Optimizers/OptimizerGoldenValues.swift": optimizers.cases,
    "Layers/ActivationGoldenValues.swift": activations.cases,
    "Layers/LayerGoldenValues.swift": layers.cases,
    "Losses/LossGoldenValues.swift": losses.cases,
    "Networks/NetworkGoldenValues.swift": networks.cases,
    "Recipes/ScheduleGoldenValues.swift": schedules.cases,
    "Optimizers/OptimizerBaselineValues.swift": baselines.cases,
    "Training/TrajectoryGoldenValues.swift": trajectories.cases,
}


def main():
    if sys.argv[1:] not in ([], ["--write"]):
        sys.exit("usage: golden.py [--write]")
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    differences = 0
    for name, cases in FILES.items():
        path = TESTS / name
        computed = cases()
        if sys.argv[1:] == ["--write"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fixture.swift(path.stem, computed), encoding="utf-8")
        found = fixture.differences(fixture.read(path), computed, layers.FLOORS if cases is layers.cases else {})
        for difference in found:
            print(f"{name}: {difference}", file=sys.stderr)
        differences += len(found)
        count = sum(len(numbers) for case in computed.values() for numbers in case.values())
        print(f"{name}: {len(computed)} cases, {count} values, {len(found)} differences")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
