"""No term without a use: what `core.ttl` declares is asked by a question, held by a rule or shown on a page."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib import OWL, RDF, Graph, Node, URIRef

from kg.sources import read_records
from kg.vocab import AA, PREFIXES, iri

ROOT = Path(__file__).parent.parent
ONTOLOGY = ROOT / "ontology"
ASKED = [*(ONTOLOGY / "questions").glob("*.rq"), *(ONTOLOGY / "checks").glob("*.rq"),
         *(ROOT / "kg" / "queries").glob("*.rq")]
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"|(?<![\w<"])#.*')
_NAME = re.compile(r"\b([a-z]+):(\w+)")


@pytest.fixture(scope="module")
def core() -> Graph:
    return Graph().parse(ONTOLOGY / "core.ttl")


@pytest.fixture(scope="module")
def atlas(atlas_store: Path) -> rdflib.Dataset:
    """Every curated graph of the content."""
    found = rdflib.Dataset(default_union=True)
    found.parse(atlas_store / "current" / "atlas.nq", format="nquads")
    return found


def named(text: str) -> set[URIRef]:
    """The terms that a query names, not in its comments or messages."""
    found = _NAME.findall(_STRING_OR_COMMENT.sub("", text))
    return {URIRef(PREFIXES[prefix] + name) for prefix, name in found if prefix in PREFIXES}


def used() -> set[URIRef]:
    """The terms that a question, a rule, a shape, a restriction of a class or the query of a page names."""
    shapes = Graph().parse(ONTOLOGY / "shapes.ttl")
    found = {term for triple in shapes for term in triple if isinstance(term, URIRef)}
    found |= {URIRef(str(term)) for term in Graph().parse(ONTOLOGY / "core.ttl").objects(None, OWL.onProperty)}
    return found.union(*(named(path.read_text(encoding="utf-8")) for path in ASKED))


def declared(core: Graph) -> set[URIRef]:
    return {s for kind in KINDS for s in core.subjects(RDF.type, kind) if isinstance(s, URIRef)}


def claimed(atlas: rdflib.Dataset) -> set[Any]:
    """The relations that some claim uses, all of which the pages ask for at once."""
    return set(atlas.objects(None, AA.relation))


def test_queries_are_read_without_comments_and_messages() -> None:
    text = '# of aa:One\nSELECT ?x { ?x a aa:Two } # aa:Three\n BIND("add aa:Four" AS ?y) FILTER(?z = aa:Five)'
    assert named(text) == {AA.Two, AA.Five}


def test_every_relation_is_used_by_a_claim(core: Graph, atlas: rdflib.Dataset) -> None:
    relations = set(core.subjects(RDF.type, AA.Relation))
    assert len(relations) > 20
    assert sorted(map(str, relations - claimed(atlas))) == []


def test_every_other_own_term_is_named_by_a_question_a_rule_or_a_page(core: Graph) -> None:
    own = {term for term in declared(core) - set(core.subjects(RDF.type, AA.Relation)) if term.startswith(str(AA))}
    assert len(own) > 60
    assert sorted(own - used()) == []


def test_every_foreign_term_is_used_by_the_content_or_a_rule(core: Graph, atlas: rdflib.Dataset) -> None:
    foreign = {term for term in declared(core) if not term.startswith(str(AA))}
    found = {*atlas.predicates(), *atlas.objects(None, RDF.type), *core.objects()}
    assert len(foreign) > 20
    assert sorted(foreign - found - used()) == []


# --- how sure a fact is, from the file to the graph ---


def sureness(atlas: rdflib.Dataset, thing: Node, prop: URIRef = AA.certainty) -> str:
    (found,) = atlas.objects(thing, prop)
    return str(found).rsplit("/", 1)[-1]


def test_every_certainty_of_a_work_survives(atlas: rdflib.Dataset) -> None:
    path = ROOT / "sources" / "bibliography.json"
    custom = {record["id"]: record["custom"] for record in json.loads(path.read_text(encoding="utf-8"))}
    assert set(custom) == set(read_records(path, {}))
    for key, said in custom.items():
        assert sureness(atlas, iri("work", key)) == said["certainty"], key
        for field, certainty in said.get("doubts", {}).items():
            assert sureness(atlas, iri("work", f"{key}/doubt/{field}")) == certainty, (key, field)


@pytest.mark.parametrize("path", sorted((ROOT / "sources" / "passages").glob("*.toml")), ids=lambda path: path.stem)
def test_every_certainty_of_a_passage_survives(atlas: rdflib.Dataset, path: Path) -> None:
    for passage in tomllib.loads(path.read_text(encoding="utf-8"))["passage"]:
        node = iri("passage", f"{path.stem}--{passage['key']}")
        assert sureness(atlas, node) == passage["certainty"]
        graph = {(str(atlas.value(credit, AA.credited) or ""), sureness(atlas, credit), _instead(atlas, credit))
                 for credit in atlas.subjects(URIRef(PREFIXES["cito"] + "hasCitingEntity"), node)}
        file = {(credit.get("printed", ""), credit.get("certainty", "unknown"),
                 credit.get("instead", {}).get("certainty", "")) for credit in passage.get("credits", [])}
        assert graph == file, node


def _instead(atlas: rdflib.Dataset, credit: Any) -> str:
    return sureness(atlas, credit, AA.citeInsteadCertainty) if atlas.value(credit, AA.citeInstead) else ""


@pytest.mark.parametrize(("table", "kind"), [("mappings", AA.Mapping), ("unmapped", AA.Unmapped)])
def test_every_certainty_of_a_mapping_survives(atlas: rdflib.Dataset, table: str, kind: URIRef) -> None:
    _, *rows = (ONTOLOGY / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    graph = sorted(sureness(atlas, one) for one in atlas.subjects(RDF.type, kind))
    assert graph == sorted(row.split("\t")[-1] for row in rows)


def test_every_certainty_of_a_person_survives(atlas: rdflib.Dataset) -> None:
    persons = tomllib.loads((ROOT / "sources" / "persons.toml").read_text(encoding="utf-8"))
    said = {key: person["certainty"] for key, person in persons.items() if "certainty" in person}
    assert said
    assert {key: sureness(atlas, iri("person", key)) for key in said} == said
