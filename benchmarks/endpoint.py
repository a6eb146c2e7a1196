"""The SPARQL service against the bare engine, and against the server of the same engine where it is installed.

Usage: `python benchmarks/endpoint.py [STORE] [--rounds N] [--clients N]`.

First every answer is evaluated anew; the service with its cache stands beside it. Each round asks all rivals in turn,
so that the load of the machine falls on all. `pip install oxigraph` brings the server; rdflib-endpoint is no part of
the locked environment.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import quote

import pyoxigraph as ox
from report import show

import kg
from kg.errors import QueryTimeout
from kg.places import default
from kg.query import text as query_text
from kg.vocab import sparql_prefixes
from kg.workers import Limits, pool

_JSON = ox.QueryResultsFormat.JSON
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT ?s ?p ?o ?t { ?s ?p ?o . ?t a aa:Concept } LIMIT 300000"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def serving(command: list[str], port: int) -> Iterator[int]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def http(port: int, path: str, text: str, times: int = 1) -> int:
    """Ask over one connection, so many times, and return the size of the last answer."""
    connection, size = HTTPConnection("127.0.0.1", port), 0
    for _ in range(times):
        connection.request("GET", f"{path}?query={quote(text)}", headers={"Accept": "application/sparql-results+json"})
        reply, size = connection.getresponse(), 0
        while chunk := reply.read(1 << 16):
            size += len(chunk)
        assert reply.status == 200
    connection.close()
    return size


def engine(bare: ox.Store, text: str) -> bytes | None:
    """Answer in this process, without any limit."""
    found = bare.query(text)
    if isinstance(found, ox.QueryTriples):
        raise TypeError("a SELECT or ASK query is needed here")
    return found.serialize(format=_JSON)


def seconds(call: Callable[[], object]) -> float:
    started = perf_counter()
    call()
    return perf_counter() - started


def compared(title: str, rivals: Mapping[str, Callable[[], object]], rounds: int) -> None:
    """Print how long each rival takes, round by round."""
    for call in rivals.values():
        call()
    times: dict[str, list[float]] = {name: [] for name in rivals}
    for _ in range(rounds):
        for name, call in rivals.items():
            times[name].append(seconds(call))
    print(f"\n{title}")
    show(times, next(iter(rivals)))


def crowded(title: str, rivals: Mapping[str, Callable[[], object]], clients: int, each: int) -> None:
    """Print requests per second and latencies of each rival with several clients at once."""
    print(f"\n{title}, {clients} clients")
    for name, call in rivals.items():
        with ThreadPoolExecutor(clients) as threads:
            began = perf_counter()
            times = list(threads.map(seconds, [call] * clients * each))
            whole = perf_counter() - began
        cuts = quantiles(times, n=100)
        print(f"{name:34} {len(times) / whole:8.0f}/s  p50 {cuts[49] * 1e3:7.2f} ms  p99 {cuts[98] * 1e3:7.2f} ms")


def isolation(store: Path) -> None:
    """Print what a killed query costs the next one, and how long its processor is busy after the limit."""
    workers, late, after = pool(store, Limits()), [], []
    workers.warm()
    for _ in range(5):
        started = perf_counter()
        try:
            list(workers.answer(ENDLESS, ["json"], seconds=0.3))
        except QueryTimeout:
            late.append(perf_counter() - started - 0.3)
        after.append(seconds(lambda: kg.ask("ASK {}", store)))
    print(f"\nlimit of time to process gone: {median(late) * 1e3:.1f} ms; the next query: {median(after) * 1e3:.1f} ms")
    workers.close()
    cold = pool(store, Limits())
    print(f"start of a worker to its first answer: {seconds(lambda: kg.ask('ASK {}', store)) * 1e3:.0f} ms")
    cold.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", nargs="?", type=Path, default=default().store)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--clients", type=int, default=8)
    options = parser.parse_args()
    build = (options.store / "current").resolve()
    with ExitStack() as stack:
        run(options, build, stack)
    isolation(options.store)


def run(options: argparse.Namespace, build: Path, stack: ExitStack) -> None:
    bare = ox.Store.read_only(str(build / "oxigraph"))
    command = [sys.executable, "-m", "kg", "serve", "--store", str(options.store), "--cache"]
    ports: dict[str, tuple[int, str]] = {}
    for name, cache in {"service (HTTP)": "0", "service, answers kept (HTTP)": "32"}.items():
        port = free_port()
        ports[name] = stack.enter_context(serving([*command, cache, "--port", str(port)], port)), "/sparql"
    if oxigraph := shutil.which("oxigraph"):
        port = free_port()
        command = [oxigraph, "serve-read-only", "-l", str(build / "oxigraph"), "-b", f"127.0.0.1:{port}"]
        ports["Oxigraph server (HTTP)"] = stack.enter_context(serving(command, port)), "/query"
    else:
        print("the Oxigraph server is not installed: it is left out")
    slug = kg.open(options.store).concepts()[0].iri
    asked = {"definitions of a concept": query_text("statements", about=slug), "ASK": "ASK { ?s ?p ?o }"}
    for title, text in asked.items():
        over: dict[str, Callable[[], object]] = {name: partial(http, port, path, text)
                                                 for name, (port, path) in ports.items()}
        rivals: dict[str, Callable[[], object]] = {"pyoxigraph, serialised": partial(engine, bare, text),
                                                   "worker (kg.ask)": partial(kg.ask, text, options.store), **over}
        compared(title, rivals, options.rounds)
        crowded(title, over, options.clients, options.rounds // 4)
    large = sparql_prefixes(LARGE) + LARGE
    rivals = {"pyoxigraph, serialised": partial(engine, bare, large)}
    for name, (port, path) in ports.items():
        rivals[name] = partial(http, port, path, large)
    compared("300,000 rows", rivals, 3)


if __name__ == "__main__":
    main()
