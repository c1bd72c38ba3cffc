"""Memory that training takes beyond the process before it, with data and all: beside the plan, and over epochs."""
import tables
from jobs.common import backprop, peer

title = "Memory of training MLP 784-512-256-10, batch 128"
scalar = "float"
bar = "Bar: what the plan says, as `backprop inspect` prints it, and no growth over 1,000 epochs."


def groups(context):
    settings = {"task": "memory", "network": "mlp", "batch": 128, "rows": 128, "epochs": 20 if context.quick else 100}
    members = [backprop(context, "memory", 128, 128, 1000), peer(context, "PyTorch", "pytorch.py", settings)]
    for each in members:
        # Else the C library keeps freed blocks for itself, as many as it happens to.
        each.environment = {"MALLOC_MMAP_THRESHOLD_": "131072"}
    return [("1 thread", members)]


def rounds(context, contender, round):
    return round == 1


def report(context, groups):
    rows = []
    for each in groups[0][1]:
        if each.values:
            grown = each.checked["late"] - each.checked["early"]
            plan = each.checked.get("plan")
            rows.append([
                each.name, _megabytes(plan) if plan else "–", _megabytes(each.values[0]),
                f"{each.checked['epochs']}", f"{grown / 1024:.0f} KiB"])
    head = ["", "planned", "measured", "epochs", "growth after the tenth"]
    return [
        "The highest resident memory while training, less that before the network was made, the data in memory already; "
        "parameters, gradients and what the optimizer remembers included. The C library is told to give large blocks back at "
        "once; by its own choice it keeps about one copy of the parameters more.", ""] + tables.table(head, rows) + (
            tables.skipped(groups[0][1]))


def _megabytes(value):
    return f"{value / 2**20:.2f} MiB"
