"""The answer to a query in Python: plain values, a DataFrame, a graph, and errors that say what to do."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

import kg


@pytest.fixture(scope="module")
def atlas(tiny_store: Path) -> kg.Atlas:
    return kg.open(tiny_store)


def test_rows_have_the_names_of_the_variables_and_plain_values(atlas: kg.Atlas) -> None:
    rows = atlas.query("SELECT ?work ?year { ?work a aa:Work ; aa:year ?year } ORDER BY ?year ?work")
    assert rows.variables == ("work", "year")
    assert rows[0].work.startswith("https://w3id.org/alliance-atlas/work/")
    assert [row.year for row in rows] == sorted(row.year for row in rows)
    assert all(type(row.year) is int for row in rows)
    assert len(rows) == len(list(rows)) > 1


@pytest.mark.parametrize(("term", "value"), [
    ("7", 7), ("1.5", 1.5), ("1e3", 1000.0), ("true", True), ("false", False), ('"text"', "text"),
    ('"Wärme"@de', "Wärme"), ("<http://example.org/x>", "http://example.org/x"),
    ('"2026-01-02"^^xsd:date', "2026-01-02"), ('"no number"^^xsd:integer', "no number"),
])
def test_value_is_plain(atlas: kg.Atlas, term: str, value: object) -> None:
    [row] = atlas.query(f"SELECT ?x {{ VALUES ?x {{ {term} }} }}")
    assert row.x == value
    assert type(row.x) is type(value)


def test_number_without_bounds_is_a_number(atlas: kg.Atlas) -> None:
    [row] = atlas.query('SELECT ("INF"^^xsd:double AS ?x) ("NaN"^^xsd:double AS ?y) {}')
    assert row.x == math.inf
    assert math.isnan(row.y)


def test_variable_that_is_not_bound_is_none(atlas: kg.Atlas) -> None:
    assert list(atlas.query("SELECT ?x ?y { VALUES (?x ?y) { (1 UNDEF) } }")) == [(1, None)]


def test_variable_whose_name_no_attribute_can_have_is_found_by_its_place(atlas: kg.Atlas) -> None:
    [row] = atlas.query("SELECT (1 AS ?class) (2 AS ?_x) {}")
    assert tuple(row) == (1, 2)
    assert atlas.query("SELECT (1 AS ?class) {}").df().columns.tolist() == ["class"]


def test_answer_to_ask_is_one_value(atlas: kg.Atlas) -> None:
    [row] = atlas.query("ASK { ?x a aa:Concept }")
    assert row.answer is True
    assert atlas.query("ASK { ?x a aa:Nothing }")[0].answer is False


def test_rows_become_a_table_of_pandas(atlas: kg.Atlas) -> None:
    table = atlas.query("SELECT ?label ?year { ?work rdfs:label ?label ; aa:year ?year } ORDER BY ?label").df()
    assert list(table.columns) == ["label", "year"]
    assert table["year"].dtype.kind == "i"
    assert atlas.query("SELECT ?x { ?x a aa:Nothing }").df().columns.tolist() == ["x"]


def test_without_pandas_the_table_says_what_to_install(atlas: kg.Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(kg.KgError, match="pip install pandas"):
        atlas.query("SELECT (1 AS ?x) {}").df()


def test_answer_to_construct_is_a_graph(atlas: kg.Atlas) -> None:
    found = atlas.query("CONSTRUCT { ?c a aa:Concept } { ?c a aa:Concept }")
    assert len(found.graph()) == len(atlas.concepts())
    assert found
    assert not atlas.query("CONSTRUCT { ?c a aa:Nothing } { ?c a aa:Nothing }")


def test_table_is_no_graph_and_a_graph_no_table(atlas: kg.Atlas) -> None:
    with pytest.raises(kg.KgError, match="ask with CONSTRUCT or DESCRIBE"):
        atlas.query("SELECT ?x { ?x a aa:Nothing }").graph()
    with pytest.raises(kg.KgError, match="ask with SELECT"):
        atlas.query("CONSTRUCT WHERE { ?c a aa:Concept }").df()


@pytest.mark.parametrize(("text", "error"), [
    ("SELECT * {", kg.QuerySyntaxError), ("DROP ALL", kg.QueryRefused),
    ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", kg.QueryRefused),
])
def test_error_is_that_of_ask(atlas: kg.Atlas, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        atlas.query(text)


def test_query_ends_with_its_time(atlas: kg.Atlas) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(kg.QueryTimeout, match=r"stopped after 0\.3 s"):
        atlas.query(endless, seconds=0.3)
