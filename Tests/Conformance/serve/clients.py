"""Answers by the server's own routes and by clients of other programs."""

import asyncio
import csv
import json
import subprocess

import numpy
import requests


def predicted(backprop, model, data, *options):
    """Returns the document that the command writes."""
    run = subprocess.run([backprop, "predict", model, data, *options], check=True, capture_output=True)
    return run.stdout.decode()


def rows_of(data):
    """Returns the rows as objects, with numbers and missing values as JSON has them."""
    def value(text):
        if text == "":
            return None
        try:
            return int(text) if text.isdigit() else float(text)
        except ValueError:
            return text

    with open(data, encoding="utf-8") as file:
        return [{key: value(text) for key, text in row.items()} for row in csv.DictReader(file)]


def plain(backprop, server, model, data):
    """Rows in JSON and CSV, alone and together."""
    url = server.url + "/predict"
    expected = predicted(backprop, model, data, "--json")
    predictions = json.loads(expected)["predictions"]
    rows = rows_of(data)
    texts = json.dumps(rows, ensure_ascii=False).encode()
    assert requests.post(url, data=texts).text == expected
    assert requests.post(url, json={"rows": rows}).text == expected
    with requests.Session() as session:
        for row, prediction in zip(rows, predictions):
            answer = session.post(url, json=[row]).json()
            assert answer["predictions"] == [prediction], (row, answer, prediction)
            # Without the target, a plain row takes the short way.
            row = {key: value for key, value in row.items() if key not in ("species", "kind")}
            answer = session.post(url, json=[row]).json()
            assert answer["predictions"] == [prediction], (row, answer, prediction)
    body = open(data, "rb").read()
    heads = {"Content-Type": "text/csv", "Accept": "text/csv"}
    assert requests.post(url, data=body, headers=heads).content.decode() == predicted(backprop, model, data)
    every = requests.post(url + "?probabilities=true&exact=true", data=body, headers=heads).content.decode()
    assert every == predicted(backprop, model, data, "--probabilities", "--exact")


def labels_and_probabilities(backprop, model, data):
    rows = json.loads(predicted(backprop, model, data, "--json", "--probabilities"))["predictions"]
    labels = [row["prediction"] for row in rows]
    shares = [[value for key, value in row.items() if key.startswith("probability_")] for row in rows]
    return labels, shares


def triton(backprop, server, model, data):
    """Triton's client: JSON, binary tensors, gzip and texts."""
    import tritonclient.http as http

    labels, shares = labels_and_probabilities(backprop, model, data)
    client = http.InferenceServerClient(f"127.0.0.1:{server.port}")
    assert client.is_server_live() and client.is_server_ready() and client.is_model_ready("iris")
    assert client.get_server_metadata()["name"] == "backprop"
    metadata = client.get_model_metadata("iris")
    names = [field["name"] for field in metadata["inputs"]]
    rows = rows_of(data)
    columns = {name: numpy.array([[row[name]] for row in rows], dtype=numpy.float64) for name in names}
    for is_binary in (True, False):
        for compression in (None, "gzip", "deflate"):
            inputs = []
            for name in names:
                tensor = http.InferInput(name, [len(rows), 1], "FP64")
                tensor.set_data_from_numpy(columns[name], binary_data=is_binary)
                inputs.append(tensor)
            outputs = [
                http.InferRequestedOutput(name, binary_data=is_binary) for name in ("prediction", "probabilities")]
            answer = client.infer(
                "iris", inputs, outputs=outputs, request_id="42", request_compression_algorithm=compression)
            found = [
                label.decode() if isinstance(label, bytes) else label
                for label in answer.as_numpy("prediction").ravel()]
            assert found == labels
            assert answer.as_numpy("probabilities").tolist() == shares
            assert answer.get_response()["id"] == "42"
    # One matrix with all columns, and every output by default.
    matrix = http.InferInput("features", [len(rows), len(names)], "FP64")
    matrix.set_data_from_numpy(numpy.hstack([columns[name] for name in names]))
    assert client.infer("iris", [matrix]).as_numpy("probabilities").tolist() == shares
    try:
        client.infer("iris", inputs[:1])
        raise AssertionError("a missing column was accepted")
    except http.InferenceServerException as error:
        assert "is missing" in error.message(), error


def kserve(backprop, server, model, data):
    """KServe's client by the Open Inference Protocol."""
    try:
        from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig
    except ImportError as error:
        print(f"SKIPPED: KServe's client cannot be imported: {error}")
        return
    labels, shares = labels_and_probabilities(backprop, model, data)
    rows = rows_of(data)

    async def run():
        client = InferenceRESTClient(RESTConfig(protocol="v2", timeout=30))
        assert await client.is_server_live(server.url)
        assert await client.is_model_ready(server.url, "iris")
        names = [name for name in rows[0] if name != "species"]
        inputs = [
            InferInput(name=name, shape=[len(rows), 1], datatype="FP64", data=[row[name] for row in rows])
            for name in names]
        request = InferRequest(model_name="iris", infer_inputs=inputs)
        answer = await client.infer(server.url, request, model_name="iris")
        outputs = {output.name: output.data for output in answer.outputs}
        assert outputs["prediction"] == labels
        assert outputs["probabilities"] == [share for row in shares for share in row]

    asyncio.run(run())


def mlflow(backprop, server, model, data):
    """MLflow's client, and the other forms of its protocol."""
    labels, _ = labels_and_probabilities(backprop, model, data)
    rows = [{key: value for key, value in row.items() if key != "species"} for row in rows_of(data)]
    names = list(rows[0])
    lists = [list(row.values()) for row in rows]
    url = server.url + "/invocations"
    for body in (
        {"dataframe_split": {"columns": names, "data": lists}},
        {"dataframe_records": rows},
        {"instances": rows},
        {"instances": lists},
        {"inputs": {name: [row[name] for row in rows] for name in names}},
    ):
        assert requests.post(url, json=body).json() == {"predictions": labels}
    body = open(data, "rb").read()
    answer = requests.post(url, data=body, headers={"Content-Type": "text/csv"})
    assert answer.json() == {"predictions": labels}
    assert requests.get(server.url + "/ping").status_code == 200
    assert requests.get(server.url + "/version").text
    try:
        import pandas
        from mlflow.pyfunc.scoring_server.client import ScoringServerClient
    except ImportError as error:
        print(f"SKIPPED: MLflow's client cannot be imported: {error}")
        return
    client = ScoringServerClient("127.0.0.1", server.port)
    client.wait_server_ready(timeout=10)
    answer = client.invoke(pandas.DataFrame(rows))
    assert answer.get_predictions().iloc[:, 0].tolist() == labels


def metrics(server):
    """Metrics as Prometheus' own parser reads them."""
    from prometheus_client.parser import text_string_to_metric_families

    text = requests.get(server.url + "/metrics").text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    total = sum(sample.value for sample in families["backprop_requests"].samples)
    buckets = [
        sample for sample in families["backprop_request_duration_seconds"].samples
        if sample.labels.get("le") == "+Inf"]
    assert total == sum(sample.value for sample in buckets) > 400
    assert families["backprop_missing_values"].samples and families["backprop_model_info"].samples
    for family in families.values():
        assert family.documentation and family.type in ("counter", "gauge", "histogram"), family
