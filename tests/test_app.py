"""Every page of the browser, run without a server, on the tiny invented atlas."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from appkit import ROOT, Page, open_page
from streamlit import net_util
from streamlit.testing.v1 import AppTest
from streamlit.web.server import server_util

from app import data, server
from kg import build
from kg.places import Places

pytestmark = pytest.mark.usefixtures("on_tiny")


# --- home ---


def test_home_says_what_the_atlas_is() -> None:
    page = open_page()
    assert "Tiny Atlas" in page.words
    assert "Three invented concepts. Two invented authors disagree about them." in page.words


def test_home_begins_with_the_central_distinction_and_cites_both_sides() -> None:
    page = open_page()
    assert "How warmth and welcome differ" in page.words
    assert page.words.count("Birch & Alder (1902), p. 12") == 2


def test_home_lists_every_concept_with_its_number_of_definitions() -> None:
    page = open_page()
    assert page.links["welcome"] == "/concept?concept=welcome"
    assert "welcome 2 definitions" in page.words
    assert "warmth no definition yet" in page.words


def test_search_finds_without_accents_and_says_why() -> None:
    page = open_page()
    page.app.text_input(key="search").set_value("reception")
    found = page.again()
    assert "1 found" in found.words
    assert "welcome concept alternative label réception" in found.words


def test_search_that_finds_nothing_says_so() -> None:
    page = open_page()
    page.app.text_input(key="search").set_value("xyzzy")
    assert "Nothing found for “xyzzy”" in page.again().words


def test_one_letter_is_not_searched_for() -> None:
    page = open_page()
    page.app.text_input(key="search").set_value("w")
    assert "found" not in page.again().words


# --- concept ---


def test_definition_shows_who_when_words_place_and_reference() -> None:
    words = open_page("concept", concept="welcome").words
    assert "Alder 1901 Our gloss an invitation to come in" in words
    assert "“Welcome is an open door; \"come in\" is its first word.” Alder (1901), p. 12" in words
    assert "Reference Alder, A. (1901). On welcome. Invented Press." in words


def test_definitions_stand_by_year() -> None:
    words = open_page("concept", concept="welcome").words
    assert words.index("Our gloss an invitation") < words.index("Our gloss warmth that is shown")


def test_doubtful_citation_says_in_words_what_is_wrong_and_what_to_cite() -> None:
    words = open_page("concept", concept="welcome").words
    assert "Citation warning: the cited work may not say this" in words
    assert "It credits Alder (1901, 99) – Alder (1901), p. 99" in words
    assert "Alder says open door, not warmth." in words
    assert "Cite instead: Birch & Alder (1902), p. 11" in words


def test_sureness_is_said_in_words() -> None:
    assert "recalled, not seen in a source (high confidence)" in open_page("concept", concept="hosting").words


def test_claims_read_from_the_concept_of_the_page() -> None:
    assert "has as a component" in open_page("concept", concept="hosting").words
    assert "is a component of" in open_page("concept", concept="warmth").words
    assert "comes after" in open_page("concept", concept="welcome").words


def test_denial_and_opponents_are_marked_in_words() -> None:
    words = open_page("concept", concept="hosting").words
    assert "✕ denied by Birch & Alder" in words
    assert "⇄ at odds with: it is not so that welcome is a component of hosting (Birch & Alder)" in words


def test_concept_without_definition_claims_no_more_than_that() -> None:
    words = open_page("concept", concept="warmth").words
    assert "None of the works covered defines warmth." in words
    assert "not covered" in words


def test_mapping_names_the_other_vocabulary() -> None:
    page = open_page("concept", concept="warmth")
    assert "warm, Example vocabulary skos:closeMatch" in page.words
    assert page.links["warm"] == "http://example.org/warm"


def test_query_behind_the_page_gives_what_the_page_shows() -> None:
    page = open_page("concept", concept="welcome")
    _, _, asked = page.links["Open it on the query page"].partition("?q=")
    assert asked
    shown = data.atlas().concept("welcome").queries
    rows = data.start(shown[0]).answer().rows
    assert {d.iri for d in data.atlas().concept("welcome").definitions} <= {row[0].text for row in rows if row[0]}


def test_concept_is_found_by_its_label_too() -> None:
    assert "What happens at the door." in open_page("concept", concept="Réception").words


def test_unknown_concept_offers_the_nearest_and_a_way_home() -> None:
    page = open_page("concept", concept="wellcome")
    assert "No concept “wellcome”" in page.words
    assert page.links["welcome"] == "/concept?concept=welcome"
    assert page.links["Home"] == "/"


def test_concept_page_without_a_name_offers_all() -> None:
    assert {"warmth", "welcome", "hosting"} <= open_page("concept").links.keys()


def test_every_model_and_every_third_concept_and_work_of_the_real_atlas_has_a_page(atlas_store: Path) -> None:
    data.use(atlas_store)
    app = AppTest.from_file(str(ROOT / "app" / "main.py"), default_timeout=20).run()
    for view, keys in (("concept", [c.slug for c in data.atlas().concepts()[::3]]),
                       ("work", [w.key for w in data.atlas().works()[::3]]),
                       ("model", [m.slug for m in data.atlas().models()])):
        app.switch_page(f"views/{view}.py")
        for key in keys:
            app.query_params[view] = key
            assert "Not found" not in Page.of(app.run()).words, key


# --- graph ---


def test_graph_and_list_show_the_same_statements() -> None:
    page = open_page("concept", concept="hosting")
    drawing = next(e for e in page.app.get("bidi_component") if e.key == "atlas_graph")
    assert "Graph of 3 concepts and 4 statements" in str(drawing.proto)
    for line in ("warmth is a component of hosting who says so: Alder",
                 "✕ denied: welcome is a component of hosting who says so: Birch & Alder",
                 "warmth comes before welcome who says so: Birch & Alder"):
        assert line in page.words


def test_chosen_edge_says_who_says_so_in_which_words() -> None:
    page = open_page("concept", concept="hosting")
    page.app.session_state["atlas_edge"] = "birch-alder--warmth-precedes-welcome"
    words = page.again().words
    assert "Who says so: warmth comes before welcome" in words
    assert "Birch & Alder: “First comes warmth, then welcome.”" in words


# --- works ---


def test_works_are_filtered_by_every_word() -> None:
    page = open_page("works")
    assert "3 works" in page.words
    page.app.text_input(key="filter").set_value("invented 1902")
    found = page.again()
    assert "1 of 3 works" in found.words
    assert "Alder (1901)" not in found.links


def test_work_shows_its_record_and_which_field_is_less_sure() -> None:
    words = open_page("work", work="birch1902").words
    assert "Authors Birch, Bo; Alder, A." in words
    assert "Kind journal article" in words
    assert "Pages 10-19 recalled, not seen in a source (medium confidence)" in words


def test_work_shows_what_it_says_defines_claims_and_credits() -> None:
    words = open_page("work", work="birch1902").words
    assert "Passages 2" in words
    assert "What it defines 1 welcome Our gloss warmth that is shown at the door" in words
    assert "warmth comes before welcome" in words
    assert "Whom it credits 2 p. 11 ⚠ Citation warning: the cited work may not say this" in words


def test_work_shows_who_credits_it() -> None:
    words = open_page("work", work="alder1901").words
    assert "Who credits it 1" in words
    assert "Birch & Alder (1902), p. 11" in words


def test_unknown_work_offers_the_nearest() -> None:
    page = open_page("work", work="birch1903")
    assert page.links["birch1902"] == "/work?work=birch1902"


# --- what is wrong ---


@pytest.mark.parametrize(("view", "parameters"), [
    ("home", {}), ("concept", {"concept": "x"}), ("works", {}), ("work", {"work": "x"}), ("query", {}),
    ("citations", {}), ("gaps", {}), ("models", {}), ("model", {"model": "x"}), ("instruments", {}), ("disputes", {})])
def test_missing_store_says_what_to_run(tmp_path: Path, view: str, parameters: dict[str, str]) -> None:
    data.use(tmp_path)
    page = open_page(view, **parameters)
    assert "kg build" in page.words
    assert page.links["Home"] == "/"


# --- nothing from the graph is Markdown ---


@pytest.mark.parametrize(("view", "parameters"), [
    ("home", {}), ("concept", {"concept": "welcome"}), ("works", {}), ("work", {"work": "birch1902"}),
    ("citations", {}), ("gaps", {}), ("models", {}), ("model", {"model": "alder"}), ("instruments", {}),
    ("disputes", {}), ("about", {})])
def test_text_of_the_graph_reaches_the_screen_only_as_escaped_markup(view: str, parameters: dict[str, str]) -> None:
    app = open_page(view, **parameters).app
    assert not [*app.markdown, *app.title, *app.header, *app.caption, *app.text, *app.error]


# --- the server ---


def test_the_server_asks_nobody_for_its_address(tiny_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the server tried to reach somebody")

    server.build(tiny_store)
    for name in ("connect", "sendto"):
        monkeypatch.setattr(socket.socket, name, refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    assert net_util.get_external_ip() is None
    assert not server_util.is_url_from_allowed_origins("http://evil.example")


def test_a_new_build_is_shown_without_a_restart(tiny: Places) -> None:
    build.build(tiny)
    data.use(tiny.store)
    page = open_page("concept", concept="welcome")
    assert "What happens at the door." in page.words
    path = tiny.ontology / "concepts" / "welcome.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace("at the door.", "on the step."), encoding="utf-8")
    build.build(tiny)
    assert "What happens on the step." in page.again().words
