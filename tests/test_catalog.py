"""What a reader can ask of the atlas, on the tiny repository."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg import build
from kg.places import Places


@pytest.fixture(scope="module")
def atlas(tiny_store: Path) -> kg.Atlas:
    return kg.open(tiny_store)


def test_the_atlas_says_what_it_is_and_where_to_begin(atlas: kg.Atlas) -> None:
    assert atlas.title == "Tiny Atlas"
    assert atlas.description.startswith("Three invented concepts.")
    assert [ref.slug for ref in atlas.starts_with] == ["warmth", "welcome"]


def test_concepts_come_from_a_to_z(atlas: kg.Atlas) -> None:
    assert [(c.label, c.definition_count) for c in atlas.concepts()] == [("hosting", 0), ("warmth", 0), ("welcome", 2),
                                                                          ("welcome scale", 1)]


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
    assert [rival.iri for rival in asserted.rivals] == [denied.iri]
    assert [(rival.sentence, rival.party) for rival in denied.rivals] == [
        ("welcome is a component of hosting", "Alder")]
    assert claims["alder--warmth-component-of-hosting"].rivals == ()


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


# --- term uses, characteristics, effect sizes, instruments ---


def test_a_term_has_its_users_its_passages_and_its_lineage(atlas: kg.Atlas) -> None:
    (use,) = atlas.terms("welcome")
    assert (use.term, use.year, use.concept.slug) == ("réception", 1901, "welcome")
    assert [party.label for party in use.parties] == ["Alder", "Birch & Alder"]
    assert [passage.key for passage in use.passages] == ["alder1901--open-door", "birch1902--after-alder"]
    assert use.note == "From the French, by way of the front door."
    assert atlas.concept("welcome").terms == (use,)
    assert atlas.terms("warmth") == ()


def test_an_effect_size_is_kept_as_it_is_printed(atlas: kg.Atlas) -> None:
    (effect,) = atlas.effects()
    assert (effect.first.slug, effect.second.slug, effect.party.label) == ("welcome", "hosting", "Cedar")
    assert (effect.coefficient, effect.estimate, effect.interval, effect.sample) == (
        "r", ".50", "95% CI .40–.60", "7 hosts")
    assert atlas.concept("hosting").effects == atlas.concept("welcome").effects == (effect,)
    assert atlas.work("cedar1880").effects == (effect,)


def test_an_instrument_says_what_it_measures_and_of_what_kind_it_is(atlas: kg.Atlas) -> None:
    (scale,) = atlas.instruments()
    assert scale.concept.slug == "welcome-scale"
    (claim,) = scale.measures
    assert (claim.object.slug, claim.party.label) == ("welcome", "Cedar")
    assert claim.sense is not None
    assert claim.sense.label == "Alder's two parts of hosting"
    (items,) = scale.characteristics
    assert (items.dimension, items.value, items.passages[0].key) == ("number of items", "3", "cedar1880--scale")
    assert atlas.concept("welcome-scale").characteristics == (items,)
    assert (scale.subscales, scale.versions, scale.claims) == ((), (), ())


@pytest.mark.parametrize(("relation", "subject", "field"), [
    ("subscaleOf", "warmth", "subscales"), ("subscaleOf", "welcome-scale", "part_of"),
    ("versionOf", "warmth", "versions"), ("forerunnerOf", "welcome-scale", "versions"),
    ("operationalizes", "welcome-scale", "operationalizes"), ("measures", "warmth", "claims"),
])
def test_a_claim_about_an_instrument_stands_where_it_belongs(
    tiny: Places, relation: str, subject: str, field: str,
) -> None:
    path = tiny.ontology / "parties" / "cedar.ttl"
    other = "warmth" if subject == "welcome-scale" else "welcome-scale"
    path.write_text(f"""{path.read_text(encoding="utf-8")}
claim:cedar--new
    a aa:Claim ;
    aa:subject concept:{subject} ;
    aa:relation aa:{relation} ;
    aa:object concept:{other} ;
    aa:heldBy party:cedar ;
    aa:basedOn passage:cedar1880--scale ;
.
""", encoding="utf-8")
    assert build.build(tiny).is_built
    (scale,) = kg.open(tiny.store).instruments()
    assert [claim.slug for claim in getattr(scale, field)] == ["cedar--new"]


# --- disputes, models, citations, gaps ---


def test_the_holders_of_a_position_are_those_of_its_statements(atlas: kg.Atlas) -> None:
    (dispute,) = atlas.disputes()
    assert (dispute.slug, dispute.label) == ("parts-of-hosting", "Is welcome a part of hosting?")
    assert [ref.slug for ref in dispute.concerns] == ["hosting", "welcome"]
    no, yes = dispute.positions
    assert [party.label for party in no.holders] == ["Cedar", "Birch & Alder"]
    assert [type(statement).__name__ for statement in no.statements] == ["EffectSize", "Claim"]
    assert [statement.slug for statement in yes.statements] == ["alder--welcome-component-of-hosting"]
    assert yes.statements[0].passages[0].locator == "pp. 14–15"


def test_a_model_has_a_page_with_its_claims(atlas: kg.Atlas) -> None:
    page = atlas.model("alder")
    assert page.model == atlas.models()[0]
    assert [claim.subject.slug for claim in page.claims] == ["warmth", "welcome"]
    with pytest.raises(kg.UnknownName, match="did you mean alder"):
        atlas.model("older")


def test_citations_come_with_the_passages_that_make_them(atlas: kg.Atlas) -> None:
    first, second = atlas.credits()
    assert (first.passage.key, first.attribution.key) == (
        "birch1902--after-alder", "birch1902--after-alder--alder1901")
    assert first.attribution in first.passage.attributions
    assert second.attribution.statuses == ("page-out-of-range",)


def test_citations_are_found_by_either_work_and_by_status(atlas: kg.Atlas) -> None:
    assert len(atlas.credits(work="birch1902")) == 2
    assert [c.attribution.credited for c in atlas.credits(work="alder1901")] == ["Alder (1901, 99)"]
    assert [c.attribution.credited for c in atlas.credits(status="page-out-of-range")] == ["see p. 99 above"]
    assert atlas.credits(work="alder1901", status="page-out-of-range") == ()
    with pytest.raises(kg.UnknownName):
        atlas.credits(work="nobody")


def test_gaps_say_what_is_not_known(atlas: kg.Atlas) -> None:
    gaps = atlas.gaps()
    assert [concept.slug for concept in gaps.undefined] == ["hosting", "warmth"]
    assert [definition.slug for definition in gaps.unplaced] == ["welcome-scale--cedar1880"]
    assert gaps.unplaced[0].passages[0].no_locator == "invented, so on no page"
    assert {claim.slug for claim in gaps.unsupported} == {
        claim.slug for concept in atlas.concepts() for claim in atlas.concept(concept.slug).claims}
    assert ([work.key for work in gaps.unquoted], gaps.unread) == (["cedar1880"], ())
    (question,) = gaps.questions
    assert (question.label, question.concerns[0].label) == ("What stands on p. 99 of Alder (1901)?", "Alder (1901)")
    (missing,) = gaps.unmapped
    assert (missing.concept.slug, missing.vocabulary) == ("hosting", "Example vocabulary")
    assert (missing.searched, missing.certainty) == ("every label, by hand", "verified")
    assert len(gaps.queries) == 6


def test_what_a_second_party_says_too_is_no_gap(tiny: Places) -> None:
    path = tiny.ontology / "parties" / "birch-alder.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace("    aa:isDenied true ;\n", ""), encoding="utf-8")
    build.build(tiny)
    supported = {"alder--welcome-component-of-hosting", "birch-alder--welcome-not-component-of-hosting"}
    assert not supported & {claim.slug for claim in kg.open(tiny.store).gaps().unsupported}


def test_a_concept_that_one_party_defines_and_a_work_without_passages_are_gaps(tiny: Places) -> None:
    path = tiny.ontology / "concepts" / "welcome.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    aa:heldBy party:birch-alder ;", "    aa:heldBy party:alder ;"), encoding="utf-8")
    (tiny.sources / "bibliography.json").write_text(
        (tiny.sources / "bibliography.json").read_text(encoding="utf-8").removesuffix("]\n")
        + ', {"id": "dill1", "type": "book", "title": "D", "custom": {"certainty": "unknown"}}]', encoding="utf-8")
    build.build(tiny)
    gaps = kg.open(tiny.store).gaps()
    assert [(voice.concept.slug, voice.party.label) for voice in gaps.one_voice] == [("welcome", "Alder")]
    assert [work.key for work in gaps.unread] == ["dill1"]


def test_every_certainty_and_reason_of_a_passage_reaches_the_reader(atlas: kg.Atlas) -> None:
    found = {passage.key: (passage.certainty, passage.no_locator) for passage in atlas.passages()}
    assert found["cedar1880--scale"] == ("recalled-medium", "invented, so on no page")
    assert found["alder1901--two-parts"] == ("recalled-high", "")
    assert len(found) == atlas.counts["passages"]


def test_an_instrument_is_found_by_what_is_said_of_it(atlas: kg.Atlas) -> None:
    hit = atlas.search("number of items")[0]
    assert (hit.slug, hit.why) == ("welcome-scale", "words of a characteristic: number of items: 3")


def test_a_claim_has_the_same_rivals_on_every_page(atlas: kg.Atlas) -> None:
    on_concept = {c.iri: c.rivals for c in atlas.concept("hosting").claims}
    on_work = {c.iri: c.rivals for c in atlas.work("alder1901").claims}
    assert {iri: on_concept[iri] for iri in on_work} == on_work
    assert any(on_work.values())
