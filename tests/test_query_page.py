"""What the query page is made of: what stands behind the other pages, pictures, and the query in other languages."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest
from appkit import open_page
from httpkit import serving

from app import data
from app.components import charts, snippets
from kg.store import Store

SECONDS = 20
#: A query whose text no language may damage.
HARD = 'SELECT ?x ?y { # "quoted"\n  VALUES (?x ?y) { ("it\'s \\"a\\\\b\\" 100%25 é $HOME `x` \'\'\'" 1) } }\n'
VALUE = 'it\'s "a\\b" 100%25 é $HOME `x` \'\'\''


# --- the query behind a page ---


@pytest.fixture
def on_atlas(atlas_store: Path) -> Iterator[Path]:
    data.use(atlas_store)
    yield atlas_store
    data.use(None)


@pytest.mark.parametrize(("view", "parameters"), [
    ("concept", {"concept": "working-alliance"}), ("concept", {"concept": "goals"}),
    ("work", {"work": "titulescu2023"}), ("work", {"work": "bordin1979"}), ("model", {"model": "rogers"}), ("gaps", {}),
])
def test_query_behind_a_page_opens_with_the_rows_that_the_page_is_made_of(
    on_atlas: Path, view: str, parameters: dict[str, str],
) -> None:
    page = open_page(view, **parameters)
    addresses = re.findall(r'href="(/query\?q=[^"]+)"', "".join(one.value for one in page.app.html))
    store = Store.open(on_atlas / "current")
    assert addresses
    for address in addresses:
        assert len(address) <= snippets.LONGEST_LINK
        [text] = parse_qs(urlsplit(address).query)["q"]
        found = data.start(text).answer()
        names, rows = store.select(text)
        assert list(found.variables) == names
        assert [tuple(term and term.text for term in row) for row in found.rows] == rows


@pytest.mark.usefixtures("on_atlas")
def test_every_statement_of_a_page_is_in_the_answer_to_the_query_behind_it() -> None:
    page = data.atlas().concept("goals")
    rows = {row[0].text for row in data.start(page.queries[0]).answer().rows if row[0]}
    assert rows == {one.iri for one in (*page.definitions, *page.claims)}


# --- pictures ---


def table(*rows: tuple[str, ...]) -> data.Answer:
    names = tuple("abc"[:len(rows[0])]) if rows else ("a",)
    return data.Answer(names, tuple(tuple(data.Term(one, is_iri=False) for one in row) for row in rows), 0.0)


@pytest.mark.parametrize(("found", "counted"), [
    (table(("x", "1979"), ("y", "1985"), ("z", "1979")), {"1979": 2, "1985": 1}),
    (table(("x", "1979"), ("y", "1979")), {}),  # one year is no line
    (table(("x", "1979"), ("y", "12")), {}),
    (table(("x", "1979"), ("y", "1979a")), {}),
    (table(), {}),
])
def test_timeline_counts_the_rows_of_each_year(found: data.Answer, counted: dict[str, int]) -> None:
    assert charts.years(found) == counted


@pytest.mark.parametrize(("found", "bars"), [
    (table(("x", "3"), ("y", "-1.5")), (["x", "y"], [3.0, -1.5], "b")),
    (table(("3", "x"), ("4", "y")), (["x", "y"], [3.0, 4.0], "a")),
    (table(("x", "3"), ("x", "4")), None),  # two bars of one name
    (table(("x", "3")), None),
    (table(("x", "y"), ("z", "w")), None),
    (table(*[(f"n{i}", str(i)) for i in range(61)]), None),
])
def test_chart_needs_names_and_numbers(found: data.Answer, bars: tuple[list[str], list[float], str] | None) -> None:
    assert charts.numbers(found) == bars


@pytest.mark.usefixtures("on_atlas")
def test_timeline_is_offered_for_definitions_by_year() -> None:
    text = ("SELECT ?gloss ?year { ?d a aa:Definition ; aa:gloss ?gloss ; aa:basedOn/aa:inWork/aa:year ?year }"
            " ORDER BY ?year")
    page = open_page("query", q=text)
    page.app.session_state["query_asked"], page.app.session_state["query_running"] = text, data.start(text)
    page.app.session_state["query_running"].wait(SECONDS)
    shown = page.again().app
    assert [one.label for one in shown.toggle] == ["Show as a timeline: rows by year"]
    shown.toggle[0].set_value(True).run()
    assert not shown.exception


# --- the query in other languages ---


@pytest.fixture(scope="module")
def endpoint(tiny_store: Path) -> Iterator[str]:
    with serving(tiny_store) as client:
        yield f"http://127.0.0.1:{client.port}/sparql"


def as_curl_would(command: str) -> tuple[str, str]:
    """Return the media type and the text that curl would get; its `--data-urlencode` is a POST."""
    words = shlex.split(command)
    assert (words[0], words[2], words[4]) == ("curl", "-H", "--data-urlencode")
    name, _, value = words[3].partition(": ")
    body = "query=" + "".join(f"%{byte:02X}" for byte in words[5].removeprefix("query=").encode())
    form = {name: value, "Content-Type": "application/x-www-form-urlencoded"}
    with urlopen(Request(words[1], body.encode(), form), timeout=SECONDS) as answer:  # noqa: S310 - this machine
        return answer.headers.get_content_type(), answer.read().decode()


@pytest.mark.parametrize(("text", "format_", "type_"), [
    (HARD, "csv", "text/csv"), ("ASK {}", "json", "application/sparql-results+json"),
    ("CONSTRUCT WHERE { ?c a aa:Concept }", "turtle", "text/turtle"),
])
def test_command_for_the_shell_gets_the_answer(endpoint: str, text: str, format_: str, type_: str) -> None:
    got, answer = as_curl_would(snippets.curl(text, endpoint, format_))
    assert got == type_
    if format_ == "csv":
        assert VALUE.replace('"', '""') in answer


def test_pandas_gets_the_same_table(endpoint: str) -> None:
    names: dict[str, object] = {}
    exec(snippets.pandas(HARD, endpoint), names)  # noqa: S102 - it is our own snippet
    assert names["table"].to_dict("records") == [{"x": VALUE, "y": 1}]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("text", "said"), [
    (HARD, VALUE), ("ASK {}", "True"), ("CONSTRUCT WHERE { ?c a aa:Concept }", "concept/welcome"),
])
def test_rdflib_gets_the_same_rows(endpoint: str, text: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(snippets.rdflib(text, endpoint), {})  # noqa: S102 - it is our own snippet
    shown = capsys.readouterr().out
    assert said in shown or repr(said) in shown


def test_address_for_r_gets_the_table(endpoint: str) -> None:
    found = re.search(r'read\.csv\("([^"\\]+)"\)', snippets.r(HARD, endpoint))
    assert found
    with urlopen(found[1], timeout=SECONDS) as answer:  # noqa: S310 - this machine
        assert VALUE.replace('"', '""') in answer.read().decode()


def test_languages_without_tables_are_not_offered_for_a_graph() -> None:
    offered = re.findall(r"Copy as ([^<]+)</button>", snippets.listed("DESCRIBE <x:y>", "http://localhost", "turtle"))
    assert offered == ["curl", "Python (rdflib)"]
