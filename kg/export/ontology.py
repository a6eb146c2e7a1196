"""The whole atlas as one OWL ontology."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, Graph, URIRef

from kg.errors import KgError
from kg.export.content import ONTOLOGY, Content, Triple, empty, serialized

__all__ = ["merged", "owl", "whole"]

_SUFFIXES = {"": "xml", ".owl": "xml", ".rdf": "xml", ".ttl": "turtle"}


def owl(current: Path, suffix: str) -> bytes:
    """Return the atlas of a build as one OWL file, in RDF/XML or, for the suffix `.ttl`, in Turtle."""
    if suffix not in _SUFFIXES:
        raise KgError(f"{suffix}: no form of OWL files; end the name in .owl or .rdf (RDF/XML) or in .ttl (Turtle)")
    return serialized(merged(current / "atlas.nq"), _SUFFIXES[suffix])


def merged(quads: Path) -> Graph:
    """Return the curated graphs of a build as one graph, under one ontology header."""
    return whole(Content(quads.parent))


def whole(content: Content) -> Graph:
    """Return all that is curated as one graph, under one ontology header."""
    found, made = content.graph, empty()
    for triple in (*_header(content), *(t for t in found if t[0] != content.vocabulary), *_individuals(found)):
        made.add(triple)
    return made


def _individuals(found: Graph) -> Iterator[Triple]:
    """Yield a declaration for each individual that is no class or property too: some tools see no other."""
    kinds = {str(OWL.Class), str(OWL.ObjectProperty), str(OWL.DatatypeProperty), str(OWL.AnnotationProperty)}
    for thing in dict.fromkeys(found.subjects(RDF.type)):
        types = {str(kind) for kind in found.objects(thing, RDF.type)}
        if not types & kinds and any(not kind.startswith(str(OWL)) for kind in types):
            yield thing, RDF.type, OWL.NamedIndividual


def _header(content: Content) -> Iterator[Triple]:
    """Yield the header of the vocabulary as that of everything, under the title of the atlas."""
    for prop, value in content.graph.predicate_objects(content.vocabulary):
        if prop not in (OWL.versionIRI, DCTERMS.title, DCTERMS.description):
            yield ONTOLOGY, prop, value
    for prop in (DCTERMS.title, DCTERMS.description):
        yield from ((ONTOLOGY, prop, value) for value in content.graph.objects(content.atlas, prop))
    yield ONTOLOGY, OWL.versionIRI, URIRef(f"{ONTOLOGY}/{content.version}")
