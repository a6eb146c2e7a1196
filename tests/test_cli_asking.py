"""The commands that ask: query, search, define."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest
import rdflib
from clikit import Capture, kg

from kg.cli.output import table

CONCEPTS = "SELECT ?concept ?label { ?concept a aa:Concept ; skos:prefLabel ?label } ORDER BY ?label"


def test_query_prints_a_table_with_prefixed_names(capsys: Capture, tiny_store: Path) -> None:
    done = kg(capsys, "query", CONCEPTS, "--store", tiny_store)
    assert done.out.splitlines() == ["concept                label", "-------                -----",
                                     "concept:hosting        hosting", "concept:warmth         warmth",
                                     "concept:welcome        welcome", "concept:welcome-scale  welcome scale"]
    assert (done.code, done.err) == (0, "4 rows\n")


def test_query_is_read_from_a_file_and_from_standard_input(capsys: Capture, tiny_store: Path, tmp_path: Path,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "q.rq").write_text(CONCEPTS)
    from_file = kg(capsys, "query", "--file", tmp_path / "q.rq", "--store", tiny_store)
    monkeypatch.setattr(sys, "stdin", io.StringIO(CONCEPTS))
    assert kg(capsys, "query", "-", "--store", tiny_store) == from_file
    assert "concept:warmth" in from_file.out


def test_query_writes_csv_json_and_turtle(capsys: Capture, tiny_store: Path) -> None:
    as_csv = kg(capsys, "query", CONCEPTS, "--format", "csv", "--store", tiny_store).out
    labels = [row["label"] for row in csv.DictReader(io.StringIO(as_csv))]
    assert labels == ["hosting", "warmth", "welcome", "welcome scale"]
    as_json = kg(capsys, "query", CONCEPTS, "--format", "json", "--store", tiny_store).out
    assert len(json.loads(as_json)["results"]["bindings"]) == 4
    graph = kg(capsys, "query", "CONSTRUCT WHERE { ?c a aa:Concept }", "--format", "turtle", "--store", tiny_store)
    assert len(rdflib.Graph().parse(data=graph.out, format="turtle")) == 4


def test_ask_query_prints_yes_or_no(capsys: Capture, tiny_store: Path) -> None:
    assert kg(capsys, "query", "ASK { ?c a aa:Concept }", "--store", tiny_store).out == "yes\n"
    assert kg(capsys, "query", "ASK { ?c a aa:Nothing }", "--store", tiny_store).out == "no\n"


def test_mistake_in_a_query_is_one_line_with_its_place(capsys: Capture, tiny_store: Path) -> None:
    done = kg(capsys, "query", "SELECT * {\n ?s ?p }", "--store", tiny_store)
    assert (done.code, done.out, done.err) == (1, "", "kg: line 2, column 8: } does not fit here\n")


def test_graph_as_a_table_is_refused_with_what_to_do(capsys: Capture, tiny_store: Path) -> None:
    done = kg(capsys, "query", "CONSTRUCT WHERE { ?s ?p ?o }", "--store", tiny_store)
    assert done.code == 1
    assert "add --format turtle" in done.err


def test_query_stops_after_the_seconds_given(capsys: Capture, tiny_store: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    done = kg(capsys, "query", endless, "--seconds", "0.3", "--store", tiny_store)
    assert (done.code, done.err) == (1, "kg: stopped after 0.3 s; narrow the query or add a LIMIT\n")


@pytest.mark.parametrize("words", [["query"], ["query", "ASK {}", "--file", __file__],
                                   ["query", "ASK {}", "--format", "doc"], ["search"], ["nonsense"],
                                   ["build", "--no-such-option"], ["browse", "--port", "0"]])
def test_misuse_ends_with_2(capsys: Capture, words: list[str]) -> None:
    done = kg(capsys, *words)
    assert done.code == 2
    assert "Usage: kg" in done.err


def test_missing_store_is_one_line_that_says_what_to_do(capsys: Capture, tmp_path: Path) -> None:
    for words in (["query", "ASK {}"], ["search", "x"], ["define", "x"]):
        done = kg(capsys, *words, "--store", tmp_path)
        assert (done.code, done.out) == (1, "")
        assert re.fullmatch(r"kg: .*run 'kg build'\n", done.err)


def test_search_prints_where_each_hit_leads_and_why(capsys: Capture, tiny_store: Path) -> None:
    first = kg(capsys, "search", "Reception", "--store", tiny_store).out.splitlines()[0]
    assert re.split(r" {2,}", first) == ["concept:welcome", "welcome", "alternative label réception"]


def test_search_writes_json_and_csv(capsys: Capture, tiny_store: Path) -> None:
    found = json.loads(kg(capsys, "search", "welcome", "--format", "json", "--store", tiny_store).out)
    as_csv = kg(capsys, "search", "welcome", "--format", "csv", "--store", tiny_store).out
    assert list(csv.DictReader(io.StringIO(as_csv))) == found
    assert found[0]["label"] == "welcome"


def test_search_without_result_says_so(capsys: Capture, tiny_store: Path) -> None:
    done = kg(capsys, "search", "xyzzy", "--store", tiny_store)
    assert (done.code, done.out, done.err) == (0, "", "nothing found\n")


def test_define_prints_gloss_quotation_place_reference_and_warning(capsys: Capture, tiny_store: Path) -> None:
    done = kg(capsys, "define", "Welcome", "--store", tiny_store)
    assert done.code == 0
    assert done.out.startswith("welcome\nWhat happens at the door.\n\nAlder, 1901: an invitation to come in\n")
    assert '  “Welcome is an open door; "come in" is its first word.” (p. 12)\n' in done.out
    assert "  Alder, A. (1901). On welcome. Invented Press.\n  certainty: seen in a source\n" in done.out
    assert ("  warning: Alder (1901, 99): the cited work may not say this; Alder says open door, not warmth; "
            "cite instead: Birch & Alder (1902), p. 11 (seen in a source)\n") in done.out


def test_define_writes_json_and_csv(capsys: Capture, tiny_store: Path) -> None:
    found = json.loads(kg(capsys, "define", "welcome", "--format", "json", "--store", tiny_store).out)
    as_csv = kg(capsys, "define", "welcome", "--format", "csv", "--store", tiny_store).out
    assert [row["gloss"] for row in csv.DictReader(io.StringIO(as_csv))] == [one["gloss"] for one in found]
    assert [one["work"] for one in found] == ["Alder (1901)", "Birch & Alder (1902)"]
    assert [one["locator"] for one in found] == ["p. 12", "p. 11"]


def test_concept_without_definition_says_so(capsys: Capture, tiny_store: Path) -> None:
    done = kg(capsys, "define", "hosting", "--store", tiny_store)
    assert (done.code, done.err) == (0, "no definition in the works covered\n")


def test_unknown_concept_is_answered_with_the_nearest_names(capsys: Capture, tiny_store: Path) -> None:
    done = kg(capsys, "define", "wellcome", "--store", tiny_store)
    assert (done.code, done.err) == (1, "kg: no concept 'wellcome'; did you mean welcome, welcome scale, warmth?\n")


def test_table_is_cut_to_a_terminal_and_nowhere_else(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["short", "x" * 60, "y" * 60], ["a\x1b[2J\n", "b", "c"]]
    table(rows)
    assert capsys.readouterr().out.splitlines()[0] == f"short   {'x' * 60}  {'y' * 60}"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    table(rows)
    lines = capsys.readouterr().out.splitlines()
    assert [len(line) for line in lines] == [40, 26]
    assert lines[0].endswith("yyy…")
    assert lines[1].startswith("a [2J ")
