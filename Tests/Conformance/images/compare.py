"""Compares decoded images with Pillow's: PNG and JPEG exactly, resized ones within three levels.

JPEG files are also in four inks, turned as their EXIF data say, with bytes between their segments, with a wrong length
of a segment, and without tables of codes.

usage: compare.py CHECKER
"""

import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import numpy
from PIL import Image, ImageOps

SIZES = [(1, 1), (3, 5), (8, 8), (17, 23), (33, 64), (50, 31)]
random = numpy.random.default_rng(1)


def photo(height, width, channels, most=255):
    """Waves and noise, so that every coefficient occurs."""
    y, x = numpy.mgrid[0:height, 0:width]
    planes = [0.5 + 0.4 * numpy.sin(x / 7 + c) * numpy.cos(y / (5 + c)) + 0.08 * random.standard_normal((height, width))
              for c in range(channels)]
    return numpy.clip(numpy.stack(planes, -1) * most, 0, most).round().astype(int)


ADAM7 = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]


def write_png(path, samples, depth, color, interlace, palette=None, transparency=None):
    """Any PNG that the standard allows, filters taken in turn; Pillow itself writes only some."""
    height, width, count = samples.shape
    pieces = []
    distance = max(1, depth * count // 8)
    for top, left, down, across in ADAM7 if interlace else [(0, 0, 1, 1)]:
        part = samples[top::down, left::across]
        if part.size == 0:
            continue
        above = None
        for number, row in enumerate(part):
            line = pack(row.reshape(-1), depth)
            if above is None:
                above = bytes(len(line))
            kind = number % 5
            pieces.append(bytes([kind]) + filtered(line, above, kind, distance))
            above = line

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, interlace)
    data = zlib.compress(b"".join(pieces))
    parts = [chunk(b"IHDR", header)]
    if palette is not None:
        parts.append(chunk(b"PLTE", palette))
    if transparency is not None:
        parts.append(chunk(b"tRNS", transparency))
    half = len(data) // 2
    parts += [chunk(b"IDAT", data[:half]), chunk(b"IDAT", data[half:]), chunk(b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def pack(row, depth):
    if depth == 16:
        return b"".join(struct.pack(">H", int(value)) for value in row)
    bits = "".join(format(int(value), f"0{depth}b") for value in row)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def filtered(line, above, kind, distance):
    result = bytearray()
    for i, value in enumerate(line):
        left = line[i - distance] if i >= distance else 0
        up = above[i]
        corner = above[i - distance] if i >= distance else 0
        estimate = left + up - corner
        nearest = min((abs(estimate - left), 0, left), (abs(estimate - up), 1, up), (abs(estimate - corner), 2, corner))[2]
        guess = [0, left, up, (left + up) // 2, nearest][kind]
        result.append((value - guess) & 255)
    return bytes(result)


def make(folder):
    """The images, with how far their values may be from Pillow's."""
    files = {}
    for height, width in SIZES:
        size = f"{height}x{width}"
        for interlace in (0, 1):
            for color, count, depths in [(0, 1, (1, 2, 4, 8, 16)), (2, 3, (8, 16)), (3, 1, (1, 2, 4, 8)), (4, 2, (8, 16)), (6, 4, (8, 16))]:
                for depth in depths:
                    for clear in (False, True) if color in (0, 2, 3) else (False,):
                        path = folder / f"{size}_{color}_{depth}_{interlace}_{clear}.png"
                        samples = photo(height, width, count, 2 ** depth - 1)
                        palette = bytes(random.integers(0, 256, 3 * 2 ** depth, dtype="uint8")) if color == 3 else None
                        transparency = None
                        if clear:
                            key = samples[0, 0]
                            transparency = bytes([0, 128]) if color == 3 else struct.pack(f">{count}H", *key.tolist())
                        write_png(path, samples, depth, color, interlace, palette, transparency)
                        files[path] = 0
        image = Image.fromarray(photo(height, width, 3).astype("uint8"))
        gray = Image.fromarray(photo(height, width, 1)[..., 0].astype("uint8"))
        for quality in (30, 75, 100):
            for progressive in (False, True):
                for sampling in (0, 1, 2):
                    path = folder / f"{size}_{quality}_{sampling}_{progressive}.jpg"
                    image.save(path, quality=quality, subsampling=sampling, progressive=progressive)
                    files[path] = 0
                path = folder / f"{size}_{quality}_gray_{progressive}.jpg"
                gray.save(path, quality=quality, progressive=progressive)
                files[path] = 0
        make_others(folder, size, image, gray, files)
        path = folder / f"{size}_restart.jpg"
        image.save(path, restart_marker_blocks=2)
        files[path] = 0
    return files


def make_others(folder, size, image, gray, files):
    """JPEG files that are read only because viewers read them, and those of other colors."""
    inks = Image.fromarray(photo(image.height, image.width, 4).astype("uint8"), "CMYK")
    for sampling in (0, 1, 2):
        for progressive in (False, True):
            path = folder / f"{size}_{sampling}_{progressive}_cmyk.jpg"
            inks.save(path, quality=80, subsampling=sampling, progressive=progressive)
            files[path] = 0
            # The same samples as brightness and differences.
            data = bytearray(path.read_bytes())
            place = data.index(b"Adobe")
            data[place + 11] = 2
            path = folder / f"{size}_{sampling}_{progressive}_ycck.jpg"
            path.write_bytes(data)
            files[path] = 0
    path = folder / f"{size}_rgb.jpg"
    image.save(path, quality=80, keep_rgb=True)
    files[path] = 0
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        for kind in ("jpg", "png"):
            path = folder / f"{size}_turned_{orientation}.{kind}"
            image.save(path, exif=exif)
            files[path] = 0
    plain = folder / f"{size}_75_2_False.jpg"
    pieces = segments(plain.read_bytes())
    path = folder / f"{size}_between.jpg"
    path.write_bytes(pieces[0] + b"\0junk".join(pieces[1:]))
    files[path] = 0
    path = folder / f"{size}_codeless.jpg"
    path.write_bytes(b"".join(piece for piece in pieces if piece[1] != 0xC4))
    files[path] = 0
    note = b"\xff\xfe\0\x05a note that is longer than its segment says"
    path = folder / f"{size}_length.jpg"
    path.write_bytes(pieces[0] + pieces[1] + note + b"".join(pieces[2:]))
    files[path] = 0


def segments(data):
    """The segments of a JPEG file; the last one is the scan with all that follows."""
    pieces, place = [data[:2]], 2
    while data[place + 1] != 0xDA:
        end = place + 2 + int.from_bytes(data[place + 2:place + 4], "big")
        pieces.append(data[place:end])
        place = end
    return pieces + [data[place:]]


def expected(path):
    """Pillow's values, upright, 16 bits cut to their upper eight, in the channels that the file has."""
    image = ImageOps.exif_transpose(Image.open(path))
    if image.mode == "CMYK":
        image = image.convert("RGB")
    if image.mode.startswith("I"):
        values = numpy.asarray(image).astype(int)
        gray = (values >> 8)[..., None]
        if "transparency" not in image.info:
            return gray
        opacity = numpy.where(values == image.info["transparency"], 0, 255)[..., None]
        return numpy.concatenate([gray, opacity], -1)
    clear = "transparency" in image.info
    mode = {"1": "L", "P": "RGB"}.get(image.mode, image.mode)
    if clear:
        if image.mode in ("1", "L"):
            key = image.info["transparency"]
            gray = numpy.asarray(image.convert("L")).astype(int)
            return numpy.stack([gray, numpy.where(gray == key_level(path, key), 0, 255)], -1)
        if mode == "RGB" and image.mode != "P":
            return with_key(path, numpy.asarray(image).astype(int), image.info["transparency"])
        mode = "RGBA"
    values = numpy.asarray(image.convert(mode)).astype(int)
    if path.suffix == ".png" and path.stem.split("_")[1] == "4" and values.shape[-1] == 4:
        values = values[..., [0, 3]]  # Pillow opens gray of 16 bits with opacity as colours.
    return values if values.ndim == 3 else values[..., None]


def key_level(path, key):
    """The transparent level of a gray image as a byte: the file has it in the image's own depth."""
    depth = int(path.stem.split("_")[2])
    return (255 if key else 0) if depth == 1 else key * 255 // (2 ** depth - 1)


def with_key(path, values, key):
    if path.stem.split("_")[2] == "16":
        return None  # Pillow cuts the samples to a byte before it compares.
    opacity = numpy.where((values == numpy.array(key)).all(-1), 0, 255)[..., None]
    return numpy.concatenate([values, opacity], -1)


def decode(checker, paths, *options):
    output = subprocess.run([checker, *options, *map(str, paths)], capture_output=True, text=True, check=True).stdout
    for path, line in zip(paths, output.splitlines(), strict=True):
        words = line.split(" ", 3)
        if words[0] == "error":
            raise SystemExit(f"{path.name}: {line}")
        height, width, channels = map(int, words[:3])
        yield path, numpy.frombuffer(bytes.fromhex(words[3]), "uint8").reshape(height, width, channels).astype(int)


def main(checker):
    worst = {".png": 0, ".jpg": 0}
    with tempfile.TemporaryDirectory() as name:
        files = make(Path(name))
        compared = 0
        for path, values in decode(checker, list(files)):
            wanted = expected(path)
            if wanted is None:
                continue
            if wanted.shape != values.shape:
                raise SystemExit(f"{path.name}: {values.shape}, but Pillow has {wanted.shape}")
            distance = int(abs(values - wanted).max())
            worst[path.suffix] = max(worst[path.suffix], distance)
            compared += 1
            if distance > files[path]:
                raise SystemExit(f"{path.name}: up to {distance} levels from Pillow's")
        print(f"{compared} images: PNG up to {worst['.png']} levels from Pillow's, JPEG up to {worst['.jpg']}")
        photos = [path for path in files if path.suffix == ".jpg" and "75_0_False" in path.name]
        for size in [(7, 9), (28, 28), (64, 40)]:
            for path, values in decode(checker, photos, "--resize", str(size[0]), str(size[1])):
                wanted = numpy.asarray(Image.open(path).resize(size[::-1], Image.Resampling.BILINEAR)).astype(int)
                distance = int(abs(values - wanted).max())
                if distance > 3:
                    raise SystemExit(f"{path.name} resized to {size}: up to {distance} levels from Pillow's")
        print(f"{3 * len(photos)} resized ones agree with Pillow's")


main(sys.argv[1])
