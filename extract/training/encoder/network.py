"""The network, in PyTorch: a transformer over word pieces, then one vector a token, then the heads.

What the rules and the paper say of a token goes in twice: early, added to the embedding of each of its
pieces, and late, beside the vectors of its first and last piece; late also come hashed features of its form,
as they do in spaCy's tok2vec. A slot is filled by the product of two vectors, one of the token that asks and
one of the token that answers (Vinyals et al. 2015, arXiv:1506.03134). Several texts go through as one row of
tokens, without padding; only attention and the convolution take them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from extract.pipeline.encoder.inputs import HASH_ROWS, OCCURRENCES, RULE_LABELS, SHAPES
from extract.pipeline.encoder.labels import HEADS, POINTER_WIDTH, SLOTS
from extract.training.encoder.base import WORD_EMBEDDINGS, Base

WIDTH, ATTENTION_HEADS, INNER_WIDTH = 384, 12, 1536
"""Of the transformer: given by the base."""
TOKEN_WIDTH = 256
HASH_WIDTH, RULE_WIDTH, OCCURRENCE_WIDTH = 32, 32, 16
BERT_EPSILON = 1e-12
_LEAST_DRAWN = torch.iinfo(torch.int64).min
"""So that all eight bytes of what is drawn are random."""


class Dropout(nn.Module):
    """As torch's, with one random byte a value, eight from each number drawn: drawing is a seventh of the
    time of a fit otherwise. `share` is rounded to a 256th."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.dropped = round(256 * share)

    def forward(self, values: Tensor) -> Tensor:
        if not self.training or not self.dropped:
            return values
        drawn = torch.empty(-(-values.numel() // 8), dtype=torch.int64).random_(_LEAST_DRAWN, None)
        kept = drawn.view(torch.uint8)[: values.numel()].view(values.shape) >= self.dropped
        return values * kept.to(values.dtype).mul_(256 / (256 - self.dropped))


class Layer(nn.Module):
    """A layer of BERT (Devlin et al. 2019, arXiv:1810.04805): attention, then a step on each piece alone."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=BERT_EPSILON)
        self.widen = nn.Linear(WIDTH, INNER_WIDTH)
        self.narrow = nn.Linear(INNER_WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=BERT_EPSILON)
        self.dropout = Dropout(dropout)

    def forward(self, vectors: Tensor, sizes: Sequence[int] | None) -> Tensor:
        projected = self.attend(vectors)
        attended = torch.cat([_attention(text) for text in _texts(projected, sizes)])
        vectors = self.attended_norm(vectors + self.dropout(self.attended(attended)))
        stepped = self.narrow(functional.gelu(self.widen(vectors)))
        return self.norm(vectors + self.dropout(stepped))


def _texts(rows: Tensor, sizes: Sequence[int] | None) -> Sequence[Tensor]:
    """The rows of each text; without sizes they are of one."""
    return [rows] if sizes is None else rows.split(list(sizes))


def _attention(projected: Tensor) -> Tensor:
    size = WIDTH // ATTENTION_HEADS
    queries, keys, values = projected.view(-1, 3, ATTENTION_HEADS, size).permute(1, 2, 0, 3).unbind(0)
    shares = torch.softmax((queries * size**-0.5) @ keys.transpose(-1, -2), -1)
    return (shares @ values).transpose(0, 1).reshape(-1, WIDTH)


class EncoderNetwork(nn.Module):
    """`vocabulary` is the number of word pieces, `layers` those of the transformer, `positions` how many
    pieces a text can have."""

    def __init__(
        self,
        vocabulary: int,
        layers: int,
        positions: int = 512,
        dropout: float = 0.1,
        token_dropout: float = 0.2,
    ) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(positions, WIDTH)
        self.early = nn.ModuleList(nn.Embedding(n, WIDTH) for n in (SHAPES, RULE_LABELS, OCCURRENCES))
        self.embedded_norm = nn.LayerNorm(WIDTH, eps=BERT_EPSILON)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        late = [*((n, HASH_WIDTH) for n in HASH_ROWS), (RULE_LABELS, RULE_WIDTH)]
        late.append((OCCURRENCES, OCCURRENCE_WIDTH))
        self.late = nn.ModuleList(nn.Embedding(rows, width) for rows, width in late)
        self.mix = nn.Linear(2 * WIDTH + sum(width for _, width in late), TOKEN_WIDTH)
        self.mixed_norm = nn.LayerNorm(TOKEN_WIDTH)
        self.neighbours = nn.Conv1d(TOKEN_WIDTH, TOKEN_WIDTH, 3, padding=1)
        self.token_norm = nn.LayerNorm(TOKEN_WIDTH)
        self.token_dropout = Dropout(token_dropout)
        self.heads = nn.ModuleDict({n: nn.Linear(TOKEN_WIDTH, len(c)) for n, c in HEADS.items()})
        self.queries = nn.Linear(TOKEN_WIDTH, len(SLOTS) * POINTER_WIDTH)
        self.keys = nn.Linear(TOKEN_WIDTH, len(SLOTS) * POINTER_WIDTH)
        self.none = nn.Linear(TOKEN_WIDTH, len(SLOTS))
        for table in self.early:
            nn.init.zeros_(table.weight)
        for table in self.late:
            nn.init.normal_(table.weight, std=0.1)

    def forward(
        self,
        pieces: Tensor,
        positions: Tensor,
        forms: Tensor,
        first: Tensor,
        last: Tensor,
        features: Tensor,
        piece_sizes: Sequence[int] | None = None,
        token_sizes: Sequence[int] | None = None,
    ) -> dict[str, Tensor]:
        """The outputs by the names of `extract.pipeline.encoder.reading`, those of HEADS before softmax.

        The inputs are those of a Part, or those of several parts in a row: then `first` and `last` count
        through, and the sizes say how many pieces and tokens each part has.
        """
        vectors = self.words(pieces) + self.positions(positions)
        for column, table in enumerate(self.early):
            vectors = vectors + table(forms[:, column])
        vectors = self.dropout(self.embedded_norm(vectors))
        for layer in self.layers:
            vectors = layer(vectors, piece_sizes)
        tokens = self._tokens(vectors, first, last, features, token_sizes)
        outputs = {name: head(tokens) for name, head in self.heads.items()}
        outputs["queries"] = self.queries(tokens)
        outputs["keys"] = self.keys(tokens)
        outputs["none"] = self.none(tokens)
        return outputs

    def _tokens(
        self, vectors: Tensor, first: Tensor, last: Tensor, features: Tensor, sizes: Sequence[int] | None
    ) -> Tensor:
        """A vector a token, from those of its pieces, its features and its neighbours."""
        parts = [vectors[first], vectors[last]]
        parts += [table(features[:, column]) for column, table in enumerate(self.late)]
        tokens = self.mixed_norm(functional.gelu(self.mix(torch.cat(parts, -1))))
        texts = _texts(self.token_dropout(tokens), sizes)
        around = torch.cat([self.neighbours(text.t()[None])[0].t() for text in texts])
        return self.token_dropout(self.token_norm(tokens + functional.gelu(around)))

    def pretrained(self) -> Iterator[nn.Parameter]:
        """The parameters that come from the base and are trained further."""
        yield from self.embedded_norm.parameters()
        yield from self.layers.parameters()

    def frozen(self) -> Iterator[nn.Parameter]:
        """Those that come from the base and stay as they are: a few thousand abstracts would spoil the
        embeddings of words that they do not hold."""
        yield from self.words.parameters()
        yield from self.positions.parameters()


def network_from(base: Base) -> EncoderNetwork:
    """A network with the weights of the base, and chance elsewhere (as torch's seed has it)."""
    network = EncoderNetwork(vocabulary=len(base.weights[WORD_EMBEDDINGS]), layers=base.layers)
    taken = {name: torch.from_numpy(values) for name, values in base.weights.items()}
    embeddings = "embeddings."
    state = {
        "words.weight": taken[WORD_EMBEDDINGS],
        "positions.weight": taken[embeddings + "position_embeddings.weight"]
        + taken[embeddings + "token_type_embeddings.weight"][0],
    }
    for kind in ("weight", "bias"):
        state[f"embedded_norm.{kind}"] = taken[f"{embeddings}LayerNorm.{kind}"]
        for number in range(base.layers):
            there, here = f"encoder.layer.{number}.", f"layers.{number}."
            projections = [taken[f"{there}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
            state[f"{here}attend.{kind}"] = torch.cat(projections)
            for name, bert in _BERT_NAMES.items():
                state[f"{here}{name}.{kind}"] = taken[f"{there}{bert}.{kind}"]
    absent = network.load_state_dict(state, strict=False)
    assert not absent.unexpected_keys
    return network


_BERT_NAMES = {
    "attended": "attention.output.dense",
    "attended_norm": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "norm": "output.LayerNorm",
}
