"""The statements behind a comparison as RDF, in the vocabulary and under the IRIs of the atlas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kg.model import (
    Characteristic,
    Claim,
    Comparison,
    Definition,
    Distinction,
    EffectSize,
    Lineage,
    Passage,
    TermUse,
    Work,
)
from kg.vocab import AA, PREFIXES, iri

if TYPE_CHECKING:
    from rdflib.term import Node

    Triples = Iterable[tuple[Node, Node, Node]]

__all__ = ["turtle"]


def turtle(table: Comparison) -> bytes:
    """Return every statement that a cell rests on, with its passages and their works; each triple is one of the atlas.

    A statement of a kind that the table below does not know is described by its party and passages alone.
    """
    from rdflib import Graph  # here and below: the browser starts without it

    graph = Graph(bind_namespaces="none")
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base)
    for triple in (*_statements(table), *(t for p in _passages(table) for t in _passage(p)),
                   *(t for work in table.works for t in _work(work))):
        graph.add(triple)
    return graph.serialize(format="turtle", encoding="utf-8")


def _lines(table: Comparison) -> Iterator[Any]:
    return (line for row in table.rows for cell in row.cells for line in cell.lines)


def _passages(table: Comparison) -> Iterable[Passage]:
    return {p.key: p for line in _lines(table) for p in line.passages}.values()


def _statements(table: Comparison) -> Triples:
    found = {one.iri: one for line in _lines(table) for one in (*line.statements, *line.names, *line.distinctions)}
    for one in found.values():
        yield from _typed(one)


def _typed(one: Any) -> Triples:
    """Yield what is said of a statement: its class, the parts that the table names, who says it, and where."""
    from rdflib import RDF, Literal, URIRef

    node, holds = URIRef(one.iri), AA.usedBy if isinstance(one, TermUse) else AA.heldBy
    kind, parts = _KINDS.get(type(one), (None, {}))
    if kind:
        yield node, RDF.type, kind
    for property_, part in parts.items():
        if value := part(one):
            yield node, property_, value if isinstance(value, URIRef | Literal) else URIRef(value.iri)
    yield from ((node, holds, URIRef(party.iri)) for party in getattr(one, "parties", None) or (one.party,))
    if not isinstance(one, Distinction):
        yield from ((node, AA.basedOn, iri("passage", p.key)) for p in one.passages)


def _words(name: str, language: str | None = "en") -> Callable[[Any], Any]:
    """Return what makes a literal of a field, in the language of the content's own words."""
    def literal(one: Any) -> Any:
        from rdflib import Literal

        text = getattr(one, name)
        return Literal(text, lang=language) if text else None
    return literal


def _field(name: str) -> Callable[[Any], Any]:
    return lambda one: getattr(one, name)


def _denied(one: Any) -> Any:
    from rdflib import Literal

    return Literal(one.is_denied) if one.is_denied else None


#: Kind of statement -> its class, and its properties with what gives their value.
_KINDS: dict[type, tuple[Node, dict[Node, Callable[[Any], Any]]]] = {
    Definition: (AA.Definition, {AA.defines: _field("concept"), AA.gloss: _words("gloss"),
                                 AA.tradition: _field("tradition")}),
    Claim: (AA.Claim, {AA.subject: _field("subject"), AA.relation: _field("relation"), AA.object: _field("object"),
                       AA.isDenied: _denied, AA.inSenseOf: _field("sense")}),
    Characteristic: (AA.Characteristic, {AA.characterizedConcept: _field("concept"), AA.dimension: _words("dimension"),
                                         AA.value: _words("value")}),
    EffectSize: (AA.EffectSize, {AA.ofFirst: _field("first"), AA.withSecond: _field("second"),
                                 AA.coefficient: _words("coefficient", None), AA.estimate: _words("estimate", None)}),
    TermUse: (AA.TermUse, {AA.nameOf: _field("concept"), AA["term"]: _words("term")}),
    Distinction: (AA.Distinction, {AA.dimension: _words("dimension")}),
    Lineage: (AA.Lineage, {AA.about: _field("concept"), AA.later: _field("later"), AA.earlier: _field("earlier"),
                           AA.way: lambda one: iri("way", one.way), AA["term"]: _words("term")}),
}


def _passage(one: Passage) -> Triples:
    from rdflib import RDF, Literal, URIRef

    node = iri("passage", one.key)
    yield from ((node, RDF.type, AA.Passage), (node, AA.inWork, iri("work", one.work.key)),
                (node, AA.certainty, iri("certainty", one.certainty)))
    texts = {PREFIXES["bibo"] + "locator": (one.locator, None), PREFIXES["oa"] + "exact": (one.quotation, "en"),
             str(AA.paraphrase): (one.paraphrase, "en")}
    yield from ((node, URIRef(name), Literal(text, lang=language)) for name, (text, language) in texts.items() if text)


def _work(one: Work) -> Triples:
    from rdflib import DCTERMS, RDF, RDFS, Literal

    node = iri("work", one.key)
    yield from ((node, RDF.type, AA.Work), (node, RDFS.label, Literal(one.label)),
                (node, DCTERMS.bibliographicCitation, Literal(one.reference)))
