"""A built server as a process, for one check."""

import contextlib
import json
import subprocess
import threading


class Server:
    """Starts the server on a free port and collects its log."""

    def __init__(self, backprop, *arguments):
        self.process = subprocess.Popen(
            [backprop, "serve", *arguments, "--port", "0"], stderr=subprocess.PIPE, text=True)
        first = self.process.stderr.readline().strip()
        assert first.startswith("Listening on http"), first
        self.url = first.removeprefix("Listening on ")
        self.port = int(self.url.rsplit(":", 1)[1])
        self.log = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stderr:
            self.log.append(json.loads(line))

    def end(self):
        """Asks the server to end and returns its status."""
        self.process.terminate()
        status = self.process.wait(timeout=180)
        self.reader.join(timeout=5)
        return status


@contextlib.contextmanager
def served(backprop, *arguments):
    server = Server(backprop, *arguments)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            assert server.end() == 0, "the server did not end by itself"
