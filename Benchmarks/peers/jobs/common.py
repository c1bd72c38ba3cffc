"""What the jobs share: how Backprop and the peers are called."""
import json
import os

from contender import Contender

PEERS = os.path.join(os.path.dirname(__file__), "..", "peers")


def backprop(context, *arguments, cores=1):
    return Contender("Backprop", [context.program, *arguments], cores)


def peer(context, name, script, settings, cores=1, environment=None):
    """A peer in Python; the script gets the settings."""
    return Contender(
        name, [context.python, os.path.join(PEERS, script), json.dumps(settings | {"threads": cores})], cores,
        environment, patience=600)


def plural(count, word):
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


MLP_FLOP = 6 * (784 * 512 + 512 * 256 + 256 * 10) - 2 * 784 * 512  # an image of training; no gradient of the input
