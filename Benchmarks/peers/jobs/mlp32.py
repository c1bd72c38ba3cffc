"""The multilayer perceptron 784-512-256-10 on MNIST at batch 32."""
from jobs import training
from jobs.common import MLP_FLOP

title = "Training MLP 784-512-256-10, batch 32"
scalar = "float"
full_rounds = 5
bar = "Bar: 1.2 times the best peer; aim: 2 times."


def groups(context):
    if not context.mnist:
        return context.skip("MNIST is not in the data folder")
    images = 4800 if context.quick else 30000
    return training.contenders(context, "mlp", "dense 512 relu, dense 256 relu, dense 10 softmax", "784", 32, images)


def report(context, groups):
    intro = "ReLU, cross-entropy, Adam at 0.001, single precision, MNIST in memory, a new order in each epoch; "
    return [intro + "the first epoch of each is not counted."] + training.report(context, groups, MLP_FLOP)
