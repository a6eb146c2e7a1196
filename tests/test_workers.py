"""Anybody's query: answered in every format, stopped in time, refused where it could do harm, and never left behind."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import rdflib

from kg import workers
from kg.errors import QueryRefused, QuerySyntaxError, QueryTimeout, StoreError
from kg.workers import Limits, ask
from kg.workers.pools import Pool
from kg.workers.process import Worker

CONCEPTS = "SELECT ?concept ?label { ?concept a aa:Concept ; skos:prefLabel ?label } ORDER BY ?label"
GRAPH = "CONSTRUCT { ?c skos:prefLabel ?l } WHERE { ?c a aa:Concept ; skos:prefLabel ?l }"
LABELS = ["hosting", "warmth", "welcome", "welcome scale"]
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the limit is one of Linux")

#: Every triple with every other: more rows than anybody can count.
ENDLESS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


# --- answers ---

READERS: dict[str, Callable[[bytes], list[str]]] = {
    "json": lambda data: [row["label"]["value"] for row in json.loads(data)["results"]["bindings"]],
    "csv": lambda data: [row["label"] for row in csv.DictReader(io.StringIO(data.decode()))],
    "tsv": lambda data: [line.split("\t")[1].split('"')[1] for line in data.decode().splitlines()[1:]],
    "xml": lambda data: [node.text or "" for node in ET.fromstring(data).iter()  # noqa: S314 - our own
                         if node.tag.endswith("}literal")],
}


@pytest.mark.parametrize("format_", READERS)
def test_select_is_answered_in_every_format_of_a_table(tiny_store: Path, format_: str) -> None:
    assert READERS[format_](ask(CONCEPTS, tiny_store, format_)) == LABELS


@pytest.mark.parametrize(("format_", "name"), [("turtle", "turtle"), ("nt", "nt"), ("rdfxml", "xml"),
                                               ("jsonld", "json-ld"), ("trig", "trig"), ("nq", "nquads")])
def test_construct_is_answered_in_every_format_of_a_graph(tiny_store: Path, format_: str, name: str) -> None:
    found = rdflib.Dataset()
    found.parse(data=ask(GRAPH, tiny_store, format_), format=name)
    assert sorted(str(label) for _, _, label, _ in found.quads()) == LABELS


@pytest.mark.parametrize(("text", "truth"), [("ASK { ?c a aa:Concept }", True),
                                             ("ASK { ?c a aa:Concept, aa:Work }", False)])
def test_ask_is_answered(tiny_store: Path, text: str, truth: bool) -> None:
    assert json.loads(ask(text, tiny_store))["boolean"] is truth
    assert str(truth).lower().encode() in ask(text, tiny_store, "xml")


@pytest.mark.parametrize(("text", "format_", "say"), [
    (CONCEPTS, "turtle", "table"), (CONCEPTS, "jsonld", "table"), (GRAPH, "json", "graph"), (GRAPH, "csv", "graph"),
    ("ASK {}", "csv", "true or false"), ("ASK {}", "tsv", "true or false"), ("ASK {}", "turtle", "true or false"),
    (CONCEPTS, "docx", "no format 'docx'; choose one of json, xml"),
])
def test_format_that_cannot_hold_the_answer_is_refused(tiny_store: Path, text: str, format_: str, say: str) -> None:
    with pytest.raises(QueryRefused, match=say):
        ask(text, tiny_store, format_)


def test_table_of_the_word_true_is_no_truth_value(tiny_store: Path) -> None:
    assert ask("SELECT ?true {}", tiny_store, "csv") == b"true\r\n\r\n"


def test_text_of_any_script_arrives(tiny_store: Path) -> None:
    found = json.loads(ask("SELECT ('naïve 😀 中' AS ?x) {}", tiny_store))
    assert found["results"]["bindings"][0]["x"]["value"] == "naïve 😀 中"


def test_default_graph_holds_a_triple_once(tiny_store: Path) -> None:
    found = json.loads(ask("SELECT (COUNT(*) AS ?n) { concept:warmth a aa:Concept }", tiny_store))
    assert found["results"]["bindings"][0]["n"]["value"] == "1"


def test_missing_store_names_the_command_that_mends_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run 'kg build'"):
        ask("ASK {}", tmp_path)


def test_module_in_the_current_directory_is_not_imported(tiny_store: Path, tmp_path: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('wrong json')")
    monkeypatch.chdir(tmp_path)
    assert json.loads(ask("ASK {}", tiny_store))["boolean"] is True


# --- mistakes ---

@pytest.mark.parametrize(("text", "line", "column", "say"), [
    ("SELECT * {\n  ?s ?p\n}", 3, 1, "} does not fit here"),
    ("SELECT * { ?s ?p ?o }}", 1, 22, "} does not fit here"),
    ("SELEC * { ?s ?p ?o }", 1, 1, "SELEC does not fit here"),
    ("SELECT * {\r\n  'ä😀' ?p ?o ?x\r\n}", 2, 14, "?x does not fit here"),
    ("SELECT * { ?s ?p ?o } LIMIT many", 1, 29, "many does not fit here"),
    ("# a comment\nSELECT * {\n  ?s ?p ?o . FILTER(?o = )\n}", 3, 26, ") does not fit here"),
    ("SELECT * { ?s a aa:Concept\n ORDER BY ?s", 2, 2, "ORDER does not fit here"),
    ("SELECT * {\n ?s ?p ", 2, 7, "the query ends too early"),
    ("", 1, 1, "the query ends too early"),
    ("SELECT * {\n  ?s foo:bar ?o\n}", 2, 6, "the prefix foo: is not declared"),
    ("SELECT * { ?s <urn:x:y> ?o ?p }", 1, 28, "?p does not fit here"),
    ("SELECT ?x (COUNT(*) AS ?n) { ?x ?p ?o }", 1, 40, "a variable that is unbound"),
])
def test_mistake_is_named_with_its_line_and_column(tiny_store: Path, text: str, line: int, column: int,
                                                   say: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        ask(text, tiny_store)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert say in str(caught.value)
    assert str(caught.value).startswith(f"line {line}, column {column}: ")


# --- limits ---

def children() -> set[int]:
    """The processes that this one has started and not yet buried."""
    return {int(n) for n in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


@pytest.fixture
def no_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    """No workers but those that the test itself starts: a service that ran before it keeps some ready."""
    monkeypatch.setattr(workers, "_POOLS", {})


@ON_LINUX
@pytest.mark.usefixtures("no_pool")
def test_endless_query_is_stopped_in_time_and_leaves_no_process(tiny_store: Path) -> None:
    before, start = children(), time.monotonic()
    with pytest.raises(QueryTimeout, match=r"stopped after 0\.5 s"):
        ask(f"SELECT (COUNT(*) AS ?n) {ENDLESS}", tiny_store, seconds=0.5)
    assert time.monotonic() - start < 1.5
    assert children() <= before


@ON_LINUX
@pytest.mark.usefixtures("no_pool")
def test_interrupted_caller_leaves_no_process(tiny_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = children()

    def interrupted(_: Worker, __: float) -> tuple[bytes, bytes]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Worker, "frame", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ask(f"SELECT (COUNT(*) AS ?n) {ENDLESS}", tiny_store)
    assert children() <= before


def test_endless_answer_is_refused(tiny_store: Path) -> None:
    with pytest.raises(QueryRefused, match="larger than 100000 bytes; add a LIMIT"):
        ask(f"SELECT * {ENDLESS}", tiny_store, max_bytes=100_000)


def test_answer_of_just_so_many_bytes_is_given(tiny_store: Path) -> None:
    whole = ask(CONCEPTS, tiny_store)
    assert ask(CONCEPTS, tiny_store, max_bytes=len(whole)) == whole
    with pytest.raises(QueryRefused, match="larger"):
        ask(CONCEPTS, tiny_store, max_bytes=len(whole) - 1)


@ON_LINUX
def test_query_that_fills_the_memory_is_refused(tiny_store: Path) -> None:
    small = Pool(tiny_store, Limits(memory=100 << 20))
    assert b"true" in b"".join(small.answer("ASK { ?s ?p ?o }", ["json"]))
    with pytest.raises(QueryRefused, match="too complex: it needs more memory"):
        list(small.answer(f"SELECT * {ENDLESS} ORDER BY ?a", ["json"], seconds=60))
    small.close()


def test_nesting_within_the_limit_is_answered(tiny_store: Path) -> None:
    assert ask(f"ASK {'{' * 60} ?s ?p ?o {'}' * 60}", tiny_store)


def test_query_that_overflows_the_stack_is_refused_and_harms_nobody_else(tiny_store: Path) -> None:
    with pytest.raises(QueryRefused, match="too complex"):
        ask(f"SELECT * {{ FILTER({'!' * 19_000}?x) }}", tiny_store)
    assert ask("ASK {}", tiny_store)


@pytest.fixture
def trap() -> Iterator[tuple[int, list[str]]]:
    """A server that notes who calls."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def note() -> None:
            while server.fileno() >= 0:
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                except OSError:
                    return
                calls.append(str(address))
                connection.close()

        thread = threading.Thread(target=note, daemon=True)
        thread.start()
        yield server.getsockname()[1], calls


@ON_LINUX
def test_worker_reaches_no_server_even_if_asked(tiny_store: Path, trap: tuple[int, list[str]]) -> None:
    port, calls = trap
    text = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
    # The worker with its look at the text taken out.
    program = ("import sys; sys.path.insert(0, sys.argv[1]); from kg.workers import __main__ as worker; "
               "worker._refuse = lambda _: None; worker.main()")
    lines = [{"store": str((tiny_store / "current").resolve()), "memory": 1 << 28, "prefixes": {}},
             {"text": text, "formats": ["json"], "graphs": None, "rows": None, "seconds": 10}]
    done = subprocess.run([sys.executable, "-c", program, Path(__file__).parent.parent], check=True,
                          input="\n".join(map(json.dumps, lines)).encode(), capture_output=True)
    assert b"SERVICE would ask another server" in done.stdout, done.stderr
    assert calls == []


def test_worker_imports_neither_rdflib_nor_the_app() -> None:
    done = subprocess.run([sys.executable, "-c", "import kg.workers.__main__, kg.store, sys; print(*sys.modules)"],
                          capture_output=True, text=True, check=True)
    assert {"rdflib", "streamlit", "rapidfuzz", "click"}.isdisjoint(done.stdout.split())
