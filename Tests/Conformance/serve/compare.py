"""Compares a running server with the command predict; see run."""

import json
import random
import subprocess
import sys
from pathlib import Path

import clients
import operations
import schema
from server import served


def table(path):
    """Writes a table with numbers, categories and missing values."""
    numbers = random.Random(7)
    lines = ["height,color,note,soil,kind"]
    for row in range(200):
        tall = row % 3 == 0
        height = "" if row % 17 == 5 else f"{numbers.random() + (2 if tall else 0):.4f}"
        color = numbers.choice(["red", "blue", "gr\u00fcn", "sehr \"hell\"", ""])
        quoted = '"' + color.replace('"', '""') + '"'
        lines.append(f"{height},{quoted},{numbers.choice('abc')},{numbers.randrange(5)},{'tree' if tall else 'herb'}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def train(backprop, data, target, model):
    subprocess.run(
        [backprop, "train", data, "--target", target, "-o", model, "--epochs", "5", "--weight-decay", "0.01",
         "--layers", "dense 8 relu", "--bins", "0"],
        check=True, capture_output=True)


def main():
    backprop, work = sys.argv[1], Path(sys.argv[2])
    is_quick = "--quick" in sys.argv
    iris, garden = work / "iris.csv", work / "garden.csv"
    table(garden)
    train(backprop, iris, "species", work / "iris.safetensors")
    train(backprop, garden, "kind", work / "garden.safetensors")
    with served(backprop, str(work / "garden.safetensors")) as server:
        clients.plain(backprop, server, work / "garden.safetensors", garden)
        clients.metrics(server)
        schema.check(server, work, is_quick)
    with served(backprop, str(work / "iris.safetensors")) as server:
        clients.plain(backprop, server, work / "iris.safetensors", iris)
        clients.triton(backprop, server, work / "iris.safetensors", iris)
        clients.kserve(backprop, server, work / "iris.safetensors", iris)
        clients.mlflow(backprop, server, work / "iris.safetensors", iris)
    operations.check(backprop, work)
    print("The server's answers are those of the command, by every client.")


if __name__ == "__main__":
    main()
