"""Compares what the library and the safetensors package make of the same files."""

import json
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

import ml_dtypes
import numpy
import safetensors
from safetensors.numpy import save

CHECKER = sys.argv[1]
NAMES = {
    "F16": numpy.float16, "BF16": ml_dtypes.bfloat16, "F32": numpy.float32, "F64": numpy.float64,
    "I8": numpy.int8, "I16": numpy.int16, "I32": numpy.int32, "I64": numpy.int64,
    "U8": numpy.uint8, "U16": numpy.uint16, "U32": numpy.uint32, "U64": numpy.uint64, "BOOL": numpy.bool_,
}
METADATA = {"format": "pt", "é\"\\\n\u2028": "😀 \x00\x1f/", "network": '{"layers":[]}', "": ""}


def load(data):
    """What the package reads: name to element type, shape and bytes; None if it refuses."""
    try:
        return {
            name: (entry["dtype"], list(entry["shape"]), bytes(entry["data"]))
            for name, entry in safetensors.deserialize(data)
        }
    except Exception:
        return None


def metadata_of(data):
    length = struct.unpack("<Q", data[:8])[0]
    return json.loads(data[8 : 8 + length]).get("__metadata__", {})


def check(*arguments):
    return subprocess.run([CHECKER, *map(str, arguments)], check=True, stdout=subprocess.PIPE).stdout.decode()


def dump(paths):
    lines = check("dump", *paths).rstrip("\n").split("\n")
    assert len(lines) == len(paths)
    return [json.loads(line) for line in lines]


def arrays_of_every_type(generator):
    arrays = {}
    for name, kind in NAMES.items():
        kind = numpy.dtype(kind)
        for shape in [(), (0,), (3, 0, 2), (7,), (2, 3), (2, 1, 3, 2)]:
            count = int(numpy.prod(shape))
            raw = generator.integers(0, 2 if name == "BOOL" else 256, count * kind.itemsize, dtype=numpy.uint8)
            arrays[f"{name}.{'x'.join(map(str, shape))}"] = raw.view(kind).reshape(shape)
    halves = numpy.arange(65536, dtype=numpy.uint16)
    arrays["every half"] = halves.view(numpy.float16)
    arrays["every bfloat"] = halves.view(ml_dtypes.bfloat16)
    arrays["limits"] = numpy.array(
        [0.0, -0.0, 5e-324, 1.8e308, 1e-46, 3.4028236e38, numpy.inf, -numpy.inf, numpy.nan], numpy.float64)
    return arrays


def same_numbers(bits, width, expected, what):
    """Whether the numbers with those bits are the expected ones; one NaN is as good as another."""
    found = numpy.array(bits, f"uint{width}").view(f"float{width}")
    expected = expected.ravel()
    nan = numpy.isnan(expected)
    assert (numpy.isnan(found) == nan).all(), what
    unsigned = numpy.dtype(f"uint{width}")
    assert (found.view(unsigned) == expected.view(unsigned))[~nan].all(), what


def check_reading(folder, arrays):
    path = folder / "theirs.safetensors"
    path.write_bytes(save(arrays, METADATA))
    content = dump([path])[0]
    assert content["metadata"] == METADATA, content["metadata"]
    assert sorted(entry["name"] for entry in content["tensors"]) == sorted(arrays)
    for entry in content["tensors"]:
        array = arrays[entry["name"]]
        assert NAMES[entry["dtype"]] == array.dtype and entry["shape"] == list(array.shape), entry["name"]
        assert bytes(entry["bytes"]) == array.tobytes(), entry["name"]
        if "doubles" in entry:
            with numpy.errstate(over="ignore", invalid="ignore"):
                same_numbers(entry["doubles"], 64, array.astype(numpy.float64), entry["name"])
                same_numbers(entry["floats"], 32, array.astype(numpy.float32), entry["name"])
    print(f"read {len(arrays)} tensors of {len(NAMES)} types that the package wrote")


def check_writing(folder, arrays):
    theirs, ours, again = (folder / f"{name}.safetensors" for name in ("theirs", "ours", "again"))
    check("rewrite", theirs, ours)
    assert load(ours.read_bytes()) == load(theirs.read_bytes())
    assert metadata_of(ours.read_bytes()) == METADATA
    check("rewrite", ours, again)
    assert again.read_bytes() == ours.read_bytes()

    check("convert", theirs, ours)
    loaded = load(ours.read_bytes())
    for name, array in arrays.items():
        dtype, shape, data = loaded[name]
        if array.dtype in (numpy.float16, ml_dtypes.bfloat16):
            array = array.astype(numpy.float32)
        assert NAMES[dtype] == array.dtype and shape == list(array.shape), name
        found = numpy.frombuffer(data, array.dtype)
        if array.dtype in (numpy.float32, numpy.float64):
            width = array.dtype.itemsize * 8
            same_numbers(found.view(f"uint{width}"), width, array, name)
        else:
            assert data == array.tobytes(), name
    print(f"the package read {len(arrays)} tensors that we wrote")


FRAGMENTS = [b"{", b"}", b"[", b"]", b",", b":", b'"', b"-", b"0", b"9" * 20, b"null", b'"F32"', b'"shape":', b" "]


def damaged(chance, data):
    """The file with one thing wrong; most of the time the length of the header fits again."""
    data = bytearray(data)
    reach = min(len(data), 200)
    position = chance.randrange(8, reach)
    action = chance.randrange(6)
    if action == 0:
        data[position] = chance.randrange(256)
    elif action == 1:
        del data[position : position + chance.randrange(1, 4)]
    elif action == 2:
        data[position:position] = chance.choice(FRAGMENTS)
    elif action == 3:
        digits = [index for index in range(8, reach) if chr(data[index]).isdigit()]
        data[chance.choice(digits)] = chance.choice(b"0123456789")
    elif action == 4:
        data[chance.randrange(len(data) - 8, len(data))] ^= 1 << chance.randrange(8)
    else:
        del data[chance.randrange(len(data)) :]
    end = data.rfind(b"}")
    if chance.random() < 0.8 and end > 8:
        data[:8] = struct.pack("<Q", end - 7)
    return bytes(data)


def check_damage(folder, count=3000):
    """Nothing that the package refuses is read by us, and what both read is the same."""
    chance = random.Random(1)
    samples = [
        save({"w": numpy.ones((2, 3), numpy.float32), "b": numpy.zeros(3, numpy.uint8)}, {"k": "v"}),
        save({"a": numpy.ones((4,), numpy.int16), "b": numpy.ones((4,), numpy.int16)}),
    ]
    files = [damaged(chance, chance.choice(samples)) for _ in range(count)]
    paths = [folder / f"{index}" for index in range(count)]
    for path, data in zip(paths, files):
        path.write_bytes(data)
    both = stricter = 0
    for data, content in zip(files, dump(paths)):
        expected = load(data)
        if "refused" in content:
            stricter += expected is not None
            continue
        found = {
            entry["name"]: (entry["dtype"], entry["shape"], bytes(entry["bytes"])) for entry in content["tensors"]
        }
        assert found == expected, (data, found, expected)
        both += 1
    assert both > count / 20
    print(f"{count} damaged files: {both} read alike, {count - both} refused, of which the package reads {stricter}")


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    arrays = arrays_of_every_type(numpy.random.default_rng(1))
    check_reading(folder, arrays)
    check_writing(folder, arrays)
    check_damage(folder)
