"""Anybody's query: started, watched, cancelled, and its answer as a table or a graph."""

from __future__ import annotations

import json
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from typing import Any, NamedTuple

import kg
from app.data.choice import store
from kg import KgError, QueryRefused, QuerySyntaxError

__all__ = ["Answer", "Running", "Term", "bundle", "download", "mistake", "start"]

#: As many threads as the service has places for queries that run or wait; each waits for a worker process.
_THREADS = ThreadPoolExecutor(36, thread_name_prefix="query")
_MOST_BYTES = 50_000_000
#: A file of an answer takes no longer than the answer did, which may be all the time that a query has.
_SECONDS = 30.0


class Term(NamedTuple):
    """One value of a result: its text, and whether it is an IRI."""

    text: str
    is_iri: bool


class Answer(NamedTuple):
    """What a query answered: a table, or a graph as Turtle; how long that took, and the format of its file."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    seconds: float
    turtle: str = ""
    format: str = "csv"


class Running:
    """A query on its way, which can be waited for and cancelled."""

    def __init__(self, text: str) -> None:
        self.text, self.is_cancelled = text, False
        self._since = time.perf_counter()
        self._stream = kg.stream(text, store())
        self._future: Future[Answer] = _THREADS.submit(_read, self._stream)

    @property
    def is_done(self) -> bool:
        """Whether there is an answer, a refusal, or nothing more to wait for."""
        return self.is_cancelled or self._future.done()

    @property
    def seconds(self) -> float:
        """How long it has been running."""
        return time.perf_counter() - self._since

    def wait(self, seconds: float) -> None:
        """Wait for the answer, so long at most."""
        wait([self._future], timeout=seconds)

    def cancel(self) -> None:
        """Stop it, wherever it stands; an answer that is there stays."""
        if not self._future.done():
            self.is_cancelled = True
            self._stream.close()

    def answer(self) -> Answer:
        """Return the answer; raises the KgError that says what to do."""
        return self._future.result()


def start(text: str) -> Running:
    """Begin to answer a query."""
    return Running(text)


def mistake(text: str) -> dict[str, Any] | None:
    """Return what is wrong with a query, and where, without asking it; None where nothing is."""
    try:
        kg.parse(text, store())
    except QuerySyntaxError as error:
        return {"line": error.line, "column": error.column, "message": str(error)}
    except QueryRefused as error:
        return {"line": 1, "column": 1, "message": str(error)}
    except KgError:
        return None  # too busy, or too slow to tell: the answer will say it
    return None


def download(text: str, format_: str) -> bytes:
    """Return the whole answer to a query as a file."""
    return kg.ask(text, store(), format=format_, seconds=_SECONDS)


def bundle(text: str, endpoint: str) -> bytes:
    """Return the answer to a query with the bibliography of the works behind it, as a ZIP file."""
    return kg.bundled(text, store(), endpoint=endpoint, seconds=_SECONDS).file


def _read(stream: Any) -> Answer:
    began, chunks, size = time.perf_counter(), [], 0
    with closing(stream):
        for chunk in stream:
            chunks.append(chunk)
            size += len(chunk)
            if size > _MOST_BYTES:
                raise QueryRefused(f"the answer is larger than {_MOST_BYTES // 1_000_000} MB, too large for a page; "
                                   "add a LIMIT, or ask the endpoint, which sends it as it comes")
    return _answer(stream.format, b"".join(chunks).decode(), time.perf_counter() - began)


def _answer(format_: str, text: str, seconds: float) -> Answer:
    if format_ == "turtle":
        return Answer((), (), seconds, text, format="turtle")
    found = json.loads(text)
    if "boolean" in found:
        word = Term("yes" if found["boolean"] else "no", is_iri=False)
        return Answer(("answer",), ((word,),), seconds, format="json")
    names = tuple(found["head"]["vars"])
    rows = tuple(tuple(_term(row.get(name)) for name in names) for row in found["results"]["bindings"])
    return Answer(names, rows, seconds)


def _term(binding: dict[str, str] | None) -> Term | None:
    return Term(binding["value"], binding["type"] == "uri") if binding else None
