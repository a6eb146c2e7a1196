"""The pages that look at the whole atlas, run without a server: citations, gaps, models, instruments, disputes."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
import rdflib
from appkit import ROOT, Page, open_page

from app import data
from app.components import citations, meanings
from app.data import CERTAINTIES, STATUSES
from kg.vocab import BASE

pytestmark = pytest.mark.usefixtures("on_tiny")


def choose(page: Page, label: str, option: str) -> Page:
    next(box for box in page.app.selectbox if box.label == label).set_value(option)
    return page.again()


# --- citations to check ---


def test_doubtful_citation_says_where_what_why_how_we_know_and_what_instead() -> None:
    words = open_page("citations").words
    assert "Alder (1901, 99) Copy “Welcome, as Alder showed (1901, 99), is warmth shown at the door.”" in words
    assert "Where Birch & Alder (1902), p. 11" in words
    assert "Work it names Alder (1901), p. 99" in words
    assert "What is wrong the cited work may not say this" in words
    assert "Why Alder says open door, not warmth." in words
    assert "How we know alder1901, p. 12 – seen in a source" in words
    assert "Cite instead Birch & Alder (1902), p. 11 – seen in a source" in words


def test_gravest_citation_stands_first() -> None:
    words = open_page("citations").words
    assert "2 citations to check" in words
    assert words.index("see p. 99 above") < words.index("Alder (1901, 99) Copy")


@pytest.mark.parametrize(("label", "option", "left_out"), [
    ("What is wrong", "the cited work may not say this", "see p. 99 above"),
    ("What is wrong", "the page is not in the cited work", "Alder (1901, 99)"),
    ("Work that cites or is cited", "Alder (1901)", "see p. 99 above"),
    ("How sure we are", "seen in a source", "see p. 99 above"),
])
def test_choice_leaves_the_others_out(label: str, option: str, left_out: str) -> None:
    page = open_page("citations")
    assert left_out in page.words
    found = choose(page, label, option)
    assert "1 of 2 citations to check" in found.words
    assert left_out not in found.words


def test_choices_are_taken_from_the_address() -> None:
    page = open_page("citations", status="the cited work may not say this", of="Alder (1901)")
    assert "1 of 2 citations to check" in page.words


def test_choices_that_nothing_fits_say_so() -> None:
    page = choose(open_page("citations"), "What is wrong", "the page is not in the cited work")
    found = choose(page, "Work that cites or is cited", "Alder (1901)")
    assert "0 of 2 citations to check" in found.words
    assert "No citation fits all of this." in found.words


def test_atlas_without_doubtful_citations_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "doubtful", lambda: ())
    assert "No citation in the atlas is known to be doubtful." in open_page("citations").words


def test_downloads_hold_what_is_shown() -> None:
    found = citations.gravest_first(data.doubtful())
    told = list(csv.DictReader(io.StringIO(citations.as_csv(found).decode("utf-8-sig"))))
    assert [one["printed"] for one in told] == ["see p. 99 above", "Alder (1901, 99)"]
    assert told[1]["cite instead"] == "Birch & Alder (1902), p. 11"
    lines = citations.as_markdown(found).decode().splitlines()
    assert len(lines) == 2 + len(found)
    assert "| Alder (1901, 99) | Alder (1901), p. 99 |" in lines[3]


def test_bar_in_a_text_makes_no_column() -> None:
    one = data.doubtful()[0]
    odd = replace(one, attribution=replace(one.attribution, reason="a | b"))
    plain, with_bar = (citations.as_markdown([credit]).decode().replace("\\|", "") for credit in (one, odd))
    assert plain.splitlines()[2].count("|") == with_bar.splitlines()[2].count("|")


def test_text_to_copy_is_whole_sentences() -> None:
    text = citations.as_text(citations.gravest_first(data.doubtful())[1])
    assert text.startswith("Birch & Alder (1902), p. 11 prints “Alder (1901, 99)”: the cited work may not say this.")
    assert text.endswith("Cite instead: Birch & Alder (1902), p. 11 (seen in a source).")


@pytest.mark.usefixtures("on_atlas")
def test_page_that_no_chapter_has_is_listed_with_what_to_cite_instead() -> None:
    page = open_page("citations", status="the page is not in the cited work")
    assert "Bordin (1994, 254)" in page.words
    assert "Cite instead Bordin (1979), p" in page.words
    assert page.links["Bordin (1979)"] == "/work?work=bordin1979"


def test_work_leads_to_its_citations() -> None:
    page = open_page("work", work="birch1902")
    assert page.links["Among the citations to check"] == "/citations?of=Birch+%26+Alder+%281902%29"


# --- gaps ---


def test_gaps_are_counted_and_listed_at_the_top() -> None:
    page = open_page("gaps")
    assert page.links["Questions for a person with a library (1)"] == "#questions"
    assert "What stands on p. 99 of Alder (1901)? It is credited, and nobody has seen it." in page.words
    assert "Concepts that nobody defines 2 No definition in the works covered. hosting warmth" in page.words
    assert "hosting – Example vocabulary every label, by hand · seen in a source" in page.words


def test_definition_without_a_page_says_why() -> None:
    words = open_page("gaps").words
    assert "Definitions without a place 1 The work is known, the page is not. welcome scale – three bells" in words
    assert "Why: invented, so on no page" in words


def test_gaps_give_the_queries_that_find_them() -> None:
    assert "queries behind this page" in open_page("gaps").words


@pytest.mark.usefixtures("on_atlas")
def test_long_list_of_gaps_stands_behind_a_disclosure() -> None:
    page = open_page("gaps")
    number = len(data.gaps().unsupported)
    assert number > 10
    assert f"{number - 10} more of these" in page.words


@pytest.mark.usefixtures("on_atlas")
def test_open_questions_of_the_sources_are_listed() -> None:
    words = open_page("gaps").words
    assert "What is the DOI of Titulescu (2023)?" in words


# --- models ---


def test_models_say_who_makes_what_of_what_and_whether_that_is_all() -> None:
    page = open_page("models")
    assert page.links["Alder's two parts of hosting"] == "/model?model=alder"
    assert "By Alder, each of 2 members is a component of hosting: warmth, welcome." in page.words
    assert "Complete: by Alder these are all; nothing else is a component of hosting." in page.words


def test_member_of_a_model_has_its_place_and_who_denies_it() -> None:
    words = open_page("model", model="alder").words
    assert "warmth Alder – Alder (1901), pp. 14–15 · recalled, not seen in a source (high confidence)" in words
    assert "⇄ at odds with: it is not so that welcome is a component of hosting (Birch & Alder)" in words
    assert "Denials 1 ✕ denied: welcome is a component of hosting Birch & Alder – Birch & Alder (1902), p. 12" in words


def test_unknown_model_offers_the_nearest() -> None:
    page = open_page("model", model="aldr")
    assert "No model “aldr”" in page.words
    assert page.links["alder"] == "/model?model=alder"


@pytest.mark.usefixtures("on_atlas")
def test_conditions_are_not_called_parts() -> None:
    words = open_page("model", model="rogers").words
    assert "By Rogers, each of 6 members is a condition of therapeutic change." in words
    assert "component" not in words


@pytest.mark.usefixtures("on_atlas")
def test_model_that_is_not_said_to_be_complete_says_that() -> None:
    assert "Not said to be complete: there may be others." in open_page("model", model="titulescu").words


# --- instruments and effect sizes ---


def test_instrument_says_what_it_measures_in_whose_sense_and_what_else() -> None:
    page = open_page("instruments")
    assert "1 instrument, 0 subscales" in page.words
    assert ("measures welcome Cedar, in the sense of Alder's two parts of hosting – Cedar (1880) · "
            "recalled, not seen in a source (medium confidence)") in page.words
    assert "number of items 3 Cedar – Cedar (1880)" in page.words
    assert page.links["Alder's two parts of hosting"] == "/model?model=alder"


def test_effect_size_is_shown_as_printed() -> None:
    words = open_page("instruments").words
    assert "welcome and hosting r = .50 95% CI .40–.60 7 hosts Cedar – Cedar (1880)" in words


@pytest.mark.usefixtures("on_atlas")
def test_inventory_measures_the_alliance_in_the_sense_of_its_author() -> None:
    words = open_page("instruments").words
    inventory = words.split("Working Alliance Inventory Also called WAI", 1)[1].split("Its page as a concept", 1)[0]
    assert "measures working alliance Horvath & Greenberg – Horvath & Greenberg (1989)" in inventory
    assert "operationalizes working alliance Horvath & Greenberg, in the sense of Bordin's three comp" in inventory
    assert "has as a version Working Alliance Inventory, short form" in inventory
    assert "WAI bond subscale – measures bond" in inventory
    assert "number of items 36" in inventory


@pytest.mark.usefixtures("on_atlas")
def test_effect_sizes_have_their_interval_and_sample() -> None:
    assert "r = .278 95% CI .256–.299 295 studies, more than 30,000 patients" in open_page("instruments").words


# --- disputes ---


def test_dispute_shows_positions_with_holders_and_statements() -> None:
    words = open_page("disputes").words
    assert "Is welcome a part of hosting? About hosting, welcome Invented." in words
    assert "it is Alder welcome is a component of hosting Alder – Alder (1901), pp. 14–15" in words
    assert "it is not Cedar, Birch & Alder welcome and hosting: r = .50 Cedar – Cedar (1880)" in words
    assert "✕ denied: welcome is a component of hosting Birch & Alder – Birch & Alder (1902), p. 12" in words


# --- the concept page ---


def test_concept_shows_its_names_with_their_users() -> None:
    words = open_page("concept", concept="welcome").words
    assert "Names and their users 1 réception Alder, Birch & Alder 1901 – Alder (1901), p. 12" in words
    assert "From the French, by way of the front door." in words


def test_concept_shows_characteristics_effect_sizes_and_disputes() -> None:
    assert "Characteristics number of items 3" in open_page("concept", concept="welcome-scale").words
    page = open_page("concept", concept="hosting")
    assert "Effect sizes" in page.words
    assert page.links["Is welcome a part of hosting?"] == "/disputes#parts-of-hosting"
    assert "No equivalent in Example vocabulary: every label, by hand – seen in a source" in page.words


def test_instrument_leads_to_its_place_among_the_instruments() -> None:
    page = open_page("concept", concept="welcome-scale")
    assert page.links["Among the instruments"] == "/instruments#welcome-scale"
    assert "Among the instruments" not in open_page("concept", concept="welcome").links


def test_concept_without_names_or_disputes_has_no_empty_parts() -> None:
    words = open_page("concept", concept="welcome-scale").words
    assert "Names and their users" not in words
    assert "Disputes" not in words


# --- what the words mean ---


def test_every_word_for_sureness_leads_to_its_meaning() -> None:
    page = open_page("works")
    assert page.links["seen in a source"] == "/about#verified"
    told = open_page("about").words
    assert all(f"{CERTAINTIES[key]} {meaning}" in told for key, meaning in meanings.OF_CERTAINTY.items())
    assert all(f"{STATUSES[key]} {meaning}" in told for key, meaning in meanings.OF_STATUS.items())


@pytest.mark.parametrize(("kind", "words", "meant"), [("certainty", CERTAINTIES, meanings.OF_CERTAINTY),
                                                      ("status", STATUSES, meanings.OF_STATUS)])
def test_words_mean_what_the_ontology_says(kind: str, words: dict[str, str], meant: dict[str, str]) -> None:
    core = rdflib.Graph().parse(ROOT / "ontology" / "core.ttl")
    found = {key: str(core.value(rdflib.URIRef(f"{BASE}{kind}/{key}"), rdflib.SKOS.definition)) for key in words}
    assert meant == found


def test_word_without_a_meaning_is_still_shown() -> None:
    assert meanings.certainty("guessed") == "<span>guessed</span>"


def test_home_leads_to_every_page_of_the_navigation() -> None:
    assert {"/works", "/citations", "/models", "/instruments", "/disputes", "/gaps", "/query",
            "/about"} <= set(open_page().links.values())
