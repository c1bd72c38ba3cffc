"""Computes a Core ML pipeline with numpy, from the descriptions of its stages and layers: stages in double precision, as Core
ML's, and neural networks in single precision. It knows what Backprop writes, and stops at anything else."""
import numpy

F = numpy.float32


def weights(params):
    return numpy.array(params.floatValue, dtype=F)


def kind(model):
    return model.WhichOneof("Type")


def stages(model):
    """The models of a pipeline in order."""
    which = kind(model)
    part = getattr(model, which)
    return list((part if which == "pipeline" else part.pipeline).models)


def predict(model, row):
    """The outputs of a pipeline for the values of one row, by their names."""
    values = dict(row)
    for stage in stages(model):
        values.update(STAGES[kind(stage)](stage, values))
    return {feature.name: values[feature.name] for feature in model.description.output}


def only(features):
    (feature,) = features
    return feature.name


def vectorize(stage, values):
    parts = [numpy.atleast_1d(numpy.asarray(values[c.inputColumn], dtype=float))
             for c in stage.featureVectorizer.inputList]
    return {only(stage.description.output): numpy.concatenate(parts)}


def impute(stage, values):
    x = values[only(stage.description.input)]
    filled = numpy.where(numpy.isnan(x), stage.imputer.imputedDoubleArray.vector, x)
    return {only(stage.description.output): filled}


def scale(stage, values):
    x = values[only(stage.description.input)]
    scaler = stage.scaler
    return {only(stage.description.output): (x + scaler.shiftValue) * numpy.array(scaler.scaleValue)}


def extract(stage, values):
    x = values[only(stage.description.input)]
    return {only(stage.description.output): x[list(stage.arrayFeatureExtractor.extractIndex)]}


def encode(stage, values):
    text = values[only(stage.description.input)]
    categories = list(stage.oneHotEncoder.stringCategories.vector)
    if text not in categories and stage.oneHotEncoder.handleUnknown == 0:
        raise ValueError(f"the category {text!r} is unknown")
    return {only(stage.description.output): numpy.array([float(c == text) for c in categories])}


def line(stage, values):
    x = values[only(stage.description.input)].astype(float)
    regressor = stage.glmRegressor
    return {only(stage.description.output): float(x @ numpy.array(regressor.weights[0].value) + regressor.offset[0])}


def network(stage, values):
    found = compute(stage.neuralNetwork.layers, stage.description.input, values)
    return {feature.name: found[feature.name] for feature in stage.description.output}


def classify(stage, values):
    part = stage.neuralNetworkClassifier
    found = compute(part.layers, stage.description.input, values)[part.labelProbabilityLayerName]
    labels = list(part.stringClassLabels.vector)
    return {stage.description.predictedFeatureName: labels[int(numpy.argmax(found))],
            stage.description.predictedProbabilitiesName: dict(zip(labels, found.tolist()))}


STAGES = {"featureVectorizer": vectorize, "imputer": impute, "scaler": scale, "arrayFeatureExtractor": extract,
          "oneHotEncoder": encode, "glmRegressor": line, "neuralNetwork": network, "neuralNetworkClassifier": classify}


def compute(layers, inputs, values):
    """The values of all layers by their names."""
    known = {feature.name: numpy.asarray(values[feature.name]).astype(F) for feature in inputs}
    with numpy.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for layer in layers:
            which = layer.WhichOneof("layer")
            arguments = [known[name] for name in layer.input]
            result = LAYERS[which](getattr(layer, which), *arguments)
            known[layer.output[0]] = numpy.asarray(result, dtype=F)
    return known


def activation(p, x):
    which = p.WhichOneof("NonlinearityType")
    if which == "linear":
        return F(p.linear.alpha) * x + F(p.linear.beta)
    if which == "ReLU":
        return numpy.maximum(x, 0)
    if which == "leakyReLU":
        return numpy.where(x >= 0, x, F(p.leakyReLU.alpha) * x)
    if which == "tanh":
        return numpy.tanh(x)
    if which == "sigmoid":
        return 1 / (1 + numpy.exp(-x))
    if which == "ELU":
        return numpy.where(x >= 0, x, F(p.ELU.alpha) * numpy.expm1(numpy.minimum(x, 0)))
    raise ValueError(f"an activation {which}")


def unary(p, x):
    x = F(p.scale or 1) * x + F(p.shift)
    return {0: numpy.sqrt, 4: numpy.exp, 5: numpy.log, 6: numpy.abs}[p.type](x)


def gelu(p, x):
    from math import erf
    assert p.mode == 0
    return x * F(0.5) * (1 + numpy.vectorize(erf, otypes=[float])(x * F(0.5 ** 0.5))).astype(F)


def softmax(p, x):
    powers = numpy.exp(x - x.max(axis=p.axis, keepdims=True))
    return powers / powers.sum(axis=p.axis, keepdims=True)


def dense(p, x):
    product = x @ weights(p.weights).reshape(p.outputChannels, p.inputChannels).T
    return product + weights(p.bias) if p.hasBias else product


def borders(p):
    amounts = p.valid.paddingAmounts.borderAmounts
    return [(a.startEdgeSize, a.endEdgeSize) for a in amounts] or [(0, 0), (0, 0)]


def windows(x, kernel, stride, dilation, pads, value):
    """Batch, channels, rows, columns, kernel rows, kernel columns."""
    x = numpy.pad(x, [(0, 0), (0, 0)] + pads, constant_values=value)
    reach = [(k - 1) * d + 1 for k, d in zip(kernel, dilation)]
    view = numpy.lib.stride_tricks.sliding_window_view(x, reach, axis=(2, 3))
    return view[:, :, ::stride[0], ::stride[1], ::dilation[0], ::dilation[1]]


def convolve(p, x):
    groups, outputs = p.nGroups or 1, p.outputChannels
    kernel = weights(p.weights).reshape(outputs, p.kernelChannels, *p.kernelSize)
    view = windows(x, p.kernelSize, p.stride, p.dilationFactor, borders(p), 0)
    parts = [numpy.einsum("ncyxij,ocij->noyx", a, b) for a, b in
             zip(numpy.split(view, groups, axis=1), numpy.split(kernel, groups, axis=0))]
    sums = numpy.concatenate(parts, axis=1)
    return sums + weights(p.bias)[:, None, None] if p.hasBias else sums


def pool(p, x):
    pads = borders(p)
    if p.type == 0:
        return windows(x, p.kernelSize, p.stride, [1, 1], pads, -numpy.inf).max(axis=(4, 5))
    view = windows(x, p.kernelSize, p.stride, [1, 1], pads, 0)
    if not p.avgPoolExcludePadding:
        return view.mean(axis=(4, 5))
    inside = windows(numpy.ones_like(x), p.kernelSize, p.stride, [1, 1], pads, 0).sum(axis=(4, 5))
    return view.sum(axis=(4, 5)) / inside


def normalize(p, x):
    mean = x.mean(axis=-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=-1, keepdims=True)
    return (x - mean) / numpy.sqrt(variance + F(p.eps)) * weights(p.gamma) + weights(p.beta)


LAYERS = {
    "activation": activation, "unary": unary, "gelu": gelu, "softmaxND": softmax, "innerProduct": dense,
    "convolution": convolve, "pooling": pool, "layerNormalization": normalize,
    "clip": lambda p, x: numpy.minimum(numpy.maximum(x, F(p.minVal)), F(p.maxVal)),
    "sign": lambda p, x: numpy.sign(x), "round": lambda p, x: numpy.round(x), "cos": lambda p, x: numpy.cos(x),
    "greaterThan": lambda p, x: x > p.alpha,
    "minBroadcastable": lambda p, x, y: numpy.minimum(x, y), "maxBroadcastable": lambda p, x, y: numpy.maximum(x, y),
    "addBroadcastable": lambda p, x, y: x + y, "subtractBroadcastable": lambda p, x, y: x - y,
    "multiplyBroadcastable": lambda p, x, y: x * y, "divideBroadcastable": lambda p, x, y: x / y,
    "gather": lambda p, x, k: numpy.take(x, k.astype(int), axis=p.axis),
    "concatND": lambda p, *x: numpy.concatenate(x, axis=p.axis),
    "transpose": lambda p, x: numpy.transpose(x, list(p.axes)),
    "loadConstantND": lambda p: weights(p.data).reshape(list(p.shape)),
    "reshapeStatic": lambda p, x: x.reshape(list(p.targetShape)),
    "constantPad": lambda p, x: numpy.pad(
        x, list(zip(p.padAmounts[::2], p.padAmounts[1::2])), constant_values=F(p.value)),
    "reduceSum": lambda p, x: x.sum(axis=tuple(p.axes), keepdims=p.keepDims),
    "whereBroadcastable": lambda p, condition, x, y: numpy.where(condition != 0, x, y),
}
