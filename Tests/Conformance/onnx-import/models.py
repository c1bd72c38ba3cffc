"""Networks of PyTorch, Keras and scikit-learn, with the ONNX files that their own exporters write."""
import os

os.environ.setdefault("KERAS_BACKEND", "torch")
import logging, warnings
import numpy
import torch
from torch import nn

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)


class Skip(nn.Module):
    """A skip connection, with or without layers on the shortcut."""

    def __init__(self, body, shortcut=None):
        super().__init__()
        self.body, self.shortcut = body, shortcut or nn.Identity()

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


class Beside(nn.Module):
    """Branches side by side."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


class View(nn.Module):
    """A flattening by the size of the batch, as many programs write it."""

    def forward(self, x):
        return x.view(x.size(0), -1)


class Standardized(nn.Module):
    """A network that scales its own inputs."""

    def __init__(self, network, mean, deviation):
        super().__init__()
        self.network = network
        self.register_buffer("mean", torch.tensor(mean))
        self.register_buffer("deviation", torch.tensor(deviation))

    def forward(self, x):
        return self.network((x - self.mean) / self.deviation)


def randomized(network, seed=1):
    """The network with statistics and scales that training could have left."""
    torch.manual_seed(seed)
    for module in network.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            nn.init.uniform_(module.running_mean, -0.5, 0.5)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm)) and module.weight is not None:
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)
    return network.eval()


def torch_networks():
    """Names with networks, the shape of an input, and the names of the exporters to use."""
    dense = lambda *more: nn.Sequential(nn.Linear(6, 10), *more, nn.Linear(10, 3), nn.Softmax(1))
    activations = {
        "relu": nn.ReLU(), "sigmoid": nn.Sigmoid(), "tanh": nn.Tanh(), "leaky": nn.LeakyReLU(0.2), "elu": nn.ELU(0.7),
        "selu": nn.SELU(), "gelu": nn.GELU(), "silu": nn.SiLU(), "softplus": nn.Softplus(), "mish": nn.Mish(),
        "prelu": nn.PReLU(10, 0.3),
    }
    for name, activation in activations.items():
        yield f"mlp-{name}", dense(activation), (6,)
    yield "mlp-norms", dense(nn.BatchNorm1d(10), nn.ReLU(), nn.Dropout(0.3), nn.LayerNorm(10)), (6,)
    yield "mlp-regression", nn.Sequential(nn.Linear(6, 4, bias=False), nn.Tanh(), nn.Linear(4, 2)), (6,)
    yield "mlp-residual", nn.Sequential(
        nn.Linear(6, 8), Skip(nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 8))),
        Skip(nn.Linear(8, 5), nn.Linear(8, 5, bias=False)), nn.Linear(5, 3)), (6,)
    yield "mlp-parallel", nn.Sequential(
        Beside(nn.Linear(6, 4), nn.Sequential(nn.Linear(6, 5), nn.ReLU()), nn.Identity()), nn.Linear(15, 2)), (6,)
    yield "mlp-scaled", Standardized(
        nn.Linear(6, 2), [float(i) for i in range(6)], [1.0, 2, 3, 4, 5, 6]), (6,)
    yield "cnn", nn.Sequential(
        nn.Conv2d(2, 6, 3, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 8, (3, 2), stride=(2, 1), groups=2), nn.SiLU(), nn.AvgPool2d(2, 1), nn.Flatten(), nn.Linear(32, 4),
        nn.Softmax(1)), (2, 12, 12)
    yield "cnn-view", nn.Sequential(
        nn.Conv2d(1, 4, 5, stride=2, padding=2), nn.Tanh(), View(), nn.Linear(100, 3), nn.Softmax(1)), (1, 10, 10)
    yield "cnn-global", nn.Sequential(
        nn.Conv2d(3, 6, 3, dilation=2), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 3)), (3, 9, 8)
    yield "cnn-residual", nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1), Skip(nn.Sequential(nn.Conv2d(4, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU())),
        Skip(nn.Conv2d(4, 6, 3, stride=2, padding=1), nn.Conv2d(4, 6, 1, stride=2)), nn.ReLU(),
        Beside(nn.Conv2d(6, 2, 1), nn.Conv2d(6, 3, 3, padding=1)), nn.Flatten(), nn.Linear(125, 2), nn.Softmax(1)), (1, 10, 10)
    yield "cnn-transposed", nn.Sequential(
        nn.Conv2d(1, 3, 3, stride=2), nn.ReLU(), nn.ConvTranspose2d(3, 2, 2, stride=2), nn.Flatten(), nn.Linear(128, 2)), (1, 9, 9)
    yield "cnn-pools", nn.Sequential(
        nn.MaxPool2d(3, 2, padding=1), nn.Conv2d(2, 3, 2), nn.AvgPool2d(3, 2, padding=1), nn.Flatten(), nn.Linear(12, 2)), (2, 9, 9)
    yield "sequence", nn.Sequential(
        nn.Conv1d(2, 5, 3, padding=1), nn.ReLU(), nn.MaxPool1d(2), nn.Conv1d(5, 4, 3, stride=2), nn.Flatten(), nn.Linear(12, 3)), (2, 16)
    yield "unflattened", nn.Sequential(
        nn.Linear(6, 32), nn.ReLU(), nn.Unflatten(1, (2, 4, 4)), nn.Conv2d(2, 3, 3), nn.Flatten(), nn.Linear(12, 2)), (6,)


def exporters():
    """The exporters of PyTorch: a function of network, example and path for each."""
    def traced(network, example, path):
        torch.onnx.export(network, (example,), path, dynamo=False, opset_version=13, input_names=["x"],
                          dynamic_axes={"x": {0: "n"}})

    def traced_fixed(network, example, path):
        torch.onnx.export(network, (example,), path, dynamo=False, opset_version=17)

    def dynamo(network, example, path):
        torch.onnx.export(network, (example,), path, dynamo=True, external_data=False, verbose=False,
                          dynamic_shapes=({0: torch.export.Dim("n")},))

    def dynamo_fixed(network, example, path):
        torch.onnx.export(network, (example,), path, dynamo=True, external_data=False, verbose=False)

    return {"traced": traced, "traced-fixed": traced_fixed, "dynamo": dynamo, "dynamo-fixed": dynamo_fixed}


def keras_networks():
    import keras
    from keras import layers
    keras.utils.set_random_seed(1)
    yield "keras-mlp", keras.Sequential([
        layers.Input((6,)), layers.Dense(8, "relu"), layers.BatchNormalization(), layers.Dropout(0.2), layers.Dense(5, "gelu"),
        layers.Dense(3, "softmax")]), (6,)
    yield "keras-cnn", keras.Sequential([
        layers.Input((12, 12, 2)), layers.Conv2D(4, 3, activation="relu"), layers.MaxPooling2D(2),
        layers.Conv2D(6, 3, padding="same", activation="elu"), layers.Flatten(), layers.Dense(4, "softmax")]), (12, 12, 2)
    yield "keras-strided", keras.Sequential([
        layers.Input((11, 11, 1)), layers.Conv2D(4, 3, strides=2, padding="same", activation="relu"),
        layers.BatchNormalization(), layers.GlobalAveragePooling2D(), layers.Dense(2, "softmax")]), (11, 11, 1)
    # Sequences, whose channels are last, and pools with the padding "same", around which Keras copies the edge.
    sequence = {
        "conv": [layers.Conv1D(4, 3, activation="relu"), layers.MaxPooling1D(2), layers.Conv1D(5, 3, padding="same"),
                 layers.GlobalAveragePooling1D()],
        "one": [layers.Conv1D(4, 4, strides=2, padding="same", activation="tanh"), layers.BatchNormalization(), layers.Flatten()],
        "dilated": [layers.Conv1D(4, 3, padding="same", dilation_rate=2), layers.AveragePooling1D(2), layers.GlobalMaxPooling1D()],
        "maxpool": [layers.MaxPooling1D(2, padding="same"), layers.Conv1D(3, 2), layers.MaxPooling1D(3, 2, padding="same"),
                    layers.Flatten()],
        "avgpool": [layers.Conv1D(3, 3, padding="same"), layers.AveragePooling1D(2, padding="same"),
                    layers.AveragePooling1D(3, 1, padding="same"), layers.Flatten()],
    }
    for name, parts in sequence.items():
        shape = (13, 1 if name == "one" else 2)
        yield f"keras-sequence-{name}", keras.Sequential([layers.Input(shape), *parts, layers.Dense(3, "softmax")]), shape
    yield "keras-pools", keras.Sequential([
        layers.Input((11, 10, 2)), layers.MaxPooling2D(3, 2, padding="same"), layers.Conv2D(4, 2, padding="same"),
        layers.AveragePooling2D(2, padding="same"), layers.DepthwiseConv2D(2), layers.AveragePooling2D(2), layers.Flatten(),
        layers.Dense(3, "softmax")]), (11, 10, 2)
    inputs = keras.Input((6,))
    x = layers.Dense(8, "relu")(inputs)
    y = layers.Add()([x, layers.Dense(8, "tanh")(x)])
    z = layers.Concatenate()([y, layers.Dense(3)(inputs)])
    yield "keras-functional", keras.Model(inputs, layers.Dense(2)(z)), (6,)


def refused_keras_networks():
    """Networks that no layers express, with the operator and the reason that the error names."""
    import keras
    from keras import layers
    keras.utils.set_random_seed(1)
    yield "keras-edge", keras.Sequential([
        layers.Input((12, 2)), layers.AveragePooling1D(3, 2, padding="same"), layers.Flatten(), layers.Dense(2)]), (12, 2), (
        "AveragePool", "its means count pixels at the edge several times, which those of a layer do not")
    yield "keras-causal", keras.Sequential([
        layers.Input((12, 2)), layers.Conv1D(3, 3, padding="causal"), layers.Flatten(), layers.Dense(2)]), (12, 2), (
        "Pad", "only zeros or copies of the edge around an image with its channels first are supported")
    yield "keras-recurrent", keras.Sequential([layers.Input((12, 2)), layers.SimpleRNN(3), layers.Dense(2)]), (12, 2), (
        None, None)


def sklearn_models(rows):
    from sklearn.datasets import load_iris, load_breast_cancer, load_diabetes
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler, MinMaxScaler
    x, y = load_iris(return_X_y=True)
    names = numpy.array(["setosa", "versicolor", "virginica"])[y]
    yield "sklearn-three", make_pipeline(StandardScaler(), MLPClassifier((6, 4), max_iter=60, random_state=1)).fit(x, names), x
    yield "sklearn-relu", MLPClassifier((5,), activation="logistic", max_iter=60, random_state=1).fit(x, y), x
    x, y = load_breast_cancer(return_X_y=True)
    yield "sklearn-two", make_pipeline(StandardScaler(), MLPClassifier((7,), activation="tanh", max_iter=40, random_state=1)).fit(x, y), x
    x, y = load_diabetes(return_X_y=True)
    yield "sklearn-number", make_pipeline(MinMaxScaler(), MLPRegressor(hidden_layer_sizes=(8,), max_iter=60, random_state=1)).fit(x, y), x
