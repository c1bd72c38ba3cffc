"""Runs the jobs: every contender in turn, round after round, and writes down what came out. Started by `run`."""
import argparse
import importlib
import os
import platform
import re
import sys
import time

import data
import tables
from jobs.common import plural
from peak import Peak

JOBS = ["article", "online", "mlp128", "mlp32", "digits", "products", "latency", "inference", "memory"]
QUICK_ROUNDS, ROUNDS = 3, 9


class Context:
    def __init__(self, options):
        self.quick, self.backprop, self.program = options.quick, options.backprop, options.program
        self.python, self.fann = sys.executable, os.path.join(options.build, "fann")
        self.root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
        self.data = options.folder or options.data
        self.scratch = os.path.join(options.build, "peers")
        os.makedirs(self.scratch, exist_ok=True)
        self.mnist = data.prepare(os.path.join(self.data, "mnist"), self.scratch)
        self.cores = min(2, len(os.sched_getaffinity(0)))
        self.peak = Peak(os.path.join(options.build, "kernels"))
        self.asked = options.rounds
        self.reason = None

    def skip(self, reason):
        self.reason = reason
        return []


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(job, context):
    """The lines of one job's section."""
    begin = time.monotonic()
    context.peak.forget()
    context.reason = None
    context.rounds = context.asked or (QUICK_ROUNDS if context.quick else getattr(job, "full_rounds", ROUNDS))
    groups = job.groups(context)
    if context.reason:
        say(f"  SKIPPED: {context.reason}")
        return [f"Skipped: {context.reason}."]
    contenders = [each for _, members in groups for each in members]
    for each in contenders:
        start(each, context)
    try:
        for round in range(context.rounds if contenders else 0):
            context.peak.measure()
            for each in contenders:
                if not hasattr(job, "rounds") or job.rounds(context, each, round + 1):
                    each.round()
        for each in contenders:
            each.check()
    finally:
        for each in contenders:
            each.end()
    if not contenders:
        context.peak.measure()
    lines = job.report(context, groups)
    say(f"  {time.monotonic() - begin:.0f} s")
    return lines + ["", f"{job.bar} {context.peak.text(job.scalar)}"]


def start(contender, context):
    """Starts it and lets it warm up; where it cannot, says why."""
    try:
        contender.start(context.scratch)
    except OSError as error:
        contender.failure = f"it cannot be started: {error.strerror}"
    if contender.failure:
        say(f"  SKIPPED: {contender.name}: {contender.failure}")


def machine(context):
    """The machine without its name."""
    with open("/proc/cpuinfo") as file:
        text = file.read()
    model = re.search(r"model name\s*: (.*)", text)
    with open("/proc/meminfo") as file:
        memory = int(re.search(r"MemTotal:\s+(\d+)", file.read())[1]) / 2**20
    context.peak.table(1, "nothing")
    return (
        f"{model[1] if model else platform.processor()}, {context.cores} of {os.cpu_count()} cores used, "
        f"{memory:.0f} GiB of memory, {platform.system()} {platform.release().split('-')[0]}, instruction set "
        f"{context.peak.name}, Python {platform.python_version()}")


HEAD = """# Backprop beside its peers

Measured by `Benchmarks/peers/run`. Every program is pinned to the same cores, started once and asked for one round
after the other, in turn; between its rounds it is stopped. Numbers are medians over the rounds; the spread is half
the distance of the quartiles; ratios are taken round by round, with the lowest and the highest. Machines are noisy:
what counts are the ratios within one run, beside the multiply-adds that the machine made at most in the same rounds.
Each peer has its best configuration: of several ways the fastest here is taken, and named.

"""


def sections(path):
    """The sections that stand in the file, by title."""
    if not os.path.exists(path):
        return {}
    with open(path) as file:
        parts = re.split(r"^## ", file.read(), flags=re.M)[1:]
    return {part.split("\n", 1)[0]: part.split("\n", 1)[1].strip("\n") for part in parts}


def write(path, titles, made, machine):
    """Replaces the sections that were made, and keeps the others."""
    kept = sections(path) | made
    order = [title for title in titles if title in kept] + [title for title in kept if title not in titles]
    text = HEAD + "".join(f"## {title}\n\n{kept[title]}\n\n" for title in order)
    with open(path + ".new", "w") as file:
        file.write(text.rstrip("\n") + "\n")
    os.replace(path + ".new", path)


def main():
    parser = argparse.ArgumentParser(prog="Benchmarks/peers/run", description="Backprop beside its peers.")
    parser.add_argument("folder", nargs="?", help="holds wheat-seeds.csv and mnist/")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, fewer images, nothing written")
    parser.add_argument("--jobs", default=",".join(JOBS), help="some of " + ", ".join(JOBS))
    parser.add_argument("--rounds", type=int, help="how many measured rounds")
    parser.add_argument("--write", action=argparse.BooleanOptionalAction, help="whether to write RESULTS.md")
    for name in ("backprop", "program", "build", "results", "data"):
        parser.add_argument(f"--{name}", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    names = options.jobs.split(",")
    if unknown := [name for name in names if name not in JOBS]:
        parser.error(f"there is no job {unknown[0]}; there are {', '.join(JOBS)}")
    if "OPENBLAS_CORETYPE" in os.environ:
        parser.error("OPENBLAS_CORETYPE slows the peers; call run, which unsets it")
    context = Context(options)
    about = machine(context)
    date = time.strftime("%Y-%m-%d")
    modules = {name: importlib.import_module(f"jobs.{name}") for name in JOBS}
    made, begin = {}, time.monotonic()
    for name in names:
        job = modules[name]
        say(f"{name}: {job.title}")
        lines = run(job, context)
        kind = plural(context.rounds, "round") + (", a quick run" if context.quick else "")
        made[job.title] = "\n".join(lines + ["", f"{date}, {kind}, on {about}."])
        print(f"## {job.title}\n\n{made[job.title]}\n", flush=True)
    say(f"{time.monotonic() - begin:.0f} s in all")
    if options.write if options.write is not None else not options.quick:
        write(options.results, [module.title for module in modules.values()], made, about)
        say(f"written to {os.path.relpath(options.results)}")


if __name__ == "__main__":
    main()
