"""Each model as an ontology of its own: its claims as axioms that name them, consistent as far as the reasoner says."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import owlready2
import pyoxigraph
import pytest
from conftest import require
from rdflib import DCTERMS, OWL, RDF, RDFS, Graph, Literal, URIRef

from kg import export
from kg.export.models import model_ontology
from kg.vocab import AA, BASE, iri

VOCABULARY = URIRef(f"{BASE}vocab")


@pytest.fixture(scope="module")
def content(atlas_store: Path) -> export.Content:
    return export.Content((atlas_store / "current").resolve())


@pytest.fixture(scope="module")
def folder(content: export.Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("ontologies") / "models"
    export.write(content, "models", target)
    return target


@pytest.fixture(scope="module")
def models(content: export.Content) -> dict[str, URIRef]:
    return {str(model).rsplit("/", 1)[-1]: URIRef(str(model)) for model in content.graph.subjects(RDF.type, AA.Model)}


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    fresh = owlready2.World()
    yield fresh
    fresh.close()


def read(path: Path) -> Graph:
    return Graph().parse(path, format={".ttl": "turtle", ".owl": "xml"}[path.suffix])


def test_every_model_is_there_in_both_syntaxes(folder: Path, models: dict[str, URIRef]) -> None:
    assert len(models) > 1
    for name in ["vocab", *(f"model-{slug}" for slug in models)]:
        turtle, xml = (folder / f"{name}{suffix}" for suffix in (".ttl", ".owl"))
        second = list(pyoxigraph.parse(turtle.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE))
        assert len(read(turtle)) == len(read(xml)) == len(second) > 0, name


def test_every_header_has_a_version_imports_the_vocabulary_and_names_its_claims(
    content: export.Content, folder: Path, models: dict[str, URIRef],
) -> None:
    for slug, model in models.items():
        made = read(folder / f"model-{slug}.ttl")
        [header] = made.subjects(RDF.type, OWL.Ontology)
        assert str(header) == f"{export.ONTOLOGY}/model/{slug}"
        assert str(made.value(header, OWL.versionIRI)) == f"{header}/{made.value(header, OWL.versionInfo)}"
        assert list(made.objects(header, OWL.imports)) == [VOCABULARY]
        assert made.value(header, DCTERMS.license)
        assert set(made.objects(header, DCTERMS.source)) == {model, *content.graph.objects(model, AA.hasClaim)}


def test_a_claim_at_large_is_an_axiom_that_names_it(
    content: export.Content, folder: Path, models: dict[str, URIRef],
) -> None:
    found = content.graph
    for slug, model in models.items():
        made = read(folder / f"model-{slug}.ttl")
        for claim in found.objects(model, AA.hasClaim):
            axioms = list(made.subjects(DCTERMS.source, claim))
            if (claim, AA.inSenseOf, None) in found:
                assert len(axioms) == 1, "the header alone"
                continue
            [axiom] = (one for one in axioms if (one, RDF.type, OWL.Axiom) in made)
            source, target = made.value(axiom, OWL.annotatedSource), made.value(axiom, OWL.annotatedTarget)
            assert source == found.value(claim, AA.subject)
            assert (source, made.value(axiom, OWL.annotatedProperty), target) in made
            if made.value(target, OWL.onProperty):
                assert made.value(target, OWL.onProperty) == found.value(claim, AA.relation)
                assert made.value(target, OWL.someValuesFrom) == found.value(claim, AA.object)
            party = found.value(found.value(claim, AA.heldBy), RDFS.label)
            assert f"[{party}: " in str(made.value(axiom, RDFS.comment))


def test_a_complete_model_has_no_other_components(content: export.Content) -> None:
    made, ends = model_ontology(content, iri("model", "bordin")), {"bond", "goals", "tasks"}
    [only] = made.subjects(OWL.allValuesFrom)
    assert made.value(only, OWL.onProperty) == AA.hasComponent
    [union] = made.objects(made.value(only, OWL.allValuesFrom), OWL.unionOf)
    assert set(made.items(union)) == {iri("concept", name) for name in ends}
    assert len(list(made.subjects(OWL.complementOf))) == 3, "each is none of the others"


def test_protege_finds_every_import_beside_the_file(folder: Path) -> None:
    catalog = ET.fromstring((folder / "catalog-v001.xml").read_text(encoding="utf-8"))  # noqa: S314 - our own
    places = {str(one.get("name")): folder / str(one.get("uri")) for one in catalog}
    for name, path in places.items():
        assert (URIRef(name), RDF.type, OWL.Ontology) in read(path)
    assert {str(one) for path in folder.glob("*.ttl") for one in read(path).objects(None, OWL.imports)} <= set(places)


def test_owlready_opens_each_beside_the_vocabulary(world: Any, folder: Path, models: dict[str, URIRef]) -> None:
    load(world, str(VOCABULARY), folder / "vocab.owl")  # first: what is there is not fetched
    for slug in models:
        load(world, f"{export.ONTOLOGY}/model/{slug}", folder / f"model-{slug}.owl")
        concepts = {str(one) for one in read(folder / f"model-{slug}.owl").subjects(RDF.type, OWL.Class)
                    if isinstance(one, URIRef)}
        assert concepts <= {one.iri for one in world.classes()}
    assert world[str(AA.componentOf)]


def load(world: Any, name: str, path: Path) -> None:
    world.get_ontology(name).load(fileobj=io.BytesIO(path.read_bytes()))


def axioms(graph: Graph) -> Graph:
    """Return the axioms on classes and properties: annotations and punned individuals cost HermiT minutes."""
    found = Graph()
    kept = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, RDF.first, RDF.rest)
    for s, p, o in graph:
        is_owl = str(p).startswith(str(OWL)) and "annotated" not in str(p) and "version" not in str(p)
        is_kind = p == RDF.type and str(o).startswith(str(OWL)) and o not in (OWL.Axiom, OWL.Ontology)
        if (is_owl and p != OWL.imports) or is_kind or p in kept:
            found.add((s, p, o))
    return found


def impossible(world: Any, graph: Graph) -> set[str]:
    """Return the concepts of a graph that HermiT finds impossible."""
    text = axioms(graph).serialize(format="nt", encoding="utf-8")
    world.get_ontology(f"{BASE}checked#").load(fileobj=io.BytesIO(text))
    owlready2.sync_reasoner_hermit(world, debug=0)
    return {found.iri for found in world.inconsistent_classes()} - {str(OWL.Nothing)}


def apart(graph: Graph, slug: str) -> Graph:
    """Return a graph with concepts of its own, so that one run of HermiT is enough for several."""
    found = Graph()
    for triple in graph:
        s, p, o = (URIRef(f"{node}--{slug}") if str(node).startswith(str(iri("concept", ""))) else node
                   for node in triple)
        found.add((s, p, o))
    return found


def test_each_is_consistent_as_the_reasoner_says(
    content: export.Content, folder: Path, models: dict[str, URIRef], world: Any,
) -> None:
    require("java")
    reasoned = Graph()
    for name, lines in content.graphs():
        if name.startswith(f"{BASE}reasoned/"):
            reasoned.parse(data="".join(lines), format="nt")
    every = read(folder / "vocab.ttl")
    for slug in models:
        every += apart(read(folder / f"model-{slug}.ttl"), slug)
    assert impossible(world, every) == {
        f"{one}--{slug}" for slug, model in models.items() for one in reasoned.objects(model, AA.makesImpossible)}


def test_a_model_against_itself_is_found_impossible(tiny_store: Path, world: Any) -> None:
    require("java")
    content = export.Content(tiny_store / "current")
    claims = "".join(
        f"<{BASE}claim/{name}> a aa:Claim ; aa:subject :one ; aa:relation aa:{relation} ; aa:object :two .\n"
        f"<{BASE}model/torn> aa:hasClaim <{BASE}claim/{name}> .\n" for name, relation in (
            ("a", "kindOf"), ("b", "distinctFrom")))
    content.graph.parse(data=f"@prefix aa: <{AA}> . @prefix : <{BASE}concept/> .\n{claims}")
    for name in ("one", "two"):
        content.graph.add((iri("concept", name), RDF.type, AA.Concept))
        content.graph.add((iri("concept", name), RDFS.label, Literal(name)))
    made = model_ontology(content, iri("model", "torn"))
    assert impossible(world, made) == {str(iri("concept", "one"))}
