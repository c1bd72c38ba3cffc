"""Compares the predictions of exported C and Swift code with those of `backprop predict`, bit by bit.

usage: compare.py BACKPROP FOLDER NAME TABLE TRAIN-OPTION...

Trains a model of the table, exports it, compiles the code by every compiler of the machine, and predicts up to 300 rows.
BACKPROP_TRAINER names another program to train with.
"""
import csv, datetime, json, os, re, shutil, struct, subprocess, sys

backprop, folder, name, table, *options = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
MISSING = {"", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "null", "None", "nan", "-"}
WARNINGS = ["-Wall", "-Wextra", "-Werror", "-pedantic"]


def run(*command, **keywords):
    result = subprocess.run(command, capture_output=True, **keywords)
    if result.returncode != 0:
        sys.stderr.buffer.write((result.stdout + result.stderr)[:2000])
        sys.exit(f"{name}: {' '.join(command[:3])} failed with {result.returncode}")
    return result.stdout


def path(file):
    return os.path.join(folder, file)


def c_targets():
    """Name, compiler with options, and the program that runs the result."""
    undefined = ["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
    for compiler in ("gcc", "clang"):
        if shutil.which(compiler):
            for level in ("-O0", "-O3"):
                yield f"{compiler} {level}", [compiler, "-std=c99", level, *WARNINGS], []
            yield f"{compiler} sanitizers", [compiler, "-std=c99", "-O1", *WARNINGS, *undefined], []
    if shutil.which("gcc") and " fma " in open("/proc/cpuinfo").read():
        yield "gcc gnu99 -mfma", ["gcc", "-std=gnu99", "-O2", "-march=native", *WARNINGS], []
    if shutil.which("g++"):
        yield "header in C++", None, []
    for triple, qemu in (("aarch64-linux-gnu", "qemu-aarch64"), ("arm-linux-gnueabihf", "qemu-arm"),
                         ("i686-linux-gnu", "qemu-i386")):
        compiler = triple + "-gcc"
        if shutil.which(compiler) and shutil.which(qemu):
            extra = ["-msse2", "-mfpmath=sse"] if triple.startswith("i686") else []
            yield triple, [compiler, "-std=c99", "-O2", *extra, *WARNINGS], [qemu, "-L", "/usr/" + triple]


def fields_of(header):
    """The columns of the structure of a row: name and kind."""
    text = header[:header.index("_row;\n\n")]
    return re.findall(r'/\* "(.*)": a (number|category|date)', text)


def answers_of(header):
    """Of each yes/no target the name of its value, its positive value, and the name of its probability."""
    found = re.findall(r'^    const char \*(\w+); /\* ".*": "(.*)" or ".*" \*/\n    double (\w+);', header, re.M)
    return [(field, positive, share) for field, positive, share in found]


def number(text):
    text = text.strip().replace("$", "").replace("%", "").replace("\u20ac", "")
    try:
        return float(text)
    except ValueError:
        return float(text.replace(",", ""))


def seconds(text):
    for form in ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d",
                 "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d %b %Y", "%b %d, %Y"):
        try:
            date = datetime.datetime.strptime(text.strip(), form)
            return (date - datetime.datetime(1970, 1, 1)).total_seconds()
        except ValueError:
            pass
    sys.exit(f"{name}: no date: {text}")


def cell(text, kind, kept):
    """A value as a word of the input of the compiled programs: bits of a number, bytes of a text, or a point."""
    if text is None or text.strip() in MISSING - kept:
        return "."
    if kind == "category":
        return "t" + text.encode().hex()
    return "%016x" % struct.unpack("<Q", struct.pack("<d", (number if kind == "number" else seconds)(text)))


def kept_words(code):
    """Of each column the words for missing values that training kept as categories: `None` may be one."""
    words = {}
    for column, body in re.findall(r"_column_(\d+)_list_\d+\[\d+\] = \{(.*?)\};", code, re.S):
        words.setdefault(int(column), set()).update(word for word in MISSING if word and f'{{"{word}", ' in body)
    return words


def read_table():
    with open(table, encoding="utf-8-sig", newline="") as file:
        sample = file.read(1 << 16)
        file.seek(0)
        delimiter = max(",;\t", key=sample.split("\n")[0].count)
        return delimiter, [row for row in csv.reader(file, delimiter=delimiter) if any(cell.strip() for cell in row)]


MAIN_C = r'''
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "%(name)s.h"
static char texts[%(count)d][4096];
static double number(const char *word)
{
    union { uint64_t bits; double number; } value;
    unsigned digit;
    if (*word == '.')
        return NAN;
    for (value.bits = 0; *word && sscanf(word, "%%1x", &digit) == 1; word++)
        value.bits = value.bits << 4 | digit;
    return value.number;
}
static const char *text(const char *word, int index)
{
    int n = 0;
    unsigned byte;
    if (*word == '.')
        return NULL;
    for (word++; *word && sscanf(word, "%%2x", &byte) == 1; word += 2)
        texts[index][n++] = (char)byte;
    texts[index][n] = 0;
    return texts[index];
}
static void show(double x)
{
    union { double number; uint64_t bits; } value;
    value.number = x;
    printf(" %%08lx%%08lx", (unsigned long)(value.bits >> 32), (unsigned long)(value.bits & 0xFFFFFFFFu));
}
int main(void)
{
    static char word[16384];
    for (;;) {
        %(name)s_row row;
        %(name)s_prediction prediction;
        int status;
        (void)number;
        (void)text;
%(reads)s
        status = %(name)s_predict(&row, &prediction);
        if (status != 0) {
            printf("status %%d\n", status);
            continue;
        }
%(shows)s
        printf("\n");
    }
}
'''

MAIN_SWIFT = '''
func number(_ word: Substring) -> Double? {
    word == "." ? nil : Double(bitPattern: UInt64(word, radix: 16)!)
}
func text(_ word: Substring) -> String? {
    if word == "." { return nil }
    let digits = Array(word.dropFirst().utf8)
    let bytes = stride(from: 0, to: digits.count, by: 2).map {
        UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)!
    }
    return String(decoding: bytes, as: UTF8.self)
}
func show(_ x: Double) -> String {
    let digits = String(x.bitPattern, radix: 16)
    return " " + String(repeating: "0", count: 16 - digits.count) + digits
}
@main enum Main {
    static func main() {
        while let line = readLine() {
            let words = line.split(separator: " ")
            var row = %(type)s()
%(reads)s
            do {
                let prediction = try row.predict()
                print(%(shows)s)
            } catch {
                print("status", error)
            }
        }
    }
}
'''


def c_main(header, fields):
    names = re.findall(r"^    (?:double |const char \*)(\w+);", header[:header.index(f"}} {name}_row;")], re.M)
    reads = []
    for index, (field, (_, kind)) in enumerate(zip(names, fields)):
        value = f"text(word, {index})" if kind == "category" else "number(word)"
        reads.append(f'        if (scanf("%16383s", word) != 1)\n            return 0;\n        row.{field} = {value};')
    result = header[header.index(f"}} {name}_row;"):]
    classes = re.search(r"double (probabilities|scores)\[(\d+)\]", result)
    answers = answers_of(header)
    if answers:
        shows = [f'        show(strcmp(prediction.{field}, "{positive}") == 0);\n        show(prediction.{share});'
                 for field, positive, share in answers]
    elif classes:
        shows = [f'        printf("%d", prediction.class_index);',
                 f"        for (int k = 0; k < {classes[2]}; k++)\n            show(prediction.{classes[1]}[k]);"]
    else:
        shows = [f"        show(prediction.{field});" for field in re.findall(r"^    double (\w+);", result, re.M)]
    return MAIN_C % {"name": name, "count": len(fields), "reads": "\n".join(reads), "shows": "\n".join(shows)}


def swift_main(code, fields, type):
    properties = re.findall(r"^    var (\S+): (?:Double|String)\?$", code, re.M)
    reads = [f"            row.{property} = {'text' if kind == 'category' else 'number'}(words[{index}])"
             for index, (property, (_, kind)) in enumerate(zip(properties, fields))]
    prediction = code[code.index("struct Prediction"):code.index("enum Failure")]
    values = re.search(r"let (probabilities|scores): \[Double\]", prediction)
    answers = re.findall(r'": "(.*)" or ".*"\n +let (\S+): String\n.*\n +let (\S+): Double$', prediction, re.M)
    if answers:
        shows = " + ".join(f'show(prediction.{field} == "{positive}" ? 1 : 0) + show(prediction.{share})'
                           for positive, field, share in answers)
    elif values:
        shows = f'"\\(prediction.classIndex)" + prediction.{values[1]}.map(show).joined()'
    else:
        shows = " + ".join(f"show(prediction.{p})" for p in re.findall(r"let (\S+): Double$", prediction, re.M))
    return MAIN_SWIFT % {"type": type, "reads": "\n".join(reads), "shows": shows}


def wanted(rows, header, lines):
    """The words that the compiled programs should print, from the predictions in JSON."""
    targets = json.loads(run(backprop, "predict", path(name + ".safetensors"), rows, "--json",
                             *(["--probabilities"] if "_classes[" in header else [])))["predictions"]
    result = []
    answers = answers_of(header)
    for row in targets:
        if answers:
            cells = [value for key, value in row.items() if key.startswith(("probability_", "prediction_"))]
            # The value of a target is compared as 1 if it is the positive one.
            numbers = [value if index % 2 else float(value == answers[index // 2][1]) for index, value in enumerate(cells)]
            result.append(" ".join("%016x" % struct.unpack("<Q", struct.pack("<d", value)) for value in numbers))
            continue
        numbers = [value for key, value in row.items()
                   if key.startswith("probability_") or key.startswith("prediction")]
        numbers = [value for value in numbers if not isinstance(value, str)]
        bits = " ".join("%016x" % struct.unpack("<Q", struct.pack("<d", value)) for value in numbers)
        result.append(bits)
    return result


def compare(target, output, expected):
    found = output.decode().splitlines()
    # A class is compared by its probabilities; its index is the first greatest.
    found = [" ".join(word for word in line.split() if len(word) == 16) for line in found]
    wrong = [k for k, (a, b) in enumerate(zip(found, expected)) if a != b]
    if wrong or len(found) != len(expected):
        k = wrong[0] if wrong else min(len(found), len(expected))
        sys.exit(f"{name}, {target}: {len(wrong)} of {len(expected)} rows differ, {len(found)} rows; the first is {k}:\n"
                 f"  {found[k:k + 1]}\n  {expected[k:k + 1]}")


model = path(name + ".safetensors")
run(os.environ.get("BACKPROP_TRAINER", backprop), "train", table, "-o", model, *options)
type = name.capitalize() + "Type"
refused = subprocess.run([backprop, "export", model, "--c", path(name + ".c"), "--swift", path(type + ".swift")],
                         capture_output=True, text=True)
if refused.returncode != 0:
    sys.exit(print(f"{name}: refused: {refused.stderr.strip()}"))
header = open(path(name + ".h")).read()
fields = fields_of(header)
delimiter, rows = read_table()
has_header = any(field in [cell.strip() for cell in rows[0]] for field, _ in fields)
body = rows[1:] if has_header else rows
body = body[::max(1, len(body) // 300)][:300]
with open(path(name + ".csv"), "w", newline="") as file:
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerows(([rows[0]] if has_header else []) + body)
names = [cell.strip() for cell in rows[0]] if has_header else [f"column {k + 1}" for k in range(len(rows[0]))]
names = [re.sub(r"\s+", " ", field) for field in names]
missing_names = [field for field, _ in fields if field not in names]
if missing_names:
    sys.exit(f"{name}: no columns {missing_names} among {names[:5]}")
kept = kept_words(open(path(name + ".c")).read())
words = "\n".join(
    " ".join(cell(row[names.index(field)] if names.index(field) < len(row) else None, kind, kept.get(k, set()))
             for k, (field, kind) in enumerate(fields, 1)) for row in body) + "\n"
expected = wanted(path(name + ".csv"), header, words)
open(path(name + "_main.c"), "w").write(c_main(header, fields))
done = []
for target, compiler, runner in c_targets():
    if compiler is None:
        open(path(name + ".cpp"), "w").write(f'#include "{name}.h"\nint main() {{ return 0; }}\n')
        run("g++", *WARNINGS, "-fsyntax-only", path(name + ".cpp"))
        continue
    program = path(name + "_program")
    run(*compiler, path(name + ".c"), path(name + "_main.c"), "-o", program, "-lm")
    compare(target, run(*runner, program, input=words.encode()), expected)
    done.append(target)
code = open(path(type + ".swift")).read()
open(path(name + "_main.swift"), "w").write(swift_main(code, fields, type))
for level in ("-Onone", "-O"):
    run("swiftc", "-swift-version", "6", "-warnings-as-errors", level, "-parse-as-library", path(type + ".swift"),
        path(name + "_main.swift"), "-o", path(name + "_swift"), "-lm")
    compare("swiftc " + level, run(path(name + "_swift"), input=words.encode()), expected)
    done.append("swiftc " + level)
print(f"{name}: the same bits for {len(expected)} rows by {', '.join(done)}")
