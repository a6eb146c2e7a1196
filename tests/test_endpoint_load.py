"""The SPARQL service under queries that run away, clients that go away, and more readers than it has room for."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from urllib.parse import quote

import pytest
from httpkit import Client, Reply, serving
from test_workers_pool import ENDLESS, LARGE, ON_LINUX, RUNAWAY, cpu, is_running, pids, resident, until

from kg.workers import Limits, pool


@pytest.fixture(scope="module")
def client(tiny_store: Path) -> Iterator[Client]:
    with serving(tiny_store, Limits(workers=2, queue=2, seconds=1.5, patience=5)) as found:
        yield found


def asking(client: Client, *queries: str) -> list[Future[Reply]]:
    """Ask some queries at once; they are on their way when this returns."""
    threads = ThreadPoolExecutor(len(queries))
    found = [threads.submit(client.get, query) for query in queries]
    threads.shutdown(wait=False)
    return found


def state(client: Client, name: str) -> Callable[[], int]:
    return lambda: int(client.send("GET", "/health").json()[name])


def settled(client: Client) -> bool:
    return until(lambda: state(client, "running")() == state(client, "waiting")() == 0)


def test_query_is_stopped_in_time_and_another_is_answered_meanwhile(client: Client, tiny_store: Path) -> None:
    assert settled(client)
    [slow] = asking(client, ENDLESS)
    assert until(lambda: state(client, "running")() == 1)
    start = time.monotonic()
    assert client.get("ASK {}").status == 200
    assert time.monotonic() - start < 1
    reply = slow.result(5)
    assert (reply.status, reply.type) == (503, "application/problem+json")
    assert reply.json()["detail"] == "stopped after 1.5 s; narrow the query or add a LIMIT"
    if sys.platform == "linux":
        before = {pid: cpu(pid) for pid in pids(pool(tiny_store))}
        time.sleep(0.3)
        assert all(cpu(pid) - used < 0.15 for pid, used in before.items() if is_running(pid))


def test_query_without_room_is_429_with_a_time_to_come_back(client: Client) -> None:
    assert settled(client)
    running = asking(client, ENDLESS, ENDLESS + " #")
    assert until(lambda: state(client, "running")() == 2)
    waiting = asking(client, "ASK {}", "ASK { }")
    assert until(lambda: state(client, "waiting")() == 2)
    start = time.monotonic()
    refused = client.get("ASK {}")
    assert time.monotonic() - start < 0.5
    assert (refused.status, refused.headers["Retry-After"]) == (429, "5")
    assert "2 queries are running and 2 are waiting" in refused.json()["detail"]
    assert [one.result(10).status for one in (*running, *waiting)] == [503, 503, 200, 200]


def connected(client: Client, query: str) -> socket.socket:
    """Send a query over a bare connection."""
    found = socket.create_connection(("127.0.0.1", client.port))
    found.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return found


@ON_LINUX
@pytest.mark.parametrize("query", [ENDLESS, LARGE], ids=["before the answer", "in the answer"])
def test_client_that_goes_away_stops_its_query(client: Client, tiny_store: Path, query: str) -> None:
    assert settled(client)
    workers = pids(pool(tiny_store))
    gone = connected(client, query)
    if query == LARGE:
        gone.recv(1000)
    assert until(lambda: state(client, "running")() == 1)
    gone.close()
    assert until(lambda: state(client, "running")() == 0, 1)
    assert sum(not is_running(pid) for pid in workers) == 1


def test_client_that_goes_away_while_it_waits_leaves_the_queue(client: Client) -> None:
    assert settled(client)
    running = asking(client, ENDLESS, ENDLESS + " #")
    assert until(lambda: state(client, "running")() == 2)
    gone = connected(client, "ASK {}")
    assert until(lambda: state(client, "waiting")() == 1)
    gone.close()
    assert until(lambda: state(client, "waiting")() == 0, 1)
    assert {one.result(10).status for one in running} == {503}


# --- with a server of their own ---

def test_answer_that_breaks_off_does_not_look_whole(tiny_store: Path) -> None:
    with serving(tiny_store, Limits(workers=1, seconds=1)) as client:
        connection = HTTPConnection("127.0.0.1", client.port, timeout=20)
        connection.request("GET", f"/sparql?query={quote(RUNAWAY)}&format=csv")
        reply = connection.getresponse()
        assert reply.status == 200
        with pytest.raises(IncompleteRead):
            reply.read()
        connection.close()


@ON_LINUX
def test_large_answer_streams_through_the_server(tiny_store: Path) -> None:
    with serving(tiny_store, Limits(workers=1)) as client:
        before, size, most = resident(), 0, 0
        connection = HTTPConnection("127.0.0.1", client.port, timeout=20)
        connection.request("GET", f"/sparql?query={quote(LARGE)}&format=json")
        reply = connection.getresponse()
        while chunk := reply.read(1 << 16):
            size += len(chunk)
            most = max(most, resident())
        connection.close()
    assert size > 60_000_000
    assert most - before < 25_000_000


def test_truncation_is_told(tiny_store: Path) -> None:
    with serving(tiny_store, Limits(workers=1, rows=5)) as client:
        cut, whole = client.get("SELECT * { ?s ?p ?o }"), client.get("SELECT * { ?s ?p ?o } LIMIT 5")
        assert (cut.headers["X-Truncated"], len(cut.json()["results"]["bindings"])) == ("rows=5", 5)
        assert (whole.headers["X-Truncated"], len(whole.json()["results"]["bindings"])) == (None, 5)


def test_answer_that_is_kept_needs_no_worker(tiny_store: Path) -> None:
    with serving(tiny_store, Limits(workers=1, queue=0, seconds=1), cache=1 << 20) as client:
        first = client.get("ASK {}")
        [running] = asking(client, ENDLESS)
        assert until(lambda: state(client, "running")() == 1)
        again = client.get("ASK {}")
        assert (again.status, again.body, again.headers["ETag"]) == (200, first.body, first.headers["ETag"])
        assert client.get("ASK {}", method="HEAD").body == b""
        assert [client.get(other).status for other in ("ASK { }", "SELECT (RAND() AS ?x) {}")] == [429, 429]
        assert client.get("ASK {}", "&format=xml").status == 429
        assert running.result(5).status == 503


def test_kept_answer_goes_out_packed_or_not_as_each_client_likes(tiny_store: Path) -> None:
    with serving(tiny_store, Limits(workers=1), cache=10 << 20) as client:
        query = "SELECT ?s { ?s ?p ?o } LIMIT 100"
        replies = [client.get(query, Accept_Encoding=coding) for coding in ("gzip", "identity", "gzip", "identity")]
        assert [reply.headers["Content-Encoding"] for reply in replies] == ["gzip", None, "gzip", None]
        assert len({reply.text for reply in replies}) == 1
