"""The query page of the browser: examples, answers, mistakes, and what is too long for the screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from appkit import Page, open_page
from streamlit.testing.v1.element_tree import Selectbox

from app import data
from app.components import editor, results, snippets

pytestmark = pytest.mark.usefixtures("on_tiny")


CONCEPTS = "SELECT ?concept WHERE { ?concept a aa:Concept } ORDER BY ?concept"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
SECONDS = 20


def asked(page: Page, text: str) -> data.Running:
    """Ask as the editor does when its Run is pressed, which only a browser can press."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(editor, "mount", lambda *_, **__: text)
        page.app.run()
    running: data.Running = page.app.session_state["query_running"]
    return running


def run_query(text: str) -> Page:
    page = open_page("query", q=text)
    asked(page, text).wait(SECONDS)
    return page.again()


def examples(page: Page) -> Selectbox[str]:
    return next(one for one in page.app.selectbox if one.label == "Example questions")


def filled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts with which the editor is filled from now on."""
    texts: list[str] = []
    monkeypatch.setattr(editor, "mount", lambda text, *_, **__: texts.append(text))
    return texts


def test_query_of_the_address_is_filled_in_but_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = filled(monkeypatch)
    page = open_page("query", q=CONCEPTS)
    assert texts[-1] == CONCEPTS
    assert "rows" not in page.words
    assert "query_running" not in page.app.session_state


def test_results_lead_back_into_the_atlas_under_their_names() -> None:
    page = run_query(CONCEPTS)
    assert "4 rows in" in page.words
    assert page.links["welcome"] == "/concept?concept=welcome"
    assert "concept:welcome" in page.words


def test_whatever_has_a_label_is_called_by_it() -> None:
    page = run_query("SELECT ?certainty { passage:alder1901--open-door aa:certainty ?certainty }")
    assert "seen in a source certainty:verified" in page.words


def test_query_that_was_run_stands_in_the_address() -> None:
    page = open_page("query")
    asked(page, CONCEPTS).wait(SECONDS)
    assert page.again().app.query_params["q"] == CONCEPTS


def test_query_too_long_for_an_address_is_run_without_one() -> None:
    page = open_page("query", q=CONCEPTS)
    long = f"{CONCEPTS} # {'x' * snippets.LONGEST_LINK}"
    asked(page, long).wait(SECONDS)
    found = page.again()
    assert "4 rows in" in found.words
    assert "too long for a link" in found.words
    assert found.app.query_params == {}


def test_query_beyond_the_limit_says_which() -> None:
    page = open_page("query")
    asked(page, f"ASK {{}} # {'x' * 20_000}").wait(SECONDS)
    assert "20000 is the most" in page.again().words


def test_mistake_in_a_query_is_shown_in_its_line() -> None:
    page = run_query("SELECT *\nWHERE { ?s ?p }")
    assert "line 2, column" in page.words
    assert "WHERE { ?s ?p }" in page.words.replace("  ", " ")


def test_update_is_refused_in_words() -> None:
    assert "This did not work" in run_query("DROP ALL").words


def test_question_is_answered_with_yes_or_no() -> None:
    assert "answer yes" in run_query("ASK { ?s a aa:Concept }").words


def test_graph_is_shown_as_turtle_and_no_more_than_its_first_lines() -> None:
    page = run_query("CONSTRUCT { ?c a aa:Concept } WHERE { ?c a aa:Concept }")
    assert "A graph in" in page.words
    assert all(concept in page.words for concept in ("hosting", "warmth", "welcome"))
    assert "The first 500 lines are shown" in run_query("CONSTRUCT WHERE { ?s ?p ?o }").words


def test_empty_result_says_so() -> None:
    assert "Nothing in the atlas answers this query." in run_query("SELECT * { ?s a aa:Nothing }").words


def test_value_that_is_not_bound_is_a_dash() -> None:
    assert "2 –" in run_query("SELECT ?a ?b { VALUES (?a ?b) { (1 2) (2 UNDEF) } }").words


def test_markup_in_a_value_stays_text() -> None:
    page = run_query('SELECT ("<script>alert(1)</script><b>x</b>" AS ?a) ("javascript:alert(1)" AS ?b) {}')
    assert "<script>alert(1)</script><b>x</b>" in page.words
    assert {"script", "b"} & page.elements == set()
    assert run_query("SELECT (<javascript:alert(1)> AS ?a) {}").links.get("javascript:alert(1)") is None


def test_long_result_says_what_is_left_out_and_the_file_holds_all() -> None:
    text = "SELECT ?a ?b WHERE { ?a ?p ?o . ?b a aa:Concept }"
    rows = data.download(text, "csv").count(b"\r\n") - 1
    assert rows > results.MOST_ROWS
    assert f"The first 500 rows are shown; the file holds all {rows:,}." in run_query(text).words


def test_long_value_is_cut_and_said_to_be() -> None:
    page = run_query('SELECT (CONCAT("%s", "ta", "il") AS ?a) {}' % ("x" * results.LONGEST))
    assert "Values of more than 2,000 characters are cut" in page.words
    assert "tail" not in page.words


def test_slow_query_shows_its_time_and_ends_when_it_is_cancelled() -> None:
    page = open_page("query")
    running = asked(page, ENDLESS)
    assert re.search(r"Running for \d+ s", page.again().words)
    next(one for one in page.app.button if one.label == "Cancel").click()
    assert "Cancelled. The query stays in the editor." in page.again().words
    running.wait(SECONDS)
    assert running.is_cancelled
    assert running.seconds < SECONDS


def test_new_query_ends_the_one_before() -> None:
    page = open_page("query")
    first = asked(page, ENDLESS)
    asked(page, CONCEPTS).wait(SECONDS)
    assert first.is_cancelled
    assert "4 rows in" in page.again().words


def test_example_fills_the_query_in(atlas_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data.use(atlas_store)
    texts = filled(monkeypatch)
    page = open_page("query")
    examples(page).select_index(0)
    found = page.again()
    chosen = next(one for one in data.atlas().questions() if one.id == found.app.query_params["question"])
    assert (chosen.user, texts[-1]) == ("student", chosen.text)


def test_examples_are_grouped_by_user_with_the_size_of_their_answers(atlas_store: Path) -> None:
    data.use(atlas_store)
    words = examples(open_page("query")).options
    groups = [re.match(r"For (\w+)s: .+ \(\d+ rows?\)$", one) for one in words]
    assert len(words) == 30
    assert [found and found[1] for found in groups] == ["student"] * 10 + ["researcher"] * 10 + ["author"] * 10


def test_every_example_has_as_many_rows_as_it_says(atlas_store: Path) -> None:
    data.use(atlas_store)
    said = {one.id: one.rows for one in data.atlas().questions()}
    found = {one.id: len(data.start(one.text).answer().rows) for one in data.atlas().questions()}
    assert len(said) == 30
    assert min(said.values()) > 0
    assert found == said


def test_without_a_store_the_page_says_what_to_do(tmp_path: Path) -> None:
    data.use(tmp_path)
    assert "kg build" in open_page("query").words
