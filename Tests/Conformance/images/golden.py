"""Writes the JPEG files, with Pillow's values, that Tests/BackpropTests/Images/JPEGGoldenValues.swift holds."""

import base64
import io
import textwrap

import numpy
from PIL import Image


def photo(height, width):
    y, x = numpy.mgrid[0:height, 0:width]
    planes = [128 + 90 * numpy.sin(x / 4 + c) * numpy.cos(y / (3 + c)) for c in range(3)]
    return Image.fromarray(numpy.clip(numpy.stack(planes, -1), 0, 255).round().astype("uint8"))


def text(data):
    return "\n".join(textwrap.wrap(base64.b64encode(data).decode(), 100))


print("// Made by Tests/Conformance/images/golden.py with Pillow 13.0.0.\n")
print("/// JPEG files, and their values as Pillow has them, in base 64.")
print("enum JPEGGoldenValues {")
for name, options in [("sequential", {"quality": 80}), ("progressive", {"quality": 80, "progressive": True}),
                      ("restarts", {"quality": 60, "subsampling": 1, "restart_marker_blocks": 1})]:
    buffer = io.BytesIO()
    photo(13, 19).save(buffer, "JPEG", **options)
    values = numpy.asarray(Image.open(buffer)).tobytes()
    for kind, data in [(name, buffer.getvalue()), (name + "Values", values)]:
        print(f'    static let {kind} = """')
        print(textwrap.indent(text(data), "        "))
        print('        """')
values = numpy.asarray(photo(13, 19)).astype(int)
black = (values[..., :1] + 2 * values[..., 1:2]) % 200
inks = Image.fromarray(numpy.concatenate([255 - values, black], -1).astype("uint8"), "CMYK")
for name, transform in [("inks", 0), ("transformedInks", 2)]:
    buffer = io.BytesIO()
    inks.save(buffer, "JPEG", quality=80)
    data = bytearray(buffer.getvalue())
    data[data.index(b"Adobe") + 11] = transform
    values = numpy.asarray(Image.open(io.BytesIO(data)).convert("RGB")).tobytes()
    for kind, data in [(name, bytes(data)), (name + "Values", values)]:
        print(f'    static let {kind} = """')
        print(textwrap.indent(text(data), "        "))
        print('        """')
print("}")
