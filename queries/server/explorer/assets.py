"""What pages load: scripts, styles, an icon. All of it is read at the start; no address leads to a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import Response

from queries.server.responses import problem

FOREVER = "public, max-age=31536000, immutable"
_MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True)
class Assets:
    """Files by their path below the folder. `version` differs where any content does, and is a part of their
    addresses: browsers may keep them for good, and never mix those of two versions."""

    files: Mapping[str, bytes]
    version: str

    @property
    def address(self) -> str:
        return f"/static/{self.version}"

    async def respond(self, request: Request) -> Response:
        version, _, path = request.path_params["path"].partition("/")
        content = self.files.get(path) if version == self.version else None
        if content is None:
            return problem(404, "there is no such file")
        media_type = _MEDIA_TYPES[PurePosixPath(path).suffix]
        return Response(content, headers={"Cache-Control": FOREVER}, media_type=media_type)


def load_assets(package: str, **generated: bytes) -> Assets:
    """The files of the folder `static` of a package, and generated ones: `terms=b"…"` is `terms.json`."""
    files = dict(_files(resources.files(package).joinpath("static")))
    files |= {f"{name}.json": content for name, content in generated.items()}
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + files[path] + b"\0")
    return Assets(files, digest.hexdigest())


def _files(folder: Traversable, above: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        path = above + entry.name
        if entry.is_dir():
            yield from _files(entry, path + "/")
        elif PurePosixPath(path).suffix in _MEDIA_TYPES:
            yield path, entry.read_bytes()
