"""What the atlas says of one thing, and that as RDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.describe import jsonld
from kg.model import Thing
from kg.vocab import BASE, PREFIXES

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["GRAPH_WRITERS", "Description", "describe"]

_TYPE = f"{PREFIXES['rdf']}type"


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a thing, each quad in its named graph; `names` are the labels of what the quads name.

    `about` are the quads on the description itself: of which edition it is a part, and under which licence.
    """

    thing: Thing
    quads: tuple[Quad, ...]
    names: tuple[Quad, ...] = ()
    about: tuple[Quad, ...] = ()

    @property
    def triples(self) -> list[Triple]:
        """Everything without its graphs, each triple once.

        What stands in the graph of a model alone is left out: without it, it would be said in nobody's name.
        """
        models = f"<{BASE}model/"
        said = (quad for quad in self.all if not str(quad.graph_name).startswith(models))
        return list(dict.fromkeys(quad.triple for quad in said))

    @property
    def all(self) -> Iterator[Quad]:
        """Every quad, those on the thing itself first."""
        return chain(self.quads, self.about, self.names)


def describe(atlas: Atlas, address: str) -> Description:
    """Return what the atlas says of the thing at an address; raises UnknownName with the nearest addresses."""
    thing = atlas.thing(address)
    quads = _in_order(atlas.quads(thing))
    return Description(thing, quads, _in_order(atlas.names_of(quads)), tuple(_about(atlas, thing)))


def _in_order(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Return quads by subject, in the order in which these came; what a thing is comes before what is said of it."""
    found: dict[Any, list[Quad]] = {}
    for quad in dict.fromkeys(quads):
        found.setdefault(quad.subject, []).append(quad)
    return tuple(quad for same in found.values() for quad in sorted(same, key=_place))


def _place(quad: Quad) -> tuple[bool, str, str]:
    return quad.predicate.value != _TYPE, quad.predicate.value, str(quad.object)


def _about(atlas: Atlas, thing: Thing) -> Iterator[Quad]:
    """Yield what stands on the description: whom it is about, where it is from, how that is cited, what it allows."""
    document = NamedNode(f"{thing.iri}#description")
    said: dict[str, list[NamedNode | Literal]] = {
        "rdf:type": [NamedNode(f"{PREFIXES['foaf']}Document")],
        "foaf:primaryTopic": [NamedNode(thing.iri)],
        "dcterms:isPartOf": [NamedNode(atlas.iri)],
        "dcterms:license": [NamedNode(one) for one in filter(None, [atlas.license])],
        "dcterms:bibliographicCitation": [Literal(atlas.reference)],
    }
    for name, values in said.items():
        prefix, _, local = name.partition(":")
        yield from (Quad(document, NamedNode(PREFIXES[prefix] + local), value) for value in values)


# --- as files ---


def _triples(format_: RdfFormat) -> Callable[[Atlas, Description], bytes]:
    def write(_: Atlas, found: Description) -> bytes:
        return _written(found.triples, format_)

    return write


def _quads(format_: RdfFormat) -> Callable[[Atlas, Description], bytes]:
    def write(_: Atlas, found: Description) -> bytes:
        order = {graph: place for place, graph in enumerate(dict.fromkeys(quad.graph_name for quad in found.all))}
        return _written(sorted(found.all, key=lambda quad: order[quad.graph_name]), format_)

    return write


def _written(said: list[Any], format_: RdfFormat) -> bytes:
    lines = (serialize(said, format=format_, prefixes=_used(said)) or b"").split(b"\n")
    # The engine gives the prefixes another order each time; the same content is to give the same file.
    head = [line for line in lines if line.startswith(b"@prefix ")]
    return b"\n".join([*sorted(head), *lines[len(head):]])


def _used(said: Iterable[Any]) -> dict[str, str]:
    """Return the prefixes that some quads or triples need."""
    names = {node.value for one in said for node in one if isinstance(node, NamedNode)}
    names |= {one.object.datatype.value for one in said if isinstance(one.object, Literal)}
    return {prefix: base for prefix, base in PREFIXES.items() if any(name.startswith(base) for name in names)}


def _jsonld(atlas: Atlas, found: Description) -> bytes:
    return jsonld.written(found.triples, jsonld.context(atlas))


#: Suffix -> what writes a description so; those that keep its named graphs come last.
GRAPH_WRITERS: dict[str, Callable[[Atlas, Description], bytes]] = {
    "ttl": _triples(RdfFormat.TURTLE), "jsonld": _jsonld, "rdf": _triples(RdfFormat.RDF_XML),
    "nt": _triples(RdfFormat.N_TRIPLES), "nq": _quads(RdfFormat.N_QUADS), "trig": _quads(RdfFormat.TRIG),
}
