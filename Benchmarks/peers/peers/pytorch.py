"""PyTorch: its fused Adam, its own random order, everything in memory; compiled where that is faster."""
import gc

import torch
from torch import nn

import serving


def network(name):
    """Weights begin as the other libraries' do; PyTorch's own smaller ones learn later."""
    made = layers(name)
    for layer in made:
        if hasattr(layer, "weight"):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    return made


def layers(name):
    if name == "mlp":
        return nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 10))
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(800, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10))


class Training(serving.Training):
    name = f"PyTorch {torch.__version__}"

    def __init__(self, settings):
        torch.set_num_threads(settings["threads"])
        torch.manual_seed(1)
        formats = ("", "channels-last") if settings["network"] == "conv" else ("",)
        self.variants = tuple(
            f"{way}{', ' if layout else ''}{layout}" for layout in formats for way in ("eager", "compiled"))
        super().__init__(settings)

    def build(self, variant):
        self.model = network(self.network)
        self.layout = torch.channels_last if "channels-last" in variant else torch.contiguous_format
        if self.network == "conv":
            self.model = self.model.to(memory_format=self.layout)
        run = torch.compile(self.model) if "compiled" in variant else self.model
        optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3, fused=True)
        criterion = nn.CrossEntropyLoss()

        def epoch(images, labels):
            x, y = self.tensor(images), torch.from_numpy(labels).long()
            total = torch.zeros(())
            order = torch.randperm(len(y))
            self.model.train()
            for rows in order.split(self.batch):
                optimizer.zero_grad(set_to_none=True)
                loss = criterion(run(x[rows]), y[rows])
                loss.backward()
                optimizer.step()
                total += loss.detach() * len(rows)
            return total / len(y)

        return epoch

    def tensor(self, images):
        x = torch.from_numpy(images)
        return x.permute(0, 3, 1, 2).contiguous(memory_format=self.layout) if x.dim() == 4 else x

    def predictions(self, images):
        self.model.eval()
        with torch.no_grad():
            return self.model(self.tensor(images)).argmax(1).numpy()


def online(settings):
    """One step of gradient descent on one row, 7-5-3, sigmoids, half the squared error, in double precision."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    features, targets = (torch.from_numpy(values) for values in serving.wheat())
    model = nn.Sequential(nn.Linear(7, 5), nn.Sigmoid(), nn.Linear(5, 3), nn.Sigmoid()).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, fused=True)
    row = 0

    def step():
        nonlocal row
        optimizer.zero_grad(set_to_none=True)
        loss = ((model(features[row]) - targets[row]) ** 2).sum() / 2
        loss.backward()
        optimizer.step()
        row = (row + 1) % len(features)

    return serving.Repeating(f"PyTorch {torch.__version__} eager, fused SGD", step)


def latency(settings):
    torch.set_num_threads(1)
    sizes = settings["sizes"]
    layers = [layer for a, b in zip(sizes, sizes[1:]) for layer in (nn.Linear(a, b), nn.ReLU())]
    model = nn.Sequential(*layers[:-1], nn.Softmax(1)).eval()
    rows = torch.rand(1, sizes[0])
    with torch.inference_mode():
        run = torch.jit.freeze(torch.jit.trace(model, rows))

    def call():
        with torch.inference_mode():
            run(rows)

    return serving.Repeating(f"PyTorch {torch.__version__}, traced and frozen", call)


class Memory:
    """The highest resident memory of training on made-up rows, beyond that before the network was made."""

    what = f"PyTorch {torch.__version__}"

    def __init__(self, settings):
        torch.set_num_threads(1)
        self.settings = settings
        rows = settings["rows"]
        self.layout = torch.channels_last if settings.get("layout") == "channels-last" else torch.contiguous_format
        self.x, self.y = self.images(rows, 28), torch.arange(rows) % 10
        # Code that every run needs is to be in memory before, but no trace of a network of the size that is measured:
        # an optimizer is part of a cycle, so that what it remembers stays until that is collected.
        self.train(self.small(), self.images(2, 12), torch.arange(2), 2, serving.Resident())

    def images(self, rows, side):
        x = torch.rand(rows, 1, side, side).contiguous(memory_format=self.layout)
        return x if self.settings["network"] == "conv" else x.reshape(rows, -1)

    def small(self):
        """The same kinds of layers, with next to no numbers."""
        if self.settings["network"] == "mlp":
            return nn.Sequential(nn.Linear(144, 2), nn.ReLU(), nn.Linear(2, 10))
        return nn.Sequential(
            nn.Conv2d(1, 2, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(2, 2, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(2, 2), nn.ReLU(), nn.Dropout(0.5), nn.Linear(2, 10))

    def train(self, model, x, y, epochs, resident):
        model = model.to(memory_format=self.layout)
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
        for epoch in range(epochs):
            for rows in torch.randperm(len(y)).split(self.settings["batch"]):
                optimizer.zero_grad(set_to_none=True)
                nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
                optimizer.step()
            if epoch == 9:
                self.early = resident.peak
        self.late = resident.peak

    def round(self):
        gc.collect()
        resident = serving.Resident()
        self.train(network(self.settings["network"]), self.x, self.y, self.settings["epochs"], resident)
        return {"value": self.late - resident.before}

    def check(self):
        return {"early": self.early, "late": self.late, "epochs": self.settings["epochs"]}


serving.serve({"train": Training, "online": online, "latency": latency, "memory": Memory})
