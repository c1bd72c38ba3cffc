"""Writes small inputs of every reader, from which the fuzzer starts.

usage: seeds.py FOLDER JPEG-GOLDEN-VALUES.swift [MODEL-FILE...]
"""

import base64
import io
import json
import re
import struct
import sys
import zipfile
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


def workbook():
    document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return [
        b"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>b &amp; c</t></is></c>"
        b"</row><row r='2' hidden='1'><c r='A2' s='1'><v>44651.5</v></c><c r='B2' t='b'><v>1</v></c></row><row><c t='e'>"
        b"<v>#N/A</v></c><c><f>A1</f><v>2</v></c></row></sheetData><mergeCells><mergeCell ref='A1:B1'/></mergeCells></worksheet>",
        b"<workbook><workbookPr date1904='1'/><sheets><sheet name='S' sheetId='1' r:id='s'/></sheets></workbook>",
        (f"<Relationships><Relationship Id='s' Type='{document}/worksheet' Target='worksheets/sheet1.xml'/>"
         f"<Relationship Id='t' Type='{document}/sharedStrings' Target='sharedStrings.xml'/>"
         f"<Relationship Id='u' Type='{document}/styles' Target='/xl/styles.xml'/></Relationships>").encode(),
        b"<sst><si><r><t>a</t></r><rPh><t>x</t></rPh></si><si><t>_x000A_</t></si></sst>",
        b"<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy [h]'/></numFmts><cellXfs><xf numFmtId='0'/>"
        b"<xf numFmtId='14'/></cellXfs></styleSheet>",
        f"<Relationships><Relationship Id='a' Type='{document}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
        .encode(),
    ]


def archive(parts):
    names = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml",
             "xl/styles.xml", "_rels/.rels"]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in zip(names, parts):
            target.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return file.getvalue()


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
    yield "workbook", [b"\0".join(workbook()), archive(workbook())]
    yield "records", [b'"a": 1, "b": {"c": "x\\u00e9\\n", "d": [1, null]}},\n {"a": -2.5e3, "e": true}]', b'"a": NaN}, {}]',
                      b'"k": "v"}\n']
    yield "arff", [b"@attribute a numeric\n@attribute 'b c' {x, 'y z', \"q\"}\n@attribute s string\n@data\n1,x,'a\\'b'\n"
                   b"?,'y z',?\n{0 5, 2 t}\n% end\n"]
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
