"""Ends a server by SIGTERM while clients send, read slowly, hang up and wait, many times.

Whatever was begun is answered whole, the status is 0, and nothing is written but the address. Every load ends by itself.
"""

import json
import random
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from server import Server

ROW = {"sepal_length": 5.9, "sepal_width": 3.0, "petal_length": 5.1, "petal_width": 1.8}


def request(rows):
    body = json.dumps([ROW] * rows).encode()
    head = f"POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def answer(connection):
    """Reads one answer to its end. Returns the status line and the body."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(1 << 16)
        if not part:
            return None
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    count = int(fields[b"content-length"])
    while len(body) < count:
        part = connection.recv(1 << 16)
        assert part, f"the answer ends after {len(body)} of {count} bytes"
        body += part
    return head.split(b"\r\n")[0], body


class Clients:
    """Clients of one server, and what they found wrong."""

    def __init__(self, port):
        self.port = port
        self.faults = []
        self.begun = threading.Barrier(4)
        self.ended = threading.Event()
        self.threads = [
            threading.Thread(target=self.guarded, args=(client,)) for client in
            (self.slow, self.late, self.idle, *[self.busy] * 4, *[self.rude] * 2)]
        for thread in self.threads:
            thread.start()

    def guarded(self, client):
        try:
            client()
        except (AssertionError, OSError) as error:
            self.faults.append(f"{client.__name__}: {error!r}")

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def slow(self):
        """Begins to read long after the server wrote a large answer."""
        rows = 60_000
        with self.connect() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
            data = request(rows)
            connection.sendall(data[:1000])
            self.begun.wait()
            connection.sendall(data[1000:])
            time.sleep(1.5)
            status, body = answer(connection)
            assert status == b"HTTP/1.1 200 OK" and body.count(b'"prediction"') == rows, (status, len(body))

    def late(self):
        """Sends the rest of a body after the server was told to end."""
        data = request(100)
        with self.connect() as connection:
            connection.sendall(data[:200])
            self.begun.wait()
            time.sleep(0.4)
            connection.sendall(data[200:])
            status, body = answer(connection)
            assert status == b"HTTP/1.1 200 OK" and body.count(b'"prediction"') == 100, status

    def idle(self):
        """Has an answer, and keeps the connection."""
        with self.connect() as connection:
            connection.sendall(request(1))
            assert answer(connection)
            self.begun.wait()
            assert connection.recv(1) == b"", "an idle connection was not closed"

    def busy(self):
        """Sends one row after the other until the server closes the connection."""
        data = request(1)
        while not self.ended.is_set():
            try:
                with self.connect() as connection:
                    while True:
                        connection.sendall(data)
                        found = answer(connection)
                        if found is None:
                            break
                        assert found[0] == b"HTTP/1.1 200 OK", found
            except OSError:
                return

    def rude(self):
        """Hangs up within requests and answers."""
        data = request(50)
        while not self.ended.is_set():
            try:
                with self.connect() as connection:
                    connection.sendall(data[:random.randrange(len(data) + 1)])
            except OSError:
                return


def main():
    backprop, work = sys.argv[1], Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 60
    model = work / "iris.safetensors"
    subprocess.run(
        [backprop, "train", work / "iris.csv", "--target", "species", "-o", model, "--epochs", "5", "--weight-decay",
         "0.01", "--layers", "dense 8 relu", "--bins", "0"], check=True, capture_output=True)
    faults, longest = [], 0
    for run in range(count):
        random.seed(run)
        server = Server(backprop, str(model))
        clients = Clients(server.port)
        clients.begun.wait()
        time.sleep(random.random() * 0.2)
        start = time.monotonic()
        status = server.end()
        longest = max(longest, time.monotonic() - start)
        clients.ended.set()
        for thread in clients.threads:
            thread.join(timeout=60)
        found = clients.faults + ([f"status {status}"] if status else []) + [str(line) for line in server.log]
        faults += [f"run {run}: {fault}" for fault in found]
    for fault in faults:
        print(fault)
    print(f"{count} ends under load, the longest in {longest:.1f} s; {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
