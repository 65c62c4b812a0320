"""A load that is cut off, by the death of the client or of the server, is completed by the next one."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from servers.fuseki import Fuseki, fuseki_server
from sparql_stores import connected, is_clean, loaded, wanted
from sparql_worker import state

from graph.errors import ServerError
from graph.rdf import DEFAULT_BASE
from graph.stores.sparql import load

CLIENT_KILLS, SERVER_KILLS, PLAIN_KILLS = 12, 8, 5
Worker = subprocess.Popen[str]
WORKER = Path(__file__).with_name("sparql_worker.py")
STATES = {name: state(name) for name in ("old", "new")}


@pytest.fixture(scope="module")
def lasting() -> Iterator[Fuseki]:
    """A server of its own with its database on disk, since it is killed."""
    with fuseki_server(lasting=True) as server:
        yield server


def cut_off(name: str, address: str, meanwhile: Callable[[Worker], None]) -> bool:
    """Start a load in a process of its own and do something meanwhile; whether it did not come to its end."""
    command = [sys.executable, str(WORKER), name, address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        meanwhile(process)
        said = process.stdout.read()
    return "done" not in said


def completes(server: Fuseki, name: str, address: str) -> None:
    """One more run ends in exactly the graph of an undisturbed load."""
    with connected(address, retries=5) as store, connected(server.endpoint, retries=5) as reader:
        load(store, STATES[name], DEFAULT_BASE)
        assert loaded(reader) == wanted(STATES[name])
        assert is_clean(reader)
        assert not load(store, STATES[name], DEFAULT_BASE).changed


def requests_of_a_load(server: Fuseki, address: str) -> int:
    server.empty()
    before = server.requests()
    assert not cut_off("new", address, lambda worker: None)
    return server.requests() - before


def after_some_requests(server: Fuseki, most: int, chance: random.Random, ended: Callable[[], bool]) -> None:
    """Return while a load goes on: some time after the server has begun with one of its requests."""
    last = server.requests() + chance.randint(1, most)
    while server.requests() < last and not ended():
        time.sleep(0.002)
    time.sleep(chance.random() * 0.02)


@pytest.mark.parametrize(
    ("path", "kills"), [("", CLIENT_KILLS), ("/data", PLAIN_KILLS)], ids=["update", "graph store alone"]
)
def test_a_killed_client(lasting: Fuseki, path: str, kills: int) -> None:
    chance = random.Random(kills)
    address = lasting.endpoint + path
    most = requests_of_a_load(lasting, address)
    cut = 0

    def kill(worker: Worker) -> None:
        after_some_requests(lasting, most, chance, lambda: worker.poll() is not None)
        worker.kill()

    for number in range(kills):
        if number % 3 == 0:
            lasting.empty()
        name = ("old", "new")[number % 2]
        cut += cut_off(name, address, kill)
        completes(lasting, ("old", "new")[(number // 2) % 2], address)
    assert cut > kills / 2


def test_a_killed_server(lasting: Fuseki) -> None:
    chance = random.Random(3)
    most = requests_of_a_load(lasting, lasting.endpoint)
    cut = 0

    def kill(worker: Worker) -> None:
        after_some_requests(lasting, most, chance, lambda: worker.poll() is not None)
        lasting.kill()

    for number in range(SERVER_KILLS):
        if number % 3 == 0:
            lasting.empty()
        name = ("old", "new")[number % 2]
        cut += cut_off(name, lasting.endpoint, kill)
        lasting.start()
        completes(lasting, name, lasting.endpoint)
    assert cut > SERVER_KILLS / 2


def test_a_server_that_is_restarted_meanwhile(lasting: Fuseki) -> None:
    """The client is patient: it waits for the server to come back."""
    lasting.empty()

    def restart() -> None:
        after_some_requests(lasting, 10, random.Random(1), ended=lambda: False)
        lasting.kill()
        lasting.start()

    thread = threading.Thread(target=restart)
    with connected(lasting.endpoint, retries=12) as store:
        thread.start()
        try:
            load(store, STATES["new"], DEFAULT_BASE)
        except ServerError:  # the server stayed away for longer than the client waits
            thread.join()
            load(store, STATES["new"], DEFAULT_BASE)
        thread.join()
        assert loaded(store) == wanted(STATES["new"])
