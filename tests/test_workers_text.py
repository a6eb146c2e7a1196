"""What is said of a query before it is parsed: too large, an update, a call of another server."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryForbidden, QueryRefused, QueryTooLong
from kg.query import text as query_text
from kg.workers import ask
from kg.workers.text import refuse

# --- limits of size ---

@pytest.mark.parametrize("text", [
    f"SELECT * {'{' * 2500}{'}' * 2500}", f"SELECT * {{ FILTER({'(' * 65}1{')' * 65}) }}",
    f"SELECT * {{ ?s ?p {'[ ?p ' * 64}[]{']' * 64} }}",
])
def test_deep_nesting_is_refused_before_it_is_parsed(text: str) -> None:
    with pytest.raises(QueryRefused, match="nested more than 64 deep"):
        refuse(text)


def test_brackets_in_strings_iris_and_comments_are_not_nesting() -> None:
    many = "(" * 100
    refuse(f"SELECT * {{ ?s ?p '{many}', \"\"\"{many}\"\"\", <http://example.org/{many}> }} # {many}")


def test_overlong_text_is_refused() -> None:
    with pytest.raises(QueryTooLong, match="20000 is the most"):
        refuse("#" * 20_001)


def test_too_many_patterns_are_refused() -> None:
    stars = ["?s ?p ?o . " * 251, "?s " + "?p ?o ; " * 251, "aa:s aa:p aa:o. " * 251]
    for star in stars:
        with pytest.raises(QueryRefused, match="more than 250 patterns"):
            refuse(f"SELECT * {{ {star} }}")
    refuse(f"SELECT * {{ {'?s ?p ?o . ' * 250} VALUES ?s {{ {'aa:x ' * 1000} }} FILTER(?o IN ({'1, ' * 999}1)) }}")


def test_no_query_of_ours_is_near_the_limits() -> None:
    for path in (Path(__file__).parent.parent / "kg" / "queries").glob("*.rq"):
        refuse(query_text(path.stem) * 2)


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
    with pytest.raises(QueryForbidden, match="SERVICE would ask another server"):
        refuse(text)


@pytest.mark.parametrize("text", [
    "INSERT DATA { aa:x aa:y aa:z }", "delete where { ?s ?p ?o }", "LOAD <http://127.0.0.1:1/>", "CLEAR ALL",
    "DROP GRAPH <http://e/>", "CREATE GRAPH <http://e/>", "COPY DEFAULT TO <http://e/>", "MOVE DEFAULT TO <http://e/>",
    "ADD DEFAULT TO <http://e/>", "ASK {} ; LOAD <http://127.0.0.1:1/>",
    "#x\nPREFIX a: <http://e/>\nInsert{a:b a:c a:d}WHERE{}",
])
def test_update_is_refused(text: str) -> None:
    with pytest.raises(QueryForbidden, match="would change the graph"):
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
