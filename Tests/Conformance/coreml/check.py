"""Checks the structure of a Core ML pipeline: features connect by name and type, values by name and sizes, weights have as
many numbers as their layers need, labels and metadata are whole. Returns sentences about what is wrong.

usage: check.py FILE.mlmodel...
"""
import math, re, sys

NUMBER, TEXT, ARRAY, DICTIONARY = "doubleType", "stringType", "multiArrayType", "dictionaryType"
VERSION = 4


def type_of(feature):
    """The type of a feature, with the sizes of an array."""
    which = feature.type.WhichOneof("Type")
    if which != ARRAY:
        return which
    array = feature.type.multiArrayType
    return which, tuple(array.shape), array.dataType


def sizes(feature):
    return list(feature.type.multiArrayType.shape)


def problems(model):
    """All problems of a file."""
    found = top_level(model)
    if found:
        return found
    which = model.WhichOneof("Type")
    pipeline = model.pipeline if which == "pipeline" else getattr(model, which).pipeline
    return pipeline_problems(model, pipeline) + metadata_problems(model.description.metadata)


def top_level(model):
    which = model.WhichOneof("Type")
    if which not in ("pipelineClassifier", "pipelineRegressor", "pipeline"):
        return [f"the file is a {which}"]
    description = model.description
    types = {feature.name: type_of(feature) for feature in description.output}
    if which == "pipelineClassifier":
        if types.get(description.predictedFeatureName) != TEXT:
            return ["the class is not a text output"]
        if types.get(description.predictedProbabilitiesName) != DICTIONARY:
            return ["the probabilities are not a dictionary"]
    if which == "pipelineRegressor" and types.get(description.predictedFeatureName) != NUMBER:
        return ["the prediction is not a number"]
    return [] if model.specificationVersion == VERSION else [f"the version is {model.specificationVersion}"]


def metadata_problems(metadata):
    digest = metadata.userDefined.get("model_sha256", "")
    return [] if re.fullmatch("[0-9a-f]{64}", digest) else [f"the SHA-256 of the model is {digest!r}"]


def pipeline_problems(model, pipeline):
    found = []
    if len(pipeline.names) != len(pipeline.models) or len(set(pipeline.names)) != len(pipeline.names):
        found.append("the names of the stages do not fit")
    known = {}
    for feature in model.description.input:
        if feature.name in known:
            found.append(f"two inputs are called {feature.name}")
        known[feature.name] = type_of(feature)
    used = set()
    for name, stage in zip(pipeline.names, pipeline.models):
        for feature in stage.description.input:
            used.add(feature.name)
            if known.get(feature.name) != type_of(feature):
                found.append(f"{name} takes {feature.name} as {type_of(feature)}, which is {known.get(feature.name)}")
        found += [f"{name}: {text}" for text in stage_problems(stage)]
        for feature in stage.description.output:
            if feature.name in known:
                found.append(f"{name} makes {feature.name} again")
            known[feature.name] = type_of(feature)
    for feature in model.description.output:
        used.add(feature.name)
        if known.get(feature.name) != type_of(feature):
            found.append(f"the output {feature.name} is {type_of(feature)}, not {known.get(feature.name)}")
    return found + [f"nothing uses {name}" for name in known if name not in used]


def stage_problems(stage):
    which = stage.WhichOneof("Type")
    if which not in STAGES:
        return [f"a stage is a {which}"]
    if stage.specificationVersion != VERSION:
        return [f"the version is {stage.specificationVersion}"]
    return STAGES[which](stage, list(stage.description.input), list(stage.description.output))


def array_stage(inputs, outputs):
    """A problem unless one array becomes another, or nothing."""
    if [type_of(f)[0] if type_of(f)[0] == ARRAY else None for f in inputs + outputs] != [ARRAY, ARRAY]:
        return ["it does not turn one array into another"]
    return []


def vectorizer(stage, inputs, outputs):
    columns = stage.featureVectorizer.inputList
    if [c.inputColumn for c in columns] != [f.name for f in inputs]:
        return ["its columns are not its inputs"]
    if any(c.inputDimensions != 1 for c in columns) or any(type_of(f) != NUMBER for f in inputs):
        return ["its columns are not single numbers"]
    return [] if [sizes(f) for f in outputs] == [[len(columns)]] else ["its array has another size"]


def imputer(stage, inputs, outputs):
    part = stage.imputer
    found = array_stage(inputs, outputs)
    if found:
        return found
    if part.WhichOneof("ReplaceValue") != "replaceDoubleValue" or not math.isnan(part.replaceDoubleValue):
        found.append("it does not replace NaN")
    if not all(map(math.isfinite, part.imputedDoubleArray.vector)):
        found.append("a replacement is not finite")
    if not sizes(inputs[0]) == sizes(outputs[0]) == [len(part.imputedDoubleArray.vector)]:
        found.append("it has another number of replacements")
    return found


def scaler(stage, inputs, outputs):
    part = stage.scaler
    found = array_stage(inputs, outputs)
    if found:
        return found
    if not sizes(inputs[0]) == sizes(outputs[0]) == [len(part.shiftValue)] == [len(part.scaleValue)]:
        found.append("it has another number of scales")
    if not all(math.isfinite(x) and x != 0 for x in part.scaleValue) or not all(map(math.isfinite, part.shiftValue)):
        found.append("a scale is not finite, or 0")
    return found


def extractor(stage, inputs, outputs):
    indices = stage.arrayFeatureExtractor.extractIndex
    found = array_stage(inputs, outputs)
    if found:
        return found
    if any(index >= sizes(inputs[0])[0] for index in indices):
        found.append("an index lies beyond the array")
    return found if sizes(outputs[0]) == [len(indices)] else found + ["it has another number of indices"]


def encoder(stage, inputs, outputs):
    part = stage.oneHotEncoder
    texts = list(part.stringCategories.vector)
    if [type_of(f) for f in inputs] != [TEXT] or part.outputSparse:
        return ["it does not turn a text into an array"]
    if not texts or len(set(texts)) != len(texts):
        return ["a category occurs twice, or there is none"]
    return [] if [sizes(f) for f in outputs] == [[len(texts)]] else ["it has another number of categories"]


def regressor(stage, inputs, outputs):
    part = stage.glmRegressor
    if len(part.weights) != 1 or len(part.offset) != 1 or [type_of(f) for f in outputs] != [NUMBER]:
        return ["it does not make one number"]
    if stage.description.predictedFeatureName != outputs[0].name:
        return ["its prediction has another name"]
    if sizes(inputs[0]) != [len(part.weights[0].value)]:
        return ["it has another number of weights"]
    return [] if all(map(math.isfinite, [*part.weights[0].value, *part.offset])) else ["a weight is not finite"]


def network(stage, inputs, outputs):
    found, known = layers_problems(stage.neuralNetwork, inputs)
    for feature in outputs:
        if known.get(feature.name) != sizes(feature):
            found.append(f"the output {feature.name} has the sizes {known.get(feature.name)}, not {sizes(feature)}")
    return found


def classifier(stage, inputs, outputs):
    part, description = stage.neuralNetworkClassifier, stage.description
    labels = list(part.stringClassLabels.vector)
    found, known = layers_problems(part, inputs)
    if len(labels) < 2 or len(set(labels)) != len(labels):
        found.append("its labels are not different")
    if known.get(part.labelProbabilityLayerName) != [len(labels)]:
        found.append(f"{len(labels)} labels have probabilities of the sizes {known.get(part.labelProbabilityLayerName)}")
    types = {f.name: type_of(f) for f in outputs}
    if types != {description.predictedFeatureName: TEXT, description.predictedProbabilitiesName: DICTIONARY}:
        found.append("its outputs are not a label and probabilities")
    return found


STAGES = {"featureVectorizer": vectorizer, "imputer": imputer, "scaler": scaler, "arrayFeatureExtractor": extractor,
          "oneHotEncoder": encoder, "glmRegressor": regressor, "neuralNetwork": network,
          "neuralNetworkClassifier": classifier}


def layers_problems(part, inputs):
    """The problems of a network, and the sizes of its values."""
    found = [] if part.arrayInputShapeMapping == 1 else ["arrays are not taken with their own sizes"]
    known = {feature.name: sizes(feature) for feature in inputs}
    used = set()
    names = [layer.name for layer in part.layers]
    if len(set(names)) != len(names):
        found.append("two layers have one name")
    for layer in part.layers:
        unknown = [name for name in layer.input if name not in known]
        if unknown:
            found.append(f"{layer.name} takes {unknown[0]}, which no layer before it makes")
            continue
        used.update(layer.input)
        found += layer_problems(layer, known)
    ends = {layer.output[0] for layer in part.layers} - used
    if len(ends) != 1:
        found.append(f"the ends of the network are {sorted(ends)}")
    return found + [f"no layer takes {f.name}" for f in inputs if f.name not in used], known


def layer_problems(layer, known):
    which = layer.WhichOneof("layer")
    shapes = [known[name] for name in layer.input]
    if len(layer.output) != 1 or layer.output[0] in known:
        return [f"{layer.name} makes {list(layer.output)} again"]
    if which not in SHAPES:
        return [f"{layer.name} is a {which}"]
    try:
        result = SHAPES[which](getattr(layer, which), *shapes)
    except (AssertionError, IndexError, TypeError, ValueError) as error:
        return [f"{layer.name} does not fit its inputs {shapes}: {error}"]
    known[layer.output[0]] = result
    declared = [list(t.dimValue) for t in [*layer.inputTensor, *layer.outputTensor]]
    ranks = [t.rank for t in [*layer.inputTensor, *layer.outputTensor]]
    if declared != shapes + [result] or ranks != [len(shape) for shape in declared]:
        return [f"{layer.name} has the sizes {shapes + [result]}, not {declared}"]
    return []


def count(shape):
    return math.prod(shape)


def numbers(params, wanted):
    assert len(params.floatValue) == wanted, f"there are {len(params.floatValue)} weights, not {wanted}"
    assert all(map(math.isfinite, params.floatValue)), "a weight is not finite"


def broadcast(_, *shapes):
    rank = max(map(len, shapes))
    padded = [[1] * (rank - len(shape)) + shape for shape in shapes]
    for axis in zip(*padded):
        assert len(set(axis) - {1}) <= 1, "sizes differ"
    return [max(axis) for axis in zip(*padded)]


def dense(p, x):
    assert len(x) == 1 and x[0] == p.inputChannels, "the inputs differ"
    numbers(p.weights, p.inputChannels * p.outputChannels)
    assert p.hasBias == p.HasField("bias"), "the bias is not where it should be"
    if p.hasBias:
        numbers(p.bias, p.outputChannels)
    return [p.outputChannels]


def slide(p, x, dilation):
    borders = p.valid.paddingAmounts.borderAmounts
    pads = [a.startEdgeSize + a.endEdgeSize for a in borders] or [0, 0]
    assert len(x) == 4 and len(p.kernelSize) == len(p.stride) == len(pads) == 2, "it is not a window of images"
    inside = [size + pad - (k - 1) * d - 1 for size, pad, k, d in zip(x[2:], pads, p.kernelSize, dilation)]
    assert min(inside) >= 0, "the window is larger than the image"
    return [space // step + 1 for space, step in zip(inside, p.stride)]


def convolution(p, x):
    assert p.nGroups >= 1 and x[1] == p.kernelChannels * p.nGroups and p.outputChannels % p.nGroups == 0, "channels differ"
    numbers(p.weights, p.outputChannels * p.kernelChannels * count(p.kernelSize))
    assert p.hasBias == p.HasField("bias"), "the bias is not where it should be"
    if p.hasBias:
        numbers(p.bias, p.outputChannels)
    return [x[0], p.outputChannels] + slide(p, x, p.dilationFactor)


def pooling(p, x):
    assert p.WhichOneof("PoolingPaddingType") == "valid", "its padding is not explicit"
    return x[:2] + slide(p, x, [1, 1])


def concatenation(p, *shapes):
    assert len(shapes) >= 2 and len({len(shape) for shape in shapes}) == 1, "ranks differ"
    assert len({tuple(s[:p.axis] + s[p.axis + 1:]) for s in shapes}) == 1, "sizes differ"
    return shapes[0][:p.axis] + [sum(s[p.axis] for s in shapes)] + shapes[0][p.axis + 1:]


def constant(p):
    numbers(p.data, count(p.shape))
    return list(p.shape)


def reshape(p, x):
    assert count(p.targetShape) == count(x), "the number of elements differs"
    return list(p.targetShape)


def transpose(p, x):
    assert sorted(p.axes) == list(range(len(x))), "the axes are not those of the value"
    return [x[axis] for axis in p.axes]


def padding(p, x):
    assert len(p.padAmounts) == 2 * len(x) and not p.padToGivenOutputSizeMode, "the amounts do not fit"
    return [size + before + behind for size, before, behind in zip(x, p.padAmounts[::2], p.padAmounts[1::2])]


def reduction(p, x):
    assert list(p.axes) == [len(x) - 1] and not p.reduceAll, "it is not about the last axis"
    return x[:-1] + ([1] if p.keepDims else [])


def normalization(p, x):
    assert list(p.normalizedShape) == x[-1:] and p.eps > 0, "it is not about the last axis"
    numbers(p.gamma, x[-1])
    numbers(p.beta, x[-1])
    return x


def softmax(p, x):
    assert p.axis == -1, "it is not about the last axis"
    return x


def activation(p, x):
    assert p.WhichOneof("NonlinearityType") in ("linear", "ReLU", "leakyReLU", "tanh", "sigmoid", "ELU"), "it has no function"
    return x


def clip(p, x):
    assert p.minVal < p.maxVal, "the limits are in the wrong order"
    return x


def same(_, x):
    return x


SHAPES = {
    "innerProduct": dense, "convolution": convolution, "pooling": pooling, "concatND": concatenation,
    "loadConstantND": constant, "reshapeStatic": reshape, "transpose": transpose, "constantPad": padding,
    "reduceSum": reduction, "layerNormalization": normalization, "softmaxND": softmax, "activation": activation,
    "clip": clip, "unary": same, "gelu": same, "sign": same, "round": same, "cos": same, "greaterThan": same,
    "minBroadcastable": broadcast, "maxBroadcastable": broadcast, "addBroadcastable": broadcast,
    "subtractBroadcastable": broadcast, "multiplyBroadcastable": broadcast,
    "divideBroadcastable": broadcast, "whereBroadcastable": broadcast, "gather": lambda p, x, k: k,
}

if __name__ == "__main__":
    import load
    status = 0
    for path in sys.argv[1:]:
        for problem in problems(load.model(path)):
            print(f"{path}: {problem}")
            status = 1
    sys.exit(status)
