"""From a trained network to the file that the pipeline runs, with weights of eight bits."""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from extract.pipeline.encoder.component import Network
from extract.pipeline.encoder.inputs import INPUTS
from extract.pipeline.encoder.labels import HEADS
from extract.pipeline.encoder.reading import OUTPUTS
from extract.training.encoder.network import EncoderNetwork

_QUANTISED = ["MatMul", "Gemm", "Gather"]
"""The layers and the tables of embeddings: nearly all weights. The convolution stays in full."""


class _Reader(nn.Module):
    """The network as the pipeline asks it: one part, probabilities out, in the order of OUTPUTS."""

    def __init__(self, network: EncoderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, pieces: Tensor, forms: Tensor, first: Tensor, last: Tensor, features: Tensor
    ) -> tuple[Tensor, ...]:
        positions = torch.arange(pieces.shape[0])
        outputs = self.network(pieces, positions, forms, first, last, features)
        return tuple(torch.softmax(outputs[name], -1) if name in HEADS else outputs[name] for name in OUTPUTS)


def exported(network: EncoderNetwork, pieces: str, *, quantised: bool = True) -> Network:
    """The network for ONNX Runtime, with its vocabulary (one piece a line): a quarter of the size where it is
    `quantised`, by ranges of each column and of what it is multiplied with."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        full, small = folder / "full.onnx", folder / "small.onnx"
        _write(network, full)
        if not quantised:
            return Network(full.read_bytes(), pieces)
        quantize_dynamic(
            full, small, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=_QUANTISED
        )
        return Network(small.read_bytes(), pieces)


def _write(network: EncoderNetwork, path: Path) -> None:
    was_training = network.training
    reader = _Reader(network).eval()
    any_pieces, any_tokens = torch.export.Dim("pieces", min=2), torch.export.Dim("tokens", min=2)
    sizes = [any_pieces if name in ("pieces", "forms") else any_tokens for name in INPUTS]
    torch.onnx.export(
        reader,
        _example_inputs(),
        path,
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_shapes=tuple({0: size} for size in sizes),
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    network.train(was_training)
    model = onnx.load(path)
    _make_bare(model)
    onnx.save(model, path)


def _make_bare(model: onnx.ModelProto) -> None:
    """Drop what the exporter notes beside the computation: shapes of what lies between, which contradict
    those that quantisation finds, and where in the source each step stands, which differs by the machine."""
    graph = model.graph
    del graph.value_info[:]
    for noted in (model, graph, *graph.node, *graph.input, *graph.output, *graph.initializer):
        del noted.metadata_props[:]
        noted.doc_string = ""


def _example_inputs() -> tuple[Tensor, ...]:
    """A part of seven pieces and four tokens, in the order of INPUTS."""

    def zeros(*shape: int) -> Tensor:
        return torch.zeros(shape, dtype=torch.int64)

    first, last = torch.tensor([1, 2, 4, 5]), torch.tensor([1, 3, 4, 5])
    return zeros(7), zeros(7, 3), first, last, zeros(4, 6)
