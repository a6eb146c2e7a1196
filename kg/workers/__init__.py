"""Anybody's SPARQL query, answered in a process of its own that can be killed.

Oxigraph cannot stop a query, follows SERVICE to any address, and overflows its stack on deep nesting. So queries are
answered by processes (`python -m kg.workers`, `__main__`) that look at a text before anything parses it (`text`) and,
on Linux, have no sockets and a limit of memory. `pools` keeps such processes, gives each query one of them, and kills
the one whose time is over or whose reader has gone. The worker imports this module: what it does not need is lazy.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryRefused

if TYPE_CHECKING:
    from kg.workers.pools import Answer, Pool

__all__ = ["Limits", "ask", "parse", "pool", "stream"]

#: What is said of a query that names the keyword, or that gets past the look at its words.
SERVICE = "SERVICE would ask another server, which is not done here; take it out"
#: What is said of a query that kills its worker.
TOO_COMPLEX = "the query is too complex: it needs more memory or a deeper stack than a query may have"

#: The frames that a worker sends, by their first byte; four bytes with the size of the rest follow it.
READY, HEAD, DATA, END, ERROR = b"R", b"H", b"D", b"E", b"X"
FRAME = ">cI"

_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take, and how many are answered and wait at once.

    The limit of rows is for those who can say that rows were left out; without one none is.
    """

    seconds: float = 30.0
    rows: int | None = None
    memory: int = 2 << 30
    workers: int = 4
    queue: int = 32
    patience: float = 10.0


_POOLS: dict[Path, Pool] = {}


def pool(store: Path | str | None = None, limits: Limits | None = None) -> Pool:
    """Return the workers of a store, or of the default one; limits that are given hold from now on."""
    from kg.places import default
    from kg.workers.pools import Pool

    directory = Path(store).absolute() if store else default().store
    if limits is not None and directory in _POOLS:
        _POOLS.pop(directory).close()
    return _POOLS.setdefault(directory, _POOLS.get(directory) or Pool(directory, limits or Limits()))


def stream(text: str, store: Path | str | None = None, formats: Sequence[str] = ("json", "turtle"), *,
           graphs: tuple[Sequence[str], Sequence[str]] | None = None, seconds: float | None = None) -> Answer:
    """Return the answer to a query as chunks of a file, in the first of the formats that can hold it.

    It is asked when the first chunk is, and stopped by `close()`, from any thread; whoever does not read it to its end
    closes it. Reading it raises what `ask` raises.
    """
    return pool(store).answer(text, formats, graphs=graphs, seconds=seconds)


def ask(text: str, store: Path | str | None = None, format: str = "json",  # noqa: A002 - the name a caller expects
        seconds: float = 10.0, *, max_bytes: int = _MOST_BYTES) -> bytes:
    """Return the answer to a query as a file of that format; the store is the default one unless given.

    Raises QuerySyntaxError with line and column, QueryTimeout when the time is over, TooBusy when there is no room, and
    QueryRefused for an update, a SERVICE call, a format that cannot hold the answer, and whatever is beyond a limit.
    """
    chunks, size = [], 0
    with closing(stream(text, store, (format,), seconds=seconds)) as answer:
        for chunk in answer:
            size += len(chunk)
            if size > max_bytes:
                raise QueryRefused(f"the answer is larger than {max_bytes} bytes; add a LIMIT")
            chunks.append(chunk)
    return b"".join(chunks)


def parse(text: str, store: Path | str | None = None, seconds: float = 2.0) -> None:
    """Raise what is wrong with a query before anything is looked for: QuerySyntaxError or QueryRefused."""
    with closing(pool(store).parse(text, seconds)) as answer:
        for _ in answer:
            pass
