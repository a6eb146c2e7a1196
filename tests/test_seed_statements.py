"""What the atlas has the seed say of its concepts: written down from the article, both sides of its contradictions."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib import SKOS

from kg.vocab import AA, iri

ROOT = Path(__file__).parents[1]
KEY = "titulescu2023"
PARTY = iri("party", "titulescu")
PASSAGES: list[dict[str, Any]] = tomllib.loads(
    (ROOT / f"sources/passages/{KEY}.toml").read_text(encoding="utf-8"))["passage"]
SECTION = "The Therapeutic Relationship"
ALLIANCE = "The Therapeutic Alliance (Working Alliance)"

Said = tuple[str, str, str, bool]
#: Concept and name -> lineage and labels of the concept.
Names = dict[tuple[str, str], tuple[str, set[str]]]

# Both sides of what the article says against itself: subject, relation, object, and whether it is denied.
CONTRADICTIONS = [
    ("real-relationship", "sameConceptAs", "therapeutic-relationship", False),
    ("real-relationship", "componentOf", "therapeutic-relationship", False),
    ("real-relationship", "groundOf", "therapeutic-relationship", False),
    ("working-alliance", "componentOf", "therapeutic-relationship", False),
    ("working-alliance", "precedes", "therapeutic-relationship", False),
    ("working-alliance", "beginningPhaseOf", "therapeutic-relationship", False),
    ("working-alliance", "leadsTo", "therapeutic-relationship", False),
    ("working-alliance", "mechanismOf", "therapeutic-change", True),
    ("working-alliance", "frameworkFor", "therapeutic-relationship", False),
    ("collaboration", "locatedIn", "real-relationship", False),
    ("collaboration", "characterizes", "working-alliance", False),
    ("transference", "characterizes", "real-relationship", False),
    ("negotiation", "characterizes", "therapeutic-relationship", False),
    ("negotiation", "characterizes", "working-alliance", False),
    ("social-emotional-aspect", "sameConceptAs", "therapeutic-relationship", False),
    ("social-emotional-aspect", "sameConceptAs", "person-to-person-relationship", False),
    ("working-alliance", "distinctFrom", "therapeutic-relationship", False),
]

# What the article ties to the brain and to attachment, and by which relation.
BRAIN_AND_ATTACHMENT = [
    ("therapeutic-relationship", "leadsTo", "reflexive-function", False),
    ("therapeutic-relationship", "promotes", "social-potential", False),
    ("therapeutic-relationship", "promotes", "neuroplasticity", False),
    ("therapeutic-change", "dependsOn", "neuroplasticity", False),
    ("social-brain", "becomes", "therapeutic-tools", False),
    ("co-created-narratives", "becomes", "therapeutic-tools", False),
    ("therapeutic-relationship", "promotes", "safety", False),
    ("safety", "promotes", "affect-regulation", False),
    ("therapist", "becomes", "attachment-figure", False),
    ("attachment-figure", "promotes", "exploration", False),
]

# What else it says, concept by concept: one relation of each that has no definition.
ALSO_SAID = [
    ("relational-codes", "variesWith", "therapeutic-school", False),
    ("rules-of-the-game", "variesWith", "therapeutic-school", False),
    ("comprehensive-capacity-of-therapist", "conditionOf", "working-alliance", False),
    ("encouragement", "offeredBy", "therapist", False),
    ("working-alliance", "promotes", "consent-to-treatment", False),
    ("working-alliance", "kindOf", "mechanism-of-change", True),
    ("negotiation", "leadsTo", "therapeutic-contract", False),
    ("goals", "dependsOn", "presenting-concerns", False),
    ("mutual-trust", "characterizes", "working-alliance", False),
    ("shared-responsibility", "characterizes", "working-alliance", False),
    ("therapeutic-frame", "componentOf", "facilitative-conditions", False),
    ("emotional-warmth", "characterizes", "therapeutic-relationship", False),
    ("positive-appreciation", "characterizes", "therapeutic-relationship", False),
    ("self-disclosure", "characterizes", "real-relationship", False),
    ("therapist-response-modes", "characterizes", "real-relationship", False),
    ("client-corresponding-behaviours", "characterizes", "real-relationship", False),
    ("therapeutic-ethics", "characterizes", "real-relationship", False),
    ("therapeutic-relationship", "influences", "personal-reality", False),
]

# What it defines beside the constructs it is about.
DEFINED = {
    "agape", "encounter", "co-creation", "reciprocal-influence", "rules-of-the-game", "safety", "attachment-style",
    "contact-style", "reflexive-function", "internal-representations", "personal-history", "early-relationship",
    "social-potential", "neuroplasticity", "prescriptions",
}

# Its own names for things: concept, name.
TERMS = {
    ("working-alliance", "therapeutic alliance"), ("therapeutic-relationship", '"real" relationship'),
    ("real-relationship", "basic relationship"), ("tasks", "work tasks"), ("goals", "therapeutic goals"),
    ("reasonable-part-of-client", "reasonable part"), ("analytical-part-of-therapist", "working or analytical part"),
    ("reflexive-function", "reflexive function"), ("collaboration", "cooperation"), ("congruence", "authenticity"),
}

MEMBERS = {"person-to-person-relationship", "transference-countertransference-relationship",
           "reparative-relationship", "real-relationship", "working-alliance"}

DEFINITIONS = {
    "working-alliance": {
        f"{ALLIANCE}, para. 3", f"{ALLIANCE}, para. 4", f"{ALLIANCE}, para. 7", f"{ALLIANCE}, para. 8",
        f"{ALLIANCE}, para. 9", f"{SECTION}, para. 11", f"{SECTION}, para. 15"},
    "therapeutic-relationship": {
        f"{SECTION}, para. 3", f"{SECTION}, para. 4", f"{SECTION}, para. 5", f"{SECTION}, para. 6",
        f"{SECTION}, para. 12", f"{ALLIANCE}, para. 2"},
    "real-relationship": {f"{SECTION}, para. 13", f"{SECTION}, para. 14"},
}
COUNTS = {"working-alliance": 8, "therapeutic-relationship": 7, "real-relationship": 3}

DIMENSIONS = {
    "part / whole", "time", "rational / social-emotional", "technical / holistic", "cognitive / affective",
    "productive / social-emotional", "conscious, realistic / also implicit", "what it is about", "who joins",
    "cooperation", "role in change", "direction of influence", "level of obligation / love",
}


def turtle(path: str) -> rdflib.Graph:
    """Return one file of the interpretation."""
    return rdflib.Graph().parse(ROOT / "ontology" / path, format="turtle")


@pytest.mark.parametrize("concept", sorted(COUNTS))
def test_concept_has_every_definition_of_the_article(concept: str) -> None:
    graph = turtle(f"concepts/{concept}.ttl")
    held = [d for d in graph.subjects(AA.defines, iri("concept", concept))
            if (d, AA.heldBy, PARTY) in graph]
    places = {p["locator"] for p in PASSAGES for d in held
              if (d, AA.basedOn, iri("passage", f"{KEY}--{p['key']}")) in graph}
    assert (len(held), places) == (COUNTS[concept], DEFINITIONS[concept])


@pytest.fixture(scope="module")
def held() -> set[Said]:
    """The claims that the article's party holds: subject, relation, object, and whether it is denied."""
    graph, found = turtle("parties/titulescu.ttl"), set[Said]()
    for claim in graph.subjects(rdflib.RDF.type, AA.Claim):
        subject, relation, object_ = (
            str(graph.value(claim, part)).rsplit("/", 1)[-1] for part in (AA.subject, AA.relation, AA.object))
        found.add((subject, relation, object_, (claim, AA.isDenied, rdflib.Literal(True)) in graph))
    return found


@pytest.mark.parametrize("claim", CONTRADICTIONS, ids=lambda c: f"{c[0]} {c[1]} {c[2]}")
def test_both_sides_of_a_contradiction_are_held(claim: Said, held: set[Said]) -> None:
    assert claim in held
    assert (*claim[:3], not claim[3]) not in held


def test_the_alliance_is_viewed_as_healing_and_is_no_mechanism_of_change(held: set[Said]) -> None:
    viewed = iri("characteristic", "titulescu--working-alliance-role-in-healing")
    said = turtle("parties/titulescu.ttl").value(viewed, AA.value)
    assert str(said) == "has been viewed as potentially healing in itself"
    assert ("working-alliance", "mechanismOf", "therapeutic-change", True) in held
    assert not any(relation == "bringsAbout" for subject, relation, *_ in held if subject == "working-alliance")


def test_brain_and_attachment_are_tied_in(held: set[Said]) -> None:
    assert {*BRAIN_AND_ATTACHMENT} - held == set()


def test_what_has_no_definition_has_a_relation(held: set[Said]) -> None:
    assert {*ALSO_SAID} - held == set()


@pytest.mark.parametrize("concept", sorted(DEFINED))
def test_concept_is_defined_by_the_article(concept: str) -> None:
    graph = turtle(f"concepts/{concept}.ttl")
    holders = {graph.value(d, AA.heldBy) for d in graph.subjects(AA.defines, iri("concept", concept))}
    assert PARTY in holders


@pytest.fixture(scope="module")
def names() -> Names:
    """The article's names for concepts, each with its lineage and with the labels of the concept."""
    found = {}
    for path in (ROOT / "ontology/concepts").glob("*.ttl"):
        graph = rdflib.Graph().parse(path, format="turtle")
        labels = {str(label) for label in graph.objects(None, SKOS.prefLabel | SKOS.altLabel)}
        for term in graph.subjects(AA.usedBy, PARTY):
            lineage = str(graph.value(term, SKOS.note) or "")
            found[path.stem, str(graph.value(term, AA["term"]))] = (lineage, labels)
    return found


def test_its_own_names_are_kept_with_their_lineage(names: Names) -> None:
    assert TERMS - names.keys() == set()
    assert [name for name, (lineage, _) in names.items() if not lineage] == []


def test_its_own_names_are_labels_of_the_concept(names: Names) -> None:
    assert [name for name, (_, labels) in names.items() if name[1] not in labels] == []


def test_the_literature_takes_the_two_for_one() -> None:
    graph = turtle("parties/specialised-literature.ttl")
    (claim,) = graph.subjects(AA.basedOn, iri("passage", f"{KEY}--used-interchangeably"))
    assert (claim, AA.relation, AA.sameConceptAs) in graph
    assert {graph.value(claim, AA.subject), graph.value(claim, AA.object)} == {
        iri("concept", "working-alliance"), iri("concept", "therapeutic-relationship")}
    assert graph.value(claim, AA.heldBy) == iri("party", "specialised-literature")


def test_model_has_four_members_and_the_alliance_and_stays_open() -> None:
    graph = turtle("parties/titulescu.ttl")
    model = iri("model", "titulescu")
    members = {graph.value(claim, AA.subject) for claim in graph.objects(model, AA.hasClaim)}
    assert members == {iri("concept", member) for member in MEMBERS}
    assert graph.value(model, AA.isComplete) == rdflib.Literal(False)


def test_the_distinction_is_drawn_on_thirteen_dimensions() -> None:
    graph = turtle("distinctions/working-alliance--therapeutic-relationship.ttl")
    drawn = graph.subjects(AA.heldBy, PARTY)
    assert {str(graph.value(distinction, AA.dimension)) for distinction in drawn} == DIMENSIONS


def test_every_passage_that_a_statement_rests_on_is_written_down() -> None:
    files = (f.relative_to(ROOT / "ontology") for f in (ROOT / "ontology").glob("*/*.ttl"))
    named = {str(passage) for f in files for passage in turtle(str(f)).objects(None, AA.basedOn)}
    known = {str(iri("passage", f"{KEY}--{p['key']}")) for p in PASSAGES}
    assert {name for name in named if f"/{KEY}--" in name} <= known
