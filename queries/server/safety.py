"""Who may call the server, and what its pages may do."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from queries.server.responses import plain_problem
from queries.server.settings import Settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Nothing but what this server gives, no script or style within a page, no frame around it."""

_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Server": "claimgraph",
}
_CORS_METHODS = "GET, HEAD, POST, OPTIONS"
_CORS_HEADERS = "Accept, Content-Type, If-None-Match"
_CORS_EXPOSED = "ETag, Link, Retry-After"


class Safety:
    """Refuses calls under a foreign name, which is how a page elsewhere would reach a server on this machine
    (DNS rebinding); lets pages of known origins read answers (CORS); sets the headers that bind browsers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = {name.lower() for name in settings.allowed_hosts}
        self._origins = settings.cors_origins
        self._longest_address = settings.limits.request_kib << 10

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        allowed = self._allowed_origin(origin)

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    sent.setdefault(name, value)
                if allowed:
                    sent["Access-Control-Allow-Origin"] = allowed
                    sent["Access-Control-Expose-Headers"] = _CORS_EXPOSED
                sent.add_vary_header("Origin")
            await send(message)

        response = self._refusal(scope, headers) or _preflight(scope, headers, allowed)
        await (response or self._app)(scope, receive, send_safely)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if not is_local_name(host, self._hosts):
            return plain_problem(421, f"this server does not go by the name {host!r}: see --allowed-host")
        if len(scope["raw_path"]) + len(scope["query_string"]) > self._longest_address:
            return plain_problem(414, "the address is too long: send the query in the body of a POST")
        return None

    def _allowed_origin(self, origin: str | None) -> str | None:
        """What to answer to a page of that origin; None for nothing."""
        if origin is None:
            return None
        if "*" in self._origins:
            return "*"
        host = urlsplit(origin).netloc if origin != "null" else ""
        return origin if origin in self._origins or (host and _is_this_machine(host)) else None


def is_local_name(host: str, allowed: Collection[str]) -> bool:
    """Whether a Host header holds `localhost`, an address or an allowed name; the port does not matter.

    An address is safe: a browser that shows a page of another name never sends one.
    """
    name = _without_port(host)
    return name == "localhost" or name in allowed or _address(name) is not None


def _is_this_machine(host: str) -> bool:
    name = _without_port(host)
    address = _address(name)
    return name == "localhost" or (address is not None and address.is_loopback)


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def _preflight(scope: Scope, headers: Headers, allowed: str | None) -> Response | None:
    """The answer to a browser that asks before it asks (https://fetch.spec.whatwg.org/#cors-preflight-fetch)."""
    if scope["method"] != "OPTIONS" or "access-control-request-method" not in headers:
        return None
    if not allowed:
        return plain_problem(403, "pages of this origin may not read answers: see --cors-origin")
    return Response(
        status_code=204,
        headers={
            "Access-Control-Allow-Methods": _CORS_METHODS,
            "Access-Control-Allow-Headers": _CORS_HEADERS,
            "Access-Control-Max-Age": "600",
        },
    )
