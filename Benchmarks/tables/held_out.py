"""The scores of held-out rows that `train` prints, beside a cross-validation that selects again inside each fold.

Both are of the program. The folds of `train` chose the network and score it, so that its scores are a little too good;
a cross-validation of 5 × 5 folds is not. Printed is the difference in standard errors of the scores of `train`."""
import json
import os
import tempfile

import program
import report
import tables

NAMES = ["sonar", "wheat-seeds", "horse-colic", "soybean", "pima-indians-diabetes", "german", "attrition",
         "auto-insurance", "housing", "concrete", "insurance", "ames"]
COLUMNS = ["table", "metric", "train, held out", "standard error", "5 × 5 folds", "too good by (errors)"]


def scores(folder, name, seed):
    """The metric, the mean and standard error that `train` prints, and the mean of the cross-validation."""
    table = tables.read(folder, name)
    with tempfile.TemporaryDirectory() as scratch:
        data, model = os.path.join(scratch, "data.csv"), os.path.join(scratch, "m.safetensors")
        table.write(data, range(len(table.rows)))
        shared = [data, "--target", table.header[table.target], "--json", "--seed", str(seed),
                  "--task", "classification" if table.classes else "regression"]
        called = [program.called(os.environ["BACKPROP"], *command, *shared) for command in
                  (["train", "-o", model], ["cross-validate", "--folds", "5", "--repeats", "5"])]
    trained, validated = (json.loads(text) for text in called)
    metric = "logLoss" if table.classes else "rmse"
    held_out = trained["heldOut"]
    return metric, held_out["mean"][metric], held_out["standardError"][metric], validated["mean"][metric]


def text(folder, names, seed=1):
    """The page; rows without a table in the folder are left out."""
    rows, errors = [], []
    for name in names:
        if tables.read(folder, name) is None:
            continue
        metric, mean, error, other = scores(folder, name, seed)
        errors.append((other - mean) / error)
        rows.append([name, metric, *(report.number(value) for value in (mean, error, other)), f"{errors[-1]:+.2f}"])
        print("| " + " | ".join(rows[-1]) + " |", flush=True)
    within = sum(abs(value) <= 1 for value in errors)
    return "\n\n".join([
        "# The held-out scores of `train`",
        f"Within one standard error of a separate cross-validation: {within} of {len(errors)} tables. "
        f"Mean difference: {sum(errors) / len(errors):+.2f} standard errors.",
        "```sh\nBenchmarks/tables/run ../shared/data --held-out\n```", report.table_of(rows, COLUMNS)]) + "\n"
