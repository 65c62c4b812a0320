"""Word vectors from running text: floret (Bojanowski et al. 2017, hashed), so that no word is unknown."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from spacy.strings import StringStore
from spacy.vectors import Mode, Vectors

from extract.training.errors import TrainingError

DIMENSIONS, BUCKETS, EPOCHS = 120, 50_000, 4

_WORD = re.compile(r"\w+(?:[-'’_/.@+]\w+)*[+*]*|[^\w\s]")


def train_vectors(texts: Iterable[str], path: Path) -> None:
    """Write vectors of the words of some lines of text, as floret saves them. One thread, so that
    the same text gives the same vectors.

    Needs the `train` extra. Raises TrainingError without it.
    """
    try:
        import floret
    except ImportError as error:
        raise TrainingError("word vectors need the train extra: pip install 'claimgraph[train]'") from error

    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder) / "words.txt"
        write_words(texts, words)
        model = floret.train_unsupervised(
            str(words),
            model="cbow",
            mode="floret",
            hashCount=2,
            bucket=BUCKETS,
            minn=4,
            maxn=5,
            minCount=10,
            dim=DIMENSIONS,
            epoch=EPOCHS,
            neg=10,
            ws=5,
            lr=0.05,
            thread=1,
            verbose=0,
        )
        fresh = path.with_suffix(".new")
        model.save_floret_vectors(str(fresh))
        fresh.replace(path)


def write_words(texts: Iterable[str], path: Path) -> None:
    """The words and signs of each line, parted by spaces."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(" ".join(_WORD.findall(text)) + "\n" for text in texts)


def read_floret(path: Path, strings: StringStore) -> Vectors:
    """A table as floret saves it: a line of settings, then one row a line."""
    with path.open(encoding="utf-8") as file:
        rows, dimensions, minn, maxn, hash_count, hash_seed, begin, end = file.readline().split()
        data = np.zeros((int(rows), int(dimensions)), dtype=np.float32)
        for line in file:
            index, *values = line.split()
            data[int(index)] = np.array(values, dtype=np.float32)
    return Vectors(
        strings=strings,
        mode=Mode.floret,
        data=data,
        minn=int(minn),
        maxn=int(maxn),
        hash_count=int(hash_count),
        hash_seed=int(hash_seed),
        bow=begin,
        eow=end,
    )
