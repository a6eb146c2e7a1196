"""What a reader can ask of the atlas, on the tiny repository."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg


@pytest.fixture(scope="module")
def atlas(tiny_store: Path) -> kg.Atlas:
    return kg.open(tiny_store)


def test_the_atlas_says_what_it_is_and_where_to_begin(atlas: kg.Atlas) -> None:
    assert atlas.title == "Tiny Atlas"
    assert atlas.description.startswith("Three invented concepts.")
    assert [ref.slug for ref in atlas.starts_with] == ["warmth", "welcome"]


def test_concepts_come_from_a_to_z(atlas: kg.Atlas) -> None:
    assert [(c.label, c.definition_count) for c in atlas.concepts()] == [("hosting", 0), ("warmth", 0), ("welcome", 2)]


@pytest.mark.parametrize("name", ["welcome", "Welcome", "réception", "concept:welcome",
                                  "https://w3id.org/alliance-atlas/concept/welcome"])
def test_a_concept_is_found_by_every_name_it_has(atlas: kg.Atlas, name: str) -> None:
    assert atlas.concept(name).concept.slug == "welcome"


def test_an_unknown_concept_names_the_nearest(atlas: kg.Atlas) -> None:
    with pytest.raises(kg.UnknownName) as refused:
        atlas.concept("welcom")
    assert refused.value.nearest[0] == "welcome"


def test_a_definition_keeps_who_says_it_whom_it_credits_and_what_to_cite(atlas: kg.Atlas) -> None:
    first, second = atlas.concept("welcome").definitions
    assert (first.party.label, first.year, first.passages[0].locator) == ("Alder", 1901, "p. 12")
    assert first.passages[0].quotation == 'Welcome is an open door; "come in" is its first word.'
    assert not first.is_doubtful
    credit = second.attributions[0]
    assert (credit.credited, credit.locator, credit.statuses) == ("Alder (1901, 99)", "p. 99",
                                                                  ("attribution-doubtful",))
    assert credit.work is not None
    assert credit.work.key == "alder1901"
    assert credit.instead is not None
    assert (credit.instead.work.key, credit.instead.locator) == ("birch1902", "p. 11")
    assert second.is_doubtful


def test_a_denial_and_what_it_denies_dispute_each_other(atlas: kg.Atlas) -> None:
    claims = {c.slug: c for c in atlas.concept("hosting").claims}
    asserted, denied = claims["alder--welcome-component-of-hosting"], claims[
        "birch-alder--welcome-not-component-of-hosting"]
    assert denied.is_denied
    assert not asserted.is_denied
    assert asserted.disputed_by == (denied.iri,)
    assert denied.disputed_by == (asserted.iri,)
    assert claims["alder--warmth-component-of-hosting"].disputed_by == ()


def test_a_relation_reads_from_both_sides(atlas: kg.Atlas) -> None:
    relation = atlas.concept("hosting").claims[0].relation
    assert (relation.label, relation.inverse_label) == ("is a component of", "has as a component")


def test_a_work_shows_what_it_says_and_who_credits_it(atlas: kg.Atlas) -> None:
    page = atlas.work("alder1901")
    assert [p.key for p in page.passages] == ["alder1901--open-door", "alder1901--two-parts"]
    assert [p.key for p in page.credited_by] == ["birch1902--after-alder"]
    assert [d.slug for d in page.definitions] == ["welcome--alder1901"]
    assert len(page.claims) == 2
    assert page.csl["publisher"] == "Invented Press"


def test_a_doubtful_field_of_a_record_is_named(atlas: kg.Atlas) -> None:
    assert dict(atlas.work("birch1902").doubts) == {"page": "recalled-medium"}


def test_an_unknown_work_names_the_nearest(atlas: kg.Atlas) -> None:
    with pytest.raises(kg.UnknownName) as refused:
        atlas.work("alder1902")
    assert refused.value.nearest[0] == "alder1901"


def test_a_distinction_has_the_first_named_concept_first(atlas: kg.Atlas) -> None:
    (found,) = atlas.distinctions("welcome", "warmth")
    assert found.dimension == "time"
    assert [(s.concept.slug, s.value) for s in found.sides] == [("welcome", "second"), ("warmth", "first")]
    assert all(s.passages[0].locator == "p. 12" for s in found.sides)


def test_a_model_lists_its_members_and_whether_they_are_all(atlas: kg.Atlas) -> None:
    (model,) = atlas.models()
    assert [m.slug for m in model.members] == ["warmth", "welcome"]
    assert model.is_complete
    assert model.relation.label == "is a component of"


def test_the_queries_behind_a_page_give_what_the_page_shows(atlas: kg.Atlas, tiny_store: Path) -> None:
    page = atlas.concept("welcome")
    statements = kg.ask(page.queries[0], tiny_store, format="csv").decode().splitlines()[1:]
    shown = {s.iri for s in (*page.definitions, *page.claims)}
    assert {line.split(",", 1)[0] for line in statements} == shown


def test_mappings_say_how_sure_they_are(atlas: kg.Atlas) -> None:
    (link,) = atlas.concept("warmth").mappings
    assert (link.predicate.rsplit("#")[-1], link.vocabulary, link.certainty) == ("closeMatch", "Example vocabulary",
                                                                                 "verified")
