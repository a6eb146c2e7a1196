"""Class axioms in functional syntax as triples: the few forms that the axioms of claims have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rdflib import OWL, RDF, RDFS, BNode, Graph, Node, URIRef

from kg.reason.axioms import PREFIXES

__all__ = ["add"]

_TOKEN = re.compile(r"(\w+)\(|<([^>]*)>|(\w+):([\w-]+)|\)")
#: Forms with a property and a class -> what relates the restriction to the class.
_RESTRICTIONS = {"ObjectSomeValuesFrom": OWL.someValuesFrom, "ObjectAllValuesFrom": OWL.allValuesFrom}
#: Forms with any number of classes -> what relates the class to their list.
_LISTS = {"ObjectIntersectionOf": OWL.intersectionOf, "ObjectUnionOf": OWL.unionOf}


def add(graph: Graph, axiom: str, name: str) -> tuple[Node, Node, Node]:
    """Add an axiom to a graph, its nameless classes under names that begin with a name, and return its main triple."""
    [(_, [one, other])] = _read(_TOKEN.finditer(axiom))
    names = (BNode(f"{name}-{number}") for number in range(len(axiom)))
    said = _class(graph, one, names), RDFS.subClassOf, _class(graph, other, names)
    graph.add(said)
    return said


def _read(tokens: Iterator[re.Match[str]]) -> list[Any]:
    """Return what stands up to the closing bracket: names, and forms with what stands in them."""
    found: list[Any] = []
    for token in tokens:
        form, full, prefix, local = token.groups()
        if form:
            found.append((form, _read(tokens)))
        elif full or local:
            found.append(URIRef(full or PREFIXES[prefix] + local))
        else:
            break
    return found


def _class(graph: Graph, said: Any, names: Iterator[BNode]) -> Node:
    """Add a class expression, and return the node that stands for it."""
    if isinstance(said, URIRef):
        return said
    form, parts = said
    made = next(names)
    graph.add((made, RDF.type, OWL.Restriction if form in _RESTRICTIONS else OWL.Class))
    if form in _RESTRICTIONS:
        graph.add((made, OWL.onProperty, parts[0]))
        graph.add((made, _RESTRICTIONS[form], _class(graph, parts[1], names)))
    elif form in _LISTS:
        first = next(names)
        graph.add((made, _LISTS[form], first))
        _list(graph, first, [_class(graph, part, names) for part in parts], names)
    else:
        graph.add((made, OWL.complementOf, _class(graph, parts[0], names)))
    return made


def _list(graph: Graph, first: BNode, members: list[Node], names: Iterator[BNode]) -> None:
    places = [first, *(next(names) for _ in members[1:])]
    for place, member, after in zip(places, members, [*places[1:], RDF.nil], strict=True):
        graph.add((place, RDF.first, member))
        graph.add((place, RDF.rest, after))
