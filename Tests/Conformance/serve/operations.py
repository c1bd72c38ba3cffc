"""Replaced models, tokens, TLS, faults of settings, and the end of a server."""

import json
import shutil
import socket
import subprocess
import threading
import time

import requests

from server import Server, served

ROW = {"sepal_length": 5.9, "sepal_width": 3.0, "petal_length": 5.1, "petal_width": 1.8}


def wait(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened in time"
        time.sleep(0.1)


def replaced(backprop, work):
    """A model file that is replaced is read; a damaged one is not, and is logged."""
    model, other = work / "watched.safetensors", work / "other.safetensors"
    shutil.copy(work / "iris.safetensors", model)
    subprocess.run(
        [backprop, "train", work / "iris.csv", "--target", "species", "-o", other, "--epochs", "2", "--seed", "9",
         "--weight-decay", "0.01", "--layers", "dense 4 relu", "--bins", "0"], check=True, capture_output=True)
    with served(backprop, str(model), "--log-requests") as server:
        def hash_of_model():
            return requests.get(server.url + "/models/watched").json()["sha256"]

        first = hash_of_model()
        answer = requests.post(server.url + "/predict", json=[ROW]).text
        other.rename(model)
        wait(lambda: hash_of_model() != first)
        second = requests.post(server.url + "/predict", json=[ROW]).text
        assert second != answer
        (work / "broken").write_bytes(b"no model")
        (work / "broken").rename(model)
        wait(lambda: any(line["level"] == "error" for line in server.log))
        fault = next(line for line in server.log if line["level"] == "error")
        assert fault["message"] == "model not replaced, the old one answers" and fault["model"] == "watched", fault
        assert requests.post(server.url + "/predict", json=[ROW]).text == second
        lines = [line for line in server.log if line["message"] == "request"]
        assert lines and all(line["request"] and line["status"] == "200" for line in lines)
        assert not any("5.9" in json.dumps(line) for line in server.log), "the log has data"


def ended(backprop, work):
    """SIGTERM finishes a request that has begun."""
    server = Server(backprop, str(work / "iris.safetensors"))
    rows = json.dumps([ROW] * 50_000).encode()
    head = (
        f"POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {len(rows)}\r\n"
        "Connection: close\r\n\r\n").encode()
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(head + rows[:1000])
        time.sleep(0.3)
        end = threading.Thread(target=lambda: setattr(server, "status", server.end()))
        end.start()
        time.sleep(0.3)
        connection.sendall(rows[1000:])
        answer = b""
        while part := connection.recv(1 << 16):
            answer += part
    end.join()
    assert answer.startswith(b"HTTP/1.1 200 OK"), answer[:100]
    assert answer.count(b'"prediction"') == 50_000
    assert server.status == 0, server.status


def secured(backprop, work):
    """Tokens and TLS."""
    (work / "token").write_text("secret\n")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", work / "key.pem", "-out", work / "certificate.pem"],
        check=True, capture_output=True)
    tls = ["--certificate", str(work / "certificate.pem"), "--key", str(work / "key.pem")]
    with served(backprop, str(work / "iris.safetensors"), "--token-file", str(work / "token"), *tls) as server:
        assert server.url.startswith("https://")
        trust = str(work / "certificate.pem")
        url = server.url + "/predict"
        assert requests.post(url, json=[ROW], verify=trust).status_code == 401
        heads = {"Authorization": "Bearer secret"}
        assert requests.post(url, json=[ROW], verify=trust, headers=heads).status_code == 200
        assert requests.get(server.url + "/health", verify=trust).status_code == 200


def faults(backprop, work):
    """Settings that are wrong, by the whole text of the error."""
    (work / "empty").mkdir(exist_ok=True)
    model = str(work / "iris.safetensors")
    taken = socket.create_server(("127.0.0.1", 0))
    port = taken.getsockname()[1]
    cases = [
        ([model, "--port", str(port)], 74,
         f"Port {port} of 127.0.0.1 is in use by another program. Choose another port, or 0 for a free one."),
        ([str(work / "empty")], 65,
         f"{work}/empty: Expected model files, whose names end with .safetensors, and found none in the folder."),
        ([model, "--certificate", str(work / "certificate.pem")], 64,
         "A certificate was given without its private key. Give both, or neither for plain HTTP."),
        ([model, "--key", str(work / "key.pem")], 64,
         "A private key was given without its certificate. Give both, or neither for plain HTTP."),
        ([model, model], 64,
         'Two model files have the name "iris", by which requests would name them. Rename one.'),
    ]
    for arguments, status, message in cases:
        run = subprocess.run([backprop, "serve", *arguments], capture_output=True, text=True, timeout=60)
        assert (run.returncode, run.stderr) == (status, f"error: {message}\n"), (arguments, run)
    taken.close()
    run = subprocess.run([backprop, "serve", str(work / "iris.csv")], capture_output=True, text=True, timeout=60)
    message = (
        f'error: "{work}/iris.csv" is not a valid safetensors file: it is a table or another text; give the model here '
        "and the data in their own place: were they exchanged?\n")
    assert (run.returncode, run.stderr) == (65, message), run


def check(backprop, work):
    replaced(backprop, work)
    ended(backprop, work)
    secured(backprop, work)
    faults(backprop, work)
