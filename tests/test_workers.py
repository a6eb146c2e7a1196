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
from contextlib import suppress
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryRefused, QuerySyntaxError, QueryTimeout, StoreError
from kg.workers import TOLD, _run, ask
from kg.workers.text import refuse

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
    ("ASK {}", "csv", "true or false"), ("ASK {}", "tsv", "true or false"), ("ASK {}", "turtle", "table"),
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


@ON_LINUX
def test_endless_query_is_stopped_in_time_and_leaves_no_process(tiny_store: Path) -> None:
    before, start = children(), time.monotonic()
    with pytest.raises(QueryTimeout, match=r"stopped after 0\.5 s"):
        ask(f"SELECT (COUNT(*) AS ?n) {ENDLESS}", tiny_store, seconds=0.5)
    assert time.monotonic() - start < 1.5
    assert children() <= before


@ON_LINUX
def test_interrupted_caller_leaves_no_process(tiny_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = children()
    communicate = subprocess.Popen.communicate

    def interrupted(self: subprocess.Popen[bytes], data: bytes, timeout: float) -> tuple[bytes, bytes]:
        with pytest.raises(subprocess.TimeoutExpired):
            communicate(self, data, timeout=timeout / 30)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess.Popen, "communicate", interrupted)
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
def test_query_that_fills_the_memory_is_refused(tiny_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.workers._MEMORY", 100 << 20)
    assert ask("ASK {}", tiny_store)
    with pytest.raises(QueryRefused, match="too complex: it needs more memory"):
        ask(f"SELECT * {ENDLESS} ORDER BY ?a", tiny_store, seconds=60)


@pytest.mark.parametrize("text", [
    f"SELECT * {'{' * 2500}{'}' * 2500}", f"SELECT * {{ FILTER({'(' * 65}1{')' * 65}) }}",
    f"SELECT * {{ ?s ?p {'[ ?p ' * 64}[]{']' * 64} }}",
])
def test_deep_nesting_is_refused_before_it_is_parsed(text: str) -> None:
    with pytest.raises(QueryRefused, match="nested more than 64 deep"):
        refuse(text)


def test_nesting_within_the_limit_is_answered(tiny_store: Path) -> None:
    assert ask(f"ASK {'{' * 60} ?s ?p ?o {'}' * 60}", tiny_store)


def test_brackets_in_strings_iris_and_comments_are_not_nesting() -> None:
    many = "(" * 100
    refuse(f"SELECT * {{ ?s ?p '{many}', \"\"\"{many}\"\"\", <http://example.org/{many}> }} # {many}")


def test_overlong_text_is_refused() -> None:
    with pytest.raises(QueryRefused, match="20000 is the most"):
        refuse("#" * 20_001)


def test_query_that_overflows_the_stack_is_refused_and_harms_nobody_else(tiny_store: Path) -> None:
    with pytest.raises(QueryRefused, match="too complex"):
        ask(f"SELECT * {{ FILTER({'!' * 19_000}?x) }}", tiny_store)
    assert ask("ASK {}", tiny_store)


# --- what a query must not do ---

REMOTE = "<http://127.0.0.1:1/>"

SERVICES = [
    f"SELECT * {{ SERVICE {REMOTE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service {REMOTE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{sErViCe{REMOTE}{{?s ?p ?o}}}}",
    f"SELECT * {{SERVICE#comment\n{REMOTE}{{?s ?p ?o}}}}",
    f"SELECT * {{ SERVICE SILENT {REMOTE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{SERVICESILENT{REMOTE}{{?s ?p ?o}}}}",
    "SELECT * { VALUES ?x { <http://127.0.0.1:1/> } SERVICE?x{ ?s ?p ?o } }",
    f"SELECT * {{ ?s ?p 1.SERVICE{REMOTE}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 1SERVICE{REMOTE}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 1e5SERVICE{REMOTE}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p trueSERVICE{REMOTE}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 'x'SERVICE{REMOTE}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 'x'@en.SERVICE{REMOTE}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p aa:.SERVICE{REMOTE}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ()SERVICE{REMOTE}{{ ?s ?p ?o }} }}",
    "SELECT * {SERVICEaa:x{?s ?p ?o}}",
    "PREFIX : <http://127.0.0.1:1/> SELECT * {SERVICE:x{?s ?p ?o}}",
    "PREFIX : <http://127.0.0.1:1/> SELECT * {?s ?p true.SERVICE:x #\n{?s ?p ?o}}",
    f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE {REMOTE} {{ ?s ?p ?o }} }} }}",
    # hidden in what would be a string or a comment, if `<` began an IRI
    f"SELECT * {{ ?s ?p ?o FILTER(?s<'>') SERVICE{REMOTE}{{?s ?p ?o}} FILTER(?s<'>') }}",
    f"SELECT * {{ ?s ?p ?o FILTER(?s<aa:b#>'''\n) SERVICE{REMOTE}{{?s ?p ?o}} #'''\n}}",
    f"SELECT * {{ ?s ?p <http://e/it's#x> SERVICE{REMOTE}{{?s ?p ?o}} }}",
    # hidden in what would be a long string, if it were closed, or its escapes were characters
    f"SELECT * {{ VALUES ?x {{ '''a' }} SERVICE{REMOTE}{{?s ?p ?o}} }}",
    f"SELECT * {{ VALUES ?x {{ '''a' }} SERVICE{REMOTE}{{?s ?p ?o}} #\\q'''\n}}",
    f"SELECT * {{ VALUES ?x {{ '''a' }} SERVICE{REMOTE}{{?s ?p ?o}} #\\uD800'''\n}}",
]


@pytest.mark.parametrize("text", SERVICES)
def test_service_is_refused_however_it_is_written(text: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE would ask another server"):
        refuse(text)


@pytest.mark.parametrize("text", [
    "INSERT DATA { aa:x aa:y aa:z }", "delete where { ?s ?p ?o }", "LOAD <http://127.0.0.1:1/>", "CLEAR ALL",
    "DROP GRAPH <http://e/>", "CREATE GRAPH <http://e/>", "COPY DEFAULT TO <http://e/>", "MOVE DEFAULT TO <http://e/>",
    "ADD DEFAULT TO <http://e/>", "ASK {} ; LOAD <http://127.0.0.1:1/>",
    "#x\nPREFIX a: <http://e/>\nInsert{a:b a:c a:d}WHERE{}",
])
def test_update_is_refused(text: str) -> None:
    with pytest.raises(QueryRefused, match="would change the graph"):
        refuse(text)


@pytest.mark.parametrize("text", [
    "SELECT ?service ?load { ?service ?load ?INSERT }",
    "PREFIX service: <http://e/> SELECT * { service:x service:load ?o ; aa:service service:SERVICE . }",
    "SELECT * { ?s ?p 'SERVICE', \"LOAD\", '''DROP\nSERVICE''', \"\"\"it's a SERVICE\"\"\", 'it\\'s a SERVICE' }",
    "SELECT * { ?s ?p <http://e/service>, <http://e/x#SERVICE>, <https://e/it's/load> } # SERVICE, LOAD and it's",
    "SELECT * { ?s ?p ?o FILTER(?o<5) FILTER(?o > 3) FILTER(CONTAINS(?o, 'service')) }",
    "SELECT * { ?s <urn:x:service> ?o }",
    "SELECT * { ?s ?p 'x'@en-service }",
])
def test_words_that_only_look_like_keywords_are_fine(tiny_store: Path, text: str) -> None:
    assert ask(text, tiny_store)


@given(st.text(max_size=300) | st.text(alphabet="SERVICE<>'\"#\\u{}()[]?:. \n", max_size=200))
def test_no_text_makes_the_check_fail(text: str) -> None:
    with suppress(QueryRefused):
        refuse(text)


def test_text_of_the_greatest_length_is_checked_quickly() -> None:
    for text in ("'''\\'" * 4000, "<a" * 10_000, "<a>" * 6666, "{}" * 10_000, "\"'" * 10_000, "a:" * 10_000):
        start = time.process_time()
        refuse(text)
        assert time.process_time() - start < 2


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
    request = {"text": f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}", "format": "json",
               "store": str((tiny_store / "current").resolve()), "prefixes": {}, "seconds": 10, "bytes": 1000,
               "memory": 1 << 28}
    code, _, said = _run(request)
    assert code == TOLD, said
    assert b"SERVICE would ask another server" in said
    assert calls == []


def test_worker_imports_neither_rdflib_nor_the_app() -> None:
    done = subprocess.run([sys.executable, "-c", "import kg.workers.__main__, kg.store, sys; print(*sys.modules)"],
                          capture_output=True, text=True, check=True)
    assert {"rdflib", "streamlit", "rapidfuzz", "click"}.isdisjoint(done.stdout.split())
