"""ONNX Runtime: networks of dense layers, and the convolutional one; inputs and outputs are bound once."""
import json
import os

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper

import serving


def model(sizes):
    """The graph with random weights, and the same function in numpy."""
    generator = numpy.random.default_rng(1)
    nodes, weights, last = [], [], "x"
    layers = []
    for index, (a, b) in enumerate(zip(sizes, sizes[1:])):
        w = generator.normal(0, (2 / a) ** 0.5, (a, b)).astype(numpy.float32)
        bias = generator.normal(0, 0.1, b).astype(numpy.float32)
        layers.append((w, bias))
        for name, values in ((f"w{index}", w), (f"b{index}", bias)):
            weights.append(helper.make_tensor(name, TensorProto.FLOAT, values.shape, values.tobytes(), raw=True))
        nodes.append(helper.make_node("Gemm", [last, f"w{index}", f"b{index}"], [f"z{index}"]))
        last = "y" if index == len(sizes) - 2 else f"h{index}"
        nodes.append(helper.make_node("Softmax" if last == "y" else "Relu", [f"z{index}"], [last]))
    graph = helper.make_graph(
        nodes, "network", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, sizes[0]])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, sizes[-1]])], weights)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(made)
    return made.SerializeToString(), layers


def expected(layers, x):
    for w, bias in layers[:-1]:
        x = numpy.maximum(x @ w + bias, 0)
    z = x @ layers[-1][0] + layers[-1][1]
    e = numpy.exp(z - z.max())
    return e / e.sum()


def session(serialized, threads=1):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    return onnxruntime.InferenceSession(serialized, options, providers=["CPUExecutionProvider"])


def bound(run, x, y):
    """A call with input and output where they lie, without the wrappers in Python; it keeps both alive."""
    binding = run.io_binding()
    binding.bind_input("x", "cpu", 0, numpy.float32, x.shape, x.ctypes.data)
    binding.bind_output("y", "cpu", 0, numpy.float32, y.shape, y.ctypes.data)
    call, bindings = run._sess.run_with_iobinding, binding._iobinding
    return lambda alive=(run, x, y): call(bindings, None)


def latency(settings):
    serialized, layers = model(settings["sizes"])
    x = numpy.random.default_rng(2).random((1, settings["sizes"][0]), dtype=numpy.float32)
    y = numpy.zeros((1, settings["sizes"][-1]), numpy.float32)
    call = bound(session(serialized), x, y)
    call()
    if not numpy.allclose(y, expected(layers, x), atol=1e-5):
        raise ValueError("its output differs from numpy's")
    return serving.Repeating(f"ONNX Runtime {onnxruntime.__version__}, bound", call)


def tensors(path):
    """The tensors of a safetensors file, by name."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    header.pop("__metadata__", None)
    return {
        name: numpy.frombuffer(data[slice(*each["data_offsets"])], numpy.float32).reshape(each["shape"])
        for name, each in header.items()}


def convolutional(weights, batch):
    """The network of the tensors 0, 3, 7 and 10, as they lie in PyTorch's Sequential, for so many images at a time."""
    nodes = [
        helper.make_node("Conv", ["x", "0.weight", "0.bias"], ["a"]), helper.make_node("Relu", ["a"], ["b"]),
        helper.make_node("MaxPool", ["b"], ["c"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("Conv", ["c", "3.weight", "3.bias"], ["d"]), helper.make_node("Relu", ["d"], ["e"]),
        helper.make_node("MaxPool", ["e"], ["f"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("Flatten", ["f"], ["g"]),
        helper.make_node("Gemm", ["g", "7.weight", "7.bias"], ["h"], transB=1), helper.make_node("Relu", ["h"], ["i"]),
        helper.make_node("Gemm", ["i", "10.weight", "10.bias"], ["j"], transB=1),
        helper.make_node("Softmax", ["j"], ["y"])]
    made = helper.make_model(
        helper.make_graph(
            nodes, "network", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [batch, 1, 28, 28])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, [batch, 10])],
            [helper.make_tensor(name, TensorProto.FLOAT, values.shape, values.tobytes(), raw=True)
             for name, values in weights.items()]),
        opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(made)
    return made.SerializeToString()


def inference(settings):
    """The model that Backprop wrote, on the images that it wrote, beside what it made of them."""
    batch, start = settings["batch"], os.path.join(settings["folder"], "inference")
    x, wanted = (numpy.fromfile(f"{start}.{part}", numpy.float32) for part in ("images", "outputs"))
    x = x[:batch * 784].reshape(batch, 1, 28, 28)
    y = numpy.zeros((batch, 10), numpy.float32)
    call = bound(session(convolutional(tensors(f"{start}.safetensors"), batch), settings["threads"]), x, y)
    call()
    if not numpy.allclose(y, wanted[:batch * 10].reshape(batch, 10), atol=1e-5):
        raise ValueError("its output differs from Backprop's")
    return serving.Repeating(f"ONNX Runtime {onnxruntime.__version__}, bound", call)


serving.serve({"latency": latency, "inference": inference})
