"""The stability index by numpy, the Kolmogorov-Smirnov test and chi-square quantiles by SciPy, areas by scikit-learn."""
import json
import math
import pathlib
import subprocess
import sys
import tempfile

import markdown_it
import numpy
from scipy import stats
from sklearn.metrics import roc_auc_score

OLD = [0, 0, 0, 1, 1, 2, 2, 2, 5, 5]
NEW = [0, 1, 1, 1, 5, 5, 5, 9]


def numbers(count, power):
    parts = [math.fmod(index * 0.618033988749895, 1) for index in range(1, count + 1)]
    return [math.prod([part] * power) for part in parts]


def index_of(before, after):
    before, after = numpy.array(before, float), numpy.array(after, float)
    kept = before + after > 0
    before, after = before[kept], after[kept]
    p = numpy.maximum(before, 0.5) / before.sum()
    q = numpy.maximum(after, 0.5) / after.sum()
    return float(numpy.sum((q - p) * numpy.log(q / p)))


def psi(old, new, missing=(0, 0)):
    """The index over the tenths of the old numbers; missing values are a bin of their own."""
    edges = numpy.quantile(old, numpy.arange(1, 10) / 10, method="inverted_cdf")
    edges = numpy.unique(edges[edges < max(old)])
    counts = [
        [*numpy.bincount(numpy.searchsorted(edges, values, side="left"), minlength=len(edges) + 1), lost]
        for values, lost in zip((old, new), missing)
    ]
    return index_of(*counts)


def ks(old, new):
    return stats.ks_2samp(old, new, method="asymp")


def area():
    scores = [math.floor(value * 20) / 20 for value in numbers(200, 1)]
    truth = [value + (index % 7) / 7 > 0.8 for index, value in enumerate(numbers(200, 2))]
    return roc_auc_score(truth, scores)


def delong(truth, scores):
    positive, negative = scores[truth], scores[~truth]
    above = (positive[:, None] > negative).mean(1) + (positive[:, None] == negative).mean(1) / 2
    below = (positive[:, None] > negative).mean(0) + (positive[:, None] == negative).mean(0) / 2
    error = math.sqrt(above.var(ddof=1) / len(above) + below.var(ddof=1) / len(below))
    return above.mean() - 1.959963984540054 * error, above.mean() + 1.959963984540054 * error


def committed():
    pairs = [numbers(1000, 1), numbers(300, 2)], [OLD, NEW], [numbers(80, 1), numbers(60, 2)]
    found = [psi(*pairs[0]), psi(*pairs[1])] + [ks(*pair).statistic for pair in pairs]
    found += [stats.chi2.ppf(p, k) for k, p in ((1, 0.95), (9, 0.95), (9, 0.999), (50, 0.99))]
    scores = numpy.array([math.floor(value * 20) / 20 for value in numbers(200, 1)])
    truth = numpy.array([value + (index % 7) / 7 > 0.8 for index, value in enumerate(numbers(200, 2))])
    return found + [area(), *delong(truth, scores), ks(*pairs[2]).pvalue]


def write(path, columns):
    rows = zip(*columns.values())
    lines = [",".join(columns)] + [",".join("" if x is None else str(x) for x in row) for row in rows]
    path.write_text("\n".join(lines) + "\n")


def draw(generator, count, shift):
    age = generator.normal(40 + shift, 12, count).round(1)
    visits = generator.poisson(2 + shift / 10, count)
    job = generator.choice(["cook", "nurse", "smith"], count, p=[0.5 - shift / 100, 0.3, 0.2 + shift / 100])
    lost = generator.random(count) < 0.05 + shift / 200
    bought = numpy.where(age + 5 * visits + generator.normal(0, 10, count) > 50, "yes", "no")
    return {"age": [None if gone else value for gone, value in zip(lost, age)], "visits": visits, "job": job, "bought": bought}


def compare(program):
    """Compares the command's report on drawn rows with the same measures by numpy and SciPy."""
    generator = numpy.random.default_rng(7)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        old = draw(generator, 800, 0)
        write(folder / "old.csv", old)
        subprocess.run([program, "train", "old.csv", "--epochs", "20", "--no-selection", "--layers", "dense 4 tanh",
                        "-o", "m.safetensors"], cwd=folder, check=True, capture_output=True)
        for shift in (0, 4, 20):
            new = draw(generator, 500, shift)
            write(folder / "new.csv", new)
            result = subprocess.run([program, "check", "m.safetensors", "new.csv", "--json"], cwd=folder, check=True,
                                    capture_output=True, text=True)
            found = {column["column"]: column for column in json.loads(result.stdout)["columns"]}
            for column in ("age", "visits"):
                sides = [[float(x) for x in side[column] if x is not None] for side in (old, new)]
                missing = [sum(x is None for x in side[column]) for side in (old, new)]
                near(found[column]["psi"], psi(*sides, missing), 1e-9, f"psi of {column}")
                near(found[column]["ks"], ks(*sides).statistic, 0.01, f"ks of {column}")
            labels = ["cook", "nurse", "smith"]
            near(found["job"]["psi"], index_of(*[[list(side["job"]).count(x) for x in labels] for side in (old, new)]),
                 1e-9, "psi of job")
            print(f"shift {shift}: age {found['age']['psi']:.4f}, visits {found['visits']['psi']:.4f}, "
                  f"job {found['job']['psi']:.4f} agree")


        card(program, folder)


def card(program, folder):
    """Renders the model card as CommonMark: headings, one paragraph and lists, and no text that became a mark."""
    subprocess.run([program, "inspect", "m.safetensors", "--card", "card.md"], cwd=folder, check=True, capture_output=True)
    text = (folder / "card.md").read_text()
    tokens = markdown_it.MarkdownIt("commonmark").parse(text)
    kinds = {token.type for token in tokens}
    allowed = {f"{name}_{side}" for name in ("heading", "paragraph", "bullet_list", "list_item") for side in ("open", "close")}
    inner = {child.type for token in tokens for child in token.children or []}
    if kinds - allowed - {"inline"} or inner - {"text", "text_special", "code_inline"}:
        sys.exit(f"the card has other elements: {sorted(kinds - allowed | inner)}")
    if len([token for token in tokens if token.type == "heading_open"]) != text.count("\n## ") + 1:
        sys.exit("the card has other headings")
    print(f"the card has {text.count(chr(10) + '## ')} sections of valid CommonMark")


def near(found, expected, tolerance, name):
    if abs(found - expected) > tolerance:
        sys.exit(f"{name}: {found}, expected {expected}")


def main():
    texts = [f"{value:.12f}" for value in committed()]
    print("\n".join(texts))
    tests = open(sys.argv[1]).read()
    missing = [text for text in texts if text not in tests]
    if missing:
        sys.exit(f"not among the committed numbers: {', '.join(missing)}")
    if len(sys.argv) > 2:
        compare(pathlib.Path(sys.argv[2]).resolve())


if __name__ == "__main__":
    main()
