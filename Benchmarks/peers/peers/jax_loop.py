"""JAX without Keras: a whole epoch as one compiled scan, Adam written out, buffers given away."""
import os
from functools import partial

os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy  # noqa: E402

import serving  # noqa: E402

SIZES = (784, 512, 256, 10)


def outputs(parameters, x):
    for weights, bias in parameters[:-1]:
        x = jax.nn.relu(x @ weights + bias)
    weights, bias = parameters[-1]
    return x @ weights + bias


def loss_of(parameters, x, y):
    return -jnp.take_along_axis(jax.nn.log_softmax(outputs(parameters, x)), y[:, None], 1).mean()


def adam(parameters, gradients, first, second, step):
    mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradients)
    square = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradients)
    rate = 1e-3 * jnp.sqrt(1 - 0.999**step) / (1 - 0.9**step)
    return jax.tree.map(lambda p, m, v: p - rate * m / (jnp.sqrt(v) + 1e-8), parameters, mean, square), mean, square


@partial(jax.jit, donate_argnums=0)
def steps(state, x, y, rows):
    def step(state, rows):
        parameters, first, second, count = state
        loss, gradients = jax.value_and_grad(loss_of)(parameters, x[rows], y[rows])
        return (*adam(parameters, gradients, first, second, count + 1.0), count + 1.0), loss

    return jax.lax.scan(step, state, rows)


class Training(serving.Training):
    name = f"JAX {jax.__version__}, an epoch in one compiled scan"

    def build(self, variant):
        generator = numpy.random.default_rng(1)
        parameters = [
            (jnp.asarray(generator.normal(0, (2 / a) ** 0.5, (a, b)), jnp.float32), jnp.zeros(b))
            for a, b in zip(SIZES, SIZES[1:])]
        zeros = lambda: jax.tree.map(jnp.zeros_like, parameters)
        self.state = (parameters, zeros(), zeros(), jnp.float32(0))

        def epoch(images, labels):
            # Whole batches in the scan, and the rest as one step more.
            order = generator.permutation(len(labels)).astype(numpy.int32)
            whole = len(order) // self.batch * self.batch
            x, y = jnp.asarray(images), jnp.asarray(labels.astype(numpy.int32))
            parts = [order[:whole].reshape(-1, self.batch)] + ([order[None, whole:]] if whole < len(order) else [])
            total = 0.0
            for part in parts:
                self.state, losses = steps(self.state, x, y, part)
                total += float(losses.sum()) * part.shape[1]
            return total / len(order)

        return epoch

    def predictions(self, images):
        return numpy.asarray(outputs(self.state[0], jnp.asarray(images)).argmax(1))


def online(settings):
    """Ten thousand steps in one compiled scan: 7-5-3, sigmoids, half the squared error, in double precision."""
    jax.config.update("jax_enable_x64", True)
    features, targets = (jnp.asarray(values) for values in serving.wheat())
    generator = numpy.random.default_rng(1)
    parameters = [(jnp.asarray(generator.random((a, b))), jnp.zeros(b)) for a, b in ((7, 5), (5, 3))]
    order = jnp.asarray(numpy.tile(numpy.arange(len(features)), 60)[:10000])

    def row_loss(parameters, x, t):
        for weights, bias in parameters:
            x = jax.nn.sigmoid(x @ weights + bias)
        return ((x - t) ** 2).sum() / 2

    @jax.jit
    def many(parameters):
        def step(parameters, row):
            gradients = jax.grad(row_loss)(parameters, features[row], targets[row])
            return jax.tree.map(lambda p, g: p - 0.3 * g, parameters, gradients), None

        return jax.lax.scan(step, parameters, order)[0]

    class Steps(serving.Repeating):
        def round(self):
            return {"value": super().round()["value"] / 10000}

    return Steps(f"JAX {jax.__version__}, compiled scan", lambda: jax.block_until_ready(many(parameters)))


serving.serve({"train": Training, "online": online})
