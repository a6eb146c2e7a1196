"""The graph in an Oxigraph store: load it, open it read-only, answer.

The only module that knows Oxigraph. Values come out as text: an IRI as it is, a literal without its datatype.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast

import pyoxigraph as ox

from kg.errors import KgError, QueryRefused, QuerySyntaxError, StoreError, WrongFormat

if TYPE_CHECKING:
    import rdflib

__all__ = ["ENGINE", "MEDIA", "Found", "Graphs", "Quad", "Row", "Store", "load"]

Row = tuple[str | None, ...]
Quad = ox.Quad
#: The graphs that a query sees as its default graph, and those that it can name.
Graphs = tuple[Sequence[str], Sequence[str]]

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


#: The properties by which a thing is called.
_LABELS = tuple(map(ox.NamedNode, ("http://www.w3.org/2004/02/skos/core#prefLabel",
                                   "http://www.w3.org/2000/01/rdf-schema#label")))
_TABLES, _TRUTHS = ("json", "xml", "csv", "tsv"), ("json", "xml")
#: What the engine found -> what that is, in words, and the formats that can hold it.
_KINDS: dict[type, tuple[str, tuple[str, ...]]] = {
    ox.QuerySolutions: ("a table: ask for csv or json", _TABLES),
    ox.QueryBoolean: ("true or false: ask for json or xml", _TRUTHS),
    ox.QueryTriples: ("a graph: ask for turtle", tuple(name for name in MEDIA if name not in _TABLES)),
}


class Found(NamedTuple):
    """The answer to a query: its format, whether rows were left out, and what writes it to a binary file."""

    format: str
    is_truncated: bool
    write: Callable[[Any], None]


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

    @classmethod
    def empty(cls) -> Store:
        """Return a store without a triple, in memory."""
        return cls(ox.Store())

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

    def answer(self, text: str, formats: Sequence[str], prefixes: Mapping[str, str] | None = None,
               graphs: Graphs | None = None, rows: int | None = None) -> Found:
        """Return the answer to anybody's query in the first of the formats that can hold it, not yet written.

        Raises QuerySyntaxError with line and column, WrongFormat where query and formats do not go together.
        """
        found = self._ask(text, prefixes, graphs)
        format_ = _fitting(found, formats)
        with _whole():
            serialize, is_truncated = _limited(found, rows)
        return Found(format_, is_truncated, partial(_write, serialize, MEDIA[format_]))

    def _ask(self, text: str, prefixes: Mapping[str, str] | None, graphs: Graphs | None) -> Any:
        try:
            return self._inner.query(text, prefixes=dict(prefixes or {}), **_dataset(graphs))
        except SyntaxError as error:
            # The parser's own words, which name every token it would have taken: `workers` says it in fewer.
            place = re.match(r"error at (\d+):(\d+)", str(error))
            line, column = (int(place[1]), int(place[2])) if place else (1, 1)
            raise QuerySyntaxError(str(error), line, column) from error
        except (RuntimeError, ValueError) as error:
            raise KgError(f"the query could not be answered: {error}") from error

    # What describes a thing

    def about(self, iris: Iterable[str]) -> tuple[ox.Quad, ...]:
        """Return every quad of a named graph about some things, and about the blank nodes that these name."""
        wanted: list[Any] = [ox.NamedNode(iri) for iri in dict.fromkeys(iris)]
        found: list[ox.Quad] = []
        with _whole():
            for one in wanted:  # grows
                here = [quad for quad in self._inner.quads_for_pattern(one, None, None)
                        if isinstance(quad.graph_name, ox.NamedNode)]
                found += here
                wanted += {quad.object for quad in here if isinstance(quad.object, ox.BlankNode)}.difference(wanted)
        return tuple(found)

    def inside(self, graph: str) -> tuple[ox.Quad, ...]:
        """Return every quad of a named graph."""
        with _whole():
            return tuple(self._inner.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def names(self, quads: Iterable[ox.Quad]) -> tuple[ox.Quad, ...]:
        """Return the labels of the IRIs that quads name and do not tell of."""
        told: set[Any] = set()
        named: dict[Any, None] = {}
        for quad in quads:
            told.add(quad.subject)
            named |= dict.fromkeys((quad.predicate, quad.object))
        unsaid = [one for one in named if isinstance(one, ox.NamedNode) and one not in told]
        with _whole():
            return tuple(quad for one in unsaid for label in _LABELS
                         for quad in self._inner.quads_for_pattern(one, label, None)
                         if isinstance(quad.graph_name, ox.NamedNode))

    def dataset(self) -> rdflib.Dataset:
        """Return the graph for Python users, as a read-only rdflib Dataset over the same store."""
        import rdflib  # half a second that most readers do not need
        from oxrdflib.store import OxigraphStore

        from kg.vocab import PREFIXES

        found = rdflib.Dataset(store=OxigraphStore(store=self._inner))
        for prefix, base in PREFIXES.items():
            found.namespace_manager.bind(prefix, base, override=True, replace=True)
        return found


# --- anybody's query ---


def _dataset(graphs: Graphs | None) -> dict[str, Any]:
    """Return what stands for the graphs of a request: both lists, because an empty one is an empty dataset."""
    if graphs is None:
        return {}
    try:
        default, named = ([ox.NamedNode(name) for name in names] for names in graphs)
    except ValueError as error:
        raise QueryRefused(f"a name of a graph is not an IRI: {error}") from error
    return {"default_graph": default, "named_graphs": named}


def _fitting(found: Any, formats: Sequence[str]) -> str:
    what, fitting = _KINDS[type(found)]
    if unknown := next((name for name in formats if name not in MEDIA), None):
        raise WrongFormat(f"no format {unknown!r}; choose one of {', '.join(MEDIA)}")
    if chosen := next((name for name in formats if name in fitting), None):
        return chosen
    raise WrongFormat(f"{' or '.join(formats) or 'what is accepted'} cannot hold the answer, which is {what}",
                      is_graph=isinstance(found, ox.QueryTriples))


def _limited(found: Any, rows: int | None) -> tuple[Callable[..., Any], bool]:
    """Return what writes so many rows of an answer, and whether there are more: they are held until that is known."""
    if rows is None or isinstance(found, ox.QueryBoolean):
        return found.serialize, False
    first = list(islice(found, rows + 1))
    kept, is_truncated = first[:rows], len(first) > rows
    if isinstance(found, ox.QueryTriples):
        return partial(ox.serialize, kept), is_truncated
    # The engine writes tables that it reads: rows can be handed back to it as lines of TSV only.
    lines = ["\t".join(map(str, found.variables)), *("\t".join(str(t or "") for t in row) for row in kept), ""]
    table = ox.parse_query_results("\n".join(lines).encode(), _RESULTS.TSV)
    return cast("ox.QuerySolutions", table).serialize, is_truncated


def _write(serialize: Callable[..., Any], format_: Any, output: Any) -> None:
    with _whole():
        serialize(output, format=format_)


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
