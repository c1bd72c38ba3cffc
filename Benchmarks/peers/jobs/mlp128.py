"""The multilayer perceptron 784-512-256-10 on MNIST at batch 128."""
from jobs import training
from jobs.common import MLP_FLOP

title = "Training MLP 784-512-256-10, batch 128"
scalar = "float"
full_rounds = 5
bar = "Bar: 1.0 times the best peer, two threads 1.7 times one; aim: 1.3 and 1.9 times."


def groups(context):
    if not context.mnist:
        return context.skip("MNIST is not in the data folder")
    images = 9600 if context.quick else 60000
    return training.contenders(context, "mlp", "dense 512 relu, dense 256 relu, dense 10 softmax", "784", 128, images)


def report(context, groups):
    intro = "ReLU, cross-entropy, Adam at 0.001, single precision, MNIST in memory, a new order in each epoch; "
    return [intro + "the first epoch of each is not counted."] + training.report(context, groups, MLP_FLOP)
