"""Plants faults in Core ML files, one at a time; check.py must find each, and nothing in the files as they are.

usage: faults.py TABLE.mlmodel IMAGES.mlmodel NUMBERS.mlmodel
"""
import sys
import check, evaluate, load

table, images, numbers = (load.model(path) for path in sys.argv[1:])


def stage(model, kind):
    return [s for s in evaluate.stages(model) if evaluate.kind(s) == kind][0]


def layer(model, kind):
    part = evaluate.stages(model)[-1].neuralNetworkClassifier
    return [l for l in part.layers if l.WhichOneof("layer") == kind][0]


def set_output_shape(feature, size):
    feature.type.multiArrayType.shape[0] = size


FAULTS = {
    "a weight of a dense layer is missing": (table, lambda m: layer(m, "innerProduct").innerProduct.weights.floatValue.pop()),
    "a weight is not a number": (table, lambda m: layer(m, "innerProduct").innerProduct.weights.floatValue.__setitem__(0, float("nan"))),
    "a bias is missing": (table, lambda m: layer(m, "innerProduct").innerProduct.ClearField("bias")),
    "a layer reads an unknown value": (table, lambda m: layer(m, "innerProduct").input.__setitem__(0, "elsewhere")),
    "a value is made twice": (images, lambda m: layer(m, "convolution").output.__setitem__(0, "image")),
    "a declared size is wrong": (images, lambda m: layer(m, "convolution").outputTensor[0].dimValue.__setitem__(1, 7)),
    "a reshape changes the number of elements": (images, lambda m: layer(m, "reshapeStatic").reshapeStatic.targetShape.__setitem__(0, 3)),
    "a kernel has another size": (images, lambda m: layer(m, "convolution").convolution.kernelSize.__setitem__(0, 5)),
    "a stride is larger": (images, lambda m: layer(m, "pooling").pooling.stride.__setitem__(0, 5)),
    "a transpose repeats an axis": (images, lambda m: layer(m, "transpose").transpose.axes.__setitem__(0, 2)),
    "a label is missing": (table, lambda m: evaluate.stages(m)[-1].neuralNetworkClassifier.stringClassLabels.vector.pop()),
    "a label occurs twice": (table, lambda m: evaluate.stages(m)[-1].neuralNetworkClassifier.stringClassLabels.vector.__setitem__(
        0, evaluate.stages(m)[-1].neuralNetworkClassifier.stringClassLabels.vector[1])),
    "the probabilities come from no layer": (table, lambda m: setattr(
        evaluate.stages(m)[-1].neuralNetworkClassifier, "labelProbabilityLayerName", "nothing")),
    "arrays are taken with five axes": (table, lambda m: setattr(
        evaluate.stages(m)[-1].neuralNetworkClassifier, "arrayInputShapeMapping", 0)),
    "a replacement is missing": (table, lambda m: stage(m, "imputer").imputer.imputedDoubleArray.vector.pop()),
    "0 is replaced, not NaN": (table, lambda m: setattr(stage(m, "imputer").imputer, "replaceDoubleValue", 0.0)),
    "a scale is 0": (table, lambda m: stage(m, "scaler").scaler.scaleValue.__setitem__(0, 0.0)),
    "a shift is missing": (table, lambda m: stage(m, "scaler").scaler.shiftValue.pop()),
    "a category occurs twice": (table, lambda m: stage(m, "oneHotEncoder").oneHotEncoder.stringCategories.vector.__setitem__(
        0, stage(m, "oneHotEncoder").oneHotEncoder.stringCategories.vector[1])),
    "a column is missing": (table, lambda m: stage(m, "featureVectorizer").featureVectorizer.inputList.pop()),
    "a stage reads an unknown feature": (table, lambda m: setattr(
        stage(m, "scaler").description.input[0], "name", "elsewhere")),
    "the sizes of two stages differ": (table, lambda m: set_output_shape(stage(m, "imputer").description.output[0], 99)),
    "an input of the file is missing": (table, lambda m: m.description.input.pop()),
    "an input of the file is not used": (table, lambda m: setattr(m.description.input.add(), "name", "more")),
    "an output of the file comes from no stage": (numbers, lambda m: setattr(m.description.output[0], "name", "more")),
    "a stage has a later version": (table, lambda m: setattr(stage(m, "scaler"), "specificationVersion", 9)),
    "a factor of a number is missing": (numbers, lambda m: stage(m, "glmRegressor").glmRegressor.weights[0].value.pop()),
    "the class is not named": (table, lambda m: setattr(m.description, "predictedFeatureName", "")),
    "two stages have one name": (table, lambda m: m.pipelineClassifier.pipeline.names.__setitem__(
        0, m.pipelineClassifier.pipeline.names[1])),
    "the digest of the model is missing": (table, lambda m: m.description.metadata.userDefined.clear()),
}
for model, path in zip((table, images, numbers), sys.argv[1:]):
    if check.problems(model):
        sys.exit(f"{path}: {check.problems(model)}")
missed = []
for name, (model, plant) in FAULTS.items():
    copy = type(model)()
    copy.CopyFrom(model)
    plant(copy)
    if not check.problems(copy):
        missed.append(name)
for name in missed:
    print(f"not found: {name}")
print(f"{len(FAULTS) - len(missed)} of {len(FAULTS)} planted faults were found")
sys.exit(1 if missed else 0)
