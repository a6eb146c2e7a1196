"""What the SPARQL service says of itself, alone and beside the pages of the app."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
import rdflib
from appkit import free_port, served
from httpkit import Client, serving
from rdflib import RDF, SH, VOID, Namespace

import kg
from kg.workers import Limits

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
PARSERS = {"text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml",
           "application/ld+json": "json-ld", "application/trig": "trig", "application/n-quads": "nquads"}


@pytest.fixture(scope="module")
def client(atlas_store: Path) -> Iterator[Client]:
    with serving(atlas_store, Limits(workers=2)) as found:
        yield found


def described(client: Client, accept: str) -> rdflib.Graph:
    reply = client.send("GET", "/sparql", Accept=accept)
    found = rdflib.Dataset(default_union=True)
    found.parse(data=reply.text, format=PARSERS[reply.type])
    return found


@pytest.fixture(scope="module")
def graph(client: Client) -> rdflib.Graph:
    return described(client, "text/turtle")


@pytest.mark.parametrize("type_", PARSERS)
def test_description_comes_in_every_format_of_graphs(client: Client, graph: rdflib.Graph, type_: str) -> None:
    reply = client.send("GET", "/sparql", Accept=f"{type_}, */*;q=0.1")
    assert (reply.status, reply.type) == (200, type_)
    assert len(described(client, type_)) == len(graph)


@pytest.mark.parametrize(("accept", "type_"), [
    ("*/*", "text/turtle"), ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ("application/rdf+xml;q=0.7, text/turtle;q=0.8, text/html;q=0.1", "text/turtle"),
    ("text/html;q=0.2, application/ld+json;q=0.3", "application/ld+json"), ("application/json", "application/json"),
])
def test_people_get_a_page_and_programs_the_description(client: Client, accept: str, type_: str) -> None:
    assert client.send("GET", "/sparql", Accept=accept).type == type_


def test_page_leads_to_the_editor_and_works_without_scripts(client: Client) -> None:
    page = client.send("GET", "/sparql", Accept="text/html").text
    assert 'href="query"' in page
    assert '<form action="sparql">' in page
    assert "<script" not in page
    assert "http" not in page
    assert client.get("SELECT * { ?s ?p ?o } LIMIT 10", "&format=", Accept="text/html,*/*;q=0.8").status == 200


def test_other_formats_of_the_description_are_refused(client: Client) -> None:
    assert client.send("GET", "/sparql", Accept="text/csv").status == 406
    assert client.send("GET", "/sparql?format=csv").status == 406


def test_description_that_is_known_is_not_sent_again(client: Client) -> None:
    tag = client.send("GET", "/sparql").headers["ETag"]
    assert client.send("GET", "/sparql", If_None_Match=tag).status == 304


def test_service_names_its_address_formats_and_graphs(client: Client, graph: rdflib.Graph) -> None:
    [service] = graph.subjects(RDF.type, SD.Service)
    assert str(service) == f"http://127.0.0.1:{client.port}/sparql"
    assert graph.value(service, SD.endpoint) == service
    assert (service, SD.feature, SD.BasicFederatedQuery) not in graph
    assert len(list(graph.objects(service, SD.resultFormat))) == 10
    names = {str(name) for name in graph.objects(None, SD.name)}
    assert names == set(client.get("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").values())


def test_partitions_count_what_queries_count(client: Client, graph: rdflib.Graph) -> None:
    concept = rdflib.URIRef(kg.PREFIXES["aa"] + "Concept")
    [partition] = graph.subjects(VOID["class"], concept)
    [n] = client.get("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a aa:Concept }").values()
    assert str(graph.value(partition, VOID.entities)) == n
    uses = {str(graph.value(p, VOID.property)) for p in graph.objects(partition, VOID.propertyPartition)}
    assert kg.PREFIXES["skos"] + "prefLabel" in uses
    [whole] = graph.objects(rdflib.URIRef(f"http://127.0.0.1:{client.port}/sparql#default-graph"), VOID.triples)
    assert str(whole) == client.get("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").values()[0]


def test_every_prefix_is_declared(graph: rdflib.Graph) -> None:
    declared = {str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace))
                for node in graph.objects(None, SH.declare)}
    assert declared == kg.PREFIXES


def test_every_example_runs_and_has_an_answer(client: Client, graph: rdflib.Graph, atlas_store: Path) -> None:
    examples = {str(text) for text in graph.objects(None, SH.select)}
    assert examples == {question.text for question in kg.open(atlas_store).questions()}
    assert len(set(graph.subjects(RDF.type, SH.SPARQLExecutable))) == len(examples)
    assert [text for text in examples if not client.get(text).values()] == []


def test_host_of_a_request_cannot_break_the_description(client: Client) -> None:
    for host in ('a"b', "a<b>", "a b", "ä", "x" * 300):
        assert client.send("GET", "/sparql", Host=host.encode("latin-1").decode("latin-1")).status in (200, 400)


# --- where it stands ---

def fetched(address: str, **headers: str) -> tuple[int, str, bytes]:
    with urlopen(Request(address, headers=headers), timeout=20) as found:  # noqa: S310 - our own server
        return found.status, found.headers.get_content_type(), found.read()


def test_app_answers_on_its_own_port(tiny_store: Path, tmp_path: Path) -> None:
    with served(tiny_store, tmp_path / "log") as address:
        query = f"{address}/sparql?query={quote('SELECT ?c { ?c a aa:Concept }')}"
        assert fetched(query)[:2] == (200, "application/sparql-results+json")
        assert len(fetched(query, Accept="text/csv")[2].splitlines()) == 5
        assert fetched(f"{address}/sparql", Accept="text/html")[1] == "text/html"
        assert b'"status":"ok"' in fetched(f"{address}/health")[2]
        with pytest.raises(HTTPError, match="400"):
            fetched(f"{address}/sparql?query=SELEC")


def test_command_serves_alone_and_keeps_queries_out_of_its_log(tiny_store: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "kg", "serve", "--store", str(tiny_store), "--port", str(port), "--rows", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            address, last = f"http://127.0.0.1:{port}", time.monotonic() + 20
            while time.monotonic() < last:
                try:
                    fetched(f"{address}/health")
                    break
                except URLError:
                    time.sleep(0.05)
            secret = quote("SELECT ('secret' AS ?x) { ?s ?p ?o }")
            assert len(fetched(f"{address}/sparql?format=csv&query={secret}")[2].splitlines()) == 3
            assert fetched(address)[1] == "text/html"
            assert fetched(f"{address}/concept/welcome.ttl")[1] == "text/turtle"
        finally:
            process.terminate()
        log = process.communicate(timeout=20)[1]
    assert "GET /sparql 200" in log
    assert "secret" not in log
