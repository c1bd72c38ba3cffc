"""The multiply-adds that this machine makes at most, at this moment: what the bench of the kernels measures."""
import re
import subprocess

from contender import pinned

LINE = re.compile(
    r"^(forward|input gradient|weight gradient|peak)\s+(float|double)\s+(\d+)\s+(\d+)\s+(?:(\d+)x(\d+)\s+)?([\d.]+)"
    r"(?:\s+([\d.]+)\s+([\d.]+)\s+([\d.]+) ns)?")


class Peak:
    def __init__(self, bench):
        self.bench, self.samples, self.name = bench, {}, ""

    def table(self, rounds, only, cores=2):
        """The bench's lines: form, scalar, threads, rows, inputs, outputs, GFLOP/s, share, best share, ns."""
        text = subprocess.run(
            pinned([self.bench, str(rounds), only], cores), capture_output=True, text=True, check=True).stdout
        self.name = re.search(r"instruction set (\w+)", text)[1]
        return [match.groups() for match in map(LINE.match, text.splitlines()) if match]

    def measure(self):
        for form, scalar, threads, *_, rate, _, _, _ in self.table(3, "nothing"):
            if form == "peak":
                self.samples.setdefault((scalar, int(threads)), []).append(float(rate))

    def forget(self):
        self.samples = {}

    def median(self, scalar, threads):
        values = sorted(self.samples.get((scalar, threads), []))
        return values[len(values) // 2] if values else None

    def text(self, scalar):
        parts = []
        for threads in (1, 2):
            value = self.median(scalar, threads)
            if value:
                parts.append(f"{value:.0f} GFLOP/s on {threads} thread{'s' if threads > 1 else ''}")
        return f"Multiply-add peak measured in the same rounds ({scalar}, {self.name}): " + ", ".join(parts) + "."
