"""The query page of the browser: examples, answers, mistakes, and what is too long for the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from appkit import Page, open_page

from app import data
from app.components import results


@pytest.fixture(autouse=True)
def on_tiny(tiny_store: Path) -> Iterator[None]:
    data.use(tiny_store)
    yield
    data.use(None)


CONCEPTS = "SELECT ?concept WHERE { ?concept a aa:Concept } ORDER BY ?concept"


def run_query(text: str) -> Page:
    page = open_page("query", q=text)
    page.app.button[0].click()
    return page.again()


def test_query_of_the_address_is_filled_in_but_not_run() -> None:
    page = open_page("query", q=CONCEPTS)
    assert page.app.text_area[0].value == CONCEPTS
    assert "rows" not in page.words


def test_results_lead_back_into_the_atlas() -> None:
    page = run_query(CONCEPTS)
    assert "4 rows in" in page.words
    assert page.links["concept:welcome"] == "/concept?concept=welcome"


def test_query_that_was_run_stands_in_the_address() -> None:
    page = open_page("query")
    page.app.text_area[0].set_value(CONCEPTS)
    page.app.button[0].click()
    assert page.again().app.query_params["q"] == CONCEPTS


def test_mistake_in_a_query_is_shown_in_its_line() -> None:
    page = run_query("SELECT *\nWHERE { ?s ?p }")
    assert "line 2, column" in page.words
    assert "WHERE { ?s ?p }" in page.words.replace("  ", " ")


def test_update_is_refused_in_words() -> None:
    assert "This did not work" in run_query("DROP ALL").words


def test_question_is_answered_with_yes_or_no() -> None:
    assert "answer yes" in run_query("ASK { ?s a aa:Concept }").words


def test_graph_is_shown_as_turtle() -> None:
    page = run_query("CONSTRUCT { ?c a aa:Concept } WHERE { ?c a aa:Concept }")
    assert "A graph in" in page.words
    assert all(concept in page.words for concept in ("hosting", "warmth", "welcome"))


def test_empty_result_says_so() -> None:
    assert "Nothing in the atlas answers this query." in run_query("SELECT * { ?s a aa:Nothing }").words


def test_long_result_says_what_is_left_out_and_the_file_holds_all() -> None:
    text = "SELECT ?a ?b WHERE { ?a ?p ?o . ?b a aa:Concept }"
    page = run_query(text)
    whole = data.ask(text)
    assert len(whole.rows) > results.MOST_ROWS
    assert f"The first 500 rows are shown; the file holds all {len(whole.rows):,}." in page.words
    assert data.download(text, "csv").count(b"\r\n") == len(whole.rows) + 1


def test_example_fills_the_query_in(atlas_store: Path) -> None:
    data.use(atlas_store)
    page = open_page("query")
    first = data.atlas().questions()[0]
    page.app.selectbox[0].select_index(0)
    found = page.again()
    assert found.app.text_area[0].value == first.text
    assert found.app.query_params["question"] == first.id


@pytest.mark.parametrize("number", range(10))
def test_every_example_has_an_answer(atlas_store: Path, number: int) -> None:
    data.use(atlas_store)
    question = data.atlas().questions()[number]
    page = open_page("query", question=question.id)
    page.app.button[0].click()
    words = page.again().words
    assert "Nothing in the atlas" not in words
    assert re.search(r"\d+ rows? in \d", words)
