"""The same network behind other programs that serve predictions; see run.

usage: peers.py NAME MODEL.onnx PORT     NAME is fastapi, litserve, mlflow or mlserver
"""

import json
import os
import sys
import tempfile
from pathlib import Path


class Network:
    """A model file in ONNX Runtime, on one thread, as its documentation advises for small models behind workers."""

    def __init__(self, path):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(path, options)
        self.inputs = [(field.name, "string" in field.type) for field in self.session.get_inputs()]
        self.outputs = [field.name for field in self.session.get_outputs()]

    def predict(self, rows):
        """Predicts rows that are objects. Returns an object for each."""
        import numpy

        feed = {
            name: numpy.array([[row[name]] for row in rows], dtype=object if is_text else numpy.float64)
            for name, is_text in self.inputs}
        types = {field.name: field.type for field in self.session.get_inputs()}
        feed = {name: values.astype(numpy.float32) if "float)" in types[name] else values for name, values in feed.items()}
        found = self.session.run(None, feed)
        return [{name: numpy.asarray(values[row]).tolist() for name, values in zip(self.outputs, found)} for row in range(len(rows))]


def fastapi(path, port):
    import uvicorn
    from fastapi import FastAPI, Request

    network, app = Network(path), FastAPI()

    @app.post("/predict")
    async def predict(request: Request):
        return {"predictions": network.predict(await request.json())}

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


def litserve(path, port):
    import litserve as ls

    class API(ls.LitAPI):
        def setup(self, device):
            self.network = Network(path)

        def decode_request(self, request):
            return request["rows"] if isinstance(request, dict) else request

        def predict(self, rows):
            return self.network.predict(rows)

        def encode_response(self, output):
            return {"predictions": output}

    ls.LitServer(API(), accelerator="cpu", workers_per_device=1).run(
        host="127.0.0.1", port=port, log_level="warning", generate_client_file=False)


def mlflow(path, port):
    import mlflow.pyfunc

    class Scorer(mlflow.pyfunc.PythonModel):
        def load_context(self, context):
            self.network = Network(path)

        def predict(self, context, model_input, params=None):
            return self.network.predict(model_input.to_dict("records"))

    folder = tempfile.mkdtemp() + "/model"
    mlflow.pyfunc.save_model(folder, python_model=Scorer(), pip_requirements=[])
    os.environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]
    os.execvp("mlflow", ["mlflow", "models", "serve", "-m", folder, "-p", str(port), "-h", "127.0.0.1", "--env-manager", "local"])


def mlserver(path, port):
    folder = Path(tempfile.mkdtemp())
    (folder / "settings.json").write_text(json.dumps(
        {"http_port": port, "grpc_port": port + 1, "metrics_port": port + 2, "host": "127.0.0.1", "parallel_workers": 0}))
    (folder / "model-settings.json").write_text(json.dumps(
        {"name": "wide", "implementation": "runtime.Runtime", "parameters": {"uri": path}}))
    (folder / "runtime.py").write_text(f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from mlserver import MLModel
from mlserver.types import InferenceResponse
from mlserver.codecs import NumpyCodec, StringCodec
from peers import Network
class Runtime(MLModel):
    async def load(self):
        self.network = Network({path!r})
        return True
    async def predict(self, payload):
        row = {{field.name: field.data[0] for field in payload.inputs}}
        found = self.network.predict([row])[0]
        return InferenceResponse(model_name="wide", outputs=[StringCodec.encode_output("prediction", [json_text(found)])])
def json_text(value):
    import json
    return json.dumps(value)
""")
    os.chdir(folder)
    os.environ["PYTHONPATH"] = str(folder)
    os.execv(str(Path(sys.executable).parent / "mlserver"), ["mlserver", "start", "."])


if __name__ == "__main__":
    {"fastapi": fastapi, "litserve": litserve, "mlflow": mlflow, "mlserver": mlserver}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
