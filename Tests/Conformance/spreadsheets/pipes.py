"""Pipes tables from sqlite3 and duckdb into the command, as the documentation shows, and reads spreadsheets with it.

usage: pipes.py BACKPROP
"""

import datetime
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import openpyxl
import pandas

BACKPROP = str(Path(sys.argv[1]).resolve())
IRIS = Path(__file__).parents[3] / "Examples" / "iris.csv"


def shell(command, folder):
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    result = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=folder, capture_output=True, text=True,
                            env={**os.environ, "PATH": path, "backprop": BACKPROP})
    if result.returncode != 0:
        sys.exit(f"{command}\n{result.stderr}")
    return result.stdout


def expect(what, found, wanted):
    if found != wanted:
        sys.exit(f"{what}: {found!r}, expected {wanted!r}")


def predicted(folder, data, form):
    """The rows of predictions with all columns of the input, as openpyxl or json reads them."""
    shell(f'"$backprop" predict types.safetensors {data} --keep all -o typed.{form}', folder)
    if form == "json":
        return json.loads((folder / "typed.json").read_text())
    sheet = openpyxl.load_workbook(folder / "typed.xlsx").active
    names = [cell.value for cell in sheet[1]]
    return sheet, [dict(zip(names, row)) for row in sheet.iter_rows(min_row=2)]


def typed(folder):
    """Cells of the input have the same types and number formats in a workbook and JSON, and one type for each column."""
    keys = ["1E5", "12E3", "+4930123"]
    lines = ["key;zip;price;share;day;x;kind"]
    for row in range(40):
        code = ["05410", "49625"][row % 2]
        lines.append(f"{keys[row] if row < 3 else row};{code};{row + 2},44 \u20ac;{row % 9 + 1}{',5' if row % 2 else ''}%;"
                     f"{row % 28 + 1:02}.03.2024;{repr(row / 3).replace('.', ',')};{'ab'[row % 2]}")
    (folder / "types.csv").write_text("\n".join(lines) + "\n")
    shell('"$backprop" train types.csv --target kind --id key --epochs 2 -o types.safetensors', folder)
    sheet, rows = predicted(folder, "types.csv", "xlsx")
    for row, line in zip(rows, lines[1:], strict=True):
        key, code, price, share, day, x, _ = line.split(";")
        expect("key", row["key"].value, key)
        expect("zip", row["zip"].value, code)
        expect("price", row["price"].value, float(price[:-2].replace(",", ".")))
        expect("day", row["day"].value, datetime.datetime.strptime(day, "%d.%m.%Y"))
        expect("x", float(row["x"].value), float(x.replace(",", ".")))
        expect("types", [row[name].data_type for name in ("key", "zip", "price", "share", "day", "x")],
               ["s", "s", "n", "n", "d", "n"])
        expect("formats", [row[name].number_format for name in ("price", "share")], ['0.00 "\u20ac"', "0.00%"])
    for letter, dimension in sheet.column_dimensions.items():
        longest = max(len(str(cell.value)) for cell in sheet[letter] if cell.data_type == "s")
        if dimension.width < min(longest, 60):
            sys.exit(f"column {letter} is {dimension.width} wide")
    for row, line in zip(predicted(folder, "types.csv", "json"), lines[1:], strict=True):
        key, code, price, *_ = line.split(";")
        expect("JSON", [row["key"], row["zip"], row["price"]], [key, code, float(price[:-2].replace(",", "."))])
    book = openpyxl.Workbook()
    book.active.append(lines[0].split(";") + ["flag"])
    for row in range(40):
        book.active.append([str(row), 1067 + row, row + 0.44, 0.19, datetime.datetime(2024, 3, 1 + row % 28), row / 3,
                            "ab"[row % 2], row % 2 == 0])
        for name, format in zip("BCDE", ("00000", '#,##0.00 "\u20ac"', "0.0%", "dd/mm/yyyy")):
            book.active[f"{name}{row + 2}"].number_format = format
    book.save(folder / "types.xlsx")
    shell('"$backprop" train types.xlsx --target kind --id key --epochs 2 -o types.safetensors', folder)
    _, rows = predicted(folder, "types.xlsx", "xlsx")
    # openpyxl writes 16 digits of a number.
    written = [row[5].value for row in openpyxl.load_workbook(folder / "types.xlsx").active.iter_rows(min_row=2)]
    for index, row in enumerate(rows):
        expect("workbook", [row[name].value for name in ("key", "zip", "price", "share", "x", "flag")],
               [str(index), f"{1067 + index:05}", index + 0.44, 0.19, written[index], index % 2 == 0])
        expect("formats", [row[name].number_format for name in ("price", "share", "day")],
               ['#,##0.00 "\u20ac"', "0.0%", "dd/mm/yyyy"])


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        iris = pandas.read_csv(IRIS)
        iris.to_excel(folder / "iris.xlsx", index=False)
        iris.to_json(folder / "iris.jsonl", orient="records", lines=True)
        duckdb.sql(f"copy (select * from '{IRIS}') to '{folder}/iris.parquet'")
        shell(f"sqlite3 iris.db '.import --csv {IRIS} iris'", folder)
        train = '"$backprop" train {} --target species --epochs 2 -o {}.safetensors'
        shell("sqlite3 -header -csv iris.db 'select * from iris' | " + train.format("-", "sqlite"), folder)
        shell("duckdb -csv -c \"select * from 'iris.parquet'\" | " + train.format("-", "duckdb"), folder)
        shell(train.format("iris.xlsx", "sheet"), folder)
        shell(train.format("iris.jsonl --stream", "lines"), folder)
        shell(train.format(str(IRIS), "text"), folder)
        # A model of text predicts a workbook, one of a workbook predicts text, and the answers are the same.
        answers = [shell(f'"$backprop" predict {model}.safetensors {data}', folder)
                   for model in ("text", "sheet", "lines") for data in (IRIS, "iris.xlsx", "iris.jsonl")]
        if len(set(answers)) != 1:
            sys.exit("the predictions differ")
        shell('"$backprop" predict text.safetensors iris.xlsx -o answers.xlsx', folder)
        rows = list(openpyxl.load_workbook(folder / "answers.xlsx").active.iter_rows(values_only=True))
        if len(rows) != 151 or "prediction" not in rows[0]:
            sys.exit(f"answers.xlsx holds {rows[:2]}")
        column = rows[0].index("prediction")
        lines = answers[0].splitlines()
        names = lines[0].split(",")
        if [row[column] for row in rows[1:]] != [line.split(",")[names.index("prediction")] for line in lines[1:]]:
            sys.exit("answers.xlsx differs from the answers as text")
        typed(folder)
    print("pipes, workbooks and text give the same")


main()
