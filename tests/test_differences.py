"""Concepts against each other: what the lists and the explanation hold, on invented and on real content."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from conftest import built

import kg
from kg.places import Places

PREFIXES = """@prefix aa: <https://w3id.org/alliance-atlas/vocab/> .
@prefix characteristic: <https://w3id.org/alliance-atlas/characteristic/> .
@prefix claim: <https://w3id.org/alliance-atlas/claim/> .
@prefix concept: <https://w3id.org/alliance-atlas/concept/> .
@prefix party: <https://w3id.org/alliance-atlas/party/> .
@prefix passage: <https://w3id.org/alliance-atlas/passage/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix term: <https://w3id.org/alliance-atlas/term/> .
"""
SCALE = "aa:heldBy party:cedar ; aa:basedOn passage:cedar1880--scale"


@pytest.fixture(scope="module")
def atlas(tiny_store: Path) -> kg.Atlas:
    return kg.open(tiny_store)


@pytest.fixture(scope="module")
def real(atlas_store: Path) -> kg.Atlas:
    return kg.open(atlas_store)


def texts(points: tuple[kg.Point, ...]) -> list[str]:
    return [one.text for one in points]


def said(propositions: tuple[kg.Proposition, ...]) -> dict[str, list[str]]:
    return {one.sentence: [holder.label for holder in one.holders] for one in propositions}


# --- the lists ---


def test_what_is_said_of_both_stands_apart_from_what_is_said_of_one(atlas: kg.Atlas) -> None:
    found = kg.compare_concepts(atlas, ["warmth", "welcome"])
    assert texts(found.shared) == ["is a component of hosting"]
    assert texts(found.only[0]) == []
    assert texts(found.only[1]) == ["effect size with hosting", "is measured by welcome scale"]


def test_what_is_said_between_them_is_in_no_list_of_one(atlas: kg.Atlas) -> None:
    found = kg.compare_concepts(atlas, ["warmth", "welcome"])
    assert said(found.between) == {"warmth comes before welcome": ["Birch & Alder"]}
    assert not [text for points in found.only for text in texts(points) if "comes" in text]


def test_claim_and_its_denial_are_contested_and_each_has_its_holder(atlas: kg.Atlas) -> None:
    expected = {"welcome is a component of hosting": ["Alder"],
                "it is not so that welcome is a component of hosting": ["Birch & Alder"]}
    found = kg.compare_concepts(atlas, ["welcome", "hosting"])
    assert said(found.contested) == expected == said(found.between)
    assert [effect.estimate for effect in found.effects] == [".50"]
    assert [dispute.label for dispute in found.disputes] == ["Is welcome a part of hosting?"]


def test_point_keeps_who_says_it_of_which_concept_and_who_denies_it(atlas: kg.Atlas) -> None:
    (point,) = kg.compare_concepts(atlas, ["warmth", "welcome"]).shared
    assert [[one.party.label for one in voices.asserted] for voices in point.voices] == [["Alder"], ["Alder"]]
    assert [[one.party.label for one in voices.denied] for voices in point.voices] == [[], ["Birch & Alder"]]
    assert [voices.is_contested for voices in point.voices] == [False, True]


def test_order_of_the_names_is_the_order_of_the_columns(atlas: kg.Atlas) -> None:
    found = kg.compare_concepts(atlas, ["welcome", "warmth"])
    assert [one.slug for one in found.concepts] == ["welcome", "warmth"]
    assert [column.slug for column in found.table().columns] == ["welcome", "warmth"]
    assert [len(definitions) for definitions in found.definitions] == [2, 0]


def test_concepts_without_any_common_statement_are_told(atlas: kg.Atlas) -> None:
    assert kg.compare_concepts(atlas, ["hosting", "welcome-scale"]).has_nothing_common
    assert not kg.compare_concepts(atlas, ["warmth", "welcome"]).has_nothing_common


def test_every_line_of_the_table_has_its_passages(atlas: kg.Atlas) -> None:
    table = kg.compare_concepts(atlas, ["warmth", "welcome"]).table()
    assert table.kind == "concepts"
    assert [row.label for row in table.rows] == [
        "Said of several: is a component of", "Said of one only: effect size with",
        "Said of one only: is measured by", "Contested: is a component of", "Distinction: time (Birch & Alder)",
        "Between them: comes before"]
    lines = [[line.text for line in cell.lines] for cell in table.rows[-1].cells]
    assert lines == [["comes before welcome – Birch & Alder"], ["comes after warmth – Birch & Alder"]]
    assert all(line.passages for row in table.rows for cell in row.cells for line in cell.lines)


def test_effect_size_stands_in_the_table_with_its_figure(atlas: kg.Atlas) -> None:
    last = kg.compare_concepts(atlas, ["welcome", "hosting"]).table().rows[-1]
    assert [[line.text for line in cell.lines] for cell in last.cells] == [["hosting – Cedar (r = .50)"],
                                                                           ["welcome – Cedar (r = .50)"]]


@pytest.mark.parametrize(("names", "instead"), [([], ("warmth", "welcome")), (["warmth"], ("welcome", "hosting")),
                                                (["warmth", "warmth"], ("welcome", "hosting"))])
def test_too_few_concepts_are_refused_with_those_that_go_together(atlas: kg.Atlas, names: list[str],
                                                                  instead: tuple[str, ...]) -> None:
    with pytest.raises(kg.NotComparable) as refused:
        kg.compare_concepts(atlas, names)
    assert refused.value.instead == instead


def test_unknown_concept_is_refused_with_the_nearest(atlas: kg.Atlas) -> None:
    with pytest.raises(kg.UnknownName) as refused:
        kg.compare_concepts(atlas, ["warmth", "welcom"])
    assert refused.value.nearest[0] == "welcome"


def test_concept_is_best_compared_with_what_it_is_told_apart_from(atlas: kg.Atlas) -> None:
    assert [ref.slug for ref in kg.comparable(atlas, "warmth")] == ["welcome", "hosting"]
    assert [ref.slug for ref in kg.comparable(atlas, "welcome")] == ["warmth", "hosting", "welcome-scale"]


# --- the explanation ---


def steps(found: tuple[kg.Step, ...]) -> dict[str, list[str]]:
    return {step.key: [line.text for line in step.lines] for step in found}


def test_explanation_is_a_chain_in_a_fixed_order(atlas: kg.Atlas) -> None:
    assert steps(kg.explain_distinction(atlas, "warmth", "welcome")) == {
        "definitions": ["welcome: an invitation to come in", "welcome: warmth that is shown at the door"],
        "relations": ["warmth comes before welcome"],
        "dimensions": ["time – warmth: first", "time – welcome: second"]}


def test_explanation_says_who_denies_and_what_cannot_stand_beside_it(atlas: kg.Atlas) -> None:
    found = steps(kg.explain_distinction(atlas, "welcome", "hosting"))
    denial = "it is not so that welcome is a component of hosting"
    assert found["denials"] == [denial]
    assert found["clashes"] == [f"welcome is a component of hosting (Alder) ⇄ {denial} (Birch & Alder)"]
    assert found["open"] == ["Is welcome a part of hosting? – it is not", "Is welcome a part of hosting? – it is"]


def test_fact_that_is_taken_away_is_missed(tiny: Places) -> None:
    party = tiny.ontology / "parties" / "birch-alder.ttl"
    before, _, rest = party.read_text(encoding="utf-8").partition("claim:birch-alder--warmth-precedes-welcome\n")
    party.write_text(before + rest.partition("\n.\n")[2], encoding="utf-8")
    (tiny.ontology / "distinctions" / "warmth-welcome.ttl").unlink()
    atlas = kg.open(built(tiny))
    assert set(steps(kg.explain_distinction(atlas, "warmth", "welcome"))) == {"definitions"}
    assert kg.compare_concepts(atlas, ["warmth", "welcome"]).between == ()


def test_fact_that_is_added_finds_its_place(tiny: Places) -> None:
    warmth = tiny.ontology / "concepts" / "warmth.ttl"
    added = f"""{PREFIXES}
term:warmth--reception a aa:TermUse ; aa:nameOf concept:warmth ; aa:term "réception"@en ; aa:usedBy party:cedar ;
    aa:basedOn passage:cedar1880--scale ; skos:note "Borrowed from the door."@en .
characteristic:warmth--bells a aa:Characteristic ; aa:characterizedConcept concept:warmth ;
    aa:dimension "bells"@en ; aa:value "3"@en ; {SCALE} .
characteristic:hosting--bells a aa:Characteristic ; aa:characterizedConcept concept:hosting ;
    aa:dimension "bells"@en ; aa:value "3"@en ; {SCALE} .
characteristic:welcome--bells a aa:Characteristic ; aa:characterizedConcept concept:welcome ;
    aa:dimension "bells"@en ; aa:value "4"@en ; {SCALE} .
claim:cedar--scale-not-measures-warmth a aa:Claim ; aa:subject concept:welcome-scale ; aa:relation aa:measures ;
    aa:object concept:warmth ; aa:isDenied true ; {SCALE} .
"""
    label = 'skos:altLabel "réception"@en ;\n    skos:scopeNote'
    labelled = warmth.read_text(encoding="utf-8").replace("skos:scopeNote", label)
    warmth.write_text(labelled + added, encoding="utf-8")
    atlas = kg.open(built(tiny))
    three = kg.compare_concepts(atlas, ["warmth", "welcome", "hosting"])
    assert "bells: 3" in texts(three.shared)
    assert "bells: 4" in texts(three.only[1])
    two = kg.compare_concepts(atlas, ["warmth", "welcome"])
    measured = "is measured by welcome scale"
    assert [measured in texts(points) for points in (two.shared, *two.only)] == [False, True, True]
    assert [(one.term, [ref.slug for ref in one.concepts]) for one in two.names] == [
        ("réception", ["warmth", "welcome"])]
    named = steps(kg.explain_distinction(atlas, "warmth", "welcome"))["names"]
    assert named == ["“réception” – warmth", "“réception” – welcome"]


# --- the real content, held against what is known of it ---

ALLIANCE, RELATIONSHIP = "working-alliance", "therapeutic-relationship"
#: The dimensions on which the article of 2023 sets one against the other.
DRAWN = {"part / whole", "time", "rational / social-emotional", "technical / holistic", "cognitive / affective",
         "productive / social-emotional", "conscious, realistic / also implicit", "what it is about", "who joins",
         "cooperation", "role in change", "direction of influence", "level of obligation / love"}
PART = "working alliance is a component of therapeutic relationship"
BEFORE = "working alliance comes before therapeutic relationship"
FRAMEWORK = "working alliance is a framework for therapeutic relationship"


@pytest.fixture(scope="module")
def flagship(real: kg.Atlas) -> kg.Contrast:
    return kg.compare_concepts(real, [ALLIANCE, RELATIONSHIP])


def test_article_draws_the_distinction_on_thirteen_dimensions(flagship: kg.Contrast) -> None:
    drawn = {one.dimension for one in flagship.distinctions if one.party.slug == "titulescu"}
    assert drawn == DRAWN
    assert all(side.passages for one in flagship.distinctions for side in one.sides)


def test_others_who_draw_it_are_told(flagship: kg.Contrast) -> None:
    others = [one for one in flagship.distinctions if one.party.slug != "titulescu"]
    assert [(one.party.label, one.dimension) for one in others] == [("Gelso & Carter", "component / whole")]


def test_relations_between_them_are_told_with_who_asserts_them(flagship: kg.Contrast) -> None:
    found = said(flagship.between)
    assert {"Titulescu", "Clarkson", "Gelso & Carter"} <= set(found[PART])
    assert found["working alliance is distinct from therapeutic relationship"] == ["Titulescu"]
    assert found[BEFORE] == found[FRAMEWORK] == ["Titulescu"]
    assert "the specialised literature (unnamed authors)" in found[
        "working alliance is the same as therapeutic relationship"]


def test_part_and_forerunner_at_once_is_contested(flagship: kg.Contrast, real: kg.Atlas) -> None:
    assert {PART, BEFORE} <= said(flagship.contested).keys()
    assert FRAMEWORK not in said(flagship.contested)
    clashes = steps(kg.explain_distinction(real, ALLIANCE, RELATIONSHIP))["clashes"]
    (told,) = (text for text in clashes if PART in text and BEFORE in text)
    assert told.split(" ⇄ ")[1] == f"{BEFORE} (Titulescu)"


def test_negotiation_is_said_of_both_and_pathways_of_one(flagship: kg.Contrast) -> None:
    assert "is characterized by negotiation" in texts(flagship.shared)
    assert {"is characterized by agape", "is co-created by client"} <= set(texts(flagship.only[1]))
    assert {"is measured by Working Alliance Inventory", "unites reasonable part of the client"} <= set(
        texts(flagship.only[0]))


def test_disputes_that_concern_both_are_told(flagship: kg.Contrast) -> None:
    assert {"how-related", "same-or-distinct", "seed-negotiation"} == {one.slug for one in flagship.disputes}


def test_name_that_two_concepts_share_is_told_with_its_users(real: kg.Atlas) -> None:
    (name,) = kg.compare_concepts(real, [ALLIANCE, "zetzel-therapeutic-alliance"]).names
    assert name.term == "therapeutic alliance"
    assert "Zetzel" in {party.label for use in name.uses for party in use.parties}


def test_definitions_that_are_sure_stand_first(real: kg.Atlas) -> None:
    defined = kg.explain_distinction(real, ALLIANCE, RELATIONSHIP)[0]
    assert defined.key == "definitions"
    assert defined.lines[0].statements[0].party.label == "Bordin"
    assert all(any(p.certainty == "verified" and p.locator for p in line.passages) for line in defined.lines)
    assert not any(line.statements[0].is_doubtful for line in defined.lines)


def test_definition_with_a_credit_that_nobody_checked_stands_behind_one_without(real: kg.Atlas) -> None:
    defined = kg.explain_distinction(real, ALLIANCE, RELATIONSHIP)[0]
    credits_ = [credit for line in defined.lines for one in line.statements for credit in one.attributions]
    assert [credit.credited for credit in credits_ if not credit.is_sound] == []
    assert "titulescu2023-shared-reality" in {line.statements[0].slug.split("--")[1] for line in defined.lines}


def test_voice_of_which_nothing_is_known_is_named_last_and_marked(real: kg.Atlas) -> None:
    (part,) = [line for line in kg.explain_distinction(real, ALLIANCE, RELATIONSHIP)[1].lines if line.text == PART]
    assert part.statements[-1].voice == "Brown, Pedder & Bateman (certainty unknown)"
    assert not any(one.is_unknown for one in part.statements[:-1])
    cells = [line.text for row in kg.compare_concepts(real, [ALLIANCE, RELATIONSHIP]).table().rows
             for cell in row.cells for line in cell.lines]
    assert any("Brown, Pedder & Bateman (certainty unknown)" in text for text in cells)


def test_inventory_is_best_compared_with_its_versions(real: kg.Atlas) -> None:
    assert {ref.slug for ref in kg.comparable(real, "wai")[:2]} == {"wai-s", "wai-sr"}
    assert kg.comparable(real, ALLIANCE)[0].slug == RELATIONSHIP


def test_every_line_of_every_explanation_ends_in_a_passage(real: kg.Atlas) -> None:
    pairs = {(one.slug, other.slug) for one in real.concepts()[::9]
             for other in kg.comparable(real, one.slug, most=1)}
    pairs |= set(combinations(["bond", "goals", "real-relationship", "transference"], 2))
    found = {(a, b): kg.explain_distinction(real, a, b) for a, b in pairs}
    assert sum(len(step.lines) for told in found.values() for step in told) > len(pairs)
    assert [(pair, line.text) for pair, told in found.items() for step in told for line in step.lines
            if not line.passages] == []
