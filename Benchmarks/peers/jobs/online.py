"""One online step of the article's network: forward, backward, update, one row, one thread."""
import tables
from contender import Contender
from jobs.common import backprop, peer

title = "One online step, 7-5-3"
scalar = "double"
bar = "Bar: 120 ns; aim: 60 ns."


def groups(context):
    contenders = [
        backprop(context, "online"), Contender("FANN", [context.fann, "online"]),
        peer(context, "JAX", "jax_loop.py", {"task": "online"}),
        peer(context, "PyTorch", "pytorch.py", {"task": "online"})]
    return [("1 thread", contenders)]


def report(context, groups):
    return ["Sigmoids, half the squared error, plain gradient descent, double precision, one thread.", ""] + (
        tables.comparison(
            groups[0][1], "ns a step", False, extra=[("how", lambda each: each.what)]))
