"""The component that lets the network read a Doc."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnxruntime
from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import register_extensions
from extract.pipeline.encoder.inputs import Part, WordPieces, parts_of
from extract.pipeline.encoder.labels import POINTER_WIDTH, SLOTS
from extract.pipeline.encoder.reading import OUTPUTS, Floats, Reading, joined, register_reading

NETWORK_FILE, PIECES_FILE = "network.onnx", "pieces.txt"


class Network:
    """A network as exported for ONNX Runtime, with its vocabulary of word pieces."""

    def __init__(self, network: bytes, pieces: str) -> None:
        self.network, self.pieces = network, pieces
        self.words = WordPieces.parse(pieces)
        options = onnxruntime.SessionOptions()
        # One thread: papers are read side by side by processes, and sums keep their order.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # Processors without VNNI would add products of eight bits up in sixteen, which overflow: this makes
        # them say what the others say (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
        options.add_session_config_entry("session.x64quantprecision", "1")
        self._session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])

    @staticmethod
    def from_folder(folder: Path) -> Network:
        """What `write` wrote. Raises OSError."""
        pieces = (folder / PIECES_FILE).read_text(encoding="utf-8")
        return Network((folder / NETWORK_FILE).read_bytes(), pieces)

    def write(self, folder: Path) -> None:
        """Into a folder, the network last: where it is, all is. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PIECES_FILE).write_text(self.pieces, encoding="utf-8", newline="\n")
        fresh = folder / f"{NETWORK_FILE}.new"
        fresh.write_bytes(self.network)
        fresh.replace(folder / NETWORK_FILE)

    def __reduce__(self) -> tuple[type[Network], tuple[bytes, str]]:
        """Sessions do not go from one process to another; what they are made from does."""
        return Network, (self.network, self.pieces)

    def read(self, doc: Doc) -> Reading:
        """Part by part; nothing but the Doc has a part in it."""
        return joined([self._read(part) for part in parts_of(doc, self.words)])

    def _read(self, part: Part) -> dict[str, Floats]:
        values = self._session.run(list(OUTPUTS), part.feeds())
        found = {
            name: np.asarray(value, dtype=np.float32) for name, value in zip(OUTPUTS, values, strict=True)
        }
        for name in ("queries", "keys"):
            found[name] = found[name].reshape(-1, len(SLOTS), POINTER_WIDTH)
        return found


@Language.factory("claimgraph_encoder", assigns=["doc._.reading"])
class Encoder:
    """Fills `doc._.reading` from the text and `doc._.mentions`. Without a network, before training, it leaves
    the Doc as it is."""

    def __init__(self, nlp: Language, name: str) -> None:
        register_extensions()
        register_reading()
        self.name = name
        self.network: Network | None = None

    def __call__(self, doc: Doc) -> Doc:
        if self.network is not None:
            doc._.reading = dict(vars(self.network.read(doc)))
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the network and its word pieces, where there are any."""
        if self.network is not None:
            self.network.write(Path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Encoder:
        """Reads what `to_disk` wrote."""
        if (Path(path) / NETWORK_FILE).exists():
            self.network = Network.from_folder(Path(path))
        return self
