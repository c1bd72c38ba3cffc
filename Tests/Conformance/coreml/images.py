"""Compares the predictions of Core ML files for images with those of `backprop predict`: digits in a table, and images of
three channels in an IDX file.

usage: images.py BACKPROP FOLDER DIGITS
"""
import csv, gzip, json, os, struct, subprocess, sys
import numpy
import check, evaluate, load

backprop, folder, digits = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
LAYERS = [
    "conv 6 3x3 relu padding same, maxpool 2, depthwise 3 padding same, batchnorm, conv 4 2 stride 2, flatten",
    "conv 6 3x3 gelu padding same, avgpool 2 padding same, conv 4 2 groups 2 tanh, globalavgpool",
    "conv 4 3 dilation 2 silu padding same, maxpool 3 stride 2 padding same, residual(conv 4 3 padding same), flatten",
]


def path(file):
    return os.path.join(folder, file)


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command[:3])} failed with {result.returncode}:\n{result.stderr[:2000]}")
    return result.stdout


def write_idx(file, array):
    header = struct.pack(">BBBB", 0, 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    with open(path(file), "wb") as stream:
        stream.write(header + array.astype(numpy.uint8).tobytes())
    return path(file)


def compare(name, layers, data, images, options):
    """Trains, exports and compares; `images` is rows × height × width × channels."""
    model, file = path(f"{name}.safetensors"), path(f"{name}.mlmodel")
    run(os.environ.get("BACKPROP_TRAINER", backprop), "train", *data, "-o", model, "--quality", "quick",
        "--epochs", "1", "--weight-decay", "0.01", "--layers", layers, *options)
    rows = json.loads(run(backprop, "predict", model, *data, "--json", "--probabilities", *options[:2]))["predictions"]
    run(backprop, "export", model, "-o", file)
    spec = load.model(file)
    problems = check.problems(spec)
    if problems:
        sys.exit(f"{name}: {'; '.join(problems[:5])}")
    count, worst, turned = min(60, len(rows)), 0.0, 0.0
    for row, image in list(zip(rows, images))[:count]:
        expected = numpy.array([v for k, v in row.items() if k.startswith("probability_")])
        outputs = evaluate.predict(spec, {"image": image.transpose(2, 0, 1)})
        shares = numpy.array(list(outputs["probabilities"].values()))
        worst = max(worst, numpy.abs(shares - expected).max())
        if outputs["label"] != str(row["prediction"]) or worst > 1e-5:
            sys.exit(f"{name}: {outputs['label']} {shares.tolist()}, not {row}")
        wrong = evaluate.predict(spec, {"image": image[::-1].transpose(2, 0, 1)})["probabilities"]
        turned = max(turned, numpy.abs(numpy.array(list(wrong.values())) - expected).max())
    if turned <= 1e-5:
        sys.exit(f"{name}: images upside down were not found")
    print(f"{name}: {count} images, the largest difference is {worst:.1e}")


with gzip.open(digits, "rt") as stream:
    table = list(csv.reader(stream))
numbers = numpy.array([[float(cell) for cell in row[:64]] for row in table if row[0].replace(".", "").isdigit()])
random = numpy.random.default_rng(5)
colours = random.integers(0, 256, (120, 6, 8, 3))
kinds = (colours[:, :, :, 0].mean(axis=(1, 2)) > colours[:, :, :, 2].mean(axis=(1, 2))).astype(numpy.uint8)
files = [write_idx("colours-images", colours), "--labels", write_idx("colours-labels", kinds)]
for index, layers in enumerate(LAYERS):
    compare(f"digits{index}", layers, [digits], numbers.reshape(-1, 8, 8, 1), ["--image", "8x8"])
    compare(f"colours{index}", layers, files, colours, [])
