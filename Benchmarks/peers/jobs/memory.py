"""Memory that training takes beyond the process before it, with data and all: beside the plan, and over epochs."""
import tables
from jobs.common import backprop, peer
from jobs.digits import LAYERS

title = "Memory of training, batch 128"
scalar = "float"
bar = (
    "Bar: what the plan says, as `backprop inspect` prints it, no growth over 1,000 epochs, and for the network for digits "
    "no more than PyTorch.")
NETWORKS = [
    ("mlp", "dense 512 relu, dense 256 relu, dense 10 softmax", "784", 1000), ("conv", LAYERS, "28x28x1", 100)]


def groups(context):
    made = []
    for network, layers, shape, epochs in NETWORKS:
        settings = {
            "task": "memory", "network": network, "batch": 128, "rows": 128, "epochs": 20 if context.quick else 100}
        members = [
            backprop(context, "memory", layers, shape, 128, 128, epochs),
            peer(context, "PyTorch", "pytorch.py", settings)]
        if network == "conv":
            members.append(peer(context, "PyTorch, channels last", "pytorch.py", settings | {"layout": "channels-last"}))
        for each in members:
            # Else the C library keeps freed blocks for itself, as many as it happens to.
            each.environment = {"MALLOC_MMAP_THRESHOLD_": "131072"}
        made.append((layers, members))
    return made


def rounds(context, contender, round):
    return round == 1


def report(context, groups):
    lines = [
        "The highest resident memory while training, less that before the network was made, the data in memory already; "
        "parameters, gradients and what the optimizer remembers included. The C library is told to give large blocks back at "
        "once; by its own choice it keeps about one copy of the parameters more."]
    for name, contenders in groups:
        rows = []
        for each in contenders:
            if each.values:
                grown = each.checked["late"] - each.checked["early"]
                plan = each.checked.get("plan")
                rows.append([
                    each.name, _megabytes(plan) if plan else "–", _megabytes(each.values[0]),
                    f"{each.checked['epochs']}", f"{grown / 1024:.0f} KiB"])
        head = ["", "planned", "measured", "epochs", "growth after the tenth"]
        lines += ["", f"`{name}`:", ""] + tables.table(head, rows) + tables.skipped(contenders)
    return lines


def _megabytes(value):
    return f"{value / 2**20:.2f} MiB"
