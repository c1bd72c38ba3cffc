"""The images that exported files are compared for: digits in a table, and images of three channels in an IDX file."""
import csv, gzip, os, struct
import numpy

LAYERS = [
    "conv 6 3x3 relu padding same, maxpool 2, depthwise 3 padding same, batchnorm, conv 4 2 stride 2, flatten",
    "conv 6 3x3 gelu padding same, avgpool 2 padding same, conv 4 2 groups 2 tanh, globalavgpool",
    "conv 4 3 dilation 2 silu padding same, maxpool 3 stride 2 padding same, residual(conv 4 3 padding same), flatten",
]


def write_idx(file, array):
    header = struct.pack(">BBBB", 0, 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    with open(file, "wb") as stream:
        stream.write(header + array.astype(numpy.uint8).tobytes())
    return file


def digits(table):
    """The name, the images as rows × height × width × channels, and the arguments that name them to the program."""
    with gzip.open(table, "rt") as stream:
        rows = list(csv.reader(stream))
    numbers = numpy.array([[float(cell) for cell in row[:64]] for row in rows if row[0].replace(".", "").isdigit()])
    return "digits", numbers.reshape(-1, 8, 8, 1), [table], ["--image", "8x8"]


def colours(folder):
    """The same of images of random colours, which are of the class 1 if they have more of the first than of the last."""
    images = numpy.random.default_rng(5).integers(0, 256, (120, 6, 8, 3))
    kinds = images[:, :, :, 0].mean(axis=(1, 2)) > images[:, :, :, 2].mean(axis=(1, 2))
    files = [write_idx(os.path.join(folder, "colours-images"), images), "--labels",
             write_idx(os.path.join(folder, "colours-labels"), kinds)]
    return "colours", images, files, []


def sets(folder, table):
    return digits(table), colours(folder)
