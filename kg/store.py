"""The graph in an Oxigraph store: load it, open it read-only, answer.

The only module that knows Oxigraph. Values come out as text: an IRI as it is, a literal without its datatype.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from kg.errors import KgError, QueryRefused, QuerySyntaxError, StoreError

if TYPE_CHECKING:
    import rdflib

__all__ = ["ENGINE", "MEDIA", "Row", "Store", "load"]

Row = tuple[str | None, ...]

#: The engine and its version: a store of another one is made anew.
ENGINE = f"pyoxigraph {ox.__version__}"

#: How RocksDB begins when it tells of a damaged or missing file.
_BROKEN = ("Corruption", "IO error")

_RESULTS, _GRAPHS = ox.QueryResultsFormat, ox.RdfFormat
#: Name of a format -> how Oxigraph writes it: tables for SELECT and ASK, graphs for CONSTRUCT and DESCRIBE.
MEDIA: dict[str, Any] = {
    "json": _RESULTS.JSON, "xml": _RESULTS.XML, "csv": _RESULTS.CSV, "tsv": _RESULTS.TSV,
    "turtle": _GRAPHS.TURTLE, "nt": _GRAPHS.N_TRIPLES, "rdfxml": _GRAPHS.RDF_XML, "jsonld": _GRAPHS.JSON_LD,
    "trig": _GRAPHS.TRIG, "nq": _GRAPHS.N_QUADS,
}


class Store:
    """A store opened read-only; several threads and processes may read at once."""

    def __init__(self, inner: ox.Store) -> None:
        self._inner = inner

    @classmethod
    def open(cls, directory: Path) -> Store:
        """Open the store of a build; raises StoreError with the command that mends it."""
        try:
            return cls(ox.Store.read_only(str(directory / "oxigraph")))
        except (OSError, RuntimeError) as error:
            what = "is damaged" if directory.exists() else "is missing"
            raise StoreError(f"{directory}: the store {what}; run 'kg build'") from error

    def __len__(self) -> int:
        return len(self._inner)

    def select(self, text: str) -> tuple[list[str], list[Row]]:
        """Return the variables and rows of a SELECT query of ours."""
        with _whole():
            found = self._inner.query(text)
            if not isinstance(found, ox.QuerySolutions):
                raise TypeError("a SELECT query is needed here")
            names = [variable.value for variable in found.variables]
            return names, [tuple([term and term.value for term in row]) for row in found]

    def answer(self, text: str, format_: str, output: Any, prefixes: Mapping[str, str] | None = None) -> None:
        """Write the answer to anybody's query to a binary file, as the engine streams it.

        Raises QuerySyntaxError with line and column, QueryRefused where query and format do not go together.
        """
        found = self._ask(text, prefixes)
        if isinstance(MEDIA[format_], _GRAPHS) != isinstance(found, ox.QueryTriples):
            kind = "a graph: ask for turtle" if isinstance(found, ox.QueryTriples) else "a table: ask for csv or json"
            raise QueryRefused(f"{format_} cannot hold the answer, which is {kind}")
        if isinstance(found, ox.QueryBoolean) and format_ in ("csv", "tsv"):
            raise QueryRefused(f"{format_} cannot hold the answer, which is true or false: ask for json or xml")
        with _whole():
            found.serialize(output, format=MEDIA[format_])

    def _ask(self, text: str, prefixes: Mapping[str, str] | None) -> Any:
        try:
            return self._inner.query(text, prefixes=dict(prefixes or {}))
        except SyntaxError as error:
            # The parser's own words, which name every token it would have taken: `workers` says it in fewer.
            place = re.match(r"error at (\d+):(\d+)", str(error))
            line, column = (int(place[1]), int(place[2])) if place else (1, 1)
            raise QuerySyntaxError(str(error), line, column) from error
        except (RuntimeError, ValueError) as error:
            raise KgError(f"the query could not be answered: {error}") from error

    def dataset(self) -> rdflib.Dataset:
        """Return the graph for Python users, as a read-only rdflib Dataset over the same store."""
        import rdflib  # noqa: PLC0415 - half a second that most readers do not need
        from oxrdflib.store import OxigraphStore  # noqa: PLC0415

        from kg.vocab import PREFIXES  # noqa: PLC0415

        found = rdflib.Dataset(store=OxigraphStore(store=self._inner))
        for prefix, base in PREFIXES.items():
            found.namespace_manager.bind(prefix, base, override=True, replace=True)
        return found


@contextmanager
def _whole() -> Iterator[None]:
    """Say of a store that breaks while it is read what mends it: RocksDB checks a block only when it needs it."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if not str(error).startswith(_BROKEN):
            raise
        raise StoreError(f"the store is damaged ({error}); run 'kg build'") from error


def load(directory: Path, quads: Path, is_curated: Any) -> Store:
    """Return a new store of a file of N-Quads, whose default graph holds the union of the curated graphs.

    The union is materialised: Oxigraph 0.5 counts a triple twice where two graphs of a virtual union share it.
    """
    store = ox.Store(str(directory / "oxigraph"))
    with quads.open("rb") as lines:
        store.bulk_load(lines, format=_GRAPHS.N_QUADS)
    with quads.open("rb") as lines:
        store.bulk_load(cast("IO[bytes]", _Union(lines, is_curated)), format=_GRAPHS.N_TRIPLES)
    store.optimize()
    store.flush()
    return Store(store)


class _Union(io.RawIOBase):
    """The curated quads of a file as triples, read line by line so that memory does not grow with the file."""

    def __init__(self, lines: Iterable[bytes], is_curated: Any) -> None:
        self._triples = self._strip(lines, is_curated)
        self._rest = b""

    @staticmethod
    def _strip(lines: Iterable[bytes], is_curated: Any) -> Iterator[bytes]:
        for line in lines:
            triple, _, graph = line.rstrip(b" .\n").rpartition(b" ")
            if is_curated(graph[1:-1].decode()):
                yield triple + b" .\n"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = self._rest or next(self._triples, b"")
        size = min(len(buffer), len(chunk))
        buffer[:size], self._rest = chunk[:size], chunk[size:]
        return size


def swap(link: Path, target: Path) -> None:
    """Point a symlink at a directory in one step: a crash leaves the old one or the new one, never neither."""
    fresh = link.with_name(link.name + ".new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target.name if target.parent == link.parent else target)
    os.replace(fresh, link)  # noqa: PTH105 - Path.replace follows nothing, but says so less plainly
