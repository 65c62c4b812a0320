"""Files, folders and standard input to papers."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from extract.paper import Paper
from extract.readers.content import open_content
from extract.readers.problem import Problem
from extract.readers.recognition import UnknownFormatError, recognise

_GZIP_MAGIC = b"\x1f\x8b"
_STANDARD_INPUT = "-"


def read_papers(inputs: Iterable[str | Path], *, as_of: date | None = None) -> Iterator[Paper | Problem]:
    """Read every paper of files, folders (their files, in order of name, hidden ones left out) and `-`.

    The format of each file is recognised by its content, plain or gzip. Memory does not grow with the input.
    With `as_of`, a day printed without its year gets the latest year that is not in the future of that date.
    What cannot be used is given as a Problem in its place, and nothing is raised for it.
    """
    for name in inputs:
        yield from _read_input(str(name), as_of)


def _read_input(name: str, as_of: date | None) -> Iterator[Paper | Problem]:
    if name == _STANDARD_INPUT:
        yield from _read_stream(name, sys.stdin.buffer, as_of)
        return
    if not _is_folder(Path(name)):
        yield from _read_file(Path(name), name, as_of)
        return
    empty = True
    for item in _walk(Path(name)):
        empty = False
        if isinstance(item, Problem):
            yield item
        else:
            yield from _read_file(item, item.as_posix(), as_of)
    if empty:
        yield Problem(name, None, "the folder holds no files")


def _walk(folder: Path) -> Iterator[Path | Problem]:
    try:
        items = sorted(folder.iterdir(), key=lambda item: item.name)
    except OSError as error:
        yield Problem(folder.as_posix(), None, _reason(error))
        return
    for item in items:
        if item.name.startswith("."):
            continue
        if _is_folder(item) and item.is_symlink():
            yield Problem(
                _printable(item.as_posix()), None, "link to a folder, which may lead in a circle; skipped"
            )
        elif _is_folder(item):
            yield from _walk(item)
        elif item.is_fifo() or item.is_socket():
            yield Problem(_printable(item.as_posix()), None, "no file; skipped")
        else:
            yield item


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # opening it as a file will say why
        return False


def _read_file(file: Path, name: str, as_of: date | None) -> Iterator[Paper | Problem]:
    try:
        stream = file.open("rb")
    except (OSError, ValueError) as error:
        yield Problem(_printable(name), None, _reason(error))
        return
    with stream:
        yield from _read_stream(_printable(name), stream, as_of)


def _read_stream(name: str, stream: BinaryIO, as_of: date | None) -> Iterator[Paper | Problem]:
    try:
        content = open_content(name, _decompressed(stream), as_of)
        yield from recognise(content)(content)
    except UnknownFormatError as error:
        yield Problem(name, None, str(error))
    except (OSError, EOFError, zlib.error) as error:
        yield Problem(name, None, f"cannot be read to its end: {_reason(error)}")


def _decompressed(stream: BinaryIO) -> BinaryIO:
    buffered = (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    )
    if buffered.peek(len(_GZIP_MAGIC)).startswith(_GZIP_MAGIC):
        return cast(BinaryIO, gzip.GzipFile(fileobj=buffered))
    return buffered


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _printable(name: str) -> str:
    """Bytes of a file name that are no UTF-8 must not break what is written later."""
    return name.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")
