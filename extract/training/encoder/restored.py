"""A network that can be fitted further, from the file that the pipeline runs.

The weights of eight bits there stand for those that were fitted, to half a step of the range of their column.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

from extract.pipeline.encoder.component import Network
from extract.training.encoder.network import EncoderNetwork

_PREFIX = "network."
"""Before the names of weights in the file."""

Stored = Mapping[str, npt.NDArray[np.generic]]


def restored(network: Network) -> EncoderNetwork:
    """The network as it was before export, but for rounding."""
    graph = onnx.load_from_string(network.network).graph
    stored = {
        tensor.name.removeprefix(_PREFIX): numpy_helper.to_array(tensor) for tensor in graph.initializer
    }
    layers = len({name.split(".")[1] for name in stored if name.startswith("layers.")})
    found = EncoderNetwork(vocabulary=len(network.pieces.splitlines()), layers=layers)
    found.load_state_dict({name: torch.from_numpy(_values(name, stored)) for name in found.state_dict()})
    return found


def _values(name: str, stored: Stored) -> npt.NDArray[np.float32]:
    if name in stored:
        return stored[name].astype(np.float32)
    steps, scale, zero = (
        stored[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "scale", "zero_point")
    )
    values: npt.NDArray[np.float32] = (steps - zero) * scale
    # Tables of embeddings have one scale; what multiplies has one a column, and lies crosswise.
    return np.ascontiguousarray(values.T) if scale.ndim else values
