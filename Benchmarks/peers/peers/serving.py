"""What every peer does the same way: listens for rounds, measures them, answers in JSON (see contender.py)."""
import json
import os
import sys
import time
import traceback


def serve(tasks):
    """`tasks`: a function for each task's name that takes the settings and returns an object with `what`, a method
    `round` that returns what was measured and, where it learns, a method `check`."""
    channel = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever the libraries print is no answer
    settings = json.loads(sys.argv[1])

    def answer(values):
        channel.write(json.dumps(values) + "\n")
        channel.flush()

    try:
        sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
        task = tasks[settings["task"]](settings)
        answer({"what": task.what})
        for line in sys.stdin:
            answer(task.round() if line.strip() == "round" else task.check())
    except Exception as error:  # the driver says why this peer is missing
        traceback.print_exc()
        answer({"error": f"{type(error).__name__}: {error}".splitlines()[0][:200]})


class Training:
    """Epochs over the same images for every peer; what is measured is images per second.

    A peer overrides `build(variant)`, which makes a fresh network and returns a function that trains one epoch on
    given arrays and returns its mean loss, and `predictions(images)`. Of several variants the fastest is taken; in a
    quick run the first.
    """

    variants = ("",)
    name = ""

    def __init__(self, settings):
        import data
        self.settings = settings
        self.network, self.batch, self.threads = settings["network"], settings["batch"], settings["threads"]
        self.images, self.labels = data.load(settings["data"], "train", settings["images"])
        if self.network == "conv":
            self.images = self.images.reshape(-1, 28, 28, 1)
        variant = self._fastest()
        self.epoch = self.build(variant)
        self.what = f"{self.name} {variant}".strip()
        self.warm_up()

    def warm_up(self):
        self.epoch(self.images, self.labels)

    def _fastest(self):
        if len(self.variants) == 1 or self.settings["quick"]:
            return self.variants[0]
        times = {}
        few = slice(0, 40 * self.batch)
        for variant in self.variants:
            try:
                epoch = self.build(variant)
                epoch(self.images[few], self.labels[few])
                times[variant] = min(self._time(lambda: epoch(self.images[few], self.labels[few])) for _ in range(3))
            except Exception:  # a variant that does not work here is no variant
                traceback.print_exc()
        return min(times, key=times.get)

    @staticmethod
    def _time(body):
        begin = time.perf_counter()
        body()
        return time.perf_counter() - begin

    def round(self):
        begin = time.perf_counter()
        loss = self.epoch(self.images, self.labels)
        return {"value": len(self.labels) / (time.perf_counter() - begin), "loss": float(loss)}

    def check(self):
        import data
        images, labels = data.load(self.settings["data"], "test")
        if self.network == "conv":
            images = images.reshape(-1, 28, 28, 1)
        return {"accuracy": float((self.predictions(images) == labels).mean())}


class Repeating:
    """The time of one call in nanoseconds: the mean over as many as fill a tenth of a second."""

    def __init__(self, what, call, checked=None):
        self.what, self.call, self.checked = what, call, checked or {}
        for _ in range(20):
            call()
        self.turns = 1
        while self._time() < 0.1:
            self.turns *= 2

    def _time(self):
        begin = time.perf_counter()
        call = self.call
        for _ in range(self.turns):
            call()
        return time.perf_counter() - begin

    def round(self):
        return {"value": self._time() / self.turns * 1e9}

    def check(self):
        return self.checked


class Resident:
    """The memory of this process, as Linux counts it, in bytes; the peak begins anew when this is made."""

    def __init__(self):
        self.before = self._field("VmRSS:")
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")

    @property
    def peak(self):
        return self._field("VmHWM:")

    @staticmethod
    def _field(name):
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith(name))


def wheat(rows=168):
    """Made-up rows of the wheat seeds' shape: seven features from 0 to 1, three classes that depend on them."""
    import numpy
    generator = numpy.random.default_rng(1)
    features = generator.random((rows, 7))
    classes = numpy.digitize(features[:, 0] + 0.2 * features[:, 1], [0.45, 0.75])
    return features, numpy.eye(3)[classes]
