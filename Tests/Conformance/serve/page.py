"""Uses the server's page in headless Chromium: types, moves, drops files, and compares what it shows with `predict`.

Pictures of it, wide and narrow, light and dark, are left in a folder; they are for eyes.
"""

import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "report"))
from look import Browser  # noqa: E402

from server import served  # noqa: E402

LOOKS = [("wide-light", 1200, "light"), ("wide-dark", 1200, "dark"), ("narrow-light", 390, "light"), ("narrow-dark", 390, "dark")]

# Sentences about what is wrong for people who do not see the page, or see it on a phone.
CHECK = """
(() => {
  const found = [];
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth)
    found.push(`the page is ${page.scrollWidth} pixels wide in a window of ${page.clientWidth}`);
  const isShown = (node) => node.getClientRects().length > 0;
  for (const control of document.querySelectorAll('input, select, textarea')) {
    if (!isShown(control) || control.getAttribute('aria-hidden')) continue;
    const name = control.getAttribute('aria-label') || [...control.labels].map(label => label.textContent.trim()).join('');
    if (!name) found.push(`a control has no name: ${control.outerHTML}`);
  }
  for (const drawing of document.querySelectorAll('svg:not([aria-hidden])'))
    if (!drawing.querySelector('title')?.textContent) found.push('a chart has no title');
  for (const image of document.querySelectorAll('img')) if (!image.alt) found.push('an image has no text');
  const titles = [...document.querySelectorAll('h1, h2')].filter(isShown);
  if (titles[0]?.tagName !== 'H1') found.push('the first title is not an h1');
  for (const text of document.querySelectorAll('svg text')) {
    const box = text.getBoundingClientRect(), frame = text.ownerSVGElement.getBoundingClientRect();
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1)
      found.push(`a text is cut off: ${text.textContent}`);
  }
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const color = getComputedStyle(node).backgroundColor;
      if (!/, 0\\)|transparent/.test(color)) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  for (const node of document.querySelectorAll('h1, h2, p, label, dt, dd, li > span, li > b, td, th, a, text, figcaption')) {
    if (!node.textContent.trim() || !isShown(node)) continue;
    const style = getComputedStyle(node);
    const ink = light(node.tagName === 'text' ? style.fill : style.color), back = light(ground(node));
    const contrast = (Math.max(ink, back) + 0.05) / (Math.min(ink, back) + 0.05);
    if (contrast < 4.5) found.push(`${node.tagName} "${node.textContent.trim().slice(0, 30)}" has a contrast of ${contrast.toFixed(1)}`);
  }
  return [...new Set(found)];
})()
"""


class Page:
    """A page in a browser."""

    def __init__(self, browser, url, folder):
        self.browser, self.url, self.folder = browser, url, folder
        self.faults = []

    def run(self, script):
        answer = self.browser.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def open(self, address=""):
        self.browser.open("about:blank")
        self.browser.open(self.url + "/" + address)
        self.wait("!document.getElementById('main').hidden || !document.getElementById('token').hidden")

    def wait(self, condition):
        end = time.monotonic() + 20
        while not self.run(f"Boolean({condition})"):
            assert time.monotonic() < end, f"this did not happen: {condition}\n" + str(self.run("document.body.innerText"))
            time.sleep(0.05)

    def text(self, name):
        return self.run(f"document.getElementById('{name}').innerText")

    def key(self, key, code=None, text=None):
        for kind in ("keyDown", "keyUp"):
            parameters = {"type": kind, "key": key, "code": code or key, "windowsVirtualKeyCode": {"Tab": 9, "ArrowRight": 39, " ": 32}.get(key, 0)}
            if text and kind == "keyDown":
                parameters["text"] = text
            self.browser.call("Input.dispatchKeyEvent", **parameters)

    def choose(self, name, path):
        document = self.browser.call("DOM.getDocument")["root"]["nodeId"]
        node = self.browser.call("DOM.querySelector", nodeId=document, selector="#" + name)["nodeId"]
        self.browser.call("DOM.setFileInputFiles", files=[str(path)], nodeId=node)

    def pictures(self, name):
        for look, width, scheme in LOOKS:
            def size(height):
                self.browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)

            self.browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
            size(900)
            self.faults += [f"{name}, {look}: {fault}" for fault in self.run(CHECK)]
            height = self.browser.call("Page.getLayoutMetrics")["cssContentSize"]["height"]
            size(int(height))
            picture = self.browser.call("Page.captureScreenshot", format="png")["data"]
            (self.folder / f"{name}-{look}.png").write_bytes(base64.b64decode(picture))
        self.browser.call("Emulation.setDeviceMetricsOverride", width=1200, height=900, deviceScaleFactor=1, mobile=False)

    def end(self):
        """Collects what the page logged, and what it asked for elsewhere."""
        for event in self.browser.events:
            parameters = event.get("params", {})
            address = parameters.get("request", {}).get("url", self.url)
            if event.get("method") == "Network.requestWillBeSent" and not address.startswith((self.url, "blob:" + self.url, "about:", "data:")):
                self.faults.append(f"it asks for {address}")
            if event.get("method") == "Runtime.exceptionThrown":
                self.faults.append(str(parameters))
            if event.get("method") == "Log.entryAdded" and parameters["entry"]["level"] == "error":
                self.faults.append(parameters["entry"]["text"])
        self.browser.events = []


def predicted(backprop, model, row, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump([row], file)
        file.flush()
        run = subprocess.run([backprop, "predict", model, file.name, "--json", *options], check=True, capture_output=True)
    return json.loads(run.stdout)["predictions"][0]


def flowers(page, backprop, work):
    """A form of numbers: typed by keyboard, and as predict answers."""
    page.open("#iris")
    page.wait("document.querySelectorAll('#bars li').length === 3 && document.querySelectorAll('#charts svg').length === 4")
    names = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
    # By keyboard alone: from the field of the first column on, with its value replaced.
    page.run("document.getElementById('field-2').focus(); document.getElementById('field-2').select()")
    for letter in "1.25":
        page.key(letter, text=letter)
    row = page.run("Object.fromEntries([0, 1, 2, 3].map(i => [i, Number(document.getElementById(`field-${i}`).value)]))")
    row = {name: row[str(index)] for index, name in enumerate(names)}
    assert row["petal_length"] == 1.25, row
    expected = predicted(backprop, work / "iris.safetensors", row, "--probabilities")
    page.wait(f"document.querySelector('#result .value').innerText === {json.dumps(expected['prediction'])}")
    share = f"{expected['probability_setosa'] * 100:.1f} %"
    page.wait(f"[...document.querySelectorAll('#bars b')].some(b => b.innerText === {json.dumps(share)} || b.innerText.startsWith('>'))")
    assert page.run("document.getElementById('result').getAttribute('aria-live')") == "polite"
    # A missing value: the box is reached by Tab and set by the space bar.
    page.key("Tab")
    page.key(" ", code="Space", text=" ")
    page.wait("document.getElementById('field-2').disabled")
    row["petal_length"] = None
    expected = predicted(backprop, work / "iris.safetensors", row)
    page.wait(f"document.querySelector('#result .value').innerText === {json.dumps(expected['prediction'])}")
    page.wait("document.getElementById('remarks').innerText.includes('petal_length')")
    page.run("document.getElementById('reset').click()")
    page.wait("!document.getElementById('field-2').disabled")
    page.choose("table-file", work / "iris.csv")
    page.wait("document.getElementById('table-state').innerText.startsWith('150 predictions')")
    assert page.run("document.querySelectorAll('#table-rows tbody tr').length") == 100
    assert page.run("document.getElementById('download').href").startswith("blob:")
    (work / "broken.csv").write_text("sepal_length,sepal_width\n1,2\n")
    page.choose("table-file", work / "broken.csv")
    page.wait("!document.getElementById('fault').hidden")
    assert "petal_length" in page.text("fault"), page.text("fault")
    page.choose("table-file", work / "iris.csv")
    page.wait("document.getElementById('fault').hidden && !document.getElementById('table-rows').hidden")
    assert "150 rows of iris.csv" in page.text("facts")
    page.pictures("iris")


def prices(page, backprop, work):
    """A form of numbers, categories and dates with an interval."""
    page.open("#prices")
    page.wait("document.querySelectorAll('#charts svg').length > 4 && document.querySelector('#result .value')")
    assert "90 % interval" in page.text("result"), page.text("result")
    page.pictures("prices")


def digits(page, backprop, work):
    """An image, whose class is that of predict."""
    page.open("#digits")
    page.wait("!document.getElementById('picture').hidden")
    picture = work / "digit.png"
    picture.write_bytes(png(8, 8, [[16 * 15 if 2 < x < 5 else 0 for x in range(8)] for _ in range(8)]))
    page.choose("picture-file", picture)
    page.wait("document.querySelectorAll('#bars li').length === 10")
    run = subprocess.run([backprop, "predict", work / "digits.safetensors", picture, "--json"], check=True, capture_output=True)
    expected = json.loads(run.stdout)["predictions"][0]["prediction"]
    assert page.run("document.querySelector('#result .value').innerText") == str(expected), expected
    page.pictures("digits")
    (work / "no.png").write_bytes(b"no image")
    page.choose("picture-file", work / "no.png")
    page.wait("!document.getElementById('fault').hidden")


def png(width, height, rows):
    """Returns a gray PNG file."""
    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    data = b"".join(b"\0" + bytes(row) for row in rows)
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def locked(page):
    """The page asks for the token of the server, again if it is wrong."""
    page.open()
    page.wait("!document.getElementById('token').hidden")
    for token in ("wrong", "secret of the test"):
        page.run(f"document.getElementById('secret').value = '{token}'; document.querySelector('#token button').click()")
        time.sleep(0.3)
    page.wait("document.querySelector('#result .value')")


def train(backprop, data, model, *options):
    subprocess.run([backprop, "train", data, "-o", model, *options], check=True, capture_output=True)


def main():
    backprop, program, examples, work, folder = [pathlib.Path(path).resolve() for path in sys.argv[1:6]]
    train(backprop, examples / "iris.csv", work / "iris.safetensors", "--target", "species", "--epochs", "60")
    train(backprop, examples / "prices.csv", work / "prices.safetensors", "--target", "Sold for", "--epochs", "30")
    train(backprop, examples / "digits.csv.gz", work / "digits.safetensors", "--image", "8x8", "--epochs", "3")
    faults = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        browser = Browser(str(program), scratch)
        browser.call("DOM.enable")
        with served(str(backprop), str(work)) as server:
            page = Page(browser, server.url, folder)
            for use in (flowers, prices, digits):
                use(page, backprop, work)
                # Answers to faulty files are logged by the browser, and expected.
                browser.events = [event for event in browser.events if "422" not in json.dumps(event) and "400" not in json.dumps(event)]
                page.end()
            faults += page.faults
        (work / "token").write_text("secret of the test")
        with served(str(backprop), str(work / "iris.safetensors"), "--token-file", str(work / "token")) as server:
            locked(Page(browser, server.url, folder))
        browser.process.terminate()
        browser.process.wait()
    for fault in faults:
        print(fault)
    print(f"The page in {len(LOOKS)} looks, {len(faults)} complaints; pictures in {folder}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
