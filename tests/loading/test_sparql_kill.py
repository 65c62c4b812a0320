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
from servers.fuseki import JOURNAL_HEADER, Fuseki, fuseki_server
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


def cut_off_repeatedly(server: Fuseki, address: str, times: int, kill: Callable[[Worker], None]) -> None:
    """Cut loads off that many times, each with something to do, and see that the next one completes it.

    When a load ends depends on the machine, so loads that came to their end are not counted.
    """
    chance = random.Random(times)
    most = requests_of_a_load(server, address)
    cut, held = 0, "new"
    for number in range(5 * times):
        if number % 3 == 0:
            server.empty()
        name = "old" if held == "new" else "new"

        def kill_meanwhile(worker: Worker) -> None:
            after_some_requests(server, most, chance, lambda: worker.poll() is not None)
            kill(worker)

        cut += cut_off(name, address, kill_meanwhile)
        held = chance.choice(("old", "new"))
        completes(server, held, address)
        if cut == times:
            return
    pytest.fail(f"of {5 * times} loads only {cut} were cut off")


@pytest.mark.parametrize(
    ("path", "kills"), [("", CLIENT_KILLS), ("/data", PLAIN_KILLS)], ids=["update", "graph store alone"]
)
def test_a_killed_client(lasting: Fuseki, path: str, kills: int) -> None:
    cut_off_repeatedly(lasting, lasting.endpoint + path, kills, lambda worker: worker.kill())


def test_a_killed_server(lasting: Fuseki) -> None:
    def kill(_: Worker) -> None:
        lasting.kill()
        lasting.start()

    cut_off_repeatedly(lasting, lasting.endpoint, SERVER_KILLS, kill)


def test_a_server_that_died_amid_an_entry_of_its_journal(lasting: Fuseki) -> None:
    with connected(lasting.endpoint, retries=5) as store:
        load(store, STATES["old"], DEFAULT_BASE)
        lasting.kill()
        (journal,) = lasting.journals()
        with journal.open("ab") as file:
            file.write(JOURNAL_HEADER.pack(24, 0, 1, bytes(4)))
        lasting.start()
        assert loaded(store) == wanted(STATES["old"])


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
