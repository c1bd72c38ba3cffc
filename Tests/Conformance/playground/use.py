"""Uses the playground in a browser; see `run` beside this file."""

import pathlib
import subprocess
import sys
import tempfile
import time

import axe_core_python
from page import Page, Server

root = pathlib.Path(__file__).resolve().parent.parent.parent.parent
tutorial_errors = (
    "6.350, 5.531, 5.221, 4.951, 4.519, 4.173, 3.835, 3.506, 3.192, 2.898, 2.626, 2.377, 2.153, 1.953, 1.774, "
    "1.614, 1.472, 1.346, 1.233, 1.132")


def learns(page, work, program):
    """The exclusive or, from a cold start."""
    assert float(page.text("#epoch")) == 0, page.text("#epoch")
    page.choose("#pace", "fast")
    page.click("#run")
    page.until("parseFloat(document.querySelector('#score').textContent) >= 95", "an accuracy of 95 %", 120)
    page.click("#run")
    page.until("document.querySelector('#run').textContent === 'Run'", "the pause")


def equals_training(page, work, program):
    """The model that the page saves is that of the command it shows, byte for byte."""
    page.command("reset")
    page.choose("#field-epochs", "30")
    page.until("document.querySelector('#command').textContent.includes('--epochs 30')", "the command")
    page.command("epochs", count=30)
    own = bytes(page.value(
        "fetch('model.safetensors').then(found => found.arrayBuffer()).then(found => [...new Uint8Array(found)])"))
    (work / "xor.csv").write_text(page.value("fetch('data.csv').then(found => found.text())"))
    command = page.text("#command").replace("backprop", program, 1) + " -o trained.safetensors"
    subprocess.run(command, shell=True, cwd=work, check=True, capture_output=True)
    trained = (work / "trained.safetensors").read_bytes()
    # The command adds its scores to the header; the numbers behind it are the parameters.
    own, trained = (file[8 + int.from_bytes(file[:8], "little"):] for file in (own, trained))
    assert own == trained and own, "the parameters of the page and of the command differ"


def takes_a_table(page, work, program):
    """A dropped table appears, and one with a mistake has the sentence of the terminal."""
    page.drop("iris.csv", (root / "Examples/iris.csv").read_text())
    page.until("document.querySelectorAll('.dots circle').length === 150", "150 points")
    assert "setosa" in page.text("#results"), page.text("#results")
    faulty = "a,b,kind\n1,2,x\n3,4\n5,6,y\n"
    (work / "faulty.csv").write_text(faulty)
    page.drop("faulty.csv", faulty)
    page.until("!document.querySelector('#error').hidden", "the error")
    terminal = subprocess.run([program, "train", "faulty.csv"], cwd=work, capture_output=True, text=True).stderr
    assert page.text("#error").strip() in " ".join(terminal.split()), (page.text("#error"), terminal)
    assert page.value("document.querySelectorAll('.dots circle').length") == 150, "the rows before are still there"


def shows_the_tutorial(page, work, program):
    """The tutorial's errors, and the numbers of a neuron."""
    page.click("#tour-4")
    page.until("document.querySelector('#tour-errors').textContent.includes('1.132')", "the last error")
    assert page.text("#tour-errors") == f"Error of each epoch: {tutorial_errors}", page.text("#tour-errors")
    page.click("#tour-1")
    page.until("document.querySelector('#details').textContent.includes('0.134364')", "the first weight")
    pages = subprocess.run([program, "tutorial", "--part", "1"], capture_output=True, text=True).stdout
    assert "0.13436424411240122" in pages, "the tutorial begins with that weight"
    for number in ("0.662997", "0.725316"):
        assert number in page.text("#details pre"), f"the outputs of the tutorial's row: {number}"
    before = page.text("#details")
    page.click("#step")
    page.until("document.body.dataset.step === '1'", "the step")
    page.click("#back")
    page.until("document.body.dataset.step === '0'", "the way back")
    page.until(f"document.querySelector('#details').textContent.includes('0.134364')", "the weight again")
    assert page.text("#details") == before, "going back brings the same numbers"


def says_divergence(page, work, program):
    page.choose("#field-sample", "plane")
    page.until("document.querySelector('#command').textContent.includes('plane.csv')", "the plane")
    for name, text in (("output", ""), ("loss", ""), ("scale", ""), ("learning-rate", "10")):
        page.choose(f"#field-{name}", text)
        time.sleep(0.5)
    settings = page.value("JSON.parse(decodeURIComponent(location.hash.slice(1)))")
    settings["options"] = {"layers": "dense 8 linear", "optimizer": "sgd", "learning-rate": "10", "epochs": "200",
                           "batch-size": "10"}
    page.command("configure", settings=settings)
    page.command("epochs", count=100)
    page.until("document.querySelector('#error').textContent.startsWith('Diverged at step ')", "the divergence")
    assert "learning rate" in page.text("#error"), page.text("#error")


def keyboard(page, work, program):
    """Everything that can be used gets the focus by Tab, and the keys run the network."""
    page.open()
    page.command("configure", settings={"sample": "xor"})
    page.until("document.querySelector('#command').textContent.includes('xor.csv')", "the sample")
    page.value("(document.activeElement.blur(), document.body.focus(), true)")
    page.key("ArrowRight")
    page.until("document.body.dataset.step === '1'", "a step by the arrow")
    page.key("ArrowLeft")
    page.until("document.body.dataset.step === '0'", "the way back by the arrow")
    reached = set()
    for _ in range(150):
        page.key("Tab")
        name = page.value(
            "(() => { const node = document.activeElement; if (node === document.body) return null;"
            " node.dataset.reached = 'yes'; return node.id || node.textContent.slice(0, 30); })()")
        if name in reached and name == "run":
            break
        reached.add(name)
    missed = page.value(
        "[...document.querySelectorAll('a[href], button:enabled, select, input, summary')]"
        ".filter(node => node.checkVisibility() && !node.dataset.reached && !node.matches('.skip'))"
        ".map(node => node.id || node.getAttribute('aria-label') || node.textContent)")
    assert not missed, f"Tab does not reach {missed}"
    page.value("(document.querySelector('.unit:enabled').focus(), true)")
    page.key("Enter")
    page.until("document.querySelector('#details').textContent.includes('weighted sum')", "the numbers by Enter")


def axe(page, work, program):
    source = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
    for scheme in ("light", "dark"):
        page.browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        page.browser.call("Runtime.evaluate", expression=source)
        found = page.value(
            "(await axe.run()).violations.map(item => `${item.id}: ${item.help}: ${item.nodes.map(node => node.html)"
            ".slice(0, 3).join(' ')}`)")
        assert not found, f"axe-core in {scheme}: {found}"


def pictures_per_second(page, work, program):
    """Counts the pictures of 8 × 8 × 8 neurons; the figure depends on the machine and is not checked."""
    settings = {"sample": "circles", "options": {
        "layers": "dense 8 tanh, dense 8 tanh, dense 8 tanh", "optimizer": "adam", "learning-rate": "0.01",
        "batch-size": "100", "epochs": "100000"}}
    page.command("configure", settings=settings)
    page.until("document.querySelectorAll('.unit').length === 28", "28 pictures")
    page.command("run", pace="epoch")
    time.sleep(1)
    first, begin = page.value("Number(document.body.dataset.pictures)"), time.monotonic()
    time.sleep(4)
    last, end = page.value("Number(document.body.dataset.pictures)"), time.monotonic()
    page.command("pause")
    assert last > first, "no new picture in four seconds"
    print(f"  {(last - first) / (end - begin):.1f} pictures a second of 8 × 8 × 8 neurons, from the running program")
    drawn = page.value(
        "(await (async () => { const { drawForTest } = await import('./web/main.js'); return drawForTest(60); })())")
    print(f"  {1000 / drawn:.0f} pictures a second, if only the page limits them ({drawn:.1f} ms each)")


def reconnects(page, work, program):
    """Two pages show one run, and a page that was away gets the state."""
    page.browser.call("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0,
                      uploadThroughput=0)
    page.browser.call("Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1,
                      uploadThroughput=-1)
    page.command("reset")
    page.until("document.body.dataset.step === '0'", "the reset after the break")


def looks(page, folder, name):
    for kind, width, scheme in (("wide-light", 1440, "light"), ("wide-dark", 1440, "dark"),
                                ("narrow-light", 390, "light"), ("narrow-dark", 390, "dark")):
        page.browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        page.size(width, 1000, width < 500)
        time.sleep(0.5)
        assert page.value("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
            f"{name}, {kind}: the page is wider than its window")
        page.picture(folder / f"{name}-{kind}.png")
    page.size(1440, 1000)


def main():
    program, browser, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]).resolve()
    failures = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        work = pathlib.Path(scratch) / "work"
        work.mkdir()
        server = Server(program)
        page = Page(browser, scratch + "/browser", server.address)
        for check in (learns, equals_training, takes_a_table, shows_the_tutorial, says_divergence, keyboard, axe,
                      pictures_per_second, reconnects):
            try:
                check(page, work, program)
                print(f"ok      {check.__name__}")
            except (AssertionError, RuntimeError) as error:
                failures.append(check.__name__)
                print(f"failed  {check.__name__}: {error}")
            if check is learns:
                looks(page, folder, "xor")
            if check is shows_the_tutorial:
                page.click("#tour-4")
                time.sleep(1)
                looks(page, folder, "tutorial")
            if check is takes_a_table:
                page.drop("iris.csv", (root / "Examples/iris.csv").read_text())
                time.sleep(1)
                page.command("epochs", count=20)
                looks(page, folder, "iris")
        for complaint in page.errors():
            # The sentence of the faulty table comes with the status 422, which the browser logs.
            if "422" not in complaint:
                failures.append(complaint)
                print(f"failed  the page logs {complaint}")
        page.end()
        server.end()
    print(f"pictures in {folder}")
    sys.exit(1 if failures else 0)


main()
