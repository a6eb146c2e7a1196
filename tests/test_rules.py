"""No rule without a file that it refuses: `data/rules/<ID>/` holds a good and a bad file for every rule.

Shapes (S) look at the graph of one Turtle file, rules (H) at a store of several named graphs, written as TriG.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, Graph, URIRef

from kg.check import rule_findings, shape_findings
from kg.store import Store
from kg.vocab import graph

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data" / "rules"
SHAPES = Graph().parse(ROOT / "ontology" / "shapes.ttl")
RULES = sorted((ROOT / "ontology" / "checks").glob("*.rq"))
SHAPE_KINDS = (SH.NodeShape, SH.PropertyShape)

NAMED = {str(shape) for kind in SHAPE_KINDS for shape in SHAPES.subjects(RDF.type, kind)}
SHAPE_IDS = sorted(name.rsplit("/", 1)[-1][:3] for name in NAMED)
RULE_IDS = sorted(rule.stem[:3] for rule in RULES)


def by_shapes(name: str, kind: str) -> set[str]:
    path = DATA / name / f"{kind}.ttl"
    return {finding.rule for finding in shape_findings(Graph().parse(path), SHAPES, path.name)}


def by_rules(name: str, kind: str) -> set[str]:
    """The rules that a TriG file breaks once the vocabulary stands beside it, as in a build."""
    store = ox.Store()
    trig = ox.parse((DATA / name / f"{kind}.trig").read_bytes(), format=ox.RdfFormat.TRIG)
    core = ox.parse((ROOT / "ontology" / "core.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    vocabulary = ox.NamedNode(str(graph("ontology/core")))
    quads = [*trig, *(ox.Quad(q.subject, q.predicate, q.object, vocabulary) for q in core)]
    store.extend(quads)
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    return {finding.rule for finding in rule_findings(Store(store).select, RULES, {})}


def test_every_rule_has_a_folder_and_every_folder_a_rule() -> None:
    folders = sorted(path.name for path in DATA.iterdir())
    assert folders == sorted(SHAPE_IDS + RULE_IDS)
    assert len(folders) > 60


def test_no_number_is_given_twice() -> None:
    assert len(set(SHAPE_IDS)) == len(SHAPE_IDS)
    assert len(set(RULE_IDS)) == len(RULE_IDS)


@pytest.mark.parametrize("name", SHAPE_IDS)
def test_shape_refuses_its_bad_file_and_no_other_does(name: str) -> None:
    assert by_shapes(name, "bad") == {name}


@pytest.mark.parametrize("name", SHAPE_IDS)
def test_shape_passes_its_good_file(name: str) -> None:
    assert by_shapes(name, "good") == set()


@pytest.mark.parametrize("name", RULE_IDS)
def test_rule_refuses_its_bad_file_and_no_other_does(name: str) -> None:
    assert by_rules(name, "bad") == {name}


@pytest.mark.parametrize("name", RULE_IDS)
def test_rule_passes_its_good_file(name: str) -> None:
    assert by_rules(name, "good") == set()


@pytest.mark.parametrize("shape", sorted(NAMED))
def test_shape_is_named_by_its_number_and_says_what_to_do(shape: str) -> None:
    assert re.fullmatch(r"S\d\d(-[a-z]+)+", shape.rsplit("/", 1)[-1])
    (message,) = SHAPES.objects(URIRef(shape), SH.message)
    assert re.fullmatch(r"[A-Z].+: .+\.", str(message)), message
    assert SHAPES.value(URIRef(shape), SH.severity) in (SH.Violation, SH.Warning)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_rule_begins_with_its_number_and_sentence(rule: Path) -> None:
    first = rule.read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(rf"# {rule.stem[:3]}: [a-z].+\.", first), first
