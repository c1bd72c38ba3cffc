"""Writes small inputs of every reader, from which the fuzzer starts.

usage: seeds.py FOLDER JPEG-GOLDEN-VALUES.swift [MODEL-FILE...]
"""

import base64
import json
import re
import struct
import sys
import zlib
from pathlib import Path


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(color, depth, samples, interlace=0, extra=b""):
    lines = b"".join(bytes([row % 5]) + bytes((7 * row + i) % 256 for i in range((5 * samples * depth + 7) // 8))
                     for row in range(8))
    header = struct.pack(">IIBBBBB", 5, 8, depth, color, 0, 0, interlace)
    return chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def exif(orientation):
    return b"MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0" + bytes([orientation]) + bytes(6)


def safetensors():
    header = json.dumps({"__metadata__": {"a": "b"}, "w": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]}})
    return struct.pack("<Q", len(header)) + header.encode() + bytes(8)


def seeds(golden, models):
    palette = chunk(b"PLTE", bytes(range(48)))
    yield "png", [png(0, 8, 1), png(0, 1, 1), png(2, 8, 3), png(2, 16, 3), png(4, 16, 2), png(6, 8, 4),
                  png(3, 4, 1, extra=palette + chunk(b"tRNS", b"\1\2")), png(0, 8, 1, interlace=1),
                  png(2, 8, 3, extra=chunk(b"tRNS", bytes(6)) + chunk(b"eXIf", exif(6)))]
    files = [base64.b64decode("".join(text.split()))
             for name, text in re.findall(r'let (\w+) = """(.*?)"""', golden, re.S) if not name.endswith("Values")]
    turned = b"\xff\xe1\0\x22Exif\0\0" + exif(6)
    yield "jpeg", [file[2:] for file in files] + [turned + files[0][2:], b"\0junk" + files[0][2:]]
    yield "idx", [b"\0\0\x08\3" + struct.pack(">III", 2, 2, 3) + bytes(range(12)),
                  b"\0\0\x0d\3" + struct.pack(">III", 1, 1, 2) + struct.pack(">ff", 1, -2)]
    yield "table", [b"a,b,c\n1,2.5,x\n-3,1e5,y\n", b'"a";"b"\r\n"1,5";"x ""y"""\r\n', b"1\t2\t\n\n3\t?\t4\n",
                    "n\u00e4me,z\n\u00fc,NA\n".encode(), b"\xff\xfea\0,\0b\0\n\0"]
    yield "json", [b'{"a":[1,-2.5e3,true,null,"x\\u00e9\\n"],"b":{}}', b"[]", b'"\\ud83d\\ude00"', b"1e999"]
    yield "safetensors", [safetensors(), struct.pack("<Q", 2) + b"{}"]
    yield "model", [safetensors()] + models
    yield "network", [b"dense 16 relu, dropout 0.5, dense 3 softmax", b"conv 8 3x3 relu, maxpool 2, flatten",
                      b"lstm 8, gru 4 sequence", b"cosine", b"step 10 0.5", b"shift 0.5, noise 0.1, flip horizontal"]


def main(folder, golden, *models):
    for name, inputs in seeds(Path(golden).read_text(), [Path(model).read_bytes() for model in models]):
        target = Path(folder, name)
        target.mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(inputs):
            (target / f"seed-{number}").write_bytes(data)


main(*sys.argv[1:])
