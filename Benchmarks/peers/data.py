"""MNIST as numbers that every contender reads alike: images as float32 from 0 to 1, labels as bytes."""
import gzip
import os

import numpy

PARTS = {"train": "train", "test": "t10k"}


def prepare(folder, scratch):
    """Writes the raw files and returns their folder, or None where MNIST is not to be found."""
    target = os.path.join(scratch, "mnist")
    for part, name in PARTS.items():
        images, labels = (os.path.join(folder, f"{name}-{kind}-ubyte") for kind in ("images-idx3", "labels-idx1"))
        if not (found := [path for path in (images, images + ".gz") if os.path.exists(path)]):
            return None
        ending = ".gz" if found[0].endswith(".gz") else ""
        os.makedirs(target, exist_ok=True)
        pixels = numpy.frombuffer(_bytes(found[0]), numpy.uint8, offset=16)
        (pixels.astype(numpy.float32) / 255).tofile(os.path.join(target, f"{part}.images"))
        numpy.frombuffer(_bytes(labels + ending), numpy.uint8, offset=8).tofile(os.path.join(target, f"{part}.labels"))
    return target


def load(folder, part, images=None):
    """The first rows: [images, 784] as float32, and labels."""
    labels = numpy.fromfile(os.path.join(folder, f"{part}.labels"), numpy.uint8)[:images]
    pixels = numpy.fromfile(os.path.join(folder, f"{part}.images"), numpy.float32, count=len(labels) * 784)
    return pixels.reshape(-1, 784), labels


def _bytes(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        return file.read()
