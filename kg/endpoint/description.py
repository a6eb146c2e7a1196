"""What the service says of itself: to programs in RDF, to people as a page."""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rdflib import OWL, RDF, RDFS, SH, VOID, XSD, BNode, Dataset, Graph, Literal, Namespace, URIRef

from kg.catalog import Atlas
from kg.vocab import PREFIXES
from kg.workers import ask

__all__ = ["page", "written"]

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_SCHEMA = Namespace("https://schema.org/")
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle",
            "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")
#: Name of a format -> rdflib's name for it.
_WRITERS = {"turtle": "turtle", "nt": "nt", "rdfxml": "xml", "jsonld": "json-ld", "trig": "trig", "nq": "nquads"}
#: First word of a query -> kind of example, and the property that holds its text.
_EXAMPLES = {"SELECT": (SH.SPARQLSelectExecutable, SH.select), "ASK": (SH.SPARQLAskExecutable, SH.ask),
             "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct)}
#: What is counted: triples, and how often a property stands on things of a class.
_SIZE = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class FILTER(isIRI(?class)) } GROUP BY ?class"
_PROPERTIES = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
_USES = "SELECT ?class ?p (COUNT(*) AS ?n) { ?s a ?class ; ?p ?o FILTER(isIRI(?class)) } GROUP BY ?class ?p"
_NAMED = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
#: Counting reads every triple.
_SECONDS = 120.0


@lru_cache(16)
def written(atlas: Atlas, store: Path | str | None, address: str, format_: str) -> bytes:
    """Return the description of the service at an address, in a format of graphs."""
    found = Dataset() if format_ in ("trig", "nq") else Graph()
    for prefix, base in {**PREFIXES, "sd": _SD, "schema": _SCHEMA}.items():
        found.bind(prefix, base, override=True, replace=True)
    base = quote(address, safe=":/?[]@!$&'()*+,;=%~#")
    graph = found.default_graph if isinstance(found, Dataset) else found
    data = _service(graph, base)
    _partitions(graph, data, f"{base}#", _Counts(store))
    _examples(graph, atlas, base)
    return found.serialize(format=_WRITERS[format_], encoding="utf-8")


class _Counts:
    """The answers to the counting queries."""

    def __init__(self, store: Path | str | None) -> None:
        self._store = store

    def __call__(self, text: str) -> list[list[str]]:
        found = json.loads(ask(text, self._store, seconds=_SECONDS))
        return [[row[name]["value"] for name in found["head"]["vars"]] for row in found["results"]["bindings"]
                if len(row) == len(found["head"]["vars"])]


def _service(graph: Graph, base: str) -> URIRef:
    service, data, default = URIRef(base), URIRef(f"{base}#dataset"), URIRef(f"{base}#default-graph")
    for subject, kind in ((service, _SD.Service), (data, _SD.Dataset), (default, _SD.Graph), (default, VOID.Dataset)):
        graph.add((subject, RDF.type, kind))
    graph.add((service, _SD.endpoint, service))
    graph.add((service, _SD.supportedLanguage, _SD.SPARQL11Query))
    graph.add((service, _SD.defaultDataset, data))
    graph.add((data, _SD.defaultGraph, default))
    for name in _RESULTS:
        graph.add((service, _SD.resultFormat, _FORMATS[name]))
    graph.add((default, VOID.sparqlEndpoint, service))
    return data


def _partitions(graph: Graph, data: URIRef, base: str, counts: Any) -> None:
    default = URIRef(f"{base}default-graph")
    graph.add((default, VOID.triples, _number(counts(_SIZE)[0][0])))
    for name, n in counts(_NAMED):
        node, inner = BNode(), BNode()
        graph.add((data, _SD.namedGraph, node))
        graph.add((node, RDF.type, _SD.NamedGraph))
        graph.add((node, _SD.name, URIRef(name)))
        graph.add((node, _SD.graph, inner))
        graph.add((inner, RDF.type, _SD.Graph))
        graph.add((inner, VOID.triples, _number(n)))
    for name, n in counts(_PROPERTIES):
        _partition(graph, default, (VOID.propertyPartition, VOID.property, name), (VOID.triples, n))
    nodes = {name: _partition(graph, default, (VOID.classPartition, VOID["class"], name), (VOID.entities, n))
             for name, n in counts(_CLASSES)}
    for name, property_, n in counts(_USES):
        _partition(graph, nodes[name], (VOID.propertyPartition, VOID.property, property_), (VOID.triples, n))


def _partition(graph: Graph, whole: Any, what: tuple[URIRef, URIRef, str], size: tuple[URIRef, str]) -> BNode:
    node, (partition, about, name), (unit, n) = BNode(), what, size
    graph.add((whole, partition, node))
    graph.add((node, about, URIRef(name)))
    graph.add((node, unit, _number(n)))
    return node


def _number(n: str) -> Literal:
    return Literal(n, datatype=XSD.integer)


def _examples(graph: Graph, atlas: Atlas, base: str) -> None:
    prefixes = URIRef(f"{base}#prefixes")
    graph.add((prefixes, RDF.type, OWL.Ontology))
    for prefix, namespace in PREFIXES.items():
        node = BNode()
        graph.add((prefixes, SH.declare, node))
        graph.add((node, SH.prefix, Literal(prefix)))
        graph.add((node, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))
    for question in atlas.questions():
        kind, holds = next((found for word, found in _EXAMPLES.items() if f"\n{word}" in f"\n{question.text}"),
                           _EXAMPLES["SELECT"])
        node_ = URIRef(f"{base}#{question.id}")
        for type_ in (SH.SPARQLExecutable, kind):
            graph.add((node_, RDF.type, type_))
        graph.add((node_, RDFS.comment, Literal(question.title, lang="en")))
        graph.add((node_, SH.prefixes, prefixes))
        graph.add((node_, holds, Literal(question.text)))
        graph.add((node_, _SCHEMA.target, URIRef(base)))
        graph.add((node_, _SCHEMA.keywords, Literal(question.user)))


def page(title: str) -> str:
    """Return the page that a browser gets: a form that works without scripts, and the way to the editor."""
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>SPARQL service: {escape(title)}</title>
<style>body{{font:1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}}
textarea{{width:100%;height:12rem;font-family:monospace}}</style></head>
<body><h1>SPARQL service: {escape(title)}</h1>
<p>This address answers programs by SPARQL 1.1 Protocol. <a href="query">The query page</a> has an editor and examples;
<a href="sparql?format=turtle">the description of the service</a> names its graphs, classes and properties.</p>
<form action="sparql"><p><label for="query">Query</label></p>
<p><textarea id="query" name="query" spellcheck="false" required>SELECT * {{ ?s ?p ?o }} LIMIT 10</textarea></p>
<p><label>Format <select name="format"><option value="">as the browser likes</option>
<option>csv</option><option>json</option><option>turtle</option></select></label> <button>Run</button></p></form>
</body></html>
"""
