"""The convolutional network for digits of Keras' examples, on MNIST at batch 128."""
from jobs import training

title = "Training the convolutional network for digits, batch 128"
scalar = "float"
full_rounds = 3
bar = "Bar: 1.3 times the best peer on 1 and on 2 threads; aim: 2.5 times."
LAYERS = (
    "conv 32 3x3 relu, maxpool 2, conv 32 3x3 relu, maxpool 2, flatten, dense 128 relu, dropout 0.5, dense 10 softmax")
# An image of training: three products a layer, but no gradient of the image.
FLOP = 6 * (26 * 26 * 9 * 32 + 11 * 11 * 288 * 32 + 800 * 128 + 128 * 10) - 2 * 26 * 26 * 9 * 32


def groups(context):
    if not context.mnist:
        return context.skip("MNIST is not in the data folder")
    return training.contenders(context, "conv", LAYERS, "28x28x1", 128, 2560 if context.quick else 12800)


def report(context, groups):
    return [
        f"The network `{LAYERS}`; cross-entropy, Adam at 0.001, single precision; PyTorch in both memory formats; "
        "the first epoch of each is not counted."] + training.report(context, groups, FLOP)
