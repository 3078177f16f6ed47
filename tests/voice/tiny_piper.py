"""A voice with Piper's interface, a few hundred bytes small: each phoneme is a tone of its own pitch."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FRAME_RATE = 16000
FRAMES_PER_PHONEME = 1200
"""At a length scale of 1: 75 ms, about a phoneme of ordinary speech."""
LETTERS = " abcdefghijklmnopqrstuvwxyz.,!?:;-'"
NAME = "en_XX-tiny-low"


def build_voice(folder: Path) -> Path:
    """Write the model and its configuration; gives the .onnx file."""
    file = folder / f"{NAME}.onnx"
    onnx.save(_model(), str(file))
    Path(f"{file}.json").write_text(json.dumps(_configuration()))
    return file


def _configuration() -> dict[str, object]:
    ids = {"_": [0], "^": [1], "$": [2]} | {letter: [3 + n] for n, letter in enumerate(LETTERS)}
    return {
        "audio": {"sample_rate": FRAME_RATE, "quality": "low"},
        "espeak": {"voice": "en-us"},
        "phoneme_type": "text",
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_id_map": ids,
        "num_symbols": 3 + len(LETTERS),
        "num_speakers": 1,
        "speaker_id_map": {},
    }


def _model() -> onnx.ModelProto:
    """Say every phoneme id as a sine of its own pitch, for FRAMES_PER_PHONEME times scales[1] frames."""
    constants: dict[str, np.ndarray] = {
        "one": np.array([1], np.int64),
        "frames": np.array([FRAMES_PER_PHONEME], np.float32),
        "first": np.array(0, np.int64),
        "step": np.array(1, np.int64),
        "column": np.array([-1, 1], np.int64),
        "whole": np.array([1, 1, -1], np.int64),
        "scalar": np.array([], np.int64),
        "turn": np.array(2 * np.pi * 20 / FRAME_RATE, np.float32),
        "half": np.array(0.5, np.float32),
    }
    nodes = [
        helper.make_node("Gather", ["scales", "one"], ["length_scale"]),
        helper.make_node("Mul", ["length_scale", "frames"], ["length"]),
        helper.make_node("Cast", ["length"], ["length_whole"], to=TensorProto.INT64),
        helper.make_node("Reshape", ["length_whole", "scalar"], ["count"]),
        helper.make_node("Range", ["first", "count", "step"], ["moments_whole"]),
        helper.make_node("Cast", ["moments_whole"], ["moments"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["input"], ["ids"], to=TensorProto.FLOAT),
        helper.make_node("Reshape", ["ids", "column"], ["pitches"]),
        helper.make_node("Mul", ["pitches", "moments"], ["cycles"]),
        helper.make_node("Mul", ["cycles", "turn"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["sine"]),
        helper.make_node("Mul", ["sine", "half"], ["sound"]),
        helper.make_node("Reshape", ["sound", "whole"], ["output"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [
            helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
            helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
            helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        ],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, "frames"])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
