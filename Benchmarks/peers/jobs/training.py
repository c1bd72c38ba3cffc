"""Training of one network on MNIST with every peer, on one thread and on two; images per second."""
import tables
from jobs.common import backprop, peer, plural

ACCURACY_APART = 0.015


def contenders(context, network, layers, shape, batch, images):
    made = []
    for threads in (1, 2) if context.cores > 1 else (1,):
        settings = {
            "task": "train", "network": network, "batch": batch, "images": images, "data": context.mnist,
            "quick": context.quick}
        keras = {"KERAS_BACKEND": "tensorflow"}, {"KERAS_BACKEND": "jax"}
        here = [
            backprop(context, "train", layers, shape, batch, threads, images, context.mnist, cores=threads),
            peer(context, "PyTorch", "pytorch.py", settings, threads),
            peer(context, "Keras on TensorFlow", "keras_networks.py", settings, threads, keras[0]),
            peer(context, "Keras on JAX", "keras_networks.py", settings, threads, keras[1])]
        if network == "mlp":
            here += [
                peer(context, "JAX", "jax_loop.py", settings, threads),
                peer(context, "scikit-learn", "scikit_learn.py", settings, threads)]
        made.append((plural(threads, "thread"), here))
    return made


def report(context, groups, flop):
    lines = []
    for threads, (name, contenders) in enumerate(groups, 1):
        lines += ["", f"On {name}:", ""]
        peak = context.peak.median("float", threads)
        lines += tables.comparison(
            contenders, "images a second", True,
            extra=[
                ("of peak", lambda each: f"{100 * tables.median(each.values) * flop / peak / 1e9:.0f} %" if peak else ""),
                ("loss", lambda each: f"{each.losses[-1]:.4f}"),
                ("test accuracy", lambda each: f"{each.checked.get('accuracy', float('nan')):.4f}"),
                ("how", lambda each: each.what)])
        lines += _verdict(contenders)
    return lines + _scaling(groups)


def _verdict(contenders):
    """Nobody skips work: all have trained for as many epochs, and must have learned as much."""
    accuracies = {each.name: each.checked["accuracy"] for each in contenders if "accuracy" in each.checked}
    rival = tables.best(contenders, True)
    own = next((each for each in contenders if each.name == "Backprop" and each.values), None)
    lines = []
    if rival and own:
        lines += ["", f"Backprop beside the best peer, {rival.name}: {tables.ratio_text(own.values, rival.values, True)}."]
    behind = [name for name, value in accuracies.items() if value < max(accuracies.values()) - ACCURACY_APART]
    if behind:
        lines += ["", f"**Not comparable**, since they have learned less after as many epochs: {', '.join(behind)}."]
    return lines


def _scaling(groups):
    if len(groups) < 2:
        return []
    rows = []
    for one, two in zip(groups[0][1], groups[1][1]):
        if one.values and two.values:
            rows.append([one.name, tables.ratio_text(two.values, one.values, True)])
    return ["", "Two threads over one:", ""] + tables.table(["", "ratio"], rows)
