"""Clients that are wrong, slow, rude or many, against one server on this machine.

Every load ends by itself. After each, the server answers `/health`, and its log has nothing but JSON.
"""

import http.client
import json
import resource
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

import framing
from server import served

ROW = b'{"sepal_length":5.9,"sepal_width":3.0,"petal_length":5.1,"petal_width":1.8}'
IDLE = 10_000


def connect(server, timeout=20):
    return socket.create_connection(("127.0.0.1", server.port), timeout=timeout)


def post(body, fields=""):
    head = f"POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n{fields}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def answers(server, data, half=False):
    """Sends bytes and returns the statuses of all answers, or "closed"."""
    found = b""
    with connect(server) as connection:
        try:
            connection.sendall(data)
            if half:
                connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(1 << 16):
                found += part
        except ConnectionError:
            pass
        except TimeoutError:
            return "nothing within 20 s" if not found else statuses(found) + ", and stays open"
    return statuses(found) or "closed"


def statuses(data):
    return " ".join(part[:3].decode() for part in data.split(b"HTTP/1.1 ")[1:])


def health(server):
    start = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", "/health")
    status = connection.getresponse().status
    connection.close()
    assert status == 200, status
    return time.monotonic() - start


class Health:
    """Asks for health again and again while a load runs."""

    def __init__(self, server):
        self.server, self.times, self.faults, self.ended = server, [], [], threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.ended.is_set():
            try:
                self.times.append(health(self.server))
            except (OSError, AssertionError) as error:
                self.faults.append(repr(error))
            time.sleep(0.01)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def text(self):
        times = sorted(self.times)
        return f"health {1000 * times[len(times) // 2]:.0f} ms in the middle, {1000 * times[int(len(times) * 0.99)]:.0f} ms at p99 of {len(times)}"


def memory(server):
    text = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(next(line.split()[1] for line in text.splitlines() if line.startswith("VmRSS"))) // 1024


def frames(server):
    faults = []
    for name, data, permitted in framing.CASES:
        found = answers(server, data, half=name.startswith("8 "))
        if found not in permitted:
            faults.append(f"{name}: {found}, permitted {' or '.join(permitted)}")
    return faults, f"{len(framing.CASES)} cases of framing"


def jsons(server):
    faults, count = [], 0
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    for name, body, is_valid in framing.bodies():
        connection.request("POST", "/predict", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read()
        count += 1
        permitted = (200, 422) if is_valid else (400, 422)
        if answer.status not in permitted or (not is_valid and answer.status == 200):
            faults.append(f"{name}: {answer.status} {text[:100]}")
        json.loads(text)
    connection.close()
    return faults, f"{count} bodies"


def chunks(server):
    """A million chunks of one byte each."""
    count = 1_000_000
    before, start = memory(server), time.monotonic()
    with connect(server, 300) as connection:
        connection.sendall(b"POST /predict HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
        body = b"[" + ROW + b"]"
        data = b""
        try:
            for _ in range(count // 1000):
                connection.sendall(b"1\r\n \r\n" * 1000)
            connection.sendall(b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))
        except ConnectionError:
            pass  # The server may answer before the end: a slow body has the status 408.
        try:
            while part := connection.recv(1 << 16):
                data += part
        except ConnectionError:
            pass
    found = statuses(data)
    return ([] if found in ("200", "408") else [f"a million chunks: {found}"],
            f"a million chunks of one byte: {found} after {time.monotonic() - start:.1f} s, {memory(server) - before} MB more")


def dying(server):
    """Connections that are reset within a request or an answer, or closed by half."""
    faults = []
    big = post(b"[" + b",".join([ROW] * 5000) + b"]")
    for index in range(500):
        connection = connect(server)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        try:
            if index % 3 == 0:
                connection.sendall(big)
                connection.recv(100)
            else:
                connection.sendall(big[: (index * 7919) % len(big)])
        except OSError:
            pass
        connection.close()
    found = answers(server, post(b"[" + ROW + b"]"), half=True)
    if found != "200":
        faults.append(f"a half-closed connection: {found}")
    found = answers(server, big[:5000], half=True)
    if found not in framing.REFUSED:
        faults.append(f"a connection half closed within a body: {found}")
    return faults, "500 resets, 2 half-closed connections"


def idle(server):
    """Many connections that send nothing."""
    connections = []
    before = memory(server)
    try:
        for _ in range(IDLE):
            connections.append(connect(server))
        with Health(server) as times:
            time.sleep(3)
        after = memory(server)
    finally:
        for connection in connections:
            connection.close()
    return times.faults, f"{len(connections)} idle connections: {after - before} MB more; {times.text()}"


def overload(server):
    """Ten times the requests that are admitted, at once."""
    count = 2560
    data = post(b"[" + b",".join([ROW] * 500) + b"]")
    found, lock = {}, threading.Lock()
    # Bodies are held back by a byte, so that all requests are in progress together.
    connections = [connect(server, 60) for _ in range(count)]
    for connection in connections:
        connection.sendall(data[:-1])
    with Health(server) as times:
        time.sleep(1)

        def finish(part):
            for connection in part:
                try:
                    connection.sendall(data[-1:])
                except OSError:
                    pass
            for connection in part:
                try:
                    status = connection.recv(1 << 16)[9:12].decode()
                except OSError as error:
                    status = type(error).__name__
                connection.close()
                with lock:
                    found[status] = found.get(status, 0) + 1

        threads = [threading.Thread(target=finish, args=(connections[index::8],)) for index in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    faults = [f"overload: {status}" for status in found if status not in ("200", "429", "503")]
    return faults + times.faults, f"{count} requests at once: {found}; {times.text()}"


def slow(server):
    """slowhttptest: heads, bodies and reading that take for ever."""
    if not shutil.which("slowhttptest"):
        return [], "SKIPPED: there is no slowhttptest (Debian: apt-get install slowhttptest)"
    texts = []
    faults = []
    url = server.url + "/predict"
    for name, options in (("heads", ["-H"]), ("bodies", ["-B", "-s", "10000"]), ("reading", ["-X", "-w", "10", "-y", "20", "-k", "3"])):
        with Health(server) as times:
            subprocess.run(
                ["slowhttptest", *options, "-c", "1000", "-r", "500", "-i", "2", "-l", "15", "-p", "3", "-u", url],
                capture_output=True, timeout=120)
        faults += times.faults
        texts.append(f"slow {name}: {times.text()}")
    return faults, "; ".join(texts)


def main():
    backprop, work = sys.argv[1], Path(sys.argv[2])
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 40_000) if hard > 0 else 40_000, hard))
    model = work / "iris.safetensors"
    subprocess.run(
        [backprop, "train", work / "iris.csv", "--target", "species", "-o", model, "--epochs", "5", "--weight-decay",
         "0.01", "--layers", "dense 8 relu", "--bins", "0"], check=True, capture_output=True)
    faults = []
    with served(backprop, str(model)) as server:
        for load in (frames, jsons, chunks, dying, idle, overload, slow):
            found, text = load(server)
            print(f"{text}; {len(found)} faults", *found, sep="\n    ", flush=True)
            faults += found
            health(server)
        print(f"{memory(server)} MB resident at the end")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
