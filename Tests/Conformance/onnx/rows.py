"""The raw rows of a table as the inputs of an exported graph."""
import csv, datetime, re
import numpy

MISSING = {"", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "null", "None", "nan", "-"}
DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d",
         "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%MZ", "%d/%m/%Y %H:%M", "%d %b %Y", "%b %d, %Y")


def number(text, comma):
    """A number with an optional unit: 1.236,72 \u20ac if the decimal mark is a comma, or 11.7k, which is 11.7."""
    found = re.search(r"[-+]?[\d.,]+([eE][-+]?\d+)?", text)
    digits = found[0].replace(".", "").replace(",", ".") if comma else found[0].replace(",", "")
    return float(digits)


def seconds(cells):
    """The dates of a column in seconds since 1970, by the first format that all of them have."""
    for form in DATES:
        try:
            dates = [datetime.datetime.strptime(cell, form) if cell else None for cell in cells]
            start = datetime.datetime(1970, 1, 1)
            return [(date - start).total_seconds() if date else float("nan") for date in dates]
        except ValueError:
            pass
    raise ValueError(f"no dates: {cells[:5]}")


def read(path):
    """The delimiter and the rows of a table, the first of which may be a header."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        sample = file.read(1 << 16)
        file.seek(0)
        delimiter = max(",;\t", key=sample.split("\n")[0].count)
        if "\t\t" in sample:
            return delimiter, [line.split() for line in file if line.strip()]
        return delimiter, [row for row in csv.reader(file, delimiter=delimiter) if any(cell.strip() for cell in row)]


def names(rows, inputs):
    """The names of the columns, and whether the first row has them."""
    header = [re.sub(r"\s+", " ", cell.strip()) for cell in rows[0]]
    if any(name in header for name in inputs):
        return header, True
    return [f"column {k + 1}" for k in range(len(rows[0]))], False


def kept_words(graph):
    """Of each column the words for missing values that training kept as categories: `None` may be one."""
    words = {}
    for node in graph.node:
        if node.op_type == "LabelEncoder":
            keys = next(a for a in node.attribute if a.name == "keys_strings").strings
            words.setdefault(node.input[0], set()).update(key.decode() for key in keys if key)
    return {name: keys & MISSING for name, keys in words.items()}


def feeds(graph, header, body, comma):
    """The arrays for the inputs of a graph; `comma` tells whether it is the decimal mark."""
    kept = kept_words(graph)
    arrays = {}
    for value in graph.input:
        column = header.index(value.name)
        cells = [row[column].strip() if column < len(row) else "" for row in body]
        cells = ["" if cell in MISSING - kept.get(value.name, set()) else cell for cell in cells]
        if value.type.tensor_type.elem_type == 8:
            arrays[value.name] = numpy.array([[cell] for cell in cells], dtype=object)
            continue
        if "date" in value.doc_string:
            numbers = seconds(cells)
        else:
            numbers = [number(cell, comma) if cell else float("nan") for cell in cells]
        arrays[value.name] = numpy.array(numbers, dtype=numpy.float64).reshape(-1, 1)
    return arrays


def with_gaps(graph, header, body):
    """Rows in which every input is missing once in a while, and categories are new."""
    inputs = {value.name: value.type.tensor_type.elem_type for value in graph.input}
    result = []
    for index, row in enumerate(body):
        row = list(row) + [""] * (len(header) - len(row))
        for place, (name, kind) in enumerate(inputs.items()):
            column = header.index(name)
            if (index * 7 + place * 3) % 11 == 0 and len(inputs) > 2:
                row[column] = ""
            elif (index + place) % 13 == 0 and kind == 8:
                row[column] = "never seen"
        result.append(row)
    return result
