"""The vocabulary and the concepts as OWL: owlready2 reads them, and HermiT finds no class that cannot have instances.

Only axioms on classes and properties go to the reasoner: concepts are also individuals (OWL 2 punning), which
owlready2 cannot keep apart from classes, and which cost HermiT minutes. What claims make impossible: test_reason.py.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import owlready2
import pytest
from conftest import require
from rdflib import OWL, RDF, RDFS, Graph

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
