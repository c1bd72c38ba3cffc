"""Runs the program's commands, and names their files in one folder."""
import os, subprocess, sys
import onnxruntime

onnxruntime.set_default_logger_severity(4)


def paths(folder):
    """A function from the name of a file to its path in the folder, which is made."""
    os.makedirs(folder, exist_ok=True)
    return lambda file: os.path.join(folder, file)


def training_program(backprop):
    """The program to train with: that of BACKPROP_TRAINER, or else the one under test."""
    return os.environ.get("BACKPROP_TRAINER", backprop)


def run(*command, label=""):
    """The output of a command; ends this program if it fails."""
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{label}{' '.join(command[:3])} failed with {result.returncode}:\n{result.stderr[:2000]}")
    return result.stdout
