"""The whole graph in each syntax of RDF, faithful to the build and the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rdflib import OWL, RDF, Graph

from kg.export.content import MARK, Content, parsed, serialized
from kg.export.ontology import whole
from kg.vocab import PREFIXES, curie

__all__ = ["as_jsonld", "as_nquads", "as_ntriples", "as_owl", "as_rdfxml", "as_trig", "as_turtle", "context"]

Counts = dict[str, int]

_HEAD = f"# {MARK}\n"


def as_turtle(content: Content) -> tuple[bytes, Counts]:
    """Return everything curated as Turtle."""
    return _serialized(content.graph, "turtle")


def as_rdfxml(content: Content) -> tuple[bytes, Counts]:
    """Return everything curated as RDF/XML."""
    return _serialized(content.graph, "xml")


def as_owl(content: Content) -> tuple[bytes, Counts]:
    """Return everything curated as one OWL ontology that declares its individuals."""
    return _serialized(whole(content), "xml")


def _serialized(graph: Graph, format_: str) -> tuple[bytes, Counts]:
    return serialized(graph, format_), {"triples": len(graph)}


def as_ntriples(content: Content) -> tuple[bytes, Counts]:
    """Return everything curated as N-Triples, A to Z."""
    return "".join((_HEAD, *content.triples)).encode(), {"triples": len(content.triples)}


def as_jsonld(content: Content) -> tuple[bytes, Counts]:
    """Return everything curated as JSON-LD, each thing once, with all that is said of it."""
    return _jsonld(content.graph), {"triples": len(content.graph)}


def _jsonld(graph: Graph) -> bytes:
    """Return a graph as JSON-LD with its context, its things A to Z."""
    told = context(graph)
    made = json.loads(graph.serialize(format="json-ld", context=told, auto_compact=True))
    nodes = sorted(made.get("@graph", []), key=lambda node: str(node["@id"]))
    # What is no term of the context says nothing; beside @graph it would make a named graph of it.
    whole_graph = {"@context": told, "@graph": [*nodes, {"comment": MARK}]}
    return f"{json.dumps(whole_graph, ensure_ascii=False, indent=1)}\n".encode()


def context(graph: Graph) -> dict[str, Any]:
    """Return the context of JSON-LD: every prefix, and the properties of the vocabulary whose values are addresses."""
    links = sorted(curie(str(one)) for one in graph.subjects(RDF.type, OWL.ObjectProperty))
    return {**PREFIXES, **{name: {"@type": "@id"} for name in links if name.startswith("aa:")}}


def as_nquads(content: Content) -> tuple[bytes, Counts]:
    """Return every graph of the build as N-Quads, graph by graph."""
    graphs = list(content.graphs())
    made = "".join(f"{line[:-2]}<{name}> .\n" for name, lines in graphs for line in lines)
    return f"{_HEAD}{made}".encode(), _counted(graphs)


def as_trig(content: Content) -> tuple[bytes, Counts]:
    """Return every graph of the build as TriG: one for each file, for each model, and for what was reasoned."""
    graphs = list(content.graphs())
    head = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
    return "".join((_HEAD, head, *_blocks(graphs))).encode(), _counted(graphs)


def _blocks(graphs: list[tuple[str, list[str]]]) -> Iterator[str]:
    for name, lines in graphs:
        # rdflib writes the graphs of a dataset in another order each time; each by itself it writes alike.
        head, _, body = parsed(lines).serialize(format="turtle").partition("\n\n")
        yield f"\n<{name}> {{\n{body.strip() if head.startswith('@prefix') else head}\n}}\n"


def _counted(graphs: list[tuple[str, list[str]]]) -> Counts:
    return {"quads": sum(len(lines) for _, lines in graphs), "graphs": len(graphs)}
