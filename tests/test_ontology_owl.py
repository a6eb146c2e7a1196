"""The vocabulary and the concepts as OWL: owlready2 reads them, and HermiT finds no class that cannot have instances.

Only axioms on classes and properties go to the reasoner: concepts are also individuals (OWL 2 punning), which
owlready2 cannot keep apart from classes, and which cost HermiT minutes.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, Protocol

import owlready2
import pytest
from conftest import require
from rdflib import OWL, RDF, RDFS, BNode, Graph, Node, URIRef
from rdflib.collection import Collection

from kg.vocab import AA, iri

ROOT = Path(__file__).parent.parent
CONCEPTS = sorted((ROOT / "ontology" / "concepts").glob("*.ttl"))
#: What OWL says of the vocabulary rather than of its classes.
ABOUT = {OWL.versionInfo, OWL.versionIRI}


@pytest.fixture(scope="module")
def content() -> Graph:
    """The vocabulary with every concept, as one graph."""
    found = Graph().parse(ROOT / "ontology" / "core.ttl")
    for path in CONCEPTS:
        found.parse(path)
    return found


def axioms(content: Graph) -> Graph:
    """Return the axioms on classes and properties, without annotations and individuals."""
    found = Graph()
    for subject, predicate, object_ in content:
        is_owl = str(predicate).startswith(str(OWL)) and predicate not in ABOUT
        is_kind = predicate == RDF.type and str(object_).startswith(str(OWL))
        if is_owl or is_kind or predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range):
            found.add((subject, predicate, object_))
    return found


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A world of its own, whose temporary files go with the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    fresh = owlready2.World()
    yield fresh
    fresh.close()


def load(world: Any, graph: Graph) -> Any:
    """Load a graph from N-Triples in memory: owlready2 reads no Turtle."""
    text = graph.serialize(format="nt", encoding="utf-8")
    return world.get_ontology("https://w3id.org/alliance-atlas/vocab#").load(fileobj=io.BytesIO(text))


def unsatisfiable(world: Any, graph: Graph) -> set[str]:
    """Return the classes that HermiT finds impossible."""
    load(world, graph)
    owlready2.sync_reasoner_hermit(world, debug=0)
    return {found.iri for found in world.inconsistent_classes()} - {str(OWL.Nothing)}


def test_vocabulary_and_concepts_load_with_their_annotations(world: Any, content: Graph) -> None:
    load(world, content)
    classes = {found.iri for found in world.classes()}
    assert {str(iri("concept", path.stem)) for path in CONCEPTS} <= classes
    assert {str(s) for s in content.subjects(RDF.type, OWL.ObjectProperty)} <= {
        found.iri for found in world.object_properties()}


def test_every_concept_is_a_phenomenon(content: Graph) -> None:
    concepts = set(content.subjects(RDF.type, AA.Concept))
    assert len(concepts) == len(CONCEPTS) > 0
    assert {c for c in concepts if AA.Phenomenon not in content.transitive_objects(c, RDFS.subClassOf)} == set()


def test_every_class_is_satisfiable(world: Any, content: Graph) -> None:
    require("java")
    assert unsatisfiable(world, axioms(content)) == set()


# Contradictions, one of each kind, written as the claims of a model are turned into axioms. Each stands beside the
# same axioms without the claim that is too much, which HermiT must accept.

A, B, C, D = (iri("concept", f"seeded-{letter}") for letter in "abcd")


class Claims:
    """Claims of a model as axioms about four concepts, beside those of the vocabulary."""

    def __init__(self, content: Graph) -> None:
        self.graph = axioms(content)
        for concept in (A, B, C, D):
            self.graph.add((concept, RDF.type, OWL.Class))
            # No concept is, at any remove, a component of itself: OWL 2 DL has no irreflexive transitive property.
            self.never(concept, self.some(AA.componentOfTransitive, concept))

    def some(self, prop: URIRef, filler: Node) -> BNode:
        """Return the class of what stands in a relation to one of another class."""
        return self._restriction(prop, OWL.someValuesFrom, filler)

    def holds(self, subject: URIRef, prop: URIRef, object_: URIRef) -> None:
        self.graph.add((subject, RDFS.subClassOf, self.some(prop, object_)))

    def never(self, one: Node, other: Node) -> None:
        self.graph.add((one, OWL.disjointWith, other))

    def denied(self, subject: URIRef, prop: URIRef, object_: URIRef) -> None:
        self.never(subject, self.some(prop, object_))

    def excluded(self, pair: tuple[URIRef, URIRef], object_: URIRef) -> None:
        """Let no class stand in both relations to the object."""
        self.never(self.some(pair[0], object_), self.some(pair[1], object_))

    def complete(self, whole: URIRef, *parts: URIRef) -> None:
        """Let the parts be all there are, and different from each other."""
        union = BNode()
        Collection(self.graph, members := BNode(), list(parts))
        self.graph.add((union, RDF.type, OWL.Class))
        self.graph.add((union, OWL.unionOf, members))
        self.graph.add((whole, RDFS.subClassOf, self._restriction(AA.hasComponent, OWL.allValuesFrom, union)))
        for one, other in combinations(parts, 2):
            self.never(one, other)

    def _restriction(self, prop: URIRef, kind: URIRef, filler: Node) -> BNode:
        node = BNode()
        for triple in ((RDF.type, OWL.Restriction), (OWL.onProperty, prop), (kind, filler)):
            self.graph.add((node, *triple))
        return node


class Seed(Protocol):
    """A contradiction: whole, or without the claim that is too much."""

    __name__: str

    def __call__(self, claims: Claims, *, whole: bool) -> None: ...


def two_kinds(claims: Claims, *, whole: bool) -> None:
    for kind in (AA.Relationship, AA.Instrument) if whole else (AA.Relationship,):
        claims.graph.add((A, RDFS.subClassOf, kind))


def cycle(claims: Claims, *, whole: bool) -> None:
    for part, of in ((A, B), (B, C), *([(C, A)] if whole else [])):
        claims.holds(part, AA.componentOf, of)


def denial(claims: Claims, *, whole: bool) -> None:
    claims.holds(A, AA.componentOf, B)
    claims.denied(A, AA.componentOf, B if whole else C)


def excluded_pair(claims: Claims, *, whole: bool) -> None:
    claims.holds(A, AA.componentOf, B)
    claims.holds(A, AA.precedes, B if whole else C)
    for concept in (A, B, C, D):
        claims.excluded((AA.componentOf, AA.precedes), concept)


def closed_list(claims: Claims, *, whole: bool) -> None:
    claims.complete(A, B, C)
    claims.holds(A, AA.hasComponent, D)
    if whole:
        claims.never(D, B)
        claims.never(D, C)


def distinct_kind(claims: Claims, *, whole: bool) -> None:
    claims.graph.add((A, RDFS.subClassOf, B))
    claims.never(A, B if whole else C)


SEEDED = {two_kinds: {A}, cycle: {A, B, C}, denial: {A}, excluded_pair: {A}, closed_list: {A}, distinct_kind: {A}}


@pytest.mark.parametrize("seed", SEEDED, ids=lambda seed: str(seed.__name__))
@pytest.mark.parametrize("whole", [True, False], ids=["seeded", "left out"])
def test_a_contradiction_of_each_kind_is_found_and_only_where_it_is(
    world: Any, content: Graph, seed: Seed, whole: bool,
) -> None:
    require("java")
    claims = Claims(content)
    seed(claims, whole=whole)
    assert unsatisfiable(world, claims.graph) == ({str(one) for one in SEEDED[seed]} if whole else set())


# Concepts and relations are individuals too

def test_punned_triples_survive_a_round_trip(world: Any, content: Graph) -> None:
    punned = {*content.subjects(RDF.type, AA.Concept), *content.subjects(RDF.type, AA.Relation)}
    assert len(punned) > len(CONCEPTS)
    load(world, content)
    saved = io.BytesIO()
    world.save(saved, format="ntriples")
    found = Graph().parse(data=saved.getvalue(), format="nt")
    for thing in punned:
        assert set(found.predicate_objects(thing)) == set(content.predicate_objects(thing)), thing
