"""Kills runs and resumes them; see `run` beside this file."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

program, examples, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
scratch = tempfile.mkdtemp()
failures = []

# A state of every kind: batch statistics, dropout, moments, a schedule, early stopping.
RECIPE = ["--batch-size", "4", "--validation-split", "0.2", "--metric", "accuracy", "--optimizer", "adam",
          "--schedule", "cosine"]
TABLE = ["iris.csv", "--target", "species", "--layers", "dense 24 tanh, batchnorm, dropout 0.2", *RECIPE]
STREAMED = [*TABLE, "--stream"]
IMAGES = ["digits.csv.gz", "--image", "8x8", "--augment", "shift 0.5, rotate 10, noise 0.1", "--layers",
          "conv 4 3x3 relu, maxpool 2, spatial-dropout 0.1, flatten, dense 16 relu, dropout 0.3", *RECIPE]


def command(epochs, model, folder, every, *more, run=TABLE):
    data = os.path.join(examples, run[0])
    words = [program, "train", data, *run[1:], "--epochs", str(epochs), "--patience", str(epochs - 1), "-o", model]
    return words + (["--checkpoint", folder, "--every", every, "--resume", *more] if folder else [])


def quiet(words):
    return subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def contents(path):
    with open(path, "rb") as file:
        return file.read()


def check(condition, text):
    if not condition:
        failures.append(text)
        print("FAILED:", text)


def checkpoints(folder):
    return sorted((name for name in os.listdir(folder) if name.startswith("epoch-")),
                  key=lambda name: tuple(map(int, re.findall(r"\d+", name))))


def temporaries(folder):
    return [name for name in os.listdir(folder) if name.endswith(".tmp")]


def random_kills(name, run, kills, sample):
    """One run, killed again and again; what its checkpoints say tells how far it came between two kills.

    How long an epoch takes is measured over the sample."""
    whole, model, folder = (os.path.join(scratch, f"{name}-{file}") for file in ("whole", "killed", "kills"))
    # Saving is what is to be killed: so it goes on half of the time.
    options = ("0.01s", "--keep", "2")

    def seconds(epochs):
        begin = time.monotonic()
        quiet(command(epochs, whole, os.path.join(scratch, f"{name}-pace-{epochs}"), *options, run=run))
        return time.monotonic() - begin

    start = seconds(2)
    # Where noise leaves no difference, a tenth of the whole.
    long = seconds(2 + sample)
    pace = max((long - start) / sample, long / (2 + sample) / 10)
    # Every other life ends at a random moment, mostly before it trains; the others some time after they have resumed.
    longest = 0.6
    generator = random.Random(seed)
    epochs = int(10 + kills * longest / pace)
    begin = time.monotonic()
    check(quiet(command(epochs, whole, None, None, run=run)).returncode == 0, f"{name}: the uninterrupted run fails")
    print(f"{name}, uninterrupted: {epochs} epochs in {time.monotonic() - begin:.1f} s", flush=True)
    words = command(epochs, model, folder, *options, run=run)
    done, resumed, places, leftover = 0, 0, set(), 0
    while done < kills:
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        line = ""
        has_saved = os.path.isdir(folder) and len(checkpoints(folder)) > 0
        if has_saved and done % 2 == 1:
            line = process.stderr.readline()
            time.sleep(generator.uniform(0, longest))
        else:
            time.sleep(generator.uniform(0, start if has_saved else start + longest))
        process.send_signal(signal.SIGKILL)
        errors = line + process.communicate()[1]
        if process.returncode != -signal.SIGKILL:
            check(process.returncode == 0, f"{name}: a run ends with {process.returncode}: {errors}")
            break
        done += 1
        resumed += "resumed from" in errors
        if os.path.isdir(folder):
            leftover += len(temporaries(folder)) > 0
            places.update(checkpoints(folder))
        check("cannot be read" not in errors and "damaged" not in errors, f"{name}: a checkpoint is damaged: {errors}")
    check(done == kills, f"{name}: the run was over after {done} kills; its epochs were too few")
    check(resumed >= kills // 4, f"{name}: only {resumed} of {kills} kills were of a run that had resumed")
    last = checkpoints(folder)[-1]
    result = quiet(words)
    check(result.returncode == 0 and "resumed from" in result.stderr, f"{name}: the last run fails: {result.stderr}")
    check(contents(model) == contents(whole), f"{name}: the model of the run that was killed is another one")
    check(not temporaries(folder), f"{name}: temporary files are left")
    middle = sum("batch-0" not in place for place in places)
    print(f"{name}: {done} kills, {resumed} of them of a run that had resumed, {leftover} with a half-written file; "
          f"{len(places)} checkpoints seen, {middle} in the middle of an epoch; the last kill after {last}")
    print(f"{name}: model file of {len(contents(model))} bytes, the same as without kills: "
          f"{contents(model) == contents(whole)}", flush=True)


def traced(words, inject, log):
    trace = ["strace", "-f", "-qq", "-o", log, "-e", "trace=" + inject.split(":")[0], "-e", "inject=" + inject]
    return quiet(trace + words)


def prepared(name):
    """A copy of the folder that a run left which was killed before its second checkpoint had its name."""
    folder = os.path.join(scratch, name)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(os.path.join(scratch, "first"), folder)
    return folder


def calls_of_saves(words, folder, log):
    """For each system call the numbers, counted from the beginning, of those from when the folder is first named
    until it is last."""
    quiet(["strace", "-f", "-qq", "-o", log, *words])
    with open(log, errors="replace") as file:
        lines = [line.split(None, 1)[1] for line in file]
    names = [re.match(r"(\w+)\(", line) for line in lines]
    within = [index for index, line in enumerate(lines) if f'"{folder}' in line and "execve" not in line]
    numbers, counts = {}, {}
    for index, name in enumerate(names):
        if not name:
            continue
        name = name.group(1)
        counts[name] = counts.get(name, 0) + 1
        if within[0] <= index <= within[-1] and name != "exit_group":
            numbers.setdefault(name, []).append(counts[name])
    return numbers


def kill_every_call():
    """Kills the run that goes on from a checkpoint at each system call from its first look into the folder to the
    last: those of reading, and of several saves."""
    epochs = 5
    whole, model, first, log = (os.path.join(scratch, name) for name in ("whole", "traced", "first", "trace"))
    quiet(command(epochs, whole, None, None))
    # The first checkpoint and the model of the best epoch have their names, the third file is still a temporary one.
    traced(command(epochs, model, first, "1"), "rename:signal=KILL:when=3", log)
    check(len(checkpoints(first)) == 1 and len(temporaries(first)) == 1, f"to begin with: {os.listdir(first)}")
    # On one thread the calls come in one order.
    words = command(epochs, model, os.path.join(scratch, "sweep"), "2", "--threads", "1", "--keep", "1")
    numbers = calls_of_saves(words, prepared("sweep"), log)
    killed = {}
    for call, whens in numbers.items():
        for when in whens:
            folder = prepared("sweep")
            if os.path.exists(model):
                os.remove(model)
            result = traced(words, f"{call}:signal=KILL:when={when}", log)
            if result.returncode == 0:
                continue
            killed[call] = killed.get(call, 0) + 1
            check(len(checkpoints(folder)) > 0, f"{call} {when}: no checkpoint is left")
            again = quiet(words)
            check(again.returncode == 0 and "resumed from" in again.stderr and "damaged" not in again.stderr,
                  f"{call} {when}: cannot be resumed: {again.stderr}")
            check(contents(model) == contents(whole), f"{call} {when}: the model is another one")
            check(not temporaries(folder), f"{call} {when}: temporary files are left")
    print(f"killed at {sum(killed.values())} of {sum(map(len, numbers.values()))} system calls: "
          + ", ".join(f"{call} {count}" for call, count in sorted(killed.items())), flush=True)
    for call in ("write", "fsync", "rename", "unlink"):
        check(killed.get(call, 0) > 1, f"no {call} was killed: does saving not call it any more?")


def failing_disk():
    """A full disk and a flush that fails, at each such call in turn."""
    epochs = 5
    whole, model, log = (os.path.join(scratch, name) for name in ("whole", "model", "trace"))
    texts = {
        "write:error=ENOSPC": r"the disk is full after \d+ bytes \(No space left on device\)",
        "write:error=EIO": r"the system reports an error after \d+ bytes \(Input/output error\)",
        "fsync:error=EIO": r"the system reports an error after \d+ bytes \(Input/output error\)",
    }
    for fault, text in texts.items():
        seen = 0
        words = command(epochs, model, os.path.join(scratch, "failing"), "2", "--threads", "1")
        numbers = calls_of_saves(words, prepared("failing"), log)
        for when in numbers[fault.split(":")[0]]:
            folder = prepared("failing")
            before = checkpoints(folder)
            kept = {name: contents(os.path.join(folder, name)) for name in before}
            result = traced(words, f"{fault}:when={when}", log)
            match = re.search(r'error: cannot write "([^"]*(?:epoch-\d+-batch-\d+|best)\.safetensors)": ' + text,
                              result.stderr)
            if not match:
                continue
            seen += 1
            check(result.returncode == 74, f"{fault} {when}: ends with {result.returncode}")
            if "fsync" not in fault:
                check(not os.path.exists(match.group(1)) or "best" in match.group(1) or
                      match.group(1).rsplit("/", 1)[1] in before, f"{fault} {when}: half a file is there")
            check(all(contents(os.path.join(folder, name)) == kept[name] for name in before),
                  f"{fault} {when}: the checkpoint before is gone")
            again = quiet(words)
            check(again.returncode == 0 and "resumed from" in again.stderr, f"{fault} {when}: {again.stderr}")
            check(contents(model) == contents(whole), f"{fault} {when}: the model is another one")
            if seen == 1:
                print(f"{fault}: {result.stderr.strip().splitlines()[-1]}")
        check(seen > 0, f"{fault} never hit a checkpoint")
        print(f"{fault}: {seen} failing saves, each with path and bytes, the checkpoint before kept", flush=True)


try:
    random_kills("table", TABLE, kills, sample=200)
    random_kills("streamed table", STREAMED, kills // 5, sample=200)
    random_kills("images", IMAGES, kills // 5, sample=20)
    if shutil.which("strace"):
        kill_every_call()
        failing_disk()
    else:
        print("SKIPPED: killing at every system call, and failing disks, need strace")
finally:
    shutil.rmtree(scratch, ignore_errors=True)
if failures:
    sys.exit(f"FAILED: {len(failures)} checks")
print("Whatever was killed or failed, runs went on to the same bytes.")
