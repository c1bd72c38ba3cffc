"""What `backprop tune` gains on rows that it has not seen: in each fold of a stratified 5-fold division of a table,
for several seeds, the search sees the training rows alone, and its model, the winner alone and that of the defaults,
trained on the same rows, are scored on the others. Printed are means over all folds, and the mean of the differences
fold by fold with its standard error."""
import json
import os
import statistics
import subprocess
import sys
import tempfile

SEEDS = [int(seed) for seed in os.environ.get("SEEDS", "1,2,3,4,5").split(",")]
SCORES = {"classes": (("accuracy", 1), ("logLoss", -1), ("rocAUC", 1)), "numbers": (("rmse", -1), ("r2", 1))}
KINDS = ("usual", "tuned", "winner")


def told(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return json.loads(done.stdout)


def folds(backprop, path, seed):
    """The rows of each fold's test, as the command divides them."""
    told_of = told(backprop, "cross-validate", path, "--seed", seed, "--epochs", 1, "--weight-decay", 1, "--json")
    return [fold["testRows"] for fold in told_of["folds"]]


def tried(backprop, lines, test, seed, trials, scratch):
    """Scores of the defaults, of the search's model and of its winner alone on the test rows, and what the winner is."""
    names = {name: os.path.join(scratch, name) for name in ("training.csv", "test.csv", "recipe") + KINDS}
    tests = set(test)
    for name, isTest in (("training.csv", False), ("test.csv", True)):
        with open(names[name], "w") as file:
            file.writelines(line for row, line in enumerate(lines) if (row in tests) == isTest)
    data, seed = names["training.csv"], ("--seed", seed)
    told(backprop, "train", data, *seed, "-o", names["usual"], "--json")
    found = told(backprop, "tune", data, *seed, "--trials", trials, "-o", names["tuned"],
                 "--save-recipe", names["recipe"], "--json")
    told(backprop, "train", "--recipe", names["recipe"], "-o", names["winner"], "--json")
    scores = [told(backprop, "evaluate", names[kind], names["test.csv"], "--json")["metrics"] for kind in KINDS]
    return scores, found["trials"][0]


def main(backprop, folder, trials="60", *tables):
    print(f"{'table':11} {'score':9} {'what':7} {'default':>8} {'tuned':>8} {'gain':>8} {'error':>7}  folds won, even, lost")
    for table in tables or ("sonar", "german"):
        path = os.path.join(folder, table + ".csv")
        with open(path) as file:
            lines = [line.rstrip("\n") + "\n" for line in file if line.strip()]
        pairs = []
        with tempfile.TemporaryDirectory() as scratch:
            for seed in SEEDS:
                for test in folds(backprop, path, seed):
                    pair, winner = tried(backprop, lines, test, seed, trials, scratch)
                    pairs.append(pair)
                    if os.environ.get("VERBOSE"):
                        print(seed, *(f"{scores['accuracy']:.3f} {scores['logLoss']:.3f}" for scores in pair),
                              winner["trial"], winner["layers"], winner["settings"], file=sys.stderr, flush=True)
        for score, sign in SCORES["classes" if "accuracy" in pairs[0][0] else "numbers"]:
            for kind in (1, 2):
                gains = [sign * (scores[kind][score] - scores[0][score]) for scores in pairs]
                means = [statistics.mean(scores[place][score] for scores in pairs) for place in (0, kind)]
                counts = [sum(test(gain) for gain in gains) for test in (lambda g: g > 0, lambda g: g == 0, lambda g: g < 0)]
                print(f"{table:11} {score:9} {('model', 'winner')[kind - 1]:7} {means[0]:8.4f} {means[1]:8.4f} "
                      f"{statistics.mean(gains):+8.4f} {statistics.stdev(gains) / len(gains) ** 0.5:7.4f}  "
                      f"{', '.join(map(str, counts))}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
