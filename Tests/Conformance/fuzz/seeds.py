"""Writes small inputs of every reader, from which the fuzzer starts.

usage: seeds.py FOLDER JPEG-GOLDEN-VALUES.swift
"""

import base64
import gzip
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


def dated_workbook():
    """Rows whose first column is a date, as many as a table with a total has, and percentages."""
    _, sheets, relations, _, _, root = workbook()
    rows = "".join(f"<row r='{i}'><c s='1'><v>{44650 + i}</v></c><c s='2'><v>0.0{i}</v></c><c><v>{i}</v></c></row>"
                   for i in range(2, 8))
    names = "".join(f"<c t='inlineStr'><is><t>{name}</t></is></c>" for name in "dxy")
    sheet = f"<worksheet><sheetData><row r='1'>{names}</row>{rows}</sheetData></worksheet>"
    return [sheet.encode(), sheets, relations, b"<sst/>",
            b"<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='10'/></cellXfs></styleSheet>", root]


def dated_objects(separator):
    """Objects behind a brace, the first member of which is not a plain number."""
    first = ['"2024-01-0%d"', '"$%d.50"', '"%d%%"', '"%d kg"', '"0%d:30"']
    return [separator.join(('{"a": ' + cell + ', "x": %d.5, "y": %d}') % (i, i, i) for i in range(1, 7))[1:].encode()
            for cell in first]


def archive(parts):
    names = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml",
             "xl/styles.xml", "_rels/.rels"]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in zip(names, parts):
            target.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def rows(*columns):
    return "".join("\t".join(cells) + "\n" for cells in zip(*columns)).encode()


def columns():
    """Columns of the ways to write numbers and dates, each behind the byte that chooses options."""
    days = ["31/01/2024", "29/02/2024", "1/12/1999", "NA"]
    others = [
        ["2024-01-31T23:59:59.25Z", "2024-02-29 00:00", "2024-12-01T10:20:30+05:30", ""],
        ["Jan 31, 2024", "29 February 2024", "1-Dec-99", "Monday, 1 January 2024"],
        ["20240131", "20240229", "19991201", "1706659200"], ["10:30", "23:59:59", "1:02 PM", "24:00"],
        ["01.31.2024 11:59:59 pm", "02.29.2024 12:00 am", "12/1/99", "Q1 2024"],
        ["$1,234.50", "(1,000)", "-$5", "\u20ac 1.000,5"], ["1 234,5", "1\u00a0234", "1\u202f234,56", "'12'345"],
        ["12%", "0.5 %", "-3%", "1e3%"], ["5 kg", "7.25 kg", "1e-300 kg", "8kg"], ["1.5k", "2M", "3bn", "1/2"],
        ["1e308", "-1e-324", "123456789012345678901234567890", "0x1F"], ["\u22121,5", "+.5", "5.", "1e+05"],
        ["1.234.567", "12.345", "1,5", "-999"], ["5 1/2", "\u00bd", "1:2", "inf"], ["Y", "n", "TRUE", "<5"],
    ]
    for number, other in enumerate([days] + others):
        for bits in (number % 8, 8 + 16 * (number % 2) + number % 8, 32):
            yield bytes([bits]) + rows(other, days)


RECIPES = [
    b"data: iris.csv # a comment\ncolumns:\n  target: kind\n  ignore: [day]\n  date: 'day: month'\n"
    b"network:\n  layers:\n    - dense 32 relu\n    - dropout 0.1\ntraining:\n  optimizer:\n    rule: adamw\n"
    b"    learning-rate: 0.01\n  schedule: cosine\n  epochs: 80\n  seed: 7\n",
    b"network: {layers: [dense 4 tanh], output: softmax}\ntraining: {batch-size: all, early-stopping: {share: 0.2}}\n"
    b"reading: {delimiter: ';', decimal: comma, missing: [NA, -1]}\npreprocessing: {scale: standard}\n",
    b"network: {depth: [1, 2], width: {from: 16, to: 256, scale: log}}\ntraining:\n  optimizer:\n    - {rule: sgd,"
    b" momentum: 0.9, learning-rate: {from: 0.01, to: 0.2, scale: log}}\n  batch-size: [16, 32]\n",
    b"a: &a [1, *a]\nb: !!float .inf\n? c\n: |\n  text\n---\n%YAML 1.2\n",
]

SETTINGS = [
    b"dense 16 relu, dropout 0.5, dense 3 softmax", b"conv 8 3x3 relu, maxpool 2, flatten", b"lstm 8, gru 4",
    b"residual(dense 8 relu, dense 8), layer-norm", b"2 x (dense 4 gelu), batch-norm", b"embedding 4, average-pool",
    b"cosine", b"step every 10, factor 0.5", b"warm-up epochs 2, from 0.1, then cosine-restarts period 10, growth 2",
    b"one-cycle rise 0.3", b"shift 0.5, noise 0.1, flip horizontal", b"sgd momentum 0.9, nesterov true", b"adamw beta1 0.9",
    b"huber delta 1", b"cross-entropy", b"on-validation share 0.2, patience 10, metric f1", b"he-normal", b"day: month, year",
    b"28x28x3", b"recall>0.5",
]

# The texts that the fuzzer inserts.
WORDS = {
    "workbook": "<row <c <v> </v> <is> <t> <f> r=' t='s' t='inlineStr' t='b' t='e' t='n' t='d' s='1' hidden='1' /> <?xml "
    "<!-- --> <![CDATA[ ]]> &amp; &#x &#10; <sheet <mergeCell ref='A1:B2' <numFmt formatCode=' <xf numFmtId=' date1904='1' "
    "<Relationship Target=' XFD1048576 <!DOCTYPE xml:space='preserve' encoding='UTF-16' yyyy [Red] 9999999999".split(),
    "arff": "@attribute @data @relation numeric real integer string date relational {a,b} 'yyyy-MM-dd' % \\' ? {0 @end".split()
    + ["{0 1, 1 2}", "\\u0041", ", {0.5}"],
    "records": ['"a":', "{}", "[]", "null", "true", "false", "NaN", "Infinity", "-0.0", "1e999", "\\u0000", "\\ud800",
                '"a": {"b": ', "},{", "[[", '"', "\\n", '"2024-01-31"', '"$1,234.50"', '"5%"', '"10:30"'],
    "table": ['"', '""', ",", ";", "\t", "\r\n", "\n\n", "# ", "sep=;", "NA", "1,5", "1e5", "2024-01-31", "id", "Total",
              "\u00a0", "\u2212", "|"],
    "cells": ["2024-01-31", "31/01/2024", "12/31/99", "T23:59:59", "Z", "+05:30", ".123456", "Jan", "February", " pm", "AM",
              "Mon", "$", "\u20ac", "EUR", "%", " kg", "k", "M", "1,234", "1.234", "1 234", "\u00a0", "\u202f", "\u2212", "(5)",
              "1e308", "1e-324", "NA", "'", "0x", "inf", "nan", "99999999999999999999", "Q1", "W52", "24:00", "\n", "\t"],
    "settings": "dense conv kernel stride padding same max-pool average-pool flatten dropout relu softmax lstm gru residual( "
    "batch-norm layer-norm embedding step cosine warm-up then every factor sgd adamw momentum nesterov true 1e308 0x10 nan "
    "9223372036854775807 -1 0.5 % , ( ) : > huber delta quantile share patience metric flip shift rotate noise".split(),
    "recipe": ["data:", "columns:", "target:", "network:", "layers:", "training:", "optimizer:", "rule:", "reading:",
               "preprocessing:", "validation:", "early-stopping:", "epochs:", "seed:", "batch-size:", "schedule:", "from:",
               "to:", "scale: log", "- ", "[", "{", "}", "]", "&a", "*a", "<<: ", "!!int ", "|\n", ">-\n", "null", "~", ".inf",
               ".nan", "0x1F", "1e400", "\n  "],
    "json": ['{"', '":', "[[", "]]", "\\u", "\\ud83d", "\\ude00", "1e", "-0", "null", "true", "false"],
}
WORDS["lines"] = WORDS["records"]
WORDS["pipeline"] = WORDS["table"] + ["\0"]
WORDS["text"] = ["soup", "cold ", " day", "\n", "\0", "'", "-", "_", "\u00df", "\u0130", "\u6771", "e\u0301", "\u200d", "\ufeff",
                 "\U0001f600", "\u0661", "\u03a3", "yes", " 12", '"terms":', '"topics":', '"frequencies":', "nan"]
WORDS["model"] = WORDS["checkpoint"] = WORDS["json"] + [
    "nan", "1e308", "-1", "0", "9223372036854775807", '"rule":', '"type":', "[]", "{}", '""', "float64", "numeric", "target",
    "binary", "oneHot", '"width":', '"units":', '"mean":', '"scale":', '"labels":', '"epoch":', '"batch":', '"best":', "\0"]


def seeds(golden):
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
    yield "workbook", [b"\0".join(parts) for parts in (workbook(), dated_workbook())] + [archive(workbook())]
    yield "records", [b'"a": 1, "b": {"c": "x\\u00e9\\n", "d": [1, null]}},\n {"a": -2.5e3, "e": true}]', b'"a": NaN}, {}]',
                      b'"k": "v"}\n'] + [objects + b"]" for objects in dated_objects(",\n")]
    yield "arff", [b"@attribute a numeric\n@attribute 'b c' {x, 'y z', \"q\"}\n@attribute s string\n@data\n1,x,'a\\'b'\n"
                   b"?,'y z',?\n{0 5, 2 t}\n% end\n",
                   b"@attribute d date 'yyyy-MM-dd'\n@attribute x numeric\n@attribute m string\n@data\n"
                   + b"".join(b"'2024-01-0%d',%d.5,'$%d.50'\n" % (i, i, i) for i in range(1, 7))]
    yield "safetensors", [safetensors(), struct.pack("<Q", 2) + b"{}"]
    yield "pixels", [bytes([5, 8, depth << 3 | color, depth & 1, 12, color]) + bytes(7 * i % 256 for i in range(200))
                     for depth in range(5) for color in range(5)]
    yield "cells", list(columns())
    yield "gzip", [gzip.compress(b"a,b,c\n1,2.5,x\n-3,1e5,y\n", mtime=0)[3:],
                   (gzip.compress(b"a,b\n", mtime=0) + gzip.compress(b"1,2\n3,4\n", mtime=0) + bytes(5))[3:],
                   gzip.compress(b"a\n" + b"1\n" * 500, mtime=0)[3:]]
    yield "lines", [b'"a": 1, "b": [1, {"c": null}]}\n{"a": 2.5, "d": "x"}\n\n{"b": true}', b'"k": "v"}\r\n{}'] + dated_objects("\n")
    yield "journal", [b'{"trial":0,"epochs":3,"scores":[0.5,0.25],"plain":[0.5]}\n',
                      b'{"trial":1,"division":2,"scores":[],"plain":[],"failure":"x"}\n{"trial":2,"averageOfDivision":0']
    table = b"size;kind;price\n" + b"".join(b"%d,5;%s;%d\n" % (i, b"red" if i % 3 else b"blue", 7 * i % 11) for i in range(12))
    yield "pipeline", [bytes([bits]) + table + rest for bits in (0, 1, 6, 8, 16, 33, 64, 128)
                       for rest in (b"", b"\0size;kind\n1;red\n;green\n")]
    texts = "\n".join(f"{'cold' if i % 2 else 'warm'} soup, day {i % 5}" for i in range(16)).encode()
    odd = "na\u00efve caf\u00e9 \u6771\u4eac 5\u00bd\n\n\u0130stanbul don't stop\n\u200b\ufeff\n".encode() * 3
    yield "text", [bytes([bits]) + part + rest for bits in (0, 1, 2, 6, 8, 17, 36, 64) for part in (texts, odd)
                   for rest in (b"", b"\0cold tea\nqqq\n")]
    yield "settings", SETTINGS
    yield "recipe", RECIPES
    row = b'{"height": 1.5, "color": "red", "gr\xc3\xb6\xc3\x9fe": null}'
    yield "rows", [b"[" + row + b"]", b'{"rows": [' + row + b"," + row + b'], "partial": true}', b'[{"height": -1e5, "x": [1, {"y": true}]}]']
    tensors = b'{"id": "1", "inputs": [' + b",".join(
        b'{"name": "%s", "shape": [2, 1], "datatype": "%s", "data": [%s]}' % part
        for part in ((b"height", b"FP64", b"1, 2"), (b"color", b"BYTES", b'"a", "b"'), (b"gr\xc3\xb6\xc3\x9fe", b"INT32", b"3, 4"))) + b"]}"
    binary = b'{"inputs": [{"name": "features", "shape": [1, 3], "datatype": "FP32", "parameters": {"binary_data_size": 12}}]}'
    yield "inference", [bytes(2) + tensors, len(binary).to_bytes(2, "big") + binary + struct.pack("<3f", 1, 2, 3)]
    yield "scoring", [b'{"dataframe_split": {"columns": ["height", "color"], "data": [[1, "a"], [null, "b"]]}}',
                      b'{"dataframe_records": [' + row + b"]}", b'{"instances": [[1, 2, 3]], "params": {}}',
                      b'{"inputs": {"height": [1, 2], "color": [["a"], ["b"]]}}']
    yield "base64", [b'{"images": ["iVBORw0KGgo=", "data:image/png;base64,AAAA"]}']


def main(folder, golden):
    for name, inputs in seeds(Path(golden).read_text()):
        target = Path(folder, name)
        target.mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(inputs):
            (target / f"seed-{number}").write_bytes(data)
    for name in ("model", "checkpoint", "text"):
        Path(folder, name).mkdir(parents=True, exist_ok=True)
    for name, words in WORDS.items():
        quoted = ("".join(chr(b) if 32 < b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in word.encode()) for word in words)
        Path(folder, name + ".words").write_text("".join(f'"{word}"\n' for word in quoted))


main(*sys.argv[1:])
