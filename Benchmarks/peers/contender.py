"""One program of a comparison: started once, then asked for one measured round after the other.

It answers each line on its standard input with one line of JSON: first what it is (`{"what": …}`), to "round" a
measurement (`{"value": …}`, and `"loss"` where there is one), to "check" what it has learned. Between its rounds it is
stopped by a signal, so that no thread of it that spins takes time from the others.
"""
import ctypes
import json
import os
import select
import signal
import subprocess
import time

PARENT_DEATH_SIGNAL = 1


def end_with_parent():
    """What waits, stopped, for the next round must not outlive a driver that was killed. Linux alone knows how."""
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)


def pinned(command, cores):
    """The command on the first so many processors of those that this process may use."""
    places = sorted(os.sched_getaffinity(0))[:cores]
    return ["taskset", "-c", ",".join(map(str, places))] + command


class Contender:
    def __init__(self, name, command, cores=1, environment=None, patience=300):
        self.name, self.command, self.cores = name, [str(part) for part in command], cores
        self.environment, self.patience = environment or {}, patience
        self.values, self.losses, self.checked, self.what, self.failure = [], [], {}, "", None
        self.process = None

    def start(self, scratch):
        threads = {f"{library}_NUM_THREADS": str(self.cores) for library in ("OMP", "OPENBLAS", "MKL")}
        environment = os.environ | threads | self.environment
        self.log = open(os.path.join(scratch, f"{self.name.replace(' ', '-')}-{self.cores}.log"), "w+")
        self.process = subprocess.Popen(
            pinned(self.command, self.cores), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
            env=environment, start_new_session=True, preexec_fn=end_with_parent)
        answer = self._answer()
        self.what = (answer or {}).get("what", "")
        self._pause()

    def round(self):
        answer = self._ask("round")
        if answer:
            self.values.append(answer["value"])
            if "loss" in answer:
                self.losses.append(answer["loss"])

    def check(self):
        self.checked = self._ask("check") or {}

    def end(self):
        if self.process:
            self._signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _ask(self, word):
        if self.failure:
            return None
        self._signal(signal.SIGCONT)
        try:
            self.process.stdin.write(f"{word}\n".encode())
            self.process.stdin.flush()
        except BrokenPipeError:
            return self._fail("it ended")
        answer = self._answer()
        self._pause()
        return answer

    def _answer(self):
        ready, _, _ = select.select([self.process.stdout], [], [], self.patience)
        if not ready:
            return self._fail(f"no answer in {self.patience} s")
        line = self.process.stdout.readline()
        if not line:
            return self._fail(self._last_words())
        answer = json.loads(line)
        return self._fail(answer["error"]) if "error" in answer else answer

    def _last_words(self):
        self.log.seek(0)
        lines = [line.strip() for line in self.log.read().splitlines() if line.strip()]
        return lines[-1][:200] if lines else "it ended without a word"

    def _fail(self, reason):
        self.failure = reason
        self.end()
        return None

    def _pause(self):
        if not self.failure:
            self._signal(signal.SIGSTOP)

    def _signal(self, number):
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass


class Command(Contender):
    """A whole process for each round: what counts is the time on the clock from its start to its end."""

    def __init__(self, name, command, cores=1, environment=None, parse=None):
        super().__init__(name, command, cores, environment)
        self.parse, self.processor = parse, []

    def start(self, scratch):
        pass

    def round(self):
        if self.failure:
            return
        begin = time.perf_counter()
        process = subprocess.Popen(
            pinned(self.command, self.cores), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=os.environ | self.environment)
        output, errors = process.communicate()
        seconds = time.perf_counter() - begin
        if process.returncode != 0:
            self.failure = (errors.decode().strip().splitlines() or ["it failed"])[-1][:200]
            return
        self.values.append(seconds)
        if self.parse:
            self.checked = self.parse(output.decode())

    def check(self):
        pass
