"""The SPARQL service over HTTP, line by line of the protocol."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
from httpkit import Client, Reply, serving
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.workers import Limits

CONCEPTS = "SELECT ?label { ?concept a aa:Concept ; skos:prefLabel ?label } ORDER BY ?label"
LABELS = ["hosting", "warmth", "welcome", "welcome scale"]
GRAPH = "CONSTRUCT { ?c skos:prefLabel ?l } WHERE { ?c a aa:Concept ; skos:prefLabel ?l }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
WAYS = pytest.mark.parametrize("way", ["get", "form", "direct"])


@pytest.fixture(scope="module")
def client(tiny_store: Path) -> Iterator[Client]:
    with serving(tiny_store, Limits(workers=2, seconds=5)) as found:
        yield found


def ask(client: Client, way: str, query: str, more: str = "", **headers: str) -> Reply:
    found: Reply = getattr(client, way)(query, more, **headers)
    return found


# --- 1: three ways to ask ---

@WAYS
def test_query_is_answered(client: Client, way: str) -> None:
    reply = ask(client, way, CONCEPTS)
    assert (reply.status, reply.type, reply.values()) == (200, "application/sparql-results+json", LABELS)


@WAYS
@pytest.mark.parametrize("text", ["100%25", "a+b c", "%20", "ä😀", "a&b=c;d", "%u0041 %", "tab\\tnew\\nline"])
def test_text_is_decoded_exactly_once(client: Client, way: str, text: str) -> None:
    reply = ask(client, way, f"SELECT ('{text}' AS ?x) {{}}")
    assert reply.values() == [text.replace("\\t", "\t").replace("\\n", "\n")]


@WAYS
def test_iri_with_an_encoded_blank_stays_as_it_is(client: Client, way: str) -> None:
    assert ask(client, way, "SELECT (<http://e/a%20b> AS ?x) {}").values() == ["http://e/a%20b"]


# --- 2: graphs ---

def graphs(client: Client) -> list[str]:
    return client.get("SELECT DISTINCT ?g { GRAPH ?g { ?s a aa:Concept } } ORDER BY ?g").values()


@WAYS
def test_graphs_of_the_request_are_those_of_the_query(client: Client, way: str) -> None:
    one, two = (quote(name, safe="") for name in graphs(client)[:2])
    concepts = "SELECT ?c { ?c a aa:Concept }"
    assert len(ask(client, way, concepts, f"&default-graph-uri={one}").values()) == 1
    assert len(ask(client, way, concepts, f"&default-graph-uri={one}&default-graph-uri={two}").values()) == 2
    inside = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert len(ask(client, way, inside, f"&named-graph-uri={one}&named-graph-uri={two}").values()) == 2
    assert ask(client, way, concepts, f"&named-graph-uri={one}").values() == []
    both = "SELECT ?s ?g { ?s a aa:Concept . GRAPH ?g { ?t a aa:Concept } }"
    assert len(ask(client, way, both, f"&default-graph-uri={one}&named-graph-uri={two}").values()) == 2


def test_graphs_of_the_request_override_those_of_the_text(client: Client) -> None:
    one, two = graphs(client)[:2]
    text = "SELECT DISTINCT ?g FROM NAMED <ONE> { GRAPH ?g { ?s ?p ?o } }".replace("ONE", one)
    assert client.get(text).values() == [one]
    assert client.get(text, f"&named-graph-uri={quote(two, safe='')}").values() == [two]


@pytest.mark.parametrize("name", ["http://127.0.0.1:1/x.ttl", "file:///etc/passwd", "urn:x:nothing"])
def test_unknown_graph_is_empty_and_fetched_from_nowhere(client: Client, name: str) -> None:
    assert client.get(COUNT.replace("{", f"FROM <{name}> {{", 1)).values() == ["0"]
    assert client.get(COUNT, f"&default-graph-uri={quote(name, safe='')}").values() == ["0"]


def test_graph_that_is_no_iri_is_a_bad_request(client: Client) -> None:
    assert client.get(COUNT, "&default-graph-uri=no%20iri").status == 400


# --- 3: formats ---

@pytest.mark.parametrize(("accept", "query", "type_"), [
    ("", CONCEPTS, "application/sparql-results+json"), ("*/*", CONCEPTS, "application/sparql-results+json"),
    ("application/sparql-results+xml", CONCEPTS, "application/sparql-results+xml"),
    ("text/csv", CONCEPTS, "text/csv"), ("text/tab-separated-values", CONCEPTS, "text/tab-separated-values"),
    ("application/json", CONCEPTS, "application/json"), ("application/json", GRAPH, "application/json"),
    ("text/csv;q=0.4, application/sparql-results+xml;q=0.9", CONCEPTS, "application/sparql-results+xml"),
    ("text/*", CONCEPTS, "text/csv"), ("text/csv, */*", CONCEPTS, "text/csv"), ("TEXT/CSV; Q=1", CONCEPTS, "text/csv"),
    ("application/sparql-results+json;q=0, */*;q=0.1", CONCEPTS, "application/sparql-results+xml"),
    (BROWSER, CONCEPTS, "application/xml"), (BROWSER, GRAPH, "text/turtle"),
    ("text/csv, text/turtle", GRAPH, "text/turtle"), ("text/csv, text/turtle;q=0.1", CONCEPTS, "text/csv"),
    ("", GRAPH, "text/turtle"), ("application/ld+json", GRAPH, "application/ld+json"),
    ("application/n-triples", GRAPH, "application/n-triples"), ("application/rdf+xml", GRAPH, "application/rdf+xml"),
    ("application/trig", GRAPH, "application/trig"), ("application/n-quads", GRAPH, "application/n-quads"),
    ("", "ASK {}", "application/sparql-results+json"), ("text/csv, */*;q=0.1", "ASK {}",
                                                        "application/sparql-results+json"),
    ("", "DESCRIBE concept:warmth", "text/turtle"),
])
def test_format_is_what_the_client_would_rather_have(client: Client, accept: str, query: str, type_: str) -> None:
    reply = client.get(query, **({"Accept": accept} if accept else {}))
    assert (reply.status, reply.type) == (200, type_)
    assert "Accept" in reply.headers["Vary"]


def test_every_format_holds_the_answer(client: Client) -> None:
    assert [row["label"] for row in csv.DictReader(io.StringIO(client.get(CONCEPTS, "&format=csv").text))] == LABELS
    assert client.get(CONCEPTS, "&format=tsv").text.splitlines() == ["?label", *(f'"{label}"@en' for label in LABELS)]
    tree = ET.fromstring(client.get(CONCEPTS, "&format=xml").text)  # noqa: S314 - our own
    assert [node.text for node in tree.iter() if node.tag.endswith("}literal")] == LABELS
    for name, parser in {"ttl": "turtle", "nt": "nt", "rdfxml": "xml", "jsonld": "json-ld", "trig": "trig",
                         "nq": "nquads", "application/rdf%2Bxml": "xml"}.items():
        found = rdflib.Dataset().parse(data=client.get(GRAPH, f"&format={name}").text, format=parser)
        assert sorted(str(quad[2]) for quad in found.quads()) == LABELS


@pytest.mark.parametrize(("more", "accept", "query"), [
    ("", "image/png", CONCEPTS), ("&format=docx", "*/*", CONCEPTS), ("", "text/turtle", CONCEPTS),
    ("", "text/csv", GRAPH), ("", "text/csv", "ASK {}"), ("&format=tsv", "*/*", "ASK {}"), ("", "*/*;q=0", CONCEPTS),
])
def test_format_that_cannot_be_given_is_406_with_what_can(client: Client, more: str, accept: str, query: str) -> None:
    reply = client.get(query, more, Accept=accept)
    assert reply.status == 406
    assert "json" in reply.json()["detail"] or "turtle" in reply.json()["detail"]


def test_format_of_the_address_overrides_the_header(client: Client) -> None:
    assert client.get(CONCEPTS, "&format=csv", Accept="application/sparql-results+xml").type == "text/csv"


# --- 4: what goes wrong ---

MISTAKE = "SELECT * {\n  ?s ?p\n}"


@WAYS
def test_mistake_has_its_line_column_and_caret(client: Client, way: str) -> None:
    reply = ask(client, way, MISTAKE)
    assert (reply.status, reply.type) == (400, "application/problem+json")
    found = reply.json()
    assert (found["status"], found["line"], found["column"], found["excerpt"]) == (400, 3, 1, "}\n^")
    assert found["title"]
    plain = ask(client, way, MISTAKE, Accept="text/plain")
    assert (plain.type, plain.text) == ("text/plain", f"{found['detail']}\n\n}}\n^\n")
    assert ask(client, way, MISTAKE, Accept=BROWSER).type == "text/plain"


FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


@pytest.mark.parametrize(("method", "target", "type_", "body", "status"), [
    ("GET", "?query=ASK%20%7B%7D&query=ASK%20%7B%7D", "", b"", 400),
    ("POST", "", FORM, b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", 400),
    ("POST", "?query=ASK%20%7B%7D", DIRECT, b"ASK {}", 400), ("GET", "?format=csv&format=json", "", b"", 400),
    ("POST", "", FORM, b"", 400), ("POST", "", FORM, b"a=b", 400), ("POST", "", DIRECT, b"", 400),
    ("GET", "?query=", "", b"", 400), ("GET", "?query=%", "", b"", 400), ("GET", "?query=%zz", "", b"", 400),
    ("GET", "?query=%ff", "", b"", 400), ("GET", "?%=x", "", b"", 400), ("POST", "", FORM, b"query=%e4", 400),
    ("POST", "", DIRECT, "ASK {}".encode("utf-16"), 400), ("POST", "", DIRECT, b"ASK { 'x\xff' }", 400),
    ("POST", "", f"{DIRECT}; charset=latin-1", b"ASK {}", 415), ("POST", "", "text/plain", b"ASK {}", 415),
    ("POST", "", "", b"query=ASK%20%7B%7D", 415), ("POST", "", "application/json", b"{}", 415),
    ("PUT", "?query=ASK%20%7B%7D", "", b"", 405), ("DELETE", "", "", b"", 405), ("PATCH", "", "", b"", 405),
    ("POST", "", FORM, b"update=DROP%20ALL", 403), ("GET", "?update=DROP%20ALL", "", b"", 403),
    ("POST", "", "application/sparql-update", b"DROP ALL", 403), ("POST", "", DIRECT, b"DROP ALL", 403),
    ("POST", "", DIRECT, b"LOAD <http://127.0.0.1:1/>", 403), ("POST", "", DIRECT, b"#" * 20_001, 413),
    ("POST", "", DIRECT, b"#" * 400_000, 413), ("GET", f"?query={'a' * 20_001}", "", b"", 414),
    ("POST", "", DIRECT, b"SELECT * " + b"{" * 2500 + b"}" * 2500, 400),
    ("POST", "", DIRECT, b"SELECT * { FILTER(" + b"!" * 19_000 + b"?x) }", 400),
])
def test_bad_request_has_its_status_and_a_sentence(client: Client, method: str, target: str, type_: str, body: bytes,
                                                   status: int) -> None:
    reply = client.send(method, f"/sparql{target}", body, **({"Content-Type": type_} if type_ else {}))
    assert (reply.status, reply.type) == (status, "application/problem+json")
    assert len(reply.json()["detail"].split()) > 3
    assert (reply.headers["Allow"] == "GET, HEAD, OPTIONS, POST") is (status == 405)


@pytest.mark.parametrize("text", ["ASK {}", "ASK { # charset\n}"])
def test_content_type_may_say_that_it_is_utf_8(client: Client, text: str) -> None:
    for type_ in (f"{DIRECT};charset=utf-8", f'{DIRECT}; charset="UTF-8"'):
        assert client.send("POST", "/sparql", text.encode(), Content_Type=type_).status == 200


@given(st.binary(max_size=80), st.sampled_from(["", FORM, DIRECT]), st.text(alphabet="*/;,q=.01 text", max_size=30))
@settings(max_examples=80, deadline=None)
def test_no_request_makes_the_service_fail(client: Client, data: bytes, type_: str, accept: str) -> None:
    target = "/sparql?" + "".join(chr(c) for c in data if 32 < c < 127 and c != 35)
    assert client.send("GET", target, Accept=accept).status < 500
    if type_:
        assert client.send("POST", "/sparql", data, Content_Type=type_, Accept=accept).status < 500


# --- 6: HEAD, OPTIONS, CORS, ETag, gzip ---

def test_head_is_get_without_its_body(client: Client) -> None:
    head, get = client.get(CONCEPTS, method="HEAD"), client.get(CONCEPTS)
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "content-length", "etag", "vary"):
        assert head.headers[name] == get.headers[name]
    large = client.get("SELECT * { ?a ?b ?c . ?d ?e ?f }", method="HEAD")
    assert (large.status, large.body, large.headers["content-length"]) == (200, b"", None)
    assert client.get(MISTAKE, method="HEAD").status == 400


def test_every_origin_may_read(client: Client) -> None:
    for reply in (client.get("ASK {}", Origin="http://e.org"), client.get(MISTAKE), client.send("GET", "/sparql")):
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        assert {"X-Query-Time", "X-Edition", "X-Truncated"} <= set(
            reply.headers["Access-Control-Expose-Headers"].replace(",", "").split())
    preflight = client.send("OPTIONS", "/sparql", Origin="http://example.org", Access_Control_Request_Method="POST",
                            Access_Control_Request_Headers="content-type")
    assert preflight.status == 204
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert preflight.headers["Access-Control-Allow-Headers"] == "*"
    assert preflight.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_answer_that_is_known_is_not_sent_again(client: Client) -> None:
    tag = client.get(CONCEPTS).headers["ETag"]
    again = client.get(CONCEPTS, If_None_Match=f'"x", {tag}')
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    others = [client.get(CONCEPTS + " ", If_None_Match=tag), client.get(CONCEPTS, "&format=csv", If_None_Match=tag),
              client.get(CONCEPTS, "&default-graph-uri=urn%3Ax", If_None_Match=tag)]
    assert [reply.status for reply in others] == [200] * 3
    assert client.form(CONCEPTS, If_None_Match=tag).status == 200
    assert client.get("SELECT (RAND() AS ?x) {}").headers["ETag"] is None


def test_answer_is_packed_where_the_client_can_unpack(client: Client) -> None:
    query = "SELECT * { ?s ?p ?o } LIMIT 2000"
    plain, packed = client.get(query), client.get(query, Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.json() == plain.json()
    assert len(packed.body) < len(plain.body) / 4
    large = client.get("SELECT * { ?s ?p ?o . ?a a aa:Concept }", Accept_Encoding="gzip")
    assert large.headers["Transfer-Encoding"] == "chunked"
    assert large.json()["results"]["bindings"]


def test_answer_says_its_time_and_edition(client: Client) -> None:
    reply = client.get(CONCEPTS)
    assert 0 <= float(reply.headers["X-Query-Time"]) < 5
    assert len(reply.headers["X-Edition"]) == 12
    assert reply.headers["X-Truncated"] is None


def test_health_is_told(client: Client) -> None:
    found = client.send("GET", "/health").json()
    assert (found["status"], found["workers"], found["running"]) == ("ok", 2, 0)


def test_missing_store_is_told(tmp_path: Path) -> None:
    with serving(tmp_path, Limits(workers=1)) as client:
        for reply in (client.get("ASK {}"), client.send("GET", "/health"), client.send("GET", "/sparql")):
            assert reply.status == 503
            assert "kg build" in json.dumps(reply.json())
