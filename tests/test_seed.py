"""What the seed's passages, credits and statements have to hold, written down from the facts about it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import rdflib

from kg.sources import read_passages, read_persons, read_records
from kg.vocab import AA, iri

ROOT = Path(__file__).parents[1]
KEY = "titulescu2023"
PASSAGES: list[dict[str, Any]] = tomllib.loads(
    (ROOT / f"sources/passages/{KEY}.toml").read_text(encoding="utf-8"))["passage"]
CREDITS = [(passage, credit) for passage in PASSAGES for credit in passage.get("credits", [])]
SECTION = "The Therapeutic Relationship"
ALLIANCE = "The Therapeutic Alliance (Working Alliance)"

# Every citation of the article that carries a page: where it stands, what it credits, and what was judged of it.
WITH_PAGE = [
    (f"{SECTION}, para. 1", "chiriac2011", "p. 290", ["work-unidentified"]),
    (f"{SECTION}, para. 3", "horvathsymonds1991", "p. 140", ["attribution-doubtful"]),
    (f"{SECTION}, para. 4", "gilbertorlans2013", "p. 116", ["edition-unclear"]),
    (f"{ALLIANCE}, para. 10", "gilbertorlans2013", "p. 115", ["edition-unclear"]),
    (f"{SECTION}, para. 5", "kahn1997", "p. 43", []),
    (f"{SECTION}, para. 6", "evansgilbert2014", "p. 57", ["edition-unclear"]),
    (f"{SECTION}, para. 9", "cozolino2017", "p. 38", []),
    (f"{SECTION}, para. 11", "dafinoiu2007", "p. 94", ["work-unidentified"]),
    (f"{ALLIANCE}, para. 3", "clarkson2003", "p. 34", ["edition-unclear", "attribution-doubtful"]),
    (f"{ALLIANCE}, para. 4", "bordin1994", "p. 254", []),
    (f"{ALLIANCE}, para. 5", "obrienhouston2009", "pp. 62–68", ["edition-unclear"]),
    (f"{ALLIANCE}, para. 7", "zetzel1956", "p. 375", ["attribution-doubtful"]),
    (f"{ALLIANCE}, para. 8", "dafinoiuvargha2016", "p. 287", ["work-unidentified"]),
]

# What the article credits to nobody, or to somebody without a work, although a source is due.
WITHOUT_SOURCE = {
    "Abstract, para. 1", "Introduction, para. 2", "Introduction, para. 3", f"{SECTION}, para. 7",
    f"{SECTION}, para. 13", f"{SECTION}, para. 16", f"{SECTION}, para. 17", f"{ALLIANCE}, para. 2",
    f"{ALLIANCE}, para. 6", f"{ALLIANCE}, para. 11", f"{ALLIANCE}, para. 12", "Conclusions, para. 2",
    "Conclusions, para. 3",
}

INSTEAD = [
    ("three-parts", "bordin1994", {"work": "bordin1979", "locator": "p. 253", "certainty": "recalled-high"}),
    ("mutual-trust", "clarkson2003", {"work": "clarkson1995", "locator": "pp. 31–32", "certainty": "verified"}),
    ("joining-of-parts", "clarkson2003", {"work": "gelsocarter1985", "certainty": "recalled-high"}),
    ("social-emotional-side", "horvathsymonds1991", {"work": "gelsocarter1985", "certainty": "recalled-medium"}),
    ("accumulation-of-feelings", "evansgilbert2014",
     {"work": "gelsocarter1985", "locator": "p. 159", "certainty": "recalled-high"}),
    ("three-conditions", None, {"work": "rogers1957", "locator": "pp. 95–103", "certainty": "verified"}),
]

# Both sides of what the article says against itself: subject, relation, object, and whether it is denied.
CONTRADICTIONS = [
    ("real-relationship", "sameConceptAs", "therapeutic-relationship", False),
    ("real-relationship", "componentOf", "therapeutic-relationship", False),
    ("real-relationship", "groundOf", "therapeutic-relationship", False),
    ("working-alliance", "componentOf", "therapeutic-relationship", False),
    ("working-alliance", "precedes", "therapeutic-relationship", False),
    ("working-alliance", "beginningPhaseOf", "therapeutic-relationship", False),
    ("working-alliance", "leadsTo", "therapeutic-relationship", False),
    ("working-alliance", "bringsAbout", "healing", False),
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
COUNTS = {"working-alliance": 8, "therapeutic-relationship": 6, "real-relationship": 3}

DIMENSIONS = {
    "part / whole", "time", "rational / social-emotional", "technical / holistic", "cognitive / affective",
    "productive / social-emotional", "conscious, realistic / also implicit", "what it is about", "who joins",
    "cooperation", "role in change", "direction of influence", "level of obligation / love",
}


def turtle(path: str) -> rdflib.Graph:
    """Return one file of the interpretation."""
    return rdflib.Graph().parse(ROOT / "ontology" / path, format="turtle")


def credit(key: str, work: str | None) -> dict[str, Any]:
    """Return the credit that a passage gives to a work, or to nobody's work."""
    found: dict[str, Any]
    (found,) = (c for p, c in CREDITS if p["key"] == key and c.get("work") == work)
    return found


@pytest.fixture(scope="module")
def article(request: pytest.FixtureRequest) -> str:
    folder = request.config.getoption("--texts", default=None)
    if folder is None:
        pytest.skip("the article's text is not part of the project; give its folder with --texts DIR")
    return " ".join((Path(folder) / "titulescu-2023.txt").read_text(encoding="utf-8").split())


def test_every_quotation_stands_in_the_article(article: str) -> None:
    assert [p["key"] for p in PASSAGES if p["quotation"] not in article] == []


def test_every_credit_is_printed_in_the_article(article: str) -> None:
    assert [c["printed"] for _, c in CREDITS if c["printed"] not in article] == []


def test_quotations_stay_under_sixty_words() -> None:
    assert {p["key"]: n for p in PASSAGES if (n := len(p["quotation"].split())) >= 60} == {}


@pytest.mark.parametrize(("place", "work", "page", "statuses"), WITH_PAGE, ids=lambda v: str(v)[-20:])
def test_credit_with_a_page_is_kept_and_judged(place: str, work: str, page: str, statuses: list[str]) -> None:
    found = [c for p, c in CREDITS if (p["locator"], c.get("work"), c.get("locator")) == (place, work, page)]
    assert statuses in [c.get("statuses", []) for c in found]


def test_no_other_credit_has_a_page() -> None:
    pages = {(p["locator"], c["work"], c["locator"]) for p, c in CREDITS if "locator" in c}
    assert pages == {(place, work, page) for place, work, page, _ in WITH_PAGE}


def test_page_254_is_found_outside_bordins_chapter_of_1994() -> None:
    records = read_records(ROOT / "sources/bibliography.json", read_persons(ROOT / "sources/persons.toml"))
    works = {key: record.work for key, record in records.items()}
    credits_ = [a for p in read_passages(ROOT / f"sources/passages/{KEY}.toml", works) for a in p.attributions]
    outside = {a.work.key for a in credits_ if a.work and "page-out-of-range" in a.statuses}
    assert outside == {"bordin1994"}


def test_every_missing_source_is_marked() -> None:
    assert {p["locator"] for p, c in CREDITS if "no-source" in c.get("statuses", [])} == WITHOUT_SOURCE


def test_only_the_quotations_without_a_page_are_marked_so() -> None:
    marked = {p["key"] for p, c in CREDITS if "no-locator" in c.get("statuses", [])}
    assert marked == {"only-in-the-real-relationship", "dance-of-interactions"}


def test_three_works_are_doubted_as_source_of_the_framework() -> None:
    doubted = {c["work"] for p, c in CREDITS
               if p["key"] == "comprehensive-framework" and c["statuses"] == ["attribution-doubtful"]}
    assert doubted == {"frieswyk1986", "gelsocarter1985", "horvathgreenberg1989"}


@pytest.mark.parametrize(("key", "work", "instead"), INSTEAD, ids=lambda v: str(v)[:30])
def test_credit_says_what_to_cite_instead(key: str, work: str | None, instead: dict[str, str]) -> None:
    assert credit(key, work)["instead"] == instead


def test_zetzel_is_doubted_on_term_firstness_quotation_and_gender() -> None:
    reasons = " ".join(credit(key, "zetzel1956")["reason"] for key in ("first-used", "conscious-agreement"))
    assert [word for word in ("Term:", "Firstness:", "Quotation:", "Gender:") if word not in reasons] == []


def test_every_credit_gives_its_reason_and_evidence() -> None:
    assert [p["key"] for p, c in CREDITS if not (c.get("reason") and c.get("evidence"))] == []


def test_nothing_is_called_right_without_having_been_seen() -> None:
    assert [p["key"] for p, c in CREDITS if "ok" in c.get("statuses", [])] == []


@pytest.mark.parametrize("concept", sorted(COUNTS))
def test_concept_has_every_definition_of_the_article(concept: str) -> None:
    graph = turtle(f"concepts/{concept}.ttl")
    held = [d for d in graph.subjects(AA.defines, iri("concept", concept))
            if (d, AA.heldBy, iri("party", "titulescu")) in graph]
    places = {p["locator"] for p in PASSAGES for d in held
              if (d, AA.basedOn, iri("passage", f"{KEY}--{p['key']}")) in graph}
    assert (len(held), places) == (COUNTS[concept], DEFINITIONS[concept])


@pytest.mark.parametrize("claim", CONTRADICTIONS, ids=lambda c: f"{c[0]} {c[1]} {c[2]}")
def test_both_sides_of_a_contradiction_are_held(claim: tuple[str, str, str, bool]) -> None:
    graph = turtle("parties/titulescu.ttl")
    subject, relation, object_, is_denied = claim
    found = [c for c in graph.subjects(AA.relation, AA[relation])
             if (c, AA.subject, iri("concept", subject)) in graph
             and (c, AA.object, iri("concept", object_)) in graph]
    assert [(c, AA.isDenied, rdflib.Literal(True)) in graph for c in found] == [is_denied]


def test_the_literature_takes_the_two_for_one() -> None:
    graph = turtle("parties/specialised-literature.ttl")
    (claim,) = graph.subjects(AA.relation, AA.sameConceptAs)
    assert graph.value(claim, AA.heldBy) == iri("party", "specialised-literature")


def test_model_has_four_members_and_the_alliance_and_stays_open() -> None:
    graph = turtle("parties/titulescu.ttl")
    model = iri("model", "titulescu")
    members = {graph.value(claim, AA.subject) for claim in graph.objects(model, AA.hasClaim)}
    assert members == {iri("concept", member) for member in MEMBERS}
    assert graph.value(model, AA.isComplete) == rdflib.Literal(False)


def test_the_distinction_is_drawn_on_thirteen_dimensions() -> None:
    graph = turtle("distinctions/working-alliance--therapeutic-relationship.ttl")
    drawn = graph.subjects(AA.heldBy, iri("party", "titulescu"))
    assert {str(graph.value(distinction, AA.dimension)) for distinction in drawn} == DIMENSIONS


def test_every_passage_that_a_statement_rests_on_is_written_down() -> None:
    files = (f.relative_to(ROOT / "ontology") for f in (ROOT / "ontology").glob("*/*.ttl"))
    named = {str(passage) for f in files for passage in turtle(str(f)).objects(None, AA.basedOn)}
    known = {str(iri("passage", f"{KEY}--{p['key']}")) for p in PASSAGES}
    assert {name for name in named if f"/{KEY}--" in name} <= known
