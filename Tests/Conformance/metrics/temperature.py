"""The temperatures that TemperatureTests.swift expects: the minimum of the log loss by SciPy.

Usage: python3 temperature.py (needs numpy and scipy)"""
import numpy as np
from scipy.optimize import minimize_scalar

ROWS, CLASSES = 300, 3


def uniform(count, seed):
    """The numbers of a generator that the test repeats (Knuth's linear congruential generator)."""
    numbers = []
    for _ in range(count):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        numbers.append((seed >> 11) / 2**53)
    return np.array(numbers)


logits = 8 * uniform(ROWS * CLASSES, 7).reshape(ROWS, CLASSES) - 4
shares = np.exp(logits / 2.5)
shares /= shares.sum(1, keepdims=True)
truth = [int(np.searchsorted(np.cumsum(share), draw)) for share, draw in zip(shares, uniform(ROWS, 99))]


def loss(inverse, weights):
    scaled = inverse * logits
    return (weights * (np.log(np.exp(scaled).sum(1)) - scaled[np.arange(ROWS), truth])).sum()


for weights in (np.ones(ROWS), 1 + uniform(ROWS, 5)):
    found = minimize_scalar(loss, bounds=(0.05, 8), method="bounded", args=(weights,), options={"xatol": 1e-12})
    print(round(1 / found.x, 3))

# The average of two networks, the second of which adds noise to the logits.
networks = [logits, logits + 6 * uniform(ROWS * CLASSES, 13).reshape(ROWS, CLASSES) - 3]


def loss_of_average(inverse):
    shares = [np.exp(inverse * each) for each in networks]
    mean = sum(share / share.sum(1, keepdims=True) for share in shares) / len(shares)
    return -np.log(mean[np.arange(ROWS), truth]).sum()


found = minimize_scalar(loss_of_average, bounds=(0.05, 8), method="bounded", options={"xatol": 1e-12})
print(round(1 / found.x, 3))
