"""Times this reader, pandas and polars on the same file: interleaved rounds, on one thread and on two.

    compare.py PROGRAM FILE ROUNDS

Every reading is a process of its own, on one processor or on two as it has threads. What counts is processor time between the start of reading and the end: in the
program's own code, and with what the system does for it, which for a large table is mostly clearing the memory that the
process asks for and depends much on where that memory was before. The time on the clock is told for two threads.
"""
import os
import statistics
import subprocess
import sys

PYTHON = """
import resource, sys, time
import {module} as m
usage = lambda: resource.getrusage(resource.RUSAGE_SELF)
clock, start = time.perf_counter(), usage()
frame = m.read_csv(sys.argv[1])
end = usage()
print("seconds", time.perf_counter() - clock, "own", end.ru_utime - start.ru_utime,
      "system", end.ru_stime - start.ru_stime)
"""


def readers(program, file):
    def python(module):
        return [sys.executable, "-c", PYTHON.format(module=module), file]

    return {
        "backprop": ([program, file, "double", "1"], {}),
        "backprop, Float": ([program, file, "float", "1"], {}),
        "pandas": (python("pandas"), {}),
        "polars": (python("polars"), {"POLARS_MAX_THREADS": "1"}),
        "backprop, 2 threads": ([program, file, "double", "2"], {}),
        "polars, 2 threads": (python("polars"), {"POLARS_MAX_THREADS": "2"}),
    }


def measure(command, environment, threads):
    processors = sorted(os.sched_getaffinity(0))[:threads]
    output = subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, processors)).stdout
    words = output.split()
    clock, own, system = (float(words[words.index(word) + 1]) for word in ("seconds", "own", "system"))
    return clock, own, own + system


def main(program, file, rounds):
    times = {name: [] for name in readers(program, file)}
    for _ in range(int(rounds)):
        for name, (command, environment) in readers(program, file).items():
            times[name].append(measure(command, environment, 2 if "2 threads" in name else 1))
    base = times["backprop"]
    print(f"{os.path.basename(file)}: median of {rounds} rounds, and of each round's ratio to backprop on one thread")
    print(f"  {'':20} {'clock':>16} {'own code':>16} {'with the system':>16}")
    for name, runs in times.items():
        cells = []
        for kind in range(3):
            seconds = statistics.median(run[kind] for run in runs)
            ratio = statistics.median(run[kind] / reference[kind] for run, reference in zip(runs, base))
            cells.append(f"{seconds:7.3f} s {ratio:6.2f}")
        print(f"  {name:20}", *cells)


main(*sys.argv[1:])
