"""Conflicts made by hand, and what becomes of them on a page: every text is text, every set says what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

import kg
from app import data
from app.components import claims, conflicts, disputes
from app.data import Conflict, Entailment, Proposition, Reasoning, Ref
from kg.vocab import BASE

EVIL = "<script>alert(1)</script> & **bold**"
HOW = Reasoning("HermiT", "2026-08-01", 3, is_stale=False, impossible=((Ref(f"{BASE}model/alder", "Alder"),
                                                                       Ref(f"{BASE}concept/hosting", "hosting")),))
YES, NO = "alder--welcome-component-of-hosting", "birch-alder--welcome-not-component-of-hosting"


@pytest.fixture
def atlas(tiny_store: Path) -> Iterator[kg.Atlas]:
    data.use(tiny_store)
    yield kg.open(tiny_store)
    data.use(None)


def said(atlas: kg.Atlas, *slugs: str) -> Proposition:
    same = tuple(claim for claim in atlas.claims() if claim.slug in slugs)
    return Proposition(subject=same[0].subject, relation=same[0].relation, object=same[0].object,
                       is_denied=same[0].is_denied, claims=same)


def pair(atlas: kg.Atlas) -> Conflict:
    return Conflict(iri=f"{BASE}conflict/pair", kind="declared", propositions=(said(atlas, YES), said(atlas, NO)))


def three(atlas: kg.Atlas) -> Conflict:
    sides = (said(atlas, YES), said(atlas, "alder--warmth-component-of-hosting"),
             said(atlas, "birch-alder--warmth-precedes-welcome"))
    return Conflict(iri=f"{BASE}conflict/three", kind="logical", propositions=sides, complete=atlas.models(),
                    impossible=(sides[0].subject,))


def one(atlas: kg.Atlas) -> Conflict:
    sides = (said(atlas, YES), said(atlas, "alder--warmth-component-of-hosting"))
    return Conflict(iri=f"{BASE}conflict/one", kind="logical", propositions=sides, impossible=(sides[1].object,),
                    is_within_one=True)


def entailment(atlas: kg.Atlas) -> Entailment:
    claim = said(atlas, YES).claims[0]
    return Entailment(iri=f"{BASE}entailment/alder--one", party=claim.party, subject=claim.object,
                      relation=claim.relation, object=claim.subject, claims=(claim,), complete=atlas.models())


def text(markup: str) -> str:
    """The words of some markup."""
    spaced = re.sub(r"</?(p|li|td|th|h\d|summary|div)\b[^>]*>", " ", markup)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", spaced)).split())


# --- what becomes of them ---


def test_title_of_a_conflict_is_its_propositions(atlas: kg.Atlas) -> None:
    assert pair(atlas).label == ("“welcome is a component of hosting” against “it is not so that welcome is a "
                                 "component of hosting”")
    assert replace(three(atlas), complete=()).label == (
        "“welcome is a component of hosting”, “warmth is a component of hosting” and “warmth comes before welcome” "
        "together")
    assert three(atlas).label.endswith("and “Alder's two parts of hosting” as the whole list together")
    assert Conflict(iri="x", kind="logical", propositions=(said(atlas, YES),)).label == (
        "“welcome is a component of hosting”")


def test_logical_conflict_says_who_found_it_and_what_it_rests_on(atlas: kg.Atlas) -> None:
    told = text(conflicts.found(three(atlas), HOW))
    assert "Logical: found by HermiT on 2026-08-01. The set is minimal: without any one of these the others" in told
    assert "It rests on a list that is given as the whole list: Alder's two parts of hosting (Alder)" in told
    assert "If all of it held, there could be no: welcome" in told
    assert "Alder's two parts of hosting as the whole list Alder: all that is a component of hosting warmth" in told
    assert "Alder – Alder (1901), pp. 14–15" in told


def test_declared_conflict_says_which_relations_exclude_each_other(atlas: kg.Atlas) -> None:
    sides = (said(atlas, YES), said(atlas, "birch-alder--warmth-precedes-welcome"))
    told = text(conflicts.found(replace(pair(atlas), propositions=sides)))
    assert "Declared: by their definitions “is a component of” and “comes before” exclude each other for one" in told
    logical = text(conflicts.found(replace(pair(atlas), kind="logical", propositions=sides)))
    assert "By their definitions “is a component of” and “comes before” exclude each other for one pair" in logical
    assert "one side denies what the other says" in text(conflicts.found(pair(atlas)))


def test_conflict_within_one_party_names_the_party(atlas: kg.Atlas) -> None:
    assert "One party says all of it: Alder." in text(conflicts.found(one(atlas)))
    assert "One party says all of it" not in text(conflicts.found(three(atlas)))


def test_list_counts_as_a_member_of_the_set(atlas: kg.Atlas) -> None:
    with_list = replace(pair(atlas), kind="logical", propositions=(said(atlas, NO),), complete=atlas.models())
    assert "The set is minimal" in text(conflicts.found(with_list))
    assert [holder.label for holder in with_list.holders] == ["Birch & Alder", "Alder"]
    assert with_list.label.endswith(" against “Alder's two parts of hosting” as the whole list")


def test_proposition_that_cannot_hold_alone_is_not_called_minimal(atlas: kg.Atlas) -> None:
    told = text(conflicts.found(replace(one(atlas), propositions=(said(atlas, YES),))))
    assert "It cannot hold by itself." in told
    assert "minimal" not in told


def test_nothing_of_a_conflict_becomes_markup(atlas: kg.Atlas) -> None:
    evil = Ref(f"{BASE}concept/{EVIL}", EVIL)
    claim = replace(said(atlas, YES).claims[0], subject=evil, party=evil)
    side = replace(said(atlas, YES), subject=evil, claims=(claim,))
    odd = replace(one(atlas), propositions=(side, side), impossible=(evil,))
    shown = str(conflicts.found(odd, Reasoning(EVIL, EVIL, 3, is_stale=True)))
    follows = replace(entailment(atlas), party=evil, subject=evil, claims=(claim,))
    shown += "".join(conflicts.entailments([follows])) + str(disputes.folded_list([odd])) + str(claims.voice(claim))
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize(("how", "words"), [
    (None, "Not computed"), (HOW, "Computed by HermiT on 2026-08-01 for sets of up to 3; no larger set was searched."),
    (replace(HOW, is_stale=True), "Computed from an earlier state of the claims")])
def test_provenance_says_whether_the_results_fit(how: Reasoning | None, words: str) -> None:
    assert words in text(conflicts.provenance(how))
    assert ("warning" in conflicts.provenance(how)) == (how is not HOW)


def test_sides_of_a_pair_look_apart_in_a_drawing(atlas: kg.Atlas) -> None:
    assert list(conflicts.looks(pair(atlas)).values()) == ["first", "second"]
    assert set(conflicts.looks(three(atlas)).values()) == {"disputed"}


def test_dispute_shares_a_conflict_whole_or_in_part(atlas: kg.Atlas) -> None:
    (read,) = atlas.disputes()
    assert disputes.shared(read, [pair(atlas), three(atlas)]) == ([pair(atlas)], [three(atlas)])


def test_same_words_stand_once_in_a_position(atlas: kg.Atlas) -> None:
    same = [claim for claim in atlas.claims() if claim.party.slug == "alder"]
    in_view_and_folded, folded = (shown.count("Paraphrase") for shown in disputes.voices(same))
    assert (in_view_and_folded, folded) == (2, 1)


def test_many_disputes_of_a_claim_are_shortened(atlas: kg.Atlas) -> None:
    many = [replace(pair(atlas), iri=f"{BASE}conflict/n{number}") for number in range(5)]
    shown = str(disputes.mentions(many, "/disputes?concept=welcome"))
    assert shown.count("<a ") == 4
    assert "2 more" in shown
    assert disputes.mentions([], "/disputes") is None
