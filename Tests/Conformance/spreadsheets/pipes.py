"""Pipes tables from sqlite3 and duckdb into the command, as the documentation shows, and reads spreadsheets with it.

usage: pipes.py BACKPROP
"""

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
    print("pipes, workbooks and text give the same")


main()
