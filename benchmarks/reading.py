"""Reading pages against their limits: 100 ms of the server and 100 KB; and how many of them a second.

Usage: `python benchmarks/reading.py [STORE] [--rounds N] [--clients N]`.

The time is that of this process to make a page: the median over the rounds (BibTeX also takes one of Pandoc, which is
not counted). A ratio above 1 breaks the limit. The requests go to a server of its own, once with the answers that it
keeps and once without any.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import process_time

from endpoint import crowded, free_port, serving

import kg
from kg.catalog import Atlas
from kg.describe import formats_of, written
from kg.pages import addresses, page
from kg.places import default

LIMIT_SECONDS, LIMIT_BYTES = 0.1, 100_000
SHOWN = 10

Row = tuple[float, int, int, str]


def pages(atlas: Atlas, rounds: int) -> list[Row]:
    """Return time, size and packed size of those pages that once took longest or were largest."""
    first = {one: (busy(partial(page, atlas, one)), len(page(atlas, one).encode())) for one in addresses(atlas)}
    chosen = {one for place in (0, 1) for one in sorted(first, key=lambda name: -first[name][place])[:SHOWN]}
    return measured({one: partial(read_page, atlas, one) for one in chosen}, rounds)


def read_page(atlas: Atlas, address: str) -> bytes:
    return page(atlas, address).encode()


def busy(call: Callable[[], object]) -> float:
    """Return how long the processor was busy with a call, which the load of the machine changes little."""
    started = process_time()
    call()
    return process_time() - started


def data(atlas: Atlas, names: Sequence[str], rounds: int) -> list[Row]:
    """Return the same for the formats of some things that take longest."""
    made = {f"{one}.{suffix}": partial(written, atlas, one, suffix) for one in names for suffix in formats_of(one)}
    return measured(made, rounds)[:SHOWN]


def measured(made: Mapping[str, Callable[[], bytes]], rounds: int) -> list[Row]:
    found = []
    for name, make in made.items():
        body = make()
        took = median(busy(make) for _ in range(rounds))
        found.append((took, len(body), len(gzip.compress(body, 4)), name))
    return sorted(found, reverse=True)


def show(title: str, rows: Sequence[Row]) -> None:
    print(f"\n{title:62} {'time':>10} {'ratio':>6} {'size':>9} {'ratio':>6} {'packed':>8} {'ratio':>6}")
    for took, size, packed, name in rows:
        print(f"{name[:62]:62} {took * 1e3:7.1f} ms {took / LIMIT_SECONDS:6.2f} {size / 1e3:6.1f} KB "
              f"{size / LIMIT_BYTES:6.2f} {packed / 1e3:5.1f} KB {packed / LIMIT_BYTES:6.2f}")


def read(port: int, path: str) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    reply = connection.getresponse()
    reply.read()
    connection.close()
    assert reply.status == 200


def crowd(store: Path, names: Sequence[str], clients: int, each: int) -> None:
    for words, cache in (("answers kept", "32"), ("each made anew", "0")):
        port = free_port()
        command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--cache", cache, "--port", str(port)]
        with serving(command, port):
            crowded(f"pages, {words}", {one: partial(read, port, f"/{one}") for one in names}, clients, each)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", nargs="?", type=Path, default=default().store)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--clients", type=int, default=8)
    options = parser.parse_args()
    atlas = kg.open(options.store)
    found = pages(atlas, options.rounds)
    show(f"the slowest and largest of {len(addresses(atlas))} pages", found)
    largest = [name for *_, name in sorted(found, key=lambda row: -row[1])]
    show("the slowest formats of the largest", data(atlas, largest[:4], options.rounds))
    concept = atlas.starts_with[0].slug
    definition = atlas.concept(concept).definitions[0].slug
    crowd(options.store, [f"concept/{concept}", f"definition/{definition}"], options.clients, options.rounds * 4)


if __name__ == "__main__":
    main()
