"""HTTP to a SPARQL store: credentials, compression, patience, and plain words for what goes wrong.

Every request of this package may be sent twice without harm, so whatever a busy server or a broken connection
leaves undone is sent again. Redirects are not followed: a password would go wherever they point.
"""

from __future__ import annotations

import gzip
import socket
import ssl
from base64 import b64encode
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationValueError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProxyError,
    SSLError,
)

from graph.errors import ServerError

N_QUADS = "application/n-quads"
N_TRIPLES = "application/n-triples"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

CONNECT_SECONDS = 20
"""For connecting, and for every block that a server in distress takes of a request."""
BLOCK = 1 << 20
"""Bytes sent at a time. After every block the thread that makes the next request is waited for."""
READ_SECONDS = 900
"""A store may take long over a large request; it says nothing meanwhile."""
LONGEST_WAIT = 60
_FOR_GOOD = {501, 505, 507, 511}
"""Not offered, the disk is full, a network that wants a login: no second request helps."""
_AGAIN_STATUS = (429, *sorted(set(range(500, 600)) - _FOR_GOOD))
_COMPRESSED_FROM = 1000
_UNSUPPORTED_ENCODING = 415
_DISK_FULL = (
    "no space left",
    "disk full",
    "not enough space",
    "insufficient storage",
    "quota exceeded",
    "unsafe memory access operation",  # Java, of a mapped file that finds no room: TDB2
)


@dataclass(frozen=True)
class Credentials:
    """A user with a password, or a bearer token. No text made of it shows a secret."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    def header(self) -> dict[str, str]:
        """Raises ValueError for what no header can hold."""
        if self.token is not None:
            if not self.token.isascii() or any(map(str.isspace, self.token)):
                raise ValueError("the token holds characters that no token has")
            return {"authorization": f"Bearer {self.token}"}
        if self.user is None:
            return {}
        if ":" in self.user:
            raise ValueError("the name of a user holds no colon in HTTP")
        pair = f"{self.user}:{self.password or ''}".encode()
        return {"authorization": f"Basic {b64encode(pair).decode()}"}


@dataclass(frozen=True)
class Answer:
    status: int
    media_type: str
    content: bytes

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


class SparqlClient:
    """Sends requests to the addresses of one store.

    `retries` is how often a request is sent again: at once, then after 1, 2, 4, … seconds, or after as many
    as the server asks for; `certificates` is a file of further certificates to trust. With `compress`
    requests are compressed until the server refuses it; if not said otherwise, those that leave this machine.
    Raises ServerError for addresses that are none, and for files of certificates that cannot be read.
    """

    def __init__(
        self,
        credentials: Credentials | None = None,
        *,
        certificates: Path | None = None,
        retries: int = 5,
        compress: bool | None = None,
    ) -> None:
        try:
            self._authorization = (credentials or Credentials()).header()
        except ValueError as error:
            raise ServerError(str(error)) from None
        self._user = (credentials or Credentials()).user
        self._certificates = certificates
        self._compress = compress
        self._retry = urllib3.Retry(
            total=retries,
            connect=min(retries, 3),
            redirect=0,
            status_forcelist=_AGAIN_STATUS,
            allowed_methods=None,
            backoff_factor=0.5,
            backoff_max=LONGEST_WAIT,
            retry_after_max=LONGEST_WAIT,
            raise_on_status=False,
            raise_on_redirect=False,
            remove_headers_on_redirect=["authorization"],
        )
        self._pools: dict[str | None, urllib3.PoolManager] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, type_: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        for pool in self._pools.values():
            pool.clear()

    def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        media_type: str | None = None,
        accept: str = "*/*",
        accepted: tuple[int, ...] = (),
    ) -> Answer:
        """The answer where it is a good one, or has a status in `accepted`. Raises ServerError."""
        headers = {"accept": accept, "accept-encoding": "gzip", **self._authorization}
        if media_type is not None:
            headers["content-type"] = media_type
        answer = self._send(method, url, body, headers)
        if answer.status in accepted:
            return answer
        if not answer.ok:
            raise ServerError(self._refusal(url, answer))
        if answer.media_type in ("text/html", "application/xhtml+xml"):
            raise ServerError(
                f"{url} answers with a web page: a proxy, a login page, or no SPARQL store at all"
            )
        return answer

    def _send(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        if body is not None and len(body) >= _COMPRESSED_FROM and self._compresses_for(url):
            compressed = headers | {"content-encoding": "gzip"}
            answer = self._request(method, url, gzip.compress(body, 1, mtime=0), compressed)
            if answer.status != _UNSUPPORTED_ENCODING:
                return answer
            self._compress = False
        return self._request(method, url, body, headers)

    def _compresses_for(self, url: str) -> bool:
        if self._compress is not None:
            return self._compress
        host = urlsplit(url).hostname or ""
        return host != "localhost" and not host.startswith("127.") and host != "::1"

    def _request(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        stream = None
        if body is not None:  # as a stream: bytes would have to be sent wholly within the time for connecting
            stream, headers = BytesIO(body), headers | {"content-length": str(len(body))}
        try:
            response = self._pool(url).request(
                method, url, body=stream, headers=headers, retries=self._retry, redirect=False
            )
        except (HTTPError, ssl.SSLError, OSError, ValueError) as error:
            raise ServerError(_no_answer(url, error)) from None
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Answer(response.status, media_type, response.data)

    def _pool(self, url: str) -> urllib3.PoolManager:
        """The connections for an address: direct ones, or those over the proxy that the environment names."""
        parts = _checked(url)
        proxy = None if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme)
        if proxy not in self._pools:
            timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
            options: dict[str, Any] = {
                "timeout": timeout,
                "ssl_context": self._context(),
                "maxsize": 2,
                "blocksize": BLOCK,
            }
            self._pools[proxy] = (
                urllib3.PoolManager(**options) if proxy is None else urllib3.ProxyManager(proxy, **options)
            )
        return self._pools[proxy]

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self._certificates is not None:
            try:
                context.load_verify_locations(self._certificates)
            except (OSError, ssl.SSLError) as error:
                raise ServerError(
                    f"{self._certificates} holds no certificates that can be read: {error}"
                ) from None
        return context

    def _refusal(self, url: str, answer: Answer) -> str:
        """Why a request was refused, in one line."""
        said = _first_line(answer)
        who = f"the user {self._user}" if self._user else "this token" if self._authorization else "nobody"
        if answer.status == 401:
            known = f"does not let {who} in" if self._authorization else "lets nobody in without a password"
            return f"{url} {known}: check the user and the password, or the token"
        if any(sign in said.lower() for sign in _DISK_FULL) or answer.status == 507:
            return f"{url}: the disk of the server is full; run it again when there is room"
        match answer.status:
            case 403:
                return f"{url} may not be written to by {who}{_after(said)}"
            case 404 | 410:
                return f"{url}: there is no such dataset on the server{_after(said)}"
            case 405:
                return (
                    f"{url} takes no such request: it may be read-only, or not the address of a SPARQL store"
                )
            case 413:
                return f"{url} takes no requests of this size{_after(said)}"
            case 407:
                return f"{url}: the proxy in between wants a user and a password"
            case status if 300 <= status < 400:
                return f"{url} has moved: give the address that it has now"
            case 429 | 503:
                return f"{url} is busy (status {answer.status}), try again later{_after(said)}"
        return f"{url} failed with status {answer.status}{_after(said)}"


def _checked(url: str) -> SplitResult:
    """The parts of an address. Raises ServerError for what is none, and for one that holds a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ServerError("the address of a store looks like http://localhost:3030/papers") from None
    if parts.username is not None or parts.password is not None:
        raise ServerError("an address is seen by everybody: give user and password by their options")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ServerError(f"{url!r} is no address of a store, such as http://localhost:3030/papers")
    return parts


def _no_answer(url: str, error: Exception) -> str:
    reason: BaseException | None = error.reason if isinstance(error, MaxRetryError) else error
    if isinstance(reason, ProxyError):
        return f"{url}: the proxy that the environment names does not answer: {reason.original_error}"
    if isinstance(reason, NameResolutionError):
        return f"{url}: no server has this name"
    if isinstance(reason, SSLError | ssl.SSLError):
        return f"{url} shows a certificate that is not trusted, or speaks no TLS: {_tls_fault(reason)}"
    if isinstance(reason, NewConnectionError):
        return f"{url}: nothing answers there; is the server running?"
    if isinstance(reason, ConnectTimeoutError | socket.timeout):
        return f"{url} did not answer in time"
    if isinstance(reason, LocationValueError):
        return f"{url} is no address of a store"
    return f"the connection to {url} broke: {_one_line(str(reason))}; run it again to complete the load"


def _tls_fault(error: BaseException) -> str:
    inner = error.args[0] if error.args and isinstance(error.args[0], ssl.SSLError) else error
    return str(getattr(inner, "verify_message", "") or getattr(inner, "reason", "") or inner)


def _first_line(answer: Answer) -> str:
    """What the server says, without the pages of it."""
    text = answer.content[:2000].decode("utf-8", "replace").strip()
    if answer.media_type in ("text/html", "application/xhtml+xml") or text.startswith("<"):
        return ""
    return _one_line(text)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 200 else f"{line[:200]}…"


def _after(said: str) -> str:
    return f": {said}" if said else ""
