"""Loads models into PyTorch and Keras by one line each, and imports state dicts of PyTorch."""
import csv, io, json, os, subprocess, sys, tempfile

os.environ["KERAS_BACKEND"] = "torch"
import warnings
import numpy
import torch
import keras
from keras import layers
from safetensors.torch import load_file, save_file
from safetensors.numpy import load_file as load_arrays

BACKPROP, ROOT = sys.argv[1], sys.argv[2]
warnings.filterwarnings("ignore")
folder = tempfile.mkdtemp()
path = lambda name: os.path.join(folder, name)
iris = os.path.join(ROOT, "Examples", "iris.csv")


def backprop(*arguments):
    result = subprocess.run([BACKPROP, *map(str, arguments)], capture_output=True, text=True)
    assert result.returncode == 0, (arguments, result.stderr)
    return result.stdout


def refused(*arguments):
    result = subprocess.run([BACKPROP, *map(str, arguments)], capture_output=True, text=True)
    assert result.returncode in (64, 65) and not os.path.exists(path("refused.safetensors")), (arguments, result)
    return result.stderr


def numbers(text, skipped=1):
    return numpy.array([[float(cell) for cell in row[skipped:]] for row in list(csv.reader(io.StringIO(text)))[1:]])


def inputs():
    with open(iris) as file:
        return numpy.array([[float(cell) for cell in row[:4]] for row in list(csv.reader(file))[1:]])


def check(name, ours, theirs):
    error = numpy.abs(ours - theirs).max()
    assert ours.shape == theirs.shape and error < 1e-5, (name, ours.shape, theirs.shape, error)
    print(f"{name:52} {error:.1e}")


def into_others():
    """Models of this program in PyTorch and Keras."""
    cases = [
        ("dense 8 relu, dropout 0.2, dense 5 tanh no-bias",
         lambda: [torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Dropout(0.2), torch.nn.Linear(8, 5, bias=False), torch.nn.Tanh()],
         lambda: [layers.Dense(8, "relu"), layers.Dropout(0.2), layers.Dense(5, "tanh", use_bias=False)], 5),
        ("dense 6, batchnorm, relu, layernorm",
         lambda: [torch.nn.Linear(4, 6), torch.nn.BatchNorm1d(6), torch.nn.ReLU(), torch.nn.LayerNorm(6)],
         lambda: [layers.Dense(6), layers.BatchNormalization(epsilon=1e-5), layers.ReLU(), layers.LayerNormalization(epsilon=1e-5)], 6),
        ("reshape 2x2x1, conv 4 2x2 relu padding same, depthwise 2x2 multiplier 2 padding same, batchnorm, flatten",
         lambda: [torch.nn.Unflatten(1, (1, 2, 2)), torch.nn.Conv2d(1, 4, 2, padding="same"), torch.nn.ReLU(),
                  torch.nn.Conv2d(4, 8, 2, padding="same", groups=4), torch.nn.BatchNorm2d(8), torch.nn.Flatten()],
         lambda: [layers.Reshape((2, 2, 1)), layers.Conv2D(4, 2, padding="same", activation="relu"),
                  layers.DepthwiseConv2D(2, depth_multiplier=2, padding="same"), layers.BatchNormalization(epsilon=1e-5), layers.Flatten(),
                  ], 32),
    ]
    for text, theirs, keras_layers, width in cases:
        backprop("train", iris, "--epochs", 5, "--layers", text, "--bins", 0, "--scale", "none", "-o", path("iris.safetensors"))
        ours = numbers(backprop("predict", path("iris.safetensors"), iris, "--exact", "--keep", "none", "--no-outside-training", "--probabilities"))
        network = torch.nn.Sequential(*theirs(), torch.nn.Linear(width, 3), torch.nn.Softmax(1)).eval()
        network.load_state_dict(load_file(path("iris.safetensors")))
        with torch.no_grad():
            check("PyTorch: " + text[:40], ours, network(torch.tensor(inputs(), dtype=torch.float32)).numpy())
        backprop("export", path("iris.safetensors"), "--keras", path("weights.safetensors"))
        model = keras.Sequential([layers.Input((4,)), *keras_layers(), layers.Dense(3, "softmax")])
        model.set_weights([tensor for _, tensor in sorted(load_arrays(path("weights.safetensors")).items())])
        check("Keras: " + text[:40], ours, numpy.array(model.predict(inputs(), verbose=0)))


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(1, 6, 3, padding=1)
        self.bn1 = torch.nn.BatchNorm2d(6)
        self.conv2 = torch.nn.Conv2d(6, 6, 3)
        self.fc1 = torch.nn.Linear(24, 10)
        self.fc2 = torch.nn.Linear(10, 10)
        self.fc10 = torch.nn.Linear(10, 2)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 2)
        x = torch.relu(self.conv2(x)).flatten(1)
        return self.fc10(torch.relu(self.fc2(torch.relu(self.fc1(x)))))


def from_others():
    """State dicts of PyTorch as models of this program."""
    torch.manual_seed(1)
    network = Net().eval()
    torch.nn.init.uniform_(network.bn1.running_var, 0.5, 1.5)
    rows = torch.randn(7, 1, 8, 8)
    text = ("conv 6 3x3 padding 1, batchnorm, relu, maxpool 2, conv 6 3x3 relu, flatten, dense 10 relu, dense 10 relu, dense 2")
    table = path("rows.csv")
    with open(table, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([f"x{index + 1}" for index in range(64)])
        writer.writerows([[repr(float(cell)) for cell in row] for row in rows.reshape(7, -1)])
    for kind, tolerance in ((torch.float32, 1e-5), (torch.float64, 1e-5), (torch.float16, 1e-5), (torch.bfloat16, 1e-5)):
        state = {name: value.to(kind) if value.is_floating_point() else value for name, value in network.state_dict().items()}
        save_file(state, path("state.safetensors"))
        backprop("import", path("state.safetensors"), "--layers", text, "--inputs", "8x8x1", "--as-table", "-o", path("net.safetensors"))
        copy = Net().eval()
        copy.load_state_dict({name: value.float() if value.is_floating_point() else value for name, value in state.items()})
        with torch.no_grad():
            theirs = copy(rows).numpy()
        check(f"state dict of {kind}", numbers(backprop("predict", path("net.safetensors"), table, "--exact", "--keep", "none", "--no-outside-training"), 0), theirs)
    listed = json.loads(backprop("import", path("state.safetensors"), "--layers", text, "--inputs", "8x8x1", "-o", path("net.safetensors"), "--json"))
    sources = {entry["name"]: entry["from"] for entry in listed["tensors"]}
    assert [sources[f"{index}.weight"] for index in (7, 9, 11)] == ["fc1.weight", "fc2.weight", "fc10.weight"], sources
    message = refused("import", path("state.safetensors"), "--layers", text.replace("dense 10 relu, dense 2", "dense 9 relu, dense 2"),
                      "--inputs", "8x8x1", "-o", path("refused.safetensors"))
    assert "[10, 10]" in message and "[9, 10]" in message and "fc2.weight" in message, message
    print("a wrong layer is refused")


into_others()
from_others()
