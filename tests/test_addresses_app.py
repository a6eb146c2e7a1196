"""Things on the app's own port: their addresses beside the explorer's pages, neither in the way of the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from appkit import served
from httpkit import Client


@pytest.fixture(scope="module")
def client(tiny_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with served(tiny_store, tmp_path_factory.mktemp("app") / "log") as address:
        yield Client(int(address.rpartition(":")[2]))


@pytest.mark.parametrize("path", ["/", "/concept?concept=welcome", "/work?work=alder1901", "/model?model=x", "/works",
                                  "/disputes", "/concept", "/compare", "/query"])
def test_pages_of_the_explorer_stay(client: Client, path: str) -> None:
    reply = client.send("GET", path)
    assert reply.status == 200
    assert '<div id="root">' in reply.text, "a page of Streamlit"


@pytest.mark.parametrize(("path", "media"), [
    ("/concept/welcome", "text/html"), ("/concept/welcome.ttl", "text/turtle"),
    ("/work/alder1901.bib", "application/x-bibtex"),
    ("/vocab/Concept", "text/html"), ("/index/concepts", "text/html"), ("/index", "text/html"),
    ("/context.jsonld", "application/ld+json"), ("/assets/reading.css", "text/css")])
def test_things_have_their_addresses_beside_them(client: Client, path: str, media: str) -> None:
    reply = client.send("GET", path)
    assert (reply.status, reply.type) == (200, media)
    assert '<div id="root">' not in reply.text


@pytest.mark.parametrize("path", ["/concept/", "/concept/a/b", "/concept/nothing", "/definition/x", "/work//x",
                                  "/vocab/", "/graph/x/y", "/index/nothing", "/assets/nothing", "/id/x", "/concept/%0a",
                                  "/concept/..", "/status/x", "/compare/x", "/concept/_stcore/health",
                                  "/definition", "/id", "/Concept/welcome", "/WORK/alder1901", "/card/x",
                                  "/download/a/b", "/changes/a/b/c", "/sparql/x", "/unapi/x", "/ontology/x",
                                  "/edition/2026-1/%0a"])
def test_nothing_below_a_kind_falls_through_to_a_page_that_says_200(client: Client, path: str) -> None:
    assert client.send("GET", path, None, Accept="text/html").status in (400, 404)


@pytest.mark.parametrize(("path", "accept", "place"), [
    ("/atlas", "text/html", "index"), ("/ontology", "text/html", "index"),
    ("/ontology", "application/rdf+xml", "download/owl"),
    ("/index", "text/turtle", "download/turtle"), ("/concepts", "text/turtle", "download/skos"),
    ("/concepts", "text/html", "index/concepts"), ("/vocab", "text/html", "index/vocabulary"),
    ("/vocab", "text/turtle", "graph/ontology/core.ttl"), ("/download", "", "index/downloads"),
    ("/ontology/model/alder-parts", "", "../../model/alder-parts")])
def test_what_stands_for_many_things_leads_to_a_page_or_a_file(client: Client, path: str, accept: str,
                                                               place: str) -> None:
    reply = client.send("GET", path, None, Accept=accept)
    assert (reply.status, reply.headers["location"]) == (303, place)


@pytest.mark.parametrize("path", ["/edition/", "/changes.atom", "/download/turtle", "/unapi", "/index/new"])
def test_what_is_no_thing_knows_its_methods(client: Client, path: str) -> None:
    assert client.send("OPTIONS", path).status == 204
    reply = client.send("POST", path)
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert client.send("GET", f"{path}?x={'a' * 5_000}").status == 414


def test_page_leads_to_the_explorer(client: Client) -> None:
    text = client.send("GET", "/concept/welcome").text
    assert 'href="../concept?concept=welcome"' in text
