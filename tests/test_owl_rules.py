"""The listed restrictions of OWL 2 DL, in every form in which the rules H20 to H26 know them.

They are no check of the whole profile: which restrictions are held is what stands here and in `ontology/checks`.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.check import rule_findings
from kg.store import Store
from kg.vocab import PREFIXES, graph

ROOT = Path(__file__).parent.parent
RULES = [path for path in sorted((ROOT / "ontology" / "checks").glob("H2*.rq")) if "H20" <= path.stem[:3] <= "H26"]
CORE = ox.NamedNode(str(graph("ontology/core")))
OTHER = ox.NamedNode(str(graph("ontology/other")))


def quads(turtle: str, name: ox.NamedNode) -> list[ox.Quad]:
    prefixes = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
    return [ox.Quad(t.subject, t.predicate, t.object, name)
            for t in ox.parse((prefixes + turtle).encode(), format=ox.RdfFormat.TURTLE)]


def broken(turtle: str, name: ox.NamedNode = CORE) -> set[str]:
    """The rules that a text breaks beside the vocabulary."""
    store = ox.Store()
    every = [*quads((ROOT / "ontology" / "core.ttl").read_text(encoding="utf-8"), CORE), *quads(turtle, name)]
    store.extend(every)
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in every)
    return {finding.rule for finding in rule_findings(Store(store).select, RULES, {})}


def test_the_rules_are_there() -> None:
    assert [path.stem[:3] for path in RULES] == ["H20", "H21", "H22", "H23", "H24", "H25", "H26"]


def test_the_vocabulary_breaks_none() -> None:
    assert broken("") == set()


PART = "aa:part a owl:ObjectProperty"
RESTRICTED = "aa:Warm a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty aa:part ;"


@pytest.mark.parametrize("misuse", [
    f"{PART}, owl:TransitiveProperty, owl:IrreflexiveProperty .",
    f"{PART}, owl:TransitiveProperty, owl:AsymmetricProperty .",
    f"{PART}, owl:TransitiveProperty, owl:FunctionalProperty .",
    f"{PART}, owl:TransitiveProperty, owl:InverseFunctionalProperty .",
    f'{PART}, owl:TransitiveProperty . {RESTRICTED} owl:minCardinality "1"^^xsd:nonNegativeInteger ] .',
    f'{PART}, owl:TransitiveProperty . {RESTRICTED} owl:qualifiedCardinality "1"^^xsd:nonNegativeInteger ] .',
    f"{PART}, owl:TransitiveProperty . {RESTRICTED} owl:hasSelf true ] .",
    f"{PART}, owl:TransitiveProperty ; owl:propertyDisjointWith aa:precedes .",
    f"{PART}, owl:TransitiveProperty ; owl:inverseOf aa:has . aa:has a owl:ObjectProperty, owl:FunctionalProperty .",
    f"{PART}, owl:TransitiveProperty ; rdfs:subPropertyOf aa:in . aa:in a owl:ObjectProperty, owl:FunctionalProperty .",
    "aa:componentOfTransitive a owl:IrreflexiveProperty .",
])
def test_a_transitive_property_is_nothing_that_owl_forbids(misuse: str) -> None:
    assert broken(misuse) == {"H20"}


@pytest.mark.parametrize("use", [
    f"{PART}, owl:TransitiveProperty, owl:SymmetricProperty .",
    f"{PART}, owl:IrreflexiveProperty ; rdfs:subPropertyOf aa:componentOfTransitive .",
    f"{PART}, owl:TransitiveProperty . {RESTRICTED} owl:someValuesFrom aa:Phenomenon ] .",
])
def test_what_owl_allows_of_a_transitive_property_passes(use: str) -> None:
    assert broken(use) == set()


@pytest.mark.parametrize(("turtle", "rule"), [
    ("bibo:doi a owl:ObjectProperty .", "H21"),
    ("aa:warm a owl:DatatypeProperty, owl:AnnotationProperty .", "H21"),
    ("aa:Warm a owl:Class, rdfs:Datatype .", "H21"),
    ('concept:warmth aa:seenIn "a" ; aa:state "draft" .', "H22"),
    ("work:alder1901 aa:year aa:Work .", "H22"),
    ("aa:Warm a rdfs:Class .", "H23"),
    ("aa:warm a rdf:Property .", "H23"),
    ("concept:warmth rdfs:member concept:welcome .", "H23"),
    ('owl:Thing rdfs:label "all"@en .', "H23"),
    ('work:alder1901 aa:year "1901"^^xsd:gYear .', "H24"),
    ('work:alder1901 aa:seenIn "2001-01-01"^^xsd:date .', "H24"),
    ("aa:warm a owl:DatatypeProperty ; rdfs:range rdf:langString .", "H24"),
    ("aa:Warm a owl:Class ; rdfs:subClassOf foaf:Warm .", "H26"),
    ("aa:warm a owl:ObjectProperty ; rdfs:subPropertyOf foaf:warm .", "H26"),
    ("aa:warm a owl:ObjectProperty ; rdfs:domain foaf:Warm .", "H26"),
])
def test_each_restriction_is_held(turtle: str, rule: str) -> None:
    assert broken(turtle) == {rule}


def test_a_property_is_declared_in_the_core_only() -> None:
    assert broken("bibo:doi a owl:DatatypeProperty .", OTHER) == {"H21"}


def test_only_the_core_has_things_without_an_address() -> None:
    nameless = "aa:Warm a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty aa:measures ; " \
               "owl:someValuesFrom aa:Phenomenon ] ."
    assert broken(nameless) == set()
    assert broken(nameless, OTHER) == {"H25"}
