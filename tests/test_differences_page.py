"""The page that sets concepts against each other, run without a server, on the tiny invented atlas."""

from __future__ import annotations

from pathlib import Path

import pytest
from appkit import Page, open_page

import kg
from app import data

pytestmark = pytest.mark.usefixtures("on_tiny")


def compared(names: str) -> Page:
    return open_page("differences", of=names)


def test_page_begins_with_the_central_distinction() -> None:
    page = open_page("differences")
    assert page.app.multiselect[0].value == ["warmth", "welcome"]
    assert "warmth no definitions welcome 2 definitions" in page.words


def test_explanation_ends_each_line_in_its_place_and_words() -> None:
    words = compared("warmth,welcome").words
    assert "How each is defined, in our words welcome: an invitation to come in Alder – Alder (1901), p. 12" in words
    assert "time – warmth: first Birch & Alder – Birch & Alder (1902), p. 12" in words
    assert "On which dimensions they differ" in words
    assert "“First comes warmth, then welcome.”" in words


def test_lists_tell_shared_only_and_contested_apart() -> None:
    words = compared("warmth,welcome").words
    assert "Said of both 1 is a component of hosting ⇄ contested" in words
    assert "Only warmth 0 Nothing in the works covered." in words
    assert "Only welcome 2 effect size with hosting Cedar (1880)" in words
    assert "Contested 2" in words


def test_relations_are_asserted_and_denied_by_somebody() -> None:
    words = compared("welcome,hosting").words
    assert "Asserted welcome is a component of hosting Alder – Alder (1901), pp. 14–15" in words
    assert "Denied ✕ denied: welcome is a component of hosting Birch & Alder" in words
    assert "⇄ at odds with: it is not so that welcome is a component of hosting (Birch & Alder)" in words


def test_nobody_who_denies_is_not_taken_for_agreement() -> None:
    assert "Nobody in the works covered denies outright a relation between them: that is all this says." in compared(
        "warmth,welcome").words


def test_order_of_the_address_is_the_order_of_the_columns() -> None:
    page = compared("welcome,warmth")
    assert page.app.multiselect[0].value == ["welcome", "warmth"]
    assert page.words.index("Only welcome") < page.words.index("Only warmth")


def test_choice_goes_into_the_address() -> None:
    page = compared("warmth,welcome")
    page.app.multiselect[0].set_value(["warmth", "welcome", "hosting"])
    again = page.again()
    assert again.app.query_params["of"] == "warmth,welcome,hosting"
    assert again.links["warmth and hosting"] == "/differences?of=warmth,hosting#explain"


def test_dispute_about_both_is_one_click_away() -> None:
    assert compared("welcome,hosting").links["Is welcome a part of hosting?"].startswith("/disputes#parts-of-hosting")


def test_comparison_can_be_taken_away_in_every_format() -> None:
    page = compared("warmth,welcome")
    labels = [getattr(button, "label", "") for button in page.app.get("download_button")]
    assert len(labels) == len(kg.COMPARISON_FORMATS)
    assert {"CSV", "Excel", "LaTeX", "Markdown", "HTML", "JSON", "RDF (Turtle)"} == set(labels)


def test_query_behind_the_page_is_shown() -> None:
    assert "queries behind this page" in compared("warmth,welcome").words


# --- bad input ---


def test_unknown_concept_leads_to_the_nearest_in_its_place() -> None:
    page = compared("warmth,welcom")
    assert "The atlas has no concept “welcom”" in page.words
    assert page.links["welcome"] == "/differences?of=warmth,welcome"


def test_one_concept_is_offered_its_nearest() -> None:
    page = compared("warmth")
    assert page.links["warmth and welcome"] == "/differences?of=warmth,welcome"
    assert "Explain the distinction" not in page.words


def test_same_concept_twice_is_said() -> None:
    words = compared("warmth,warmth,welcome").words
    assert "Named twice warmth is compared with itself only once." in words
    assert "Explain the distinction" in words


def test_more_than_four_concepts_are_too_many(atlas_store: Path) -> None:
    data.use(atlas_store)
    page = compared("bond,goals,tasks,empathy,congruence")
    assert "Too many At most 4 concepts fit beside each other; here are the first." in page.words
    assert page.app.multiselect[0].value == ["bond", "goals", "tasks", "empathy"]


def test_concepts_without_anything_in_common_get_other_offers() -> None:
    page = compared("hosting,welcome-scale")
    assert "Nothing in common" in page.words
    assert page.links["hosting and welcome"] == "/differences?of=hosting,welcome"
    assert page.links["welcome scale and welcome"] == "/differences?of=welcome-scale,welcome"


def test_without_a_concept_the_page_says_where_to_begin() -> None:
    assert compared("").links["warmth and welcome"] == "/differences?of=warmth,welcome"


def test_markup_in_the_address_stays_text() -> None:
    page = compared("<b>x</b>,warmth")
    assert "The atlas has no concept “<b>x</b>”" in page.words
    assert "b" not in page.elements


# --- ways to the page ---


def test_concept_page_and_home_lead_here() -> None:
    assert open_page("concept", concept="warmth").links["Compare with welcome"] == "/differences?of=warmth,welcome"
    assert open_page().links["The whole comparison"] == "/differences?of=warmth,welcome"
