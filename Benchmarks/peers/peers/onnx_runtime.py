"""ONNX Runtime: one row through a network of dense layers, inputs and outputs bound once, one thread."""
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


def session(serialized):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    return onnxruntime.InferenceSession(serialized, options, providers=["CPUExecutionProvider"])


def latency(settings):
    serialized, layers = model(settings["sizes"])
    run = session(serialized)
    x = numpy.random.default_rng(2).random((1, settings["sizes"][0]), dtype=numpy.float32)
    y = numpy.zeros((1, settings["sizes"][-1]), numpy.float32)
    bound = run.io_binding()
    bound.bind_input("x", "cpu", 0, numpy.float32, x.shape, x.ctypes.data)
    bound.bind_output("y", "cpu", 0, numpy.float32, y.shape, y.ctypes.data)
    call, bindings = run._sess.run_with_iobinding, bound._iobinding  # without the wrappers in Python
    call(bindings, None)
    if not numpy.allclose(y, expected(layers, x), atol=1e-5):
        raise ValueError("its output differs from numpy's")
    return serving.Repeating(f"ONNX Runtime {onnxruntime.__version__}, bound", lambda: call(bindings, None))


serving.serve({"latency": latency})
