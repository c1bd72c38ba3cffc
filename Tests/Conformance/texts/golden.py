"""The values of the words and word parts of a few texts by scikit-learn's TfidfVectorizer, and the singular values of
the matrix of both."""

import json
import re
import sys
from pathlib import Path

import numpy
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer

PLACE = Path(__file__).resolve().parents[2] / "BackpropTests/Tables/Words/TextGoldenValues.swift"
HEADING = "// Written by Tests/Conformance/texts/run --write; without the option it compares.\n"

TEXTS = [
    "The soup was cold, and the waiter was slow.",
    "Cold soup; slow, slow, slow service! The waiter forgot the bread.",
    "Good bread and a very good soup - the waiter was friendly.",
    "ОЧЕНЬ вкусный суп, очень хороший хлеб",
    "очень холодный суп и хлеб 2024",
    "Müllers Suppe schmeckt: sehr gut, sehr heiß. In 2024!",
    "Die Suppe war kalt, der Kellner müde; sehr, sehr kalt.",
    "soup of the day, 2024: the cold soup was very good",
    "η σούπα ήταν κρύα, and the bread was cold",
]
WORDS = dict(token_pattern=r"[^\W_]+", ngram_range=(1, 2), min_df=2)
PARTS = dict(analyzer="char_wb", ngram_range=(3, 4), min_df=3)


def values(vectorizer, matrix):
    names = vectorizer.get_feature_names_out()
    rows = matrix.tocsr()
    return [
        {names[column]: float(row.data[index]) for index, column in enumerate(row.indices)}
        for row in (rows[position] for position in range(rows.shape[0]))
    ]


def computed():
    words = TfidfVectorizer(sublinear_tf=True, **WORDS)
    parts = TfidfVectorizer(sublinear_tf=True, **PARTS)
    of_words = words.fit_transform(TEXTS)
    # Word parts are those of words alone, not of the marks between them.
    of_parts = parts.fit_transform([" ".join(re.findall(r"[^\W_]+", text)) for text in TEXTS])
    both = hstack([of_words, of_parts]).toarray() / numpy.sqrt(2)
    return values(words, of_words), values(parts, of_parts), numpy.linalg.svd(both)[1].tolist()


def swift(words, parts, singular):
    def text(value):
        return json.dumps(value, ensure_ascii=False)

    def rows(values):
        def row(terms):
            pairs = [f"{text(term)}: {value!r}" for term, value in sorted(terms.items())]
            return "        [" + ", ".join(pairs) + "],\n"

        return "".join(row(terms) if terms else "        [:],\n" for terms in values)

    return (
        HEADING
        + "\n// swift-format-ignore-file\n\n/// Values that scikit-learn and NumPy compute in double precision.\n"
        + "enum TextGoldenValues {\n    static let texts: [String] = [\n"
        + "".join(f"        {text(line)},\n" for line in TEXTS)
        + "    ]\n    static let words: [[String: Double]] = [\n"
        + rows(words)
        + "    ]\n    static let parts: [[String: Double]] = [\n"
        + rows(parts)
        + "    ]\n    static let singularValues: [Double] = "
        + json.dumps(singular)
        + "\n}\n"
    )


def main():
    if sys.argv[1:] not in ([], ["--write"]):
        sys.exit("usage: golden.py [--write]")
    number = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
    new = swift(*computed())
    if sys.argv[1:]:
        PLACE.write_text(new, encoding="utf-8")
    old = PLACE.read_text(encoding="utf-8")
    same = number.sub("", old) == number.sub("", new) and numpy.allclose(
        [float(text) for text in number.findall(old)], [float(text) for text in number.findall(new)], atol=1e-12
    )
    print(f"{PLACE.name}: {'no differences' if same else 'differs'}")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
