"""Reads files that other programs wrote with the library, and compares every cell with what they read themselves.

usage: compare.py CHECKER
"""

import datetime
import json
import math
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import arff
import openpyxl
import pandas
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

MISSING = {"", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "null", "NULL", "None", "nan", "NaN", "-"}
CHECKER = sys.argv[1]
compared = 0


def read(*arguments):
    result = subprocess.run([CHECKER, *map(str, arguments)], capture_output=True, text=True, check=True)
    return json.loads(result.stdout)


def expected(value, format="General"):
    """The cell as the library gives it: text, a number, or None."""
    if value is None or isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.timedelta):
        return value / datetime.timedelta(days=1)
    if isinstance(value, datetime.datetime):
        if not any(letter in format.lower() for letter in "hs"):
            return value.date().isoformat()
        return value.isoformat(timespec="milliseconds" if value.microsecond else "seconds")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return float(value)
    text = str(value).strip(" \t\u00a0\u202f")
    return None if text in MISSING or text.startswith("#") and text.endswith(("!", "?", "A")) else text


def check(what, found, wanted):
    global compared
    compared += 1
    if isinstance(wanted, float) and found is not None:
        found = float(found)
        # A day's fraction is rounded once more by either program.
        if abs(found - wanted) <= 1e-15 * abs(wanted):
            return
    if found != wanted:
        sys.exit(f"{what}: {found!r}, expected {wanted!r}")


def compare(path, names, rows, *arguments):
    table = read(*arguments, path)
    if "error" in table:
        sys.exit(f"{path}: {table['error']}")
    check(f"{path}, names", table["names"], names)
    check(f"{path}, row count", len(table["rows"]), len(rows))
    for number, (found, wanted) in enumerate(zip(table["rows"], rows)):
        for name, one, other in zip(names, found, wanted, strict=True):
            check(f"{path}, row {number}, column {name}", one, other)
    return table


def compare_workbook(path, first=1, sheet=None):
    """Compares a sheet whose names are in a row with what openpyxl reads from it."""
    book = openpyxl.load_workbook(path, data_only=True)
    cells = list((book[sheet] if sheet else book.worksheets[0]).iter_rows(min_row=first))
    names = [str(cell.value).strip() for cell in cells[0]]
    rows = [[expected(cell.value, cell.number_format) for cell in row] for row in cells[1:]]
    rows = [row for row in rows if any(cell is not None for cell in row)]
    return compare(path, names, rows, *(["--sheet", sheet] if sheet else []))


def kinds(path):
    """Every kind of cell, as openpyxl writes it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["text", "number", "flag", "day", "moment", "time", "share", "price", "error", "rich"])
    moment = datetime.datetime(2022, 3, 31, 14, 30, 59)
    rich = CellRichText("a ", TextBlock(InlineFont(b=True), "bold"), " <end>")
    sheet.append(["x & <y>", 1, True, moment.date(), moment, moment.time(), 0.05, 1234.5, "#DIV/0!", rich])
    sheet.append([" \u00e4\U0001f600", -0.1, False, datetime.date(1900, 1, 1), datetime.datetime(1999, 12, 31), None, 1, 0.1 + 0.2,
                  "#N/A", "plain"])
    sheet.append(["two\nlines", 1e-300, None, datetime.date(9999, 12, 31), moment, datetime.time(0, 0, 1), 0.333, 1e15, "ok", "p"])
    sheet.append(["007", 12345678901234567, True, moment.date(), moment, datetime.time(23, 59, 59), 2, -5, "ok", "p"])
    for row in sheet.iter_rows(min_row=2):
        row[6].number_format = "0.0%"
        row[7].number_format = '#,##0.00 "\u20ac";[Red]-#,##0.00'
        row[3].number_format = "dd/mm/yyyy"
    book.save(path)


def writer(path, since1904):
    """What XlsxWriter writes: shared texts, formulas with results, other formats of dates."""
    with xlsxwriter.Workbook(path, {"date_1904": since1904, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Data")
        bold = book.add_format({"bold": True})
        formats = [book.add_format({"num_format": text}) for text in (
            "d. mmmm yyyy", "[$-409]m/d/yy h:mm AM/PM;@", "[h]:mm:ss", "mm:ss.0", '"Day" d', "yyyy\\-mm\\-dd\\Thh:mm")]
        sheet.write_row(0, 0, ["a", "b", "c", "d", "e", "f", "sum", "rich"])
        for row in range(1, 40):
            when = datetime.datetime(1995 + row, 1 + row % 12, 1 + row % 28, row % 24, row % 60)
            sheet.write_datetime(row, 0, when, formats[0])
            sheet.write_datetime(row, 1, when, formats[1])
            sheet.write_number(row, 2, row * 0.75, formats[2])
            sheet.write_datetime(row, 3, datetime.time(0, row % 60, row), formats[3])
            sheet.write_datetime(row, 4, when.replace(hour=0, minute=0), formats[4])
            sheet.write_datetime(row, 5, when, formats[5])
            sheet.write_formula(row, 6, f"=C{row + 1}*2", None, row * 1.5)
            sheet.write_rich_string(row, 7, "k", bold, f"{row % 3}", "!")


def title(path):
    """A title, blank rows, a table that does not begin in the corner, merged and hidden rows, and a second sheet."""
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "Cover"
    cover["A1"] = "About this file"
    sheet = book.create_sheet("Daten")
    sheet["B2"] = "Export 2024"
    sheet.merge_cells("B2:D2")
    for row, values in enumerate([["x", "y", "z"], [1, "a", 2.5], [2, "b", 3.5], [3, "a", 4.5]], 5):
        for column, value in enumerate(values, 2):
            sheet.cell(row, column, value)
    sheet.row_dimensions[7].hidden = True
    book.save(path)


def written(folder):
    """A workbook that the library writes has the same values in openpyxl, and the same bytes each time."""
    source = folder / "written.csv"
    texts = ["=1+1", "+x", "a,b", "<&>\"'", "\u00e4\U0001f600", "_x0041_", "two\nlines", "@cmd"]
    numbers = [0.1, -1e-300, 1e300, 12, 0.30000000000000004, 123456789012345678, -0.5, 7]
    frame = pandas.DataFrame({"text": texts, "number": numbers})
    frame.to_csv(source, index=False)
    targets = [folder / "written-1.xlsx", folder / "written-2.xlsx"]
    for target in targets:
        subprocess.run([CHECKER, "--write", source, target], check=True)
    check("bytes", targets[0].read_bytes(), targets[1].read_bytes())
    sheet = openpyxl.load_workbook(targets[0]).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    check("written names", rows[0], ["text", "number"])
    for row, text, number in zip(rows[1:], texts, numbers, strict=True):
        # openpyxl leaves the escapes of texts as they are.
        check("written text", row[0].replace("_x005F_", "_"), text)
        check("written number", float(row[1]), float(number))
    for row in sheet.iter_rows(min_row=2):
        check("type", [cell.data_type for cell in row], ["s", "n"])
    frame = pandas.read_excel(targets[0])
    check("pandas", list(frame["number"]), [float(number) for number in numbers])


def drawn(folder, count=100):
    """Random tables, written by openpyxl and by pandas."""
    draw = random.Random(7)
    values = [
        lambda: draw.uniform(-1e6, 1e6), lambda: draw.randrange(-10**9, 10**9), lambda: draw.random() * 10 ** draw.randrange(-20, 20),
        lambda: None, lambda: draw.choice(["a", "b c", "\u00fc", "x<y", "&amp;", "'q'", "tab\tin"]), lambda: draw.random() < 0.5,
        lambda: datetime.datetime(1900, 3, 1) + datetime.timedelta(seconds=draw.randrange(4 * 10**9)),
        lambda: datetime.date(1900, 3, 1) + datetime.timedelta(days=draw.randrange(60000)),
    ]
    for number in range(count):
        book = openpyxl.Workbook()
        sheet = book.active
        width = draw.randrange(2, 9)
        sheet.append([f"c{column}" for column in range(width)])
        for _ in range(draw.randrange(2, 40)):
            sheet.append([f"r{draw.randrange(9)}"] + [draw.choice(values)() for _ in range(width - 1)])
        path = folder / f"drawn-{number}.xlsx"
        book.save(path)
        compare_workbook(path)


def records(folder):
    """JSON as pandas writes and flattens it."""
    frame = pandas.DataFrame({
        "a": [1.5, 2.25, None, -1e-7], "b": ["x", None, "\u00e4\"\\\n\U0001f600", "y"], "c": [True, False, True, None],
        "d": [1, 2, 3, 12345678901234]})
    wanted = [[expected(a), expected(b), None if c is None else str(c).lower(), float(d)]
              for a, b, c, d in frame.astype(object).where(frame.notna(), None).itertuples(index=False)]
    for lines in (False, True):
        path = folder / f"frame-{lines}.json"
        frame.to_json(path, orient="records", lines=lines)
        compare(path, list("abcd"), wanted)
    frame.to_json(folder / "frame.jsonl.gz", orient="records", lines=True)
    compare(folder / "frame.jsonl.gz", list("abcd"), wanted)
    nested = [{"id": 1, "p": {"x": 1.5, "q": {"r": "s"}}}, {"id": 2, "p": {"x": 2}, "late": "z"}, {"id": 3}]
    flat = pandas.json_normalize(nested).astype(object)
    path = folder / "nested.json"
    path.write_text(json.dumps(nested, indent=1))
    table = read(path)
    check("flattened names", sorted(table["names"]), sorted(flat.columns))
    for row, values in enumerate(flat.where(flat.notna(), None).to_dict("records")):
        for column, name in enumerate(table["names"]):
            check(f"flattened {name}", table["rows"][row][column] if not isinstance(expected(values[name]), float)
                  else float(table["rows"][row][column]), expected(values[name]))


def relations(folder):
    """ARFF as liac-arff writes it, dense and sparse."""
    data = {
        "relation": "r", "description": "two\nlines",
        "attributes": [("a b", "REAL"), ("k", ["x", "it's", "1"]), ("s", "STRING"), ("n", "INTEGER")],
        "data": [[1.5, "it's", "a, 'b' \"c\"", 3], [None, "x", "100 %", -2], [-1e-7, None, "back\\slash", 0]]}
    path = folder / "dense.arff"
    path.write_text(arff.dumps(data))
    names = ["a b", "k", "s", "n"]
    compare(path, names, [[expected(value) for value in row] for row in data["data"]])
    sparse = dict(data, attributes=[("a", "REAL"), ("k", ["x", "y"]), ("n", "REAL")],
                  data=[{0: 1.5, 1: "y"}, {}, {2: -3}])
    path = folder / "sparse.arff"
    path.write_text(arff.dumps(sparse))
    compare(path, ["a", "k", "n"], [[1.5, "y", 0.0], [0.0, "x", 0.0], [0.0, "x", -3.0]])


def office(folder):
    """A workbook that LibreOffice makes of CSV, and one of ours that it makes CSV of."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        print("LibreOffice is not installed: left out")
        return
    source = folder / "office.csv"
    source.write_text("day,x,kind\n2022-03-31,1.5,a\n2023-01-02,-0.25,b\n2024-12-31,3,a\n")
    convert = [program, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--outdir", folder, "--convert-to"]
    subprocess.run([*convert, "xlsx", source], check=True, capture_output=True)
    compare_workbook(folder / "office.xlsx")
    shutil.move(folder / "written-1.xlsx", folder / "back.xlsx")
    subprocess.run([*convert, "csv", folder / "back.xlsx"], check=True, capture_output=True)
    frame = pandas.read_csv(folder / "back.csv")
    check("LibreOffice", list(frame["text"])[:2], ["=1+1", "+x"])


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kinds(folder / "kinds.xlsx")
        compare_workbook(folder / "kinds.xlsx")
        for since1904 in (False, True):
            path = folder / f"writer-{since1904}.xlsx"
            writer(path, since1904)
            compare_workbook(path)
        title(folder / "title.xlsx")
        compare_titled(folder / "title.xlsx")
        frame = pandas.DataFrame({"a": [1.5, 2.5], "when": [pandas.Timestamp("2022-03-31"), pandas.Timestamp("2023-01-02 05:06:07")]})
        frame.to_excel(folder / "pandas.xlsx", index=False)
        compare_workbook(folder / "pandas.xlsx")
        frame.to_excel(folder / "index.xlsx")
        check("index", read(folder / "index.xlsx")["names"], ["column 1", "a", "when"])
        written(folder)
        drawn(folder)
        records(folder)
        relations(folder)
        office(folder)
    print(f"{compared} cells and names are the same")


def compare_titled(path):
    table = compare(path, ["x", "y", "z"], [[1.0, "a", 2.5], [2.0, "b", 3.5], [3.0, "a", 4.5]])
    for part in ("The sheet \"Daten\" was read", "\"Export 2024\" first", "1 hidden row"):
        if not any(part in notice for notice in table["notices"]):
            sys.exit(f"{path}: no notice has {part!r}: {table['notices']}")


main()
