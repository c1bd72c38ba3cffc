"""The playground in a browser: a server process, and short ways to use its page."""

import base64
import json
import pathlib
import re
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "report"))
from look import Browser  # noqa: E402


class Server:
    """A running `backprop playground`."""

    def __init__(self, program, *arguments):
        self.process = subprocess.Popen(
            [program, "playground", *arguments], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/[0-9a-f]{32}/", line)
        if not found:
            raise RuntimeError(f"the program printed no address: {line + self.process.stderr.read()}")
        self.address = found[0]

    def end(self):
        self.process.terminate()
        self.process.wait(timeout=30)


class Page:
    """The open page."""

    def __init__(self, program, scratch, address):
        self.browser, self.address = Browser(program, scratch), address
        self.browser.call("Page.setLifecycleEventsEnabled", enabled=True)
        self.size(1440, 1000)
        self.open()

    def open(self, more=""):
        self.browser.open("about:blank")
        self.browser.open(self.address + more)
        self.until("document.body.dataset.pictures > 0", "the first picture")

    def size(self, width, height, is_mobile=False):
        self.browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                          mobile=is_mobile)

    def value(self, expression):
        answer = self.browser.call("Runtime.evaluate", expression=f"(async () => {{ return {expression}; }})()",
                                   returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def until(self, condition, what, seconds=60):
        end = time.monotonic() + seconds
        while not self.value(condition):
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what}")
            time.sleep(0.05)

    def text(self, selector):
        return self.value(f"document.querySelector({json.dumps(selector)})?.textContent ?? ''")

    def click(self, selector):
        self.value(f"(document.querySelector({json.dumps(selector)}).click(), true)")

    def choose(self, selector, text):
        self.value(
            f"(() => {{ const field = document.querySelector({json.dumps(selector)}); field.value = {json.dumps(text)};"
            " field.dispatchEvent(new Event('change')); return true; })()")

    def command(self, name, **more):
        body = json.dumps({"do": name, **more})
        return self.value(f"fetch('command', {{method: 'POST', body: {json.dumps(body)}}}).then(found => found.json())")

    def key(self, key, code=None, text=None):
        for kind in ("keyDown", "keyUp"):
            parameters = {"type": kind, "key": key, "code": code or key}
            numbers = {"Tab": 9, "Enter": 13, " ": 32, "ArrowLeft": 37, "ArrowRight": 39, "ArrowDown": 40, "ArrowUp": 38}
            parameters["windowsVirtualKeyCode"] = numbers.get(key, ord(key.upper()[0]))
            if kind == "keyDown" and (text or key == "Enter"):
                parameters["text"] = text or "\r"
            self.browser.call("Input.dispatchKeyEvent", **parameters)

    def drop(self, name, text):
        """Drops a file on the page."""
        self.value(
            f"(() => {{ const transfer = new DataTransfer(); transfer.items.add(new File([{json.dumps(text)}],"
            f" {json.dumps(name)})); dispatchEvent(new DragEvent('drop', {{dataTransfer: transfer, cancelable: true}}));"
            " return true; })()")

    def picture(self, path):
        size = self.browser.call("Page.getLayoutMetrics")["cssContentSize"]
        data = self.browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip={
            "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1})["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))

    def errors(self):
        """What was logged as an error, or thrown."""
        found = []
        for event in self.browser.events:
            parameters = event.get("params", {})
            if event.get("method") == "Runtime.exceptionThrown":
                found.append(json.dumps(parameters["exceptionDetails"])[:500])
            if event.get("method") == "Log.entryAdded" and parameters["entry"]["level"] == "error":
                found.append(f"{parameters['entry']['text']} {parameters['entry'].get('url', '')}")
        return [text for text in found if "favicon" not in text]

    def end(self):
        self.browser.process.terminate()
        self.browser.process.wait()
