"""Parties side by side: every line in the right cell with its place, silence apart from rejection, clear refusals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import built
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.compare.cells import NOTHING, citation, texts
from kg.model import Cell, Comparison, Line
from kg.places import Places


@pytest.fixture(scope="module")
def tiny_atlas(tiny_store: Path) -> kg.Atlas:
    return kg.open(tiny_store)


@pytest.fixture(scope="module")
def atlas(atlas_store: Path) -> kg.Atlas:
    return kg.open(atlas_store)


def cell(found: Comparison, key: str, party: str) -> Cell:
    row = next(row for row in found.rows if row.key == key)
    return row.cells[[column.slug for column in found.columns].index(party)]


def said(found: Comparison, key: str, party: str) -> list[str]:
    return list(cell(found, key, party).texts)


# --- the invented repository ---


def test_columns_come_in_the_order_asked(tiny_atlas: kg.Atlas) -> None:
    for order in (("cedar", "alder"), ("alder", "cedar")):
        assert [column.slug for column in kg.compare_parties(tiny_atlas, "welcome", order).columns] == list(order)


@pytest.mark.parametrize("name", ["birch-alder", "Birch & Alder", "party:birch-alder",
                                  "https://w3id.org/alliance-atlas/party/birch-alder"])
def test_party_is_found_by_every_name_it_has(tiny_atlas: kg.Atlas, name: str) -> None:
    assert kg.compare_parties(tiny_atlas, "welcome", ["alder", name]).columns[1].slug == "birch-alder"


def test_without_names_those_who_define_are_compared(tiny_atlas: kg.Atlas) -> None:
    found = kg.compare_parties(tiny_atlas, "welcome")
    assert {column.slug for column in found.columns} == {"alder", "birch-alder"}


def test_cells_say_what_each_party_says(tiny_atlas: kg.Atlas) -> None:
    found = kg.compare_parties(tiny_atlas, "welcome", ["alder", "birch-alder"])
    assert said(found, "gloss", "alder") == ["an invitation to come in"]
    (quoted,) = cell(found, "quotation", "birch-alder").lines
    assert quoted.text == "Welcome, as Alder showed (1901, 99), is warmth shown at the door."
    assert quoted.is_quotation
    assert citation(quoted) == "(birch1902, p. 11)"
    assert said(found, "contrast", "birch-alder") == ["time: second; warmth: first"]
    assert said(found, "status", "birch-alder")[0] == "Alder (1901, 99): the cited work may not say this"
    assert said(found, "year", "alder") == ["1901"]
    assert said(found, "locator", "alder") == ["p. 12"]


def test_saying_and_rejecting_are_not_the_same_but_order_is_no_difference() -> None:
    said_so, rejected, other = Line(text="a"), Line(text="a", is_rejected=True), Line(text="b")
    assert not kg.Respect("row", "Row", (Cell((said_so,)), Cell((rejected,)))).is_same
    assert kg.Respect("row", "Row", (Cell((said_so, other)), Cell((other, said_so)))).is_same


def test_silence_is_an_empty_cell_and_a_denial_a_rejected_line(tiny_atlas: kg.Atlas) -> None:
    found = kg.compare_parties(tiny_atlas, "hosting", ["alder", "birch-alder", "cedar"])
    assert texts(cell(found, "included", "cedar")) == [NOTHING]
    (denied,) = cell(found, "left-out", "birch-alder").lines
    assert (denied.text, denied.is_rejected) == ("welcome", True)
    assert texts(cell(found, "left-out", "birch-alder")) == ["✕ rejects: welcome (birch1902, p. 12)"]


CLAIM = """claim:cedar--{0}
    a aa:Claim ;
    aa:subject concept:welcome-scale ;
    aa:relation aa:{1} ;
    aa:object concept:{2} ;
    aa:heldBy party:{3} ;
    aa:basedOn passage:{4} ;
.
"""
MODEL = """model:cedar
    a aa:Model ;
    rdfs:label "Cedar's part of hosting"@en ;
    aa:heldBy party:cedar ;
    aa:whole concept:hosting ;
    aa:memberRelation aa:componentOf ;
    aa:isComplete false ;
    aa:hasClaim claim:cedar--scale-in-hosting ;
.
"""
PART = CLAIM.format("scale-in-hosting", "componentOf", "hosting", "cedar", "cedar1880--scale")


def with_cedar(tiny: Places, *blocks: str) -> Comparison:
    file = tiny.ontology / "parties" / "cedar.ttl"
    text = "@prefix model: <https://w3id.org/alliance-atlas/model/> .\n" + file.read_text(encoding="utf-8")
    file.write_text("\n".join((text, *blocks)), encoding="utf-8")
    return kg.compare_parties(kg.open(built(tiny)), "hosting", ["alder", "cedar"])


def test_complete_list_is_held_against_what_others_list_of_the_same_whole(tiny: Places) -> None:
    found = with_cedar(tiny, PART, MODEL)
    assert said(found, "included", "alder") == ["warmth", "welcome", "only these, by this party"]
    (missing,) = cell(found, "left-out", "alder").lines
    assert (missing.text, missing.is_rejected) == ("not in the complete list of Alder: welcome scale", False)
    assert citation(missing) == "(alder1901, pp. 14–15)"
    assert said(found, "left-out", "cedar") == []


def test_claim_outside_every_list_is_held_against_nobody(tiny: Places) -> None:
    assert said(with_cedar(tiny, PART), "left-out", "alder") == []


@pytest.mark.parametrize("party", ["alder", "cedar"])
def test_what_one_of_both_calls_the_same_as_a_member_is_in_the_list(tiny: Places, party: str) -> None:
    passage = {"alder": "alder1901--two-parts", "cedar": "cedar1880--scale"}[party]
    same = CLAIM.format("scale-is-welcome", "sameConceptAs", "welcome", party, passage)
    assert said(with_cedar(tiny, PART, MODEL, same), "left-out", "alder") == []


def test_member_of_which_nothing_is_known_is_marked_and_held_against_nobody(tiny: Places) -> None:
    file = tiny.sources / "passages" / "cedar1880.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("recalled-medium", "unknown"), encoding="utf-8")
    found = with_cedar(tiny, PART, MODEL)
    assert said(found, "included", "cedar") == ["welcome scale – certainty unknown"]
    assert said(found, "left-out", "alder") == []


def test_definition_without_claims_on_parts_is_no_silence(tiny_atlas: kg.Atlas) -> None:
    found = kg.compare_parties(tiny_atlas, "welcome", ["alder", "birch-alder"])
    (line,) = cell(found, "included", "alder").lines
    assert line.text == "not recorded as claims: see the definition"
    assert citation(line) == "(alder1901, p. 12)"


def test_passage_without_a_credit_says_no_more_than_that(tiny_atlas: kg.Atlas) -> None:
    found = kg.compare_parties(tiny_atlas, "hosting", ["alder", "cedar"])
    assert said(found, "status", "alder") == ["no credit recorded in these passages"]


def test_every_line_rests_on_a_passage(tiny_atlas: kg.Atlas) -> None:
    for concept in ("welcome", "hosting"):
        for row in kg.compare_parties(tiny_atlas, concept).rows:
            assert all(line.passages for one in row.cells for line in one.lines), row.key


def test_nothing_that_a_party_says_is_lost(atlas: kg.Atlas) -> None:
    page = atlas.concept("working-alliance")
    found = kg.compare_parties(atlas, "working-alliance", ["titulescu", "bordin"])
    own = {one.iri for one in (*page.definitions, *page.claims, *page.characteristics, *page.effects)
           if one.party.slug in ("titulescu", "bordin")}
    shown = {one.iri for row in found.rows for c in row.cells for line in c.lines for one in line.statements}
    assert own - shown == set()


# --- refusals ---


@pytest.mark.parametrize(("concept", "by", "nearest"), [
    ("welcom", (), "welcome"), ("welcome", ("aldr", "cedar"), "alder")])
def test_unknown_name_is_refused_with_the_nearest(tiny_atlas: kg.Atlas, concept: str, by: Sequence[str],
                                                  nearest: str) -> None:
    with pytest.raises(kg.UnknownName) as refused:
        kg.compare_parties(tiny_atlas, concept, by)
    assert refused.value.nearest[0] == nearest


def test_one_party_alone_is_refused_with_who_could_stand_beside_it(tiny_atlas: kg.Atlas) -> None:
    with pytest.raises(kg.NotComparable, match="only Cedar is named") as refused:
        kg.compare_parties(tiny_atlas, "welcome", ["cedar", "cedar"])
    assert refused.value.instead[0] == "cedar"
    assert set(refused.value.instead) == {"cedar", "alder", "birch-alder"}


def test_party_that_says_nothing_of_the_concept_is_named(atlas: kg.Atlas) -> None:
    with pytest.raises(kg.NotComparable, match="nothing on bond by Rogers") as refused:
        kg.compare_parties(atlas, "bond", ["bordin", "rogers"])
    assert "bordin" in refused.value.instead
    assert "rogers" not in refused.value.instead


def test_more_than_six_are_refused(atlas: kg.Atlas) -> None:
    names = [party.slug for party in kg.parties_on(atlas, "working-alliance")[:7]]
    with pytest.raises(kg.NotComparable, match="7 parties are named, and 6 side by side"):
        kg.compare_parties(atlas, "working-alliance", names)
    assert len(kg.compare_parties(atlas, "working-alliance", names[:6]).columns) == 6


def test_concept_of_one_voice_is_refused(tiny_atlas: kg.Atlas) -> None:
    with pytest.raises(kg.NotComparable, match="Cedar alone says anything on welcome scale") as refused:
        kg.compare_parties(tiny_atlas, "welcome-scale")
    assert refused.value.instead == ()


# --- the real content, by the facts ---


@pytest.fixture(scope="module")
def four(atlas: kg.Atlas) -> Comparison:
    return kg.compare_parties(atlas, "working-alliance", ["bordin", "greenson", "zetzel", "dryden"])


def test_bordin_includes_goals_tasks_and_bond_and_dryden_views(four: Comparison) -> None:
    assert said(four, "included", "bordin")[:3] == ["bond", "goals", "tasks"]
    assert said(four, "included", "dryden")[:4] == ["bond", "goals", "tasks", "views"]
    assert said(four, "left-out", "bordin") == ["not in the complete list of Bordin: views"]


def test_real_relationship_is_in_clarksons_list_by_another_name(atlas: kg.Atlas) -> None:
    found = kg.compare_parties(atlas, "therapeutic-relationship", ["clarkson", "gelso-carter", "brown-pedder-bateman"])
    assert said(found, "left-out", "clarkson") == []
    assert said(found, "left-out", "gelso-carter") == [
        "not in the complete list of Gelso & Carter: reparative relationship",
        "not in the complete list of Gelso & Carter: transpersonal relationship"]
    assert said(found, "left-out", "brown-pedder-bateman") == []
    assert all(text.endswith("– certainty unknown") for text in said(found, "included", "brown-pedder-bateman"))


def test_components_that_a_work_names_are_included(atlas: kg.Atlas) -> None:
    alliance = kg.compare_parties(atlas, "working-alliance", ["wampold-fluckiger", "mesh", "bordin"])
    assert said(alliance, "included", "wampold-fluckiger") == ["bond", "goals", "tasks"]
    assert said(alliance, "status", "wampold-fluckiger") == ["Bordin, 1979: not checked"]
    assert said(alliance, "included", "mesh") == ["not recorded as claims: see the definition"]
    conditions = kg.compare_parties(atlas, "facilitative-conditions", ["rogers", "titulescu"])
    assert len(said(conditions, "included", "rogers")) == 6
    assert len(said(conditions, "included", "titulescu")) == 5


def test_years_and_words_are_those_of_the_works(four: Comparison) -> None:
    assert [said(four, "year", party) for party in ("bordin", "greenson", "zetzel")] == [["1979"], ["1967"], ["1956"]]
    assert said(four, "quotation", "greenson")[0].startswith("relatively non-neurotic, rational relationship")
    assert said(four, "locator", "greenson") == ["p. 46"]
    assert said(four, "tradition", "zetzel") == ["psychoanalytic psychotherapy"]


def test_zetzel_puts_the_alliance_into_the_transference_and_greenson_apart_from_its_neurosis(four: Comparison) -> None:
    assert said(four, "whole", "zetzel") == ["is a component of transference"]
    assert said(four, "contrast", "greenson")[0] == "is distinct from transference neurosis"
    assert said(four, "whole", "greenson") == []


def test_hatcher_and_barends_reject_that_it_is_a_part_of_therapy(atlas: kg.Atlas) -> None:
    found = kg.compare_parties(atlas, "working-alliance", ["hatcher-barends", "bordin"])
    (line,) = [one for one in cell(found, "whole", "hatcher-barends").lines if one.is_rejected]
    assert line.text == "is a component of psychotherapy"
    assert said(found, "whole", "bordin") == []


def test_citation_everyone_copies_is_marked(atlas: kg.Atlas) -> None:
    found = kg.compare_parties(atlas, "working-alliance", ["bordin", "titulescu"])
    assert any(one.endswith("the page is not in the cited work") for one in said(found, "status", "titulescu"))
    assert len(said(found, "gloss", "titulescu")) == 8


def test_dictionary_and_seed_are_the_same_where_they_are(atlas: kg.Atlas) -> None:
    found = kg.compare_parties(atlas, "working-alliance", ["bordin", "wikipedia"])
    same = {row.key for row in found.rows if row.is_same}
    assert "included" in same
    assert not same & {"gloss", "year", "reference"}


# --- words ---


def test_difference_holds_both_texts_whole() -> None:
    runs = kg.word_differences("Warmth, at the door.", "Warmth is shown at a door.")
    assert "".join(run.words for run in runs if run.kind != "only-second") == "Warmth, at the door."
    assert [run.words.strip() for run in runs if run.kind == "only-second"] == ["is shown", "a"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_word_is_lost_or_invented(first: str, second: str) -> None:
    runs = kg.word_differences(first, second)
    assert "".join(run.words for run in runs if run.kind != "only-second").split() == first.split()
    joined = "".join("".join(run.words.split()) for run in runs if run.kind != "only-first")
    assert joined == "".join(second.split())


def test_same_lines_are_told_once_with_both_places(atlas: kg.Atlas) -> None:
    found = kg.compare_parties(atlas, "working-alliance", ["bordin", "titulescu"])
    for row in found.rows:
        for one in row.cells:
            keys = [(line.text, line.is_quotation, line.is_rejected) for line in one.lines]
            assert len(keys) == len(set(keys)), row.key


def test_line_without_a_passage_has_no_citation() -> None:
    assert citation(Line(text="x")) == ""
