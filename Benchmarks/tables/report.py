"""Results as a page: per table the losses, then ranks, normalized scores, wins, ties and losses, and seconds."""
import statistics

import tables


def mean_of(results, name, contender, key="loss"):
    values = [result[key] for (table, who, _), result in results.items()
              if table == name and who == contender and result.get(key) is not None]
    return statistics.mean(values) if values else None


def ranks(losses):
    """Ranks from 1 of a dictionary of losses; equals share their mean."""
    order = sorted(losses.values())
    return {who: statistics.mean(place + 1 for place, loss in enumerate(order) if loss == value)
            for who, value in losses.items()}


def normalized(losses):
    """0 is the linear model, 1 the best of all."""
    base, best = losses.get("linear"), min(losses.values())
    if base is None:
        return {}
    return {who: (base - loss) / (base - best) if base > best else 0.0 for who, loss in losses.items()}


def comparison(results, name, mine, other):
    """1 if `mine` has less loss by more than the standard error of the folds' differences, -1 if more, else 0. A
    single fold has no standard error: there any difference counts."""
    folds = sorted(fold for table, who, fold in results if table == name and who == mine)
    pairs = [(results.get((name, mine, fold), {}).get("loss"), results.get((name, other, fold), {}).get("loss"))
             for fold in folds]
    differences = [theirs - ours for ours, theirs in pairs if ours is not None and theirs is not None]
    if not differences:
        return None
    if len(differences) == 1:
        return (differences[0] > 0) - (differences[0] < 0)
    error = statistics.stdev(differences) / len(differences) ** 0.5
    mean = statistics.mean(differences)
    return 0 if abs(mean) <= error else (1 if mean > 0 else -1)


def table_of(rows, header):
    lines = ["| " + " | ".join(header) + " |", "|---|" + "---:|" * (len(header) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def number(value, digits=4):
    return "–" if value is None else f"{value:.{digits}g}"


def losses_page(results, names, everybody):
    rows = []
    for name in names:
        losses = {who: mean_of(results, name, who) for who in everybody}
        best = min((loss for loss in losses.values() if loss is not None), default=None)
        rows.append([name] + [f"**{number(loss)}**" if loss == best and loss is not None else number(loss)
                              for loss in losses.values()])
    return table_of(rows, ["table", *everybody])


def summary_page(results, names, everybody, key="loss"):
    """One line a contender over these tables."""
    sums = {who: {"rank": [], "normalized": [], "seconds": []} for who in everybody}
    for name in names:
        losses = {who: mean_of(results, name, who, key) for who in everybody}
        losses = {who: loss if key == "loss" else -loss for who, loss in losses.items() if loss is not None}
        if not losses:
            continue
        for who, rank in ranks(losses).items():
            sums[who]["rank"].append(rank)
            sums[who]["seconds"].append(mean_of(results, name, who, "seconds"))
        for who, value in normalized(losses).items():
            sums[who]["normalized"].append(value)
    rows = []
    for who in everybody:
        found = [comparison(results, name, "backprop", who) for name in names] if key == "loss" else []
        rows.append([
            who,
            *(number(statistics.mean(sums[who][column]), 3) if sums[who][column] else "–"
              for column in ("rank", "normalized")),
            number(statistics.median(sums[who]["seconds"]), 3) if sums[who]["seconds"] else "–",
            "" if who == "backprop" or not found else
            f"{found.count(1)} / {found.count(0)} / {found.count(-1)}",
        ])
    rows.sort(key=lambda row: float(row[1]) if row[1] != "–" else 99)
    return table_of(rows, ["contender", "mean rank", "normalized", "median seconds", "backprop wins / ties / loses"])


def protocol(folds, contenders):
    """The sentences about the folds, and the command."""
    count = "Five outer folds" if folds == 5 else "The first of five outer folds" if folds == 1 else \
        f"The first {folds} of five outer folds"
    wins = ("a win or a loss is any difference" if folds == 1 else
            "a win or a loss is a difference of more than one standard error over the folds")
    arguments = ("" if folds == 5 else f" --folds {folds}") + (
        f" --contenders {' '.join(contenders)}" if contenders else "")
    return [
        f"{count}, the same rows for everybody, library defaults, one thread each. Log loss (classes) or RMSE "
        f"(numbers), the mean over the folds; {wins}. Normalized: 0 is the linear model, 1 the best of all. Seconds "
        "are of the processor, for one fold.",
        f"```sh\nBenchmarks/tables/run ../shared/data{arguments}\n```",
    ]


def text(folder, results, names, everybody, folds=5, contenders=None):
    sizes = {name: len(tables.read(folder, name).rows) for name in names}
    names = sorted(names, key=sizes.get)
    chosen = [name for name in names if name in tables.CHOOSING]
    others = [name for name in names if name not in tables.CHOOSING]
    parts = [
        "# Tables, beside the usual choices", *protocol(folds, contenders),
    ]
    groups = [
        ("All tables", names), ("Tables that the defaults were chosen on", chosen), ("The other tables", others),
        ("Below 1,500 rows", [name for name in names if sizes[name] < 1500]),
        ("1,500 to 9,999 rows", [name for name in names if 1500 <= sizes[name] < 10000]),
        ("10,000 rows and more", [name for name in names if sizes[name] >= 10000]),
    ]
    for title, group in groups:
        if group:
            parts += [f"## {title} ({len(group)}), by log loss or RMSE", summary_page(results, group, everybody)]
    classes = [name for name in names if tables.read(folder, name).classes]
    if classes:
        parts += ["## By accuracy", summary_page(results, classes, everybody, "score"),
                  "## By area under the ROC curve", summary_page(results, classes, everybody, "auc")]
    parts += ["## Loss by table", losses_page(results, names, everybody)]
    failures = sorted({f"- {name}, {who}: {result['failure']}" for (name, who, _), result in results.items()
                       if result.get("failure") and name in names})
    if failures:
        parts += ["## Failed", "\n".join(failures)]
    return "\n\n".join(parts) + "\n"
