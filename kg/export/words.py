"""What a statement rests on and how sure that is, in words: formats without room for passages carry it as text."""

from __future__ import annotations

from rdflib import RDFS, Graph, Node

from kg.vocab import AA, iri

__all__ = ["doubt", "places"]


def places(found: Graph, statement: Node) -> str:
    """Return the places of a statement's passages; what was not seen in a source says so."""
    passages = found.objects(statement, AA.basedOn)
    return "; ".join(sorted(f"{found.value(one, RDFS.label)}{doubt(found, one)}" for one in passages))


def doubt(found: Graph, thing: Node) -> str:
    """Return how sure something is, in words, unless it was seen in a source."""
    certainty = found.value(thing, AA.certainty)
    is_sure = certainty in (None, iri("certainty", "verified"))
    return "" if is_sure else f" – {found.value(certainty, RDFS.label)}"
