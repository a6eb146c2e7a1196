"""The command line: results on standard output, messages on standard error, exit code 0, 1 or 2."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import socket
import subprocess
import sys
import time
import types
from pathlib import Path

import pytest
import rdflib

from kg import cli
from kg.cli.output import table
from kg.errors import KgError
from kg.places import Places

CONCEPTS = "SELECT ?concept ?label { ?concept a aa:Concept ; skos:prefLabel ?label } ORDER BY ?label"


class Done(types.SimpleNamespace):
    """What a command wrote, and its exit code."""

    code: int
    out: str
    err: str


def kg(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Done:
    """Run a command in this process."""
    capsys.readouterr()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["kg", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    wrote = capsys.readouterr()
    return Done(code=ended.value.code, out=wrote.out, err=wrote.err)


def where(places: Places) -> list[str]:
    return ["--ontology", str(places.ontology), "--sources", str(places.sources), "--store", str(places.store)]


Capture = pytest.CaptureFixture[str]


# --- making ---

def test_build_says_how_much_there_is_and_builds_it(capsys: Capture, tiny: Places) -> None:
    done = kg(capsys, "build", *where(tiny))
    assert done.code == 0
    assert re.search(r"^ +4 concepts$", done.out, re.MULTILINE)
    assert re.search(r"^built from \d+ files \(0 unchanged\) in [\d.]+ s$", done.err, re.MULTILINE)
    assert (tiny.current / "oxigraph").is_dir()


def test_second_build_says_that_nothing_has_changed(capsys: Capture, tiny: Places) -> None:
    kg(capsys, "build", *where(tiny))
    files, unchanged = re.findall(r"\d+", kg(capsys, "build", *where(tiny)).err)[:2]
    assert files == unchanged


@pytest.mark.parametrize("command", ["build", "check"])
def test_content_error_is_named_and_ends_with_1(capsys: Capture, tiny: Places, command: str) -> None:
    (tiny.ontology / "concepts" / "warmth.ttl").write_text("this is no Turtle")
    done = kg(capsys, command, *where(tiny))
    assert done.code == 1
    assert "ontology/concepts/warmth.ttl: error" in (done.out if command == "check" else done.err)
    assert "errors: 1, warnings: 0" in done.err
    assert not tiny.current.exists()


def test_check_of_good_content_says_nothing_and_builds_nothing(capsys: Capture, tiny: Places) -> None:
    done = kg(capsys, "check", *where(tiny))
    assert (done.code, done.out) == (0, "")
    assert not tiny.current.exists()


def test_missing_content_is_one_line(capsys: Capture, tmp_path: Path) -> None:
    done = kg(capsys, "build", "--ontology", tmp_path / "none", "--store", tmp_path / "store")
    assert done.code == 1
    assert re.fullmatch(r"kg: .*none: there is no such directory; .*\n", done.err)


def test_progress_is_shown_on_a_terminal(tiny: Places) -> None:
    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "kg", "build", *where(tiny)]
    done = subprocess.run(command, stderr=terminal, stdout=subprocess.PIPE, check=True)
    os.close(terminal)
    shown = os.read(screen, 1 << 20).decode()
    assert "100%" in shown
    assert "warmth.ttl" in shown
    assert b"%" not in done.stdout


# --- asking ---

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


# --- reading in a browser ---

@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What the server was asked to serve, instead of serving it."""
    calls: list[tuple[object, ...]] = []
    monkeypatch.setitem(sys.modules, "app.server", types.SimpleNamespace(run=lambda *words: calls.append(words)))
    return calls


def test_browse_builds_a_missing_store_and_serves_it(capsys: Capture, tiny: Places,
                                                     served: list[tuple[object, ...]]) -> None:
    done = kg(capsys, "browse", "--no-open", "--port", "8600", *where(tiny))
    assert done.code == 0
    assert "built from" in done.err
    assert served == [("127.0.0.1", 8600, tiny.store)]


def test_browse_builds_again_only_after_an_edit(capsys: Capture, tiny: Places,
                                                served: list[tuple[object, ...]]) -> None:
    kg(capsys, "build", *where(tiny))
    assert "built from" not in kg(capsys, "browse", "--no-open", *where(tiny)).err
    note = tiny.ontology / "concepts" / "warmth.ttl"
    note.write_text(note.read_text().replace("Invented, to be small.", "Invented, and edited."))
    assert "built from" in kg(capsys, "browse", "--no-open", *where(tiny)).err
    assert len(served) == 2


def test_browse_without_its_extra_says_what_to_install(capsys: Capture, tiny: Places,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'streamlit'", name="streamlit")

    kg(capsys, "build", *where(tiny))
    monkeypatch.setitem(sys.modules, "app.server", types.SimpleNamespace(run=run))
    done = kg(capsys, "browse", "--no-open", *where(tiny))
    assert (done.code, done.err) == (1, "kg: streamlit is missing; run: pip install 'alliance-atlas[app]'\n")


def test_browser_opens_once_the_server_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        cli._open_when_ready("127.0.0.1", port)
    assert opened == [f"http://127.0.0.1:{port}"]
    cli._open_when_ready("127.0.0.1", port, tries=1)
    assert len(opened) == 1


def test_stopping_the_server_by_hand_is_no_error(capsys: Capture, tiny: Places,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "app.server", types.SimpleNamespace(run=run))
    assert kg(capsys, "browse", "--no-open", *where(tiny)).code == 0


# --- the whole ---

def test_error_of_ours_keeps_to_one_line(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise KgError("here:\n  what\n  to do")

    monkeypatch.setattr(cli, "commands", fail)
    done = kg(capsys)
    assert (done.code, done.err) == (1, "kg: here: what to do\n")


def test_bug_shows_its_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "commands", fail)
    with pytest.raises(ZeroDivisionError):
        cli.main()


def test_help_is_fast_because_it_loads_nothing(tmp_path: Path) -> None:
    code = ("import sys; from kg.cli import commands\ntry: commands(['--help'])\nexcept SystemExit: pass\n"
            "print(*sys.modules, file=sys.stderr)")
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert {"rdflib", "pyoxigraph", "rapidfuzz", "streamlit", "kg.build"}.isdisjoint(done.stderr.split())
    assert time.perf_counter() - start < 2  # 0.07 s on an idle machine
    assert [name for name in ("build", "check", "query", "search", "define", "browse")
            if not re.search(rf"^  {name} ", done.stdout, re.MULTILINE)] == []
