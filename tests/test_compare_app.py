"""The page on which authors are compared, run without a server: choosers, table, wording, refusals."""

from __future__ import annotations

from dataclasses import replace

import pytest
from appkit import Page, open_page

from app import data
from app.components import comparison, wordings
from app.components.html import join

pytestmark = pytest.mark.usefixtures("on_tiny")


def markup(page: Page) -> str:
    return "".join(html.value for html in page.app.html if not html.value.startswith("<style>"))


def chosen(page: Page) -> list[str]:
    return list(page.app.multiselect[0].value)


def test_page_without_a_concept_offers_those_on_which_many_speak() -> None:
    page = open_page("compare")
    assert page.links["welcome"] == "/compare?concept=welcome"
    assert "welcome (3 authors)" in page.words
    assert not page.app.multiselect


def test_concept_alone_compares_those_who_define_it() -> None:
    page = open_page("compare", concept="welcome")
    assert sorted(chosen(page)) == ["alder", "birch-alder"]
    assert "2 authors on welcome: " in page.words
    assert "an invitation to come in Alder (1901), p. 12" in page.words
    assert "“Welcome, as Alder showed (1901, 99), is warmth shown at the door.”" in page.words
    assert page.links["Birch & Alder (1902)"] == "/work?work=birch1902"


@pytest.mark.parametrize("by", ["cedar,alder", "alder,cedar"])
def test_columns_stand_in_the_order_of_the_address(by: str) -> None:
    page = open_page("compare", concept="welcome", by=by)
    assert chosen(page) == by.split(",")
    head = markup(page).partition("<thead>")[2].partition("</thead>")[0]
    labels = [one.capitalize() for one in by.split(",")]
    assert head.index(labels[0]) < head.index(labels[1])


def test_choice_goes_into_the_address_and_into_the_table() -> None:
    page = open_page("compare", concept="welcome", by="alder,birch-alder")
    page.app.multiselect[0].set_value(["cedar", "alder"])
    page = page.again()
    assert page.app.query_params["by"] in ("cedar,alder", ["cedar,alder"])
    assert "welcome scale" in page.words
    page.app.selectbox[0].set_value("hosting")
    page = page.again()
    assert page.app.query_params["concept"] in ("hosting", ["hosting"])
    assert "by" not in page.app.query_params
    assert "✕ rejects: welcome" in page.words


def test_silence_rejection_and_warning_are_told_apart_in_words() -> None:
    page = open_page("compare", concept="hosting", by="alder,birch-alder,cedar")
    assert "none in the works covered" in page.words
    assert "✕ rejects: welcome" in page.words
    assert "⚠ Citation warning: the page is not in the cited work" in page.words


def test_rows_say_whether_they_differ(on_atlas: None) -> None:  # noqa: ARG001
    page = open_page("compare", concept="working-alliance", by="bordin,wikipedia")
    rows = {row.partition('"')[0]: row for row in markup(page).split('data-row="')[1:]}
    assert "= same in all" in rows["included"]
    assert "≠ differs" in rows["gloss"]
    assert 'class="is-same" data-row="included"' in markup(page)


@pytest.mark.parametrize(("parameters", "words", "link", "address"), [
    ({"concept": "welcom"}, "No concept “welcom”", "welcome", "/compare?concept=welcome"),
    ({"concept": "welcome", "by": "aldr,cedar"}, "No author “aldr”", "Alder",
     "/compare?concept=welcome&by=alder%2Ccedar"),
    ({"concept": "welcome", "by": "cedar"}, "Only Cedar is named, and to compare takes two parties.",
     "Cedar, Birch & Alder, Alder", "/compare?concept=welcome&by=cedar%2Cbirch-alder%2Calder"),
    ({"concept": "welcome", "by": ""}, "Nobody is chosen.", "Birch & Alder, Alder",
     "/compare?concept=welcome&by=birch-alder%2Calder"),
    ({"concept": "welcome-scale"}, "Cedar alone says anything on welcome scale.", "welcome",
     "/compare?concept=welcome"),
])
def test_what_cannot_be_compared_leads_to_what_can(parameters: dict[str, str], words: str, link: str,
                                                   address: str) -> None:
    page = open_page("compare", **parameters)
    assert words.lower() in page.words.lower()
    assert page.links[link] == address


def test_party_with_nothing_to_say_is_no_choice_and_is_explained(on_atlas: None) -> None:  # noqa: ARG001
    page = open_page("compare", concept="bond", by="bordin,rogers")
    assert "In the works covered, nothing on bond by Rogers." in page.words
    assert chosen(page) == ["bordin"]
    assert "Rogers" not in page.app.multiselect[0].options


def test_more_than_six_are_explained_not_shown(on_atlas: None) -> None:  # noqa: ARG001
    names = [party.slug for party in data.speakers("working-alliance")[:7]]
    page = open_page("compare", concept="working-alliance", by=",".join(names))
    assert "7 parties are named, and 6 side by side are the most that can be read." in page.words
    assert len(chosen(page)) == 6


def test_permalink_keeps_the_order_and_every_format_is_offered() -> None:
    page = open_page("compare", concept="welcome", by="birch-alder,alder")
    assert "compare?concept=welcome&amp;by=birch-alder%2Calder" in markup(page)
    labels = {one.proto.label for one in page.app.get("download_button")}
    assert labels == {"CSV", "Excel", "LaTeX", "Markdown", "HTML", "JSON", "RDF (Turtle)"}
    assert "queries behind this page" in page.words


def test_switch_shows_the_difference_in_wording() -> None:
    page = open_page("compare", concept="welcome", by="alder,birch-alder")
    assert "only in Alder" not in page.words
    page.app.toggle[0].set_value(True)
    words = page.again().words
    assert "only in Alder: an invitation to come in" in words
    assert "only in Birch & Alder: warmth that is shown at the door" in words


def test_difference_is_marked_by_element_sign_and_hidden_words() -> None:
    found = str(wordings.difference("warmth at the door", "warmth at a door", ("A", "B")))
    assert found.count("<del>") == found.count("<ins>") == 1
    assert '<span class="unseen">only in A: </span>the</del>' in found
    assert '<span class="unseen">only in B: </span>a</ins>' in found
    assert '<span class="unseen">in both: </span>warmth at ' in found


def test_concept_page_leads_to_the_comparison() -> None:
    assert open_page("concept", concept="welcome").links["Compare authors"] == "/compare?concept=welcome"
    assert "Compare authors" not in open_page("concept", concept="welcome-scale").links


def test_hostile_text_stays_text() -> None:
    hostile = '<img src=x onerror="alert(1)"> **b** $x$'
    found = data.comparison("welcome", ("alder", "birch-alder"))
    lines = (data.Line(text=hostile), data.Line(text=hostile, is_rejected=True, refs=(data.Ref("x:y", hostile),)))
    row = data.Respect("gloss", hostile, (data.Cell(lines), data.Cell(lines[:1])))
    shown = replace(found, title=hostile, rows=(row,), columns=(data.Ref("x:a", hostile), data.Ref("x:b", "B")))
    assert "<img" not in join(comparison.table(shown), wordings.between(shown, "gloss", 1))
