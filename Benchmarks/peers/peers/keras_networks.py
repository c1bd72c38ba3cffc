"""Keras, on the backend that KERAS_BACKEND names: `fit` on arrays in memory, compiled by XLA where that is faster."""
import os

THREADS = os.environ["OMP_NUM_THREADS"]
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", THREADS)
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras  # noqa: E402  (the backend is chosen first)
from keras import layers  # noqa: E402

import serving  # noqa: E402


def network(name):
    if name == "mlp":
        return keras.Sequential([
            keras.Input((784,)), layers.Dense(512, activation="relu"), layers.Dense(256, activation="relu"),
            layers.Dense(10)])
    return keras.Sequential([
        keras.Input((28, 28, 1)), layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(), layers.Flatten(),
        layers.Dense(128, activation="relu"), layers.Dropout(0.5), layers.Dense(10)])


class Training(serving.Training):
    # One step a call, or many: the second spares the way through Python.
    variants = ("XLA, 20 steps a call", "XLA", "plain, 20 steps a call", "plain")

    def __init__(self, settings):
        keras.utils.set_random_seed(1)
        backend = keras.backend.backend()
        self.name = f"Keras {keras.__version__} on {backend} {__import__(backend).__version__},"
        if backend == "jax":
            self.variants = self.variants[1::-1]
        super().__init__(settings)

    def build(self, variant):
        model = self.model = network(self.network)
        model.compile(
            optimizer=keras.optimizers.Adam(1e-3), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            jit_compile="XLA" in variant, steps_per_execution=20 if "20" in variant else 1)

        def epoch(images, labels):
            return model.fit(images, labels, batch_size=self.batch, epochs=1, verbose=0).history["loss"][0]

        return epoch

    def predictions(self, images):
        return self.model.predict(images, batch_size=1000, verbose=0).argmax(1)


serving.serve({"train": Training})
