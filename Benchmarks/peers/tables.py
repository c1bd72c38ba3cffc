"""Medians, spreads and ratios, as a table in Markdown."""
import statistics


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "|".join(["---"] + ["---:"] * (len(head) - 1)) + "|"]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def median(values):
    return statistics.median(values)


def spread(values):
    """How far the middle half of the rounds lies apart, of the median."""
    if len(values) < 3:
        return "–"
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"±{50 * (high - low) / median(values):.0f} %"


def ratios(own, other, higher_is_better):
    """Round by round, how many times better `own` is than `other`."""
    pairs = list(zip(own, other))
    return [a / b if higher_is_better else b / a for a, b in pairs]


def ratio_text(own, other, higher_is_better):
    values = ratios(own, other, higher_is_better)
    return f"{short(median(values))}× ({short(min(values))} to {short(max(values))})"


def short(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def best(contenders, higher_is_better):
    """The best of those that are not Backprop."""
    peers = [each for each in contenders if each.name != "Backprop" and each.values]
    key = lambda each: median(each.values)
    return (max if higher_is_better else min)(peers, key=key) if peers else None


def comparison(contenders, unit, higher_is_better, number=short, extra=()):
    """One row a contender that answered, best first, with how many times better Backprop is; and what was skipped.

    `extra`: pairs of a column's head and a function that makes its cell of a contender.
    """
    own = next((each for each in contenders if each.name == "Backprop" and each.values), None)
    answered = [each for each in contenders if each.values]
    answered.sort(key=lambda each: median(each.values), reverse=higher_is_better)
    rows = []
    for each in answered:
        ratio = ratio_text(own.values, each.values, higher_is_better) if own and each is not own else ""
        rows.append(
            [f"**{each.name}**" if each is own else each.name, number(median(each.values)), spread(each.values), ratio]
            + [make(each) for _, make in extra])
    lines = table(["", unit, "spread", "Backprop is better by"] + [head for head, _ in extra], rows)
    return lines + skipped(contenders)


def skipped(contenders):
    failed = [f"- {each.name} skipped: {each.failure}" for each in contenders if each.failure]
    return ([""] + failed) if failed else []
