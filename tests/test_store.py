"""The store answers in Oxigraph, read-only, and says where a query is wrong."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import rdflib.plugins.sparql.processor as slow
from rdflib import URIRef

import kg
from kg import query, store
from kg.errors import QueryRefused, QuerySyntaxError, StoreError


@pytest.fixture(scope="module")
def tiny_reader(tiny_store: Path) -> store.Store:
    return store.Store.open((tiny_store / "current").resolve())


def answer(reader: store.Store, text: str, format_: str) -> str:
    out = io.BytesIO()
    reader.answer(text, [format_], kg.PREFIXES).write(out)
    return out.getvalue().decode()


def test_no_triple_is_counted_twice_in_the_default_graph(tiny_reader: store.Store) -> None:
    plain = tiny_reader.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[1]
    distinct = tiny_reader.select("SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }")[1]
    assert plain == distinct != [("0",)]


def test_a_models_triples_stand_only_in_its_own_graph(tiny_reader: store.Store) -> None:
    part = "?part <https://w3id.org/alliance-atlas/vocab/componentOf> ?whole"
    assert tiny_reader.select(f"SELECT ?part WHERE {{ {part} }}")[1] == []
    rows = tiny_reader.select(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ {part} }} }}")[1]
    assert rows == [("https://w3id.org/alliance-atlas/model/alder",)]


@pytest.mark.parametrize(("format_", "starts"), [("json", '{"head"'), ("xml", "<?xml"), ("csv", "label"),
                                                 ("tsv", "?label")])
def test_a_table_comes_in_every_result_format(tiny_reader: store.Store, format_: str, starts: str) -> None:
    found = answer(tiny_reader, "SELECT ?label { ?c a aa:Concept ; skos:prefLabel ?label }", format_)
    assert found.startswith(starts)
    assert "welcome" in found


@pytest.mark.parametrize("format_", ["turtle", "nt", "rdfxml", "jsonld", "trig", "nq"])
def test_a_graph_comes_in_every_graph_format(tiny_reader: store.Store, format_: str) -> None:
    assert "welcome" in answer(tiny_reader, "CONSTRUCT WHERE { ?c skos:prefLabel ?label }", format_)


@pytest.mark.parametrize(("text", "format_"), [("SELECT ?s { ?s ?p ?o }", "turtle"), ("ASK {}", "nt"),
                                               ("CONSTRUCT WHERE { ?s ?p ?o }", "csv"), ("ASK {}", "tsv")])
def test_a_format_that_cannot_hold_the_answer_is_refused(tiny_reader: store.Store, text: str, format_: str) -> None:
    with pytest.raises(QueryRefused, match=f"{format_} cannot hold the answer"):
        answer(tiny_reader, text, format_)


def test_a_malformed_query_names_line_and_column(tiny_reader: store.Store) -> None:
    with pytest.raises(QuerySyntaxError) as refused:
        answer(tiny_reader, "SELECT ?s\nWHERE { ?s ?p }", "json")
    assert (refused.value.line, refused.value.column) == (2, 16)


def test_the_dataset_of_python_users_is_read_only(tiny_store: Path) -> None:
    dataset = kg.open(tiny_store).dataset
    triple = (URIRef("http://example.org/a"),) * 3
    size = len(dataset)
    with pytest.raises(Exception, match=r"(?i)read-only|read only|transaction"):
        dataset.add(triple)
    assert len(kg.open(tiny_store).dataset) == size > 0


def test_the_dataset_answers_strings_in_oxigraph(tiny_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("rdflib's own evaluator ran")

    monkeypatch.setattr(slow, "evalQuery", refused)
    rows = kg.open(tiny_store).dataset.query("SELECT ?c { ?c a <https://w3id.org/alliance-atlas/vocab/Concept> }")
    assert len(list(rows)) == 4


def test_a_damaged_store_says_what_mends_it(tmp_path: Path) -> None:
    (tmp_path / "oxigraph").mkdir()
    with pytest.raises(StoreError, match="is damaged; run 'kg build'"):
        store.Store.open(tmp_path)


def test_a_binding_that_the_query_has_no_place_for_is_refused() -> None:
    with pytest.raises(KeyError, match=r"concepts\.rq has no place for colour"):
        query.text("concepts", colour="http://example.org/")


@pytest.mark.parametrize("bad", ["http://e> . ?s ?p ?o }", "a b", 'x"', "http://e\n"])
def test_a_binding_cannot_break_out_of_its_iri(bad: str) -> None:
    with pytest.raises(ValueError, match="is not an IRI"):
        query.text("statements", about=bad)


#: What they ask for is in no content, but made by `kg reason`: test_reason_command.py reads it.
INFERRED = {"conflicts", "entailments", "reasoning"}


@pytest.mark.parametrize("name", sorted({p.stem for p in Path(query.__file__).with_name("queries").glob("*.rq")}
                                        - INFERRED))
def test_every_named_query_runs_without_bindings(tiny_reader: store.Store, name: str) -> None:
    assert query.run(tiny_reader, name)
