"""The tables, and which half of them the defaults may be chosen on.

`CHOOSING` are looked at when a default is chosen; the others only report. Both halves have small and large tables,
classes and numbers."""
import csv
import os
from dataclasses import dataclass

import numpy
import pandas

# name: column of the target from 0 (negative: from the end), are there classes
WITHOUT_HEADER = {
    "wheat-seeds": (-1, True),
    "pima-indians-diabetes": (-1, True),
    "sonar": (-1, True),
    "german": (-1, True),
    "horse-colic": (23, True),
    "housing": (-1, False),
    "abalone": (-1, False),
    "auto-insurance": (-1, False),
}
# The target is the last column.
WITH_HEADER = {
    "telco-churn": True, "mlc-churn": True, "attrition": True, "lending-club": True, "caravan": True,
    "stackoverflow": True, "letter": True, "soybean": True, "leaf": True,
    "diamonds": False, "ames": False, "deliveries": False, "cps1988": False, "california-housing": False,
    "insurance": False, "concrete": False,
}
CHOOSING = {
    "letter", "california-housing", "telco-churn", "attrition", "lending-club", "soybean", "insurance", "concrete",
    "diamonds", "german", "sonar", "abalone",
}
MISSING = ["?", "", "NA", "NaN"]


@dataclass
class Table:
    name: str
    header: list
    rows: list
    target: int
    classes: bool

    @property
    def labels(self):
        texts = [row[self.target] for row in self.rows]
        return numpy.array(texts if self.classes else [float(text) for text in texts])

    def frame(self):
        """The features: numbers, and texts as categories, whose list comes from all rows."""
        table = pandas.DataFrame(self.rows, columns=self.header).drop(columns=self.header[self.target])
        for name in table.columns:
            cells = table[name].mask(table[name].isin(MISSING))
            try:
                table[name] = pandas.to_numeric(cells)
            except ValueError:
                table[name] = cells.astype("category")
        return table

    def write(self, path, rows, with_target=True):
        """The chosen rows as a file, each cell as it stood."""
        keep = [place for place in range(len(self.header)) if with_target or place != self.target]
        with open(path, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([self.header[place] for place in keep])
            writer.writerows([self.rows[row][place] for place in keep] for row in rows)


def read(folder, name):
    """The table of this name, or None if the folder lacks it."""
    if name in WITH_HEADER:
        path, target, classes = os.path.join(folder, "tables", name + ".csv"), -1, WITH_HEADER[name]
    else:
        path, (target, classes) = os.path.join(folder, name + ".csv"), WITHOUT_HEADER[name]
    if not os.path.exists(path):
        return None
    with open(path, newline="") as file:
        rows = [[cell.strip() for cell in row] for row in csv.reader(file) if row]
    header = rows.pop(0) if name in WITH_HEADER else [f"column {place + 1}" for place in range(len(rows[0]))]
    target %= len(header)
    rows = [row for row in rows if row[target] not in MISSING]
    return Table(name, header, rows, target, classes)


ALL = list(WITHOUT_HEADER) + list(WITH_HEADER)
