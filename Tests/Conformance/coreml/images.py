"""Compares the predictions of Core ML files with those of `backprop predict` for the images of ../onnx/pictures.py.

usage: images.py BACKPROP FOLDER DIGITS
"""
import json, os, subprocess, sys
import numpy
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "onnx"))
import check, evaluate, load, pictures

backprop, folder, table = sys.argv[1:]
os.makedirs(folder, exist_ok=True)


def path(file):
    return os.path.join(folder, file)


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command[:3])} failed with {result.returncode}:\n{result.stderr[:2000]}")
    return result.stdout


def compare(name, layers, data, images, options):
    """Trains, exports and compares."""
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


for index, layers in enumerate(pictures.LAYERS):
    for name, images, data, options in pictures.sets(folder, table):
        compare(f"{name}{index}", layers, data, images, options)
