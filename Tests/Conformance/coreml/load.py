"""Loads Core ML files by the coremltools package, and by its own messages of the format."""
import logging, warnings

logging.disable(logging.WARNING)
warnings.filterwarnings("ignore")
import coremltools
from coremltools.proto import Model_pb2


def model(path):
    """The content of a file. Fields that the format does not have are an error."""
    spec = coremltools.utils.load_spec(path)
    with open(path, "rb") as file:
        size = len(file.read())
    copy = Model_pb2.Model()
    copy.CopyFrom(spec)
    copy.DiscardUnknownFields()
    if spec.ByteSize() != size or copy.ByteSize() != size:
        raise ValueError(f"{path} has fields that are not in the format")
    return spec
