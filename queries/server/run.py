"""Runs the server until it is told to end."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from graph.directory import GraphDirectory
from queries.errors import QueryError
from queries.server.answers import Refused
from queries.server.app import ConnectCypher, create_app
from queries.server.connections import TimedConnection, timed_connections
from queries.server.settings import Settings

BACKLOG = 512
CONNECTIONS = 1024
"""Connections at a time; a server for more stands behind a proxy that keeps slow clients at bay."""
KEEP_ALIVE_SECONDS = 20
GOODBYE_SECONDS = 3
_ENDING = (signal.SIGINT, signal.SIGTERM)


def run(
    directory: GraphDirectory,
    settings: Settings,
    *,
    version: str,
    on_ready: Callable[[str], None],
    connect_cypher: ConnectCypher | None = None,
    pages: Sequence[BaseRoute] = (),
) -> None:
    """Serve until SIGINT or SIGTERM. `on_ready` is told the address once it can be called.

    Raises NoGraph where there is no graph yet, OSError where the address cannot be listened on, QueryError
    where the graph cannot be opened.
    """
    directory.snapshot().close()
    app = create_app(directory, settings, version=version, connect_cypher=connect_cypher, pages=pages)
    with _listen(settings) as listening:
        config = uvicorn.Config(
            app,
            http=timed_connections(settings.limits),
            ws="none",
            lifespan="off",  # entered here, so that what goes wrong on the way is told in one line
            log_level="warning",
            access_log=False,
            server_header=False,
            backlog=BACKLOG,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=GOODBYE_SECONDS,
        )
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            runner.run(_serve(app, _Server(config, lambda: on_ready(_address(listening))), listening))


async def _serve(app: Starlette, server: uvicorn.Server, listening: socket.socket) -> None:
    try:
        async with app.router.lifespan_context(app):
            await server.serve([listening])
    except Refused as refused:
        raise QueryError(refused.message) from None


class _Server(uvicorn.Server):
    """Says when it is ready, and leaves it to the caller to end once told to."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn has it, but for raising the signal once more at the end: that would end this process
        before those that answer."""
        before = {number: signal.signal(number, self.handle_exit) for number in _ENDING}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def on_tick(self, counter: int) -> bool:
        now = asyncio.get_running_loop().time()
        for connection in tuple(self.server_state.connections):
            assert isinstance(connection, TimedConnection)
            connection.look(now)
        return await super().on_tick(counter)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()


def _listen(settings: Settings) -> socket.socket:
    family, _, _, _, address = socket.getaddrinfo(
        settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise OSError(
            error.errno, f"cannot listen on {settings.host} port {settings.port}: {error.strerror}"
        ) from error
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
