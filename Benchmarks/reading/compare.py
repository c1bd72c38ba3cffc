"""Times this reader, pandas and polars on the same file: interleaved rounds, one thread each.

    compare.py PROGRAM FILE ROUNDS

Every reading is a process of its own. What counts is processor time (user and system) between the start of reading and
the end, as well as the time on the clock; the processor time is the fairer one on a machine that others use too.
"""
import os
import statistics
import subprocess
import sys

PYTHON = """
import resource, sys, time
import {module} as m
def processor():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
clock, start = time.perf_counter(), processor()
frame = m.read_csv(sys.argv[1])
print("seconds", time.perf_counter() - clock, "processor", processor() - start)
"""


def readers(program, file):
    one = {"POLARS_MAX_THREADS": "1"}
    return {
        "backprop": ([program, file], {}),
        "… Float": ([program, file, "float"], {}),
        "pandas": ([sys.executable, "-c", PYTHON.format(module="pandas"), file], {}),
        "polars": ([sys.executable, "-c", PYTHON.format(module="polars"), file], one),
    }


def measure(command, environment):
    output = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=True).stdout
    words = output.split()
    return float(words[words.index("seconds") + 1]), float(words[words.index("processor") + 1])


def main(program, file, rounds):
    times = {name: [] for name in readers(program, file)}
    for _ in range(int(rounds)):
        for name, (command, environment) in readers(program, file).items():
            times[name].append(measure(command, environment))
    medians = {name: [statistics.median(column) for column in zip(*runs)] for name, runs in times.items()}
    print(f"{os.path.basename(file)}, median of {rounds} rounds")
    for name, (clock, processor) in medians.items():
        ratio = processor / medians["backprop"][1]
        print(f"  {name:9} {clock:7.3f} s on the clock  {processor:7.3f} s processor  {ratio:5.2f} times backprop's")


main(*sys.argv[1:])
