"""Takes pictures of all pages in a folder, and checks what a program can see; see `run` beside this file."""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

# A name, a width in pixels, the colours that the surroundings ask for, whether all colours are taken away.
LOOKS = [
    ("wide-light", 1280, "light", False),
    ("wide-dark", 1280, "dark", False),
    ("wide-gray", 1280, "light", True),
    ("narrow-light", 390, "light", False),
    ("narrow-dark", 390, "dark", False),
]

# Sentences about what is wrong with the page as it is laid out.
CHECK = """
(() => {
  const found = [];
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth)
    found.push(`the page is ${page.scrollWidth} pixels wide in a window of ${page.clientWidth}`);
  for (const svg of document.querySelectorAll('svg')) {
    const title = svg.querySelector('title');
    const name = title ? title.textContent : 'a chart';
    if (!title) found.push('a chart has no title for screen readers');
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter(text => text.textContent.trim());
    const boxes = texts.map(text => text.getBoundingClientRect());
    texts.forEach((text, index) => {
      const box = boxes[index];
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
          || box.bottom > frame.bottom + 1)
        found.push(`${name}: “${text.textContent}” is cut off`);
      for (let other = 0; other < index; other++) {
        const across = Math.min(box.right, boxes[other].right) - Math.max(box.left, boxes[other].left);
        const down = Math.min(box.bottom, boxes[other].bottom) - Math.max(box.top, boxes[other].top);
        // Boxes of lines of text are higher than the letters in them.
        if (across > 1 && down > 0.3 * box.height)
          found.push(`${name}: “${text.textContent}” lies on “${texts[other].textContent}”`);
      }
    });
  }
  return [...new Set(found)];
})()
"""


class Browser:
    """A browser that is told what to do over a pair of pipes."""

    def __init__(self, program, scratch):
        to_browser, from_browser = os.pipe(), os.pipe()

        def connect():
            ends = os.dup(to_browser[0]), os.dup(from_browser[1])
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
             "--remote-debugging-pipe", f"--user-data-dir={scratch}", "about:blank"],
            preexec_fn=connect, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser[0])
        os.close(from_browser[1])
        self.sink, self.source = os.fdopen(to_browser[1], "wb"), os.fdopen(from_browser[0], "rb")
        self.number, self.rest, self.session, self.events = 0, b"", None, []
        targets = self.call("Target.getTargets")["targetInfos"]
        target = next(target for target in targets if target["type"] == "page")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.sink.write(json.dumps(message).encode() + b"\0")
        self.sink.flush()
        while True:
            answer = self.message()
            if answer.get("id") != self.number:
                self.events.append(answer)
            elif "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']}")
            else:
                return answer["result"]

    def message(self):
        while b"\0" not in self.rest:
            piece = os.read(self.source.fileno(), 1 << 20)
            if not piece:
                raise RuntimeError("the browser is gone")
            self.rest += piece
        message, _, self.rest = self.rest.partition(b"\0")
        return json.loads(message)

    def open(self, address):
        self.events = []
        self.call("Page.navigate", url=address)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.message())

    def complaints(self, address):
        """What the page asked for beside itself, and what was logged."""
        found = []
        for event in self.events:
            parameters = event.get("params", {})
            url = parameters.get("request", {}).get("url", "")
            if event.get("method") == "Network.requestWillBeSent" and url != address and url[:5] != "data:":
                found.append(f"it asks for {url}")
            if event.get("method") == "Runtime.exceptionThrown":
                found.append(str(parameters))
            if event.get("method") == "Log.entryAdded" and parameters["entry"]["level"] == "error":
                found.append(parameters["entry"]["text"])
        return found

    def look(self, width, scheme, is_gray):
        def size(height):
            self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                      mobile=width < 500)

        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.call("Emulation.setEmulatedVisionDeficiency", type="achromatopsia" if is_gray else "none")
        size(800)
        found = self.call("Runtime.evaluate", expression=CHECK, returnByValue=True)["result"]["value"]
        height = self.call("Page.getLayoutMetrics")["cssContentSize"]["height"]
        size(int(height))
        return found, base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    pages = sorted(folder.glob("*.html"))
    failures = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        browser = Browser(program, scratch)
        for page in pages:
            browser.open(page.as_uri())
            found = [("", complaint) for complaint in browser.complaints(page.as_uri())]
            for name, width, scheme, is_gray in LOOKS:
                wrong, picture = browser.look(width, scheme, is_gray)
                found += [(f", {name}", complaint) for complaint in wrong]
                page.with_name(f"{page.stem}-{name}.png").write_bytes(picture)
            for name, complaint in found:
                print(f"{page.name}{name}: {complaint}")
            failures += len(found)
        browser.process.terminate()
        browser.process.wait()
    print(f"{len(pages)} pages in {len(LOOKS)} looks, {failures} complaints; pictures in {folder}")
    sys.exit(1 if failures or not pages else 0)


if __name__ == "__main__":
    main()
