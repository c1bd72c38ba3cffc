"""The right answers to the cases: one place for all of them.

A step is a line for bash, run in a copy of the case's folder. Its answer is right if the exit status is, every pattern
of `has` is found in what it printed (both outputs), none of `lacks` is, and neither memory nor time exceeds its limit.
The limits hold for a debug build on a busy machine; a release build is far below those of time.
"""


class Step:
    def __init__(self, command, exit=0, has=(), lacks=(), megabytes=None, seconds=900):
        self.command, self.exit, self.has, self.lacks = command, exit, has, lacks
        self.megabytes, self.seconds = megabytes, seconds

    @property
    def recorded(self):
        """The command as `expected.md` writes it."""
        return self.command.removeprefix("backprop ")


class Case:
    def __init__(self, *steps, later=""):
        self.steps, self.later = steps, later


def describe(arguments, exit=0, has=(), lacks=(), later="", **limits):
    """A case of one `backprop describe`."""
    return Case(Step(f"backprop describe {arguments}", exit, has, lacks, **limits), later=later)


def column(name, kind, values=""):
    """Returns a pattern for a line of the table of columns."""
    return rf"^{name} +{kind} .*{values}"


def refused(option, found):
    """Returns a pattern for the refusal of a number on the command line."""
    return rf"^error: {option} must be .* not \"{found}\""


SKEW = "the logarithm is chosen and R² is 0.89, since one fold tests a price far above those that it learns from"
# Flips bits of a model file, and prints how many of the changed files are read.
FLIPS = r"""python3 - <<'END'
import pathlib, random, subprocess
good = pathlib.Path("m.safetensors").read_bytes()
random.seed(1)
loaded = 0
for _ in range(60):
    changed = bytearray(good)
    changed[random.randrange(len(good))] ^= 1 << random.randrange(8)
    pathlib.Path("f.safetensors").write_bytes(changed)
    loaded += subprocess.run(["backprop", "inspect", "f.safetensors"], capture_output=True).returncode == 0
print("read:", loaded)
END"""
TRAIN_IRIS = "backprop train $IRIS --epochs 1 --optimizer sgd -o m.safetensors"
TRAIN_IMAGES = "mkdir i && cp -r box disc i && backprop train i --epochs 1 --layers none -o m.safetensors"

CASES = {
    "b01": describe("a.csv", has=["4 rows, 2 columns", "semicolon-delimited", "decimal comma", column("x", "numeric"),
                                  column("y", "target")]),
    "b06": Case(
        Step("backprop describe a.csv", has=["--thousands comma|^Task: +regression"], lacks=["Target: .*20 classes"]),
        Step("backprop describe a.csv --thousands comma", has=[column("price", "target", "100500 to ")])),
    "b09": describe("a.csv", has=["12 rows, 2 columns", column("x", "numeric"), column("y", "target")]),
    "b10": describe("a.csv", has=["12 rows, 3 columns", "row names", column("x", "numeric"), column("y", "target"),
                                  column("row names", "identifier", "not used")]),
    "b11": describe("a.csv", has=[column("column 1", "identifier", "not used"), "^Features: 1 numeric"]),
    "b15": Case(
        Step("backprop describe a.csv", has=["12 rows, 2 columns", "line 14"]),
        Step("backprop describe b.csv", has=["^note: .*line 14: .*sums?.*total", "--skip-footer 1"])),
    "b16": describe("a.csv", exit=65, has=["^error: .*line 14.*repeats the header"]),
    "b19y": Case(
        Step("backprop train a.csv --header -o m.safetensors"),
        Step("backprop predict m.safetensors a.csv | wc -l", has=[r"^ *41$"], lacks=[r"^ *42$", "outside of the range"])),
    "b20": describe("a.csv", has=[column("x", "numeric"), "1 missing value"]),
    "b22f": Case(
        Step("backprop describe a.csv", has=["^note: .*(number|exponent)|^x +numeric"]),
        Step("backprop describe b.csv", has=["^note: .*(number|negative|parenthes)|^x +numeric"]),
        Step("backprop describe c.csv", has=["^note: .*time|^x +(numeric|date|time)"])),
    "b22n": describe("a.csv --thousands space --decimal-comma --task regression",
                     has=[column("x", "numeric", "110[01](.5)? to 1217[78](.5)?")]),
    "b22u": describe("a.csv", has=[column("x", "numeric", "-29.5 to 28.5")], lacks=["--missing"]),
    "b23": describe("a.csv", has=["^note: .*date|^date +date"]),
    "b24s": Case(
        Step("backprop describe a.csv", has=[r"Target: +y: 2 classes, no \(20\), yes \(20\)"]),
        Step("backprop describe leak.csv", has=['^note: .*"label_code".* reveals the target'])),
    "b25": describe("1-in-1000.csv.gz", has=["^note: .*5 of 5000 rows", "--class-weight"]),
    "b26": Case(
        Step("backprop describe a.csv", has=['^note: .*[Ee]very row has the label "only"', "predicted: 1 class$"]),
        Step("backprop train a.csv -o m.safetensors", exit=65, has=['^error: .*Every row has the label "only"'])),
    "b27l": Case(
        Step("backprop cross-validate lognormal.csv --folds 5", has=[r"^R² .*0\.9[0-9]"]), later=SKEW),
    "b28h": describe("a.csv", has=[r'^note: Column "s": most values are different \(200 of 400\)']),
    "b28l": describe("a.csv", has=['^note: Column "code": it reveals the target', '--ignore "code"']),
    # JSON Lines was an error that named it; it is a table now.
    "b29json": describe("a.csv", has=["JSON Lines$", "^Target: +y: 2 classes"], lacks=["closing quote"]),
    "b29lfs": describe("a.csv", exit=65, has=["^error: .*Git LFS pointer"]),
    "b29sep": describe('a.csv --delimiter "^"', has=["12 rows, 2 columns"], lacks=["^Usage"]),
    "b29svm": describe("a.txt", exit=65, has=["^error: .*libsvm"]),
    "b31p": Case(
        Step("backprop train a.csv -o m.safetensors"),
        Step("backprop predict m.safetensors b.csv", has=["^note: .*columns are taken by their position"])),
    "b32": Case(
        Step("backprop train a.csv -o m.safetensors"),
        Step("backprop evaluate m.safetensors b.csv", has=["^1 row,", "1 row without a target is left out"])),
    "b34": describe(".", has=["16 images of 32×32×3"], lacks=["^error"]),
    "b35": describe(".", has=["16 images of 32×32×3", "4 of the 16 images"]),
    "b39": describe(".", exit=65, has=["^error: .*8 of the 16 files", *[
        rf"{kind}/{file}" for kind in ("box", "disc") for file in ("01.gif", "02.bmp", "03.tif", "04.webp")]]),
    "b41": describe(".", has=["^note: .*16 bits", "20 images of 16×16×1"]),
    "b45": Case(
        Step("backprop train a.csv --task regression -o m.safetensors"),
        Step("backprop evaluate m.safetensors a.csv", has=["^R²", "^RMSE"], lacks=[r"^MAPE .*[0-9]"])),
    "b47b": Case(
        Step("backprop train --recipe r.yaml -o m.safetensors"),
        Step("backprop evaluate m.safetensors a.csv", has=[r"^R² +0\.9"], lacks=["filled in"])),
    "b52": describe("a.csv --categorical code", has=[column("code", "categorical +0 +4")]),
    "b53": Case(
        Step("backprop describe a.csv", has=[r"Target: .*2 classes, \+ \(10\), - \(10\)"]),
        Step("backprop train a.csv --threads 1 -o m.safetensors", has=[r"Target: .*2 classes, \+ \(10\), - \(10\)"])),
    "b54": Case(
        Step("backprop describe a.csv", has=["^note: .*40 rows whose labels all differ"]),
        Step("backprop train a.csv -o m.safetensors", exit=65, has=["^error: .*labels all differ"])),
    "b55": Case(
        Step("backprop cross-validate data.csv --folds 5", has=[r"^ *accuracy .*(0\.9[3-9]|1\.0)"])),
    "b56": Case(*[
        Step(f"backprop find-learning-rate heavy-tail.csv --seed {seed}",
             has=[r"^Suggestion: --learning-rate 0\.00(0[5-9]|[1-4]|5$|50*$)"], lacks=["never falls"])
        for seed in (1, 2, 3, 4, 5, 17, 1000)]),
    "b57": describe("a.csv", has=["Target: +spots", "the last column", "--target \"class\""]),
    "b58": Case(
        Step("backprop train a.csv -o m.safetensors"),
        Step("backprop predict m.safetensors a.csv | head -2", has=["^PassengerId,"])),
    "b59": Case(
        Step("backprop describe a.csv --missing -200", has=[column("x", "numeric +3 ")]),
        Step("backprop describe a.csv --missing -77", has=["^note: .*-77"])),
    "bauto-mpg": describe("a.data", has=["white space-delimited", "12 rows, 9 columns", "8 numeric"]),
    "bmixed": describe("a.csv", exit=65, has=["^error: .*line 1: .*comma-delimited.*semicolon-delimited"], lacks=["closing quote"]),
    "bticket": describe("a.csv", has=['^note: Column "ticket": 15 of 60'], lacks=["--missing"]),
    "bwdbc": describe("a.csv", has=['^note: Column "Id"']),
    # Scoring in blocks: no more memory than training needs for parameters, their gradients and steps.
    "r01-dense-wide-scoring-abort": Case(
        Step('backprop train $IRIS --epochs 1 --optimizer sgd --layers "dense 1000000 relu" -o m.safetensors',
             has=["Model saved"], megabytes=600),
        Step('backprop train $IRIS --epochs 1 --optimizer sgd --layers "dense 16777216" -o m.safetensors',
             has=["Model saved"], megabytes=6000)),
    "r02-threads-overflow-trap": Case(Step(
        TRAIN_IRIS + " --layers none --threads 2305843009213693952", 64,
        [refused("--threads", "2305843009213693952")])),
    "r03-repeats-overflow-trap": Case(*[
        Step(f"backprop cross-validate $IRIS --epochs 1 --layers none --optimizer sgd --folds 2 --repeats={count}", 64,
             [refused("--repeats", count)])
        for count in ("4611686018427387904", "9223372036854775807", "-9223372036854775808")]),
    "r04-tune-trials-ignores-time": Case(
        Step("backprop tune $IRIS --trials 10000000 --time 1s --folds 2 -o y.safetensors --save-recipe y.yaml",
             has=["Model saved"], megabytes=300, seconds=240)),
    "r05-layers-quadratic": Case(
        Step("""backprop train $IRIS --epochs 1 --optimizer sgd -o m.safetensors \
                --layers "$(python3 -c "print(','.join(['dense 3 relu'] * 8000))")" """,
             has=["Model saved"], megabytes=700, seconds=300),
        # 8,000 layers are trained for many epochs here; that takes its time, but no longer than so many products.
        Step("mkdir Examples; cp $IRIS Examples; backprop train --recipe recipe.yaml -o m.safetensors",
             has=["Model saved"], megabytes=1500, seconds=300)),
    "r06-columns-bomb": Case(
        Step("backprop describe commas.csv.gz", 65, ["^error: .*longer than .*bytes"], megabytes=400),
        Step("backprop describe wide1m.csv.gz", 65, ["^error: .*columns"], megabytes=200)),
    "r07-row-bomb": describe("row.csv.gz", 65, ["^error: .*longer than .*bytes"], megabytes=400),
    "r08-png-memory": Case(
        Step("mkdir -p i/a i/b && cp png8k.png i/a && cp png8k.png i/b"),
        Step("backprop train i --resize 8x8 --epochs 1 --layers none -o m.safetensors", has=["Model saved"],
             megabytes=400)),
    "r09-two-outputs-one-path": Case(
        Step(TRAIN_IRIS + " --report m.safetensors", 64, ["^error: --model and --report both name"]),
        Step(TRAIN_IRIS + " --log m.safetensors", 64, ["^error: --model and --log both name"]),
        Step(TRAIN_IRIS + " --save-recipe m.safetensors", 64, ["^error: .*both name"]),
        Step("touch m.safetensors; ln -s m.safetensors l; " + TRAIN_IRIS + " --report l", 64, ["^error: .* are the same file"])),
    "r10-stray-quote-silent": describe("min.csv", has=["^note: .*quote"]),
    "r11-describe-needs-target": describe(
        "file_double_trailing_newline.csv", has=["^Data: ", '"Comments"', column("Comments", "target")]),
    "r12-model-flips-accepted": Case(
        Step(TRAIN_IRIS), Step("backprop inspect m.safetensors"), Step(FLIPS, has=["^read: 0$"])),
    "r13-png-ordering": Case(*[
        Step(f"rm -rf i; mkdir -p i/a i/b; cp '{file}.png' i/a; cp '{file}.png' i/b; backprop describe i", 65, ["^error: "])
        for file in ("IDATs-not-consecutive", "PLTE-after-IDAT", "tRNS-1-byte-for-rgb", "two-PLTE",
                     "x_consecutive_idat")]),
    "r14-fifo-in-image-folder": Case(
        Step("mkdir -p i/a i/b; mkfifo i/a/f.png i/b/g.png; backprop describe i", 65, ["f.png: .*pipe", "g.png: .*pipe"], seconds=60),
        Step("mkfifo f; cat $IRIS > f & backprop describe f", has=["150 rows, 5 columns"], seconds=60),
        Step(TRAIN_IRIS),
        Step("backprop predict m.safetensors <(head -20 $IRIS) | wc -l", has=["^ *20$"], seconds=60)),
    "r15-escape-in-file-name": Case(
        Step(r"""printf 'a,b\n1,x\n2,y\n' > $'we\e[31mird\n.csv'; backprop describe $'we\e[31mird\n.csv'""",
             has=[r"^Data: +we.*ird.*\.csv: 2 rows"], lacks=["\x1b"])),
    "r16-non-utf8-path": Case(
        Step(r"""printf 'a,b\n1,x\n2,y\n' > $'\xff\xfe.csv'; backprop describe $'\xff\xfe.csv'""", 64,
             ["^error: .*UTF-8"], ["No such file"]),
        Step(r"""mkdir -p i/a i/b; cp $IRIS $'i/a/\xff.png'; cp $IRIS i/b/b.png; backprop describe i""", 65, [r"xFF.png: .*UTF-8"],
             ["No such file"])),
    "r17-class-weight-message": Case(
        Step(TRAIN_IRIS + " --class-weight setosa=1e308", 64, ["^error: .*weight"], ["line 2"]),
        Step("backprop describe $IRIS --maximum-row-length=-1", 64, ["^error: --maximum-row-length"], ["longer than"])),
    "r18-small-odd-cells": Case(
        Step("backprop describe 29.csv", has=['^note: .*"a".*"-Infinity"', '^note: .*"b".*"inf"']),
        Step("backprop describe 35.csv", has=['^note: .*"a".*"0x10"', '^note: .*"b".*"1_000"'])),
}
