"""Concepts and claims as GraphML, for programs that draw and measure networks."""

from __future__ import annotations

import re
from typing import Any

from rdflib import RDF, RDFS, SKOS, Graph, Node, URIRef

from kg.export.content import MARK, Content, listed
from kg.export.words import places
from kg.vocab import AA, curie

__all__ = ["as_graphml", "network"]

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
#: What no XML document may hold.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_graphml(content: Content) -> tuple[bytes, dict[str, int]]:
    """Return the network as GraphML, and how many concepts and claims it has."""
    import networkx as nx  # a fifth of a second that only this format should cost

    made = network(content)
    lines = "\n".join((f"<!-- {MARK} -->", *nx.generate_graphml(made)))
    return f"{_XML}{lines}\n".encode(), {"concepts": made.number_of_nodes(), "claims": made.number_of_edges()}


def network(content: Content) -> Any:
    """Return a directed network: its nodes are the concepts, its edges the claims, each with who says so where."""
    import networkx as nx

    found = content.graph
    made = nx.MultiDiGraph(title=_clean(content.title), version=_clean(content.version))
    for concept in listed(found.subjects(RDF.type, AA.Concept)):
        made.add_node(curie(str(concept)), label=_text(found, concept, SKOS.prefLabel), iri=str(concept))
    for claim in listed(found.subjects(RDF.type, AA.Claim)):
        ends = (curie(str(found.value(claim, end))) for end in (AA.subject, AA.object))
        made.add_edge(*ends, key=curie(str(claim)), **_claim(found, claim))
    return made


def _claim(found: Graph, claim: Node) -> dict[str, Any]:
    relation = found.value(claim, AA.relation)
    return {"label": _text(found, relation, RDFS.label), "relation": str(relation),
            "is_denied": str(found.value(claim, AA.isDenied)) == "true", "iri": str(claim),
            "party": _text(found, found.value(claim, AA.heldBy), RDFS.label),
            "places": _clean(places(found, claim))}


def _text(found: Graph, thing: Node | None, prop: URIRef) -> str:
    return _clean(str(found.value(thing, prop) or ""))


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
