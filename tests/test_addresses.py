"""Things over HTTP: which address answers what, to whom, and with which headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import built, tiny_copy
from httpkit import Client, serving

from kg.describe import FORMATS

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
RETIRED = """
@prefix aa: <https://w3id.org/alliance-atlas/vocab/> .
@prefix concept: <https://w3id.org/alliance-atlas/concept/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/alliance-atlas/state/> .

concept:reception
    a skos:Concept ;
    skos:prefLabel "reception"@en ;
    aa:state state:retired ;
    skos:editorialNote "It was the same as welcome."@en ;
    dcterms:isReplacedBy concept:welcome ;
.
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server of the tiny repository, in which one concept is retired."""
    places = tiny_copy(tmp_path_factory.mktemp("retired"))
    (places.ontology / "retired.ttl").write_text(RETIRED, encoding="utf-8")
    with serving(built(places)) as found:
        yield found


#: Accept, what follows the address of a concept -> status, media type of the answer.
TABLE = [
    ("", "", 200, "text/html"),
    (BROWSER, "", 200, "text/html"),
    ("*/*", "", 200, "text/html"),
    ("text/*", "", 200, "text/html"),
    ("application/xhtml+xml", "", 200, "text/html"),
    ("text/turtle", "", 200, "text/turtle"),
    ("TEXT/TURTLE", "", 200, "text/turtle"),
    ("text/turtle;q=0.5, application/ld+json", "", 200, "application/ld+json"),
    ("text/turtle;q=0.9, text/html;q=0.8", "", 200, "text/turtle"),
    ("text/turtle;q=0.8, text/html;q=0.9", "", 200, "text/html"),
    ("text/html;q=0, */*", "", 200, "text/turtle"),
    ("application/json", "", 200, "application/ld+json"),
    ("application/json, */*;q=0.1", "", 200, "application/ld+json"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "", 200, "application/ld+json"),
    ("application/vnd.citationstyles.csl+json", "", 200, "application/vnd.citationstyles.csl+json"),
    ("image/png", "", 406, "application/problem+json"),
    ("image/png, text/plain;q=0.1", "", 406, "text/plain"),
    ("text/turtle;q=x", "", 406, "application/problem+json"),
    ("text/html", ".ttl", 200, "text/turtle"),
    ("image/png", ".ttl", 200, "text/turtle"),
    ("text/turtle", ".html", 200, "text/html"),
    ("", ".owl", 200, "application/rdf+xml"),
    ("", ".json", 200, "application/ld+json"),
    ("text/html", "?format=turtle", 200, "text/turtle"),
    ("text/html", "?_mediatype=text/turtle", 200, "text/turtle"),
    ("text/html", "?_mediatype=application/ld+json", 200, "application/ld+json"),
    ("text/html", "?format=bibtex", 200, "application/x-bibtex"),
    ("text/turtle", "?format=html", 200, "text/html"),
    ("", "?format=docx", 406, "application/problem+json"),
    ("", "?concept=warmth&utm_source=x", 200, "text/html"),
    *(("", f".{suffix}", 200, one.media) for suffix, one in FORMATS.items()),
    *((one.media, "", 200, one.media) for one in FORMATS.values()),
]


@pytest.mark.parametrize(("accept", "more", "status", "media"), TABLE)
def test_format_follows_suffix_parameter_and_accept(client: Client, accept: str, more: str, status: int,
                                                    media: str) -> None:
    reply = client.send("GET", f"/concept/welcome{more}", None, **({"Accept": accept} if accept else {}))
    assert (reply.status, reply.type) == (status, media)
    assert reply.headers["vary"].startswith("Accept")
    assert reply.headers["access-control-allow-origin"] == "*"
    if status == 200:
        assert reply.headers["etag"].startswith('W/"')
        assert reply.headers["content-location"].startswith("welcome.")
        assert reply.headers["last-modified"].endswith("GMT")
        assert "charset=utf-8" in reply.headers["content-type"] or not media.startswith("text/")


@pytest.mark.parametrize(("kind", "slug"), [
    ("definition", "welcome--alder1901"), ("passage", "alder1901--open-door"), ("work", "alder1901")])
@pytest.mark.parametrize("suffix", ["html", "ttl", "bib", "ris", "csl.json"])
def test_what_is_cited_comes_as_a_reference(client: Client, kind: str, slug: str, suffix: str) -> None:
    reply = client.send("GET", f"/{kind}/{slug}.{suffix}")
    assert reply.status == 200
    assert "Alder" in reply.text or suffix == "ttl"


def test_reference_comes_in_the_style_that_is_asked_for(client: Client) -> None:
    found = {style: client.send("GET", "/work/alder1901", None, Accept=f"text/x-bibliography; style={style}")
             for style in ("apa", "mla", "nothing")}
    assert [one.status for one in found.values()] == [200, 200, 406]
    assert "(1901)" in found["apa"].text
    assert "(1901)" not in found["mla"].text
    assert found["apa"].headers["etag"] != found["mla"].headers["etag"]
    assert client.send("GET", "/work/alder1901.txt?locale=nonsense").status == 406


@pytest.mark.parametrize("path", ["/person/alder.bib", "/vocab/Concept.ris", "/party/alder.csl.json",
                                  "/vocab/heldBy.csv"])
def test_what_is_no_reference_and_no_list_names_the_formats_it_has(client: Client, path: str) -> None:
    reply = client.send("GET", path)
    assert reply.status == 406
    assert {"text/html", "text/turtle"} <= set(reply.json()["offers"])


# --- the way to a thing ---

@pytest.mark.parametrize(("path", "place"), [
    ("/id/concept/welcome", "../../concept/welcome"), ("/id/concept/welcome.ttl", "../../concept/welcome.ttl"),
    ("/id/vocab/Concept?format=ttl", "../../vocab/Concept?format=ttl"),
    ("/work/alder1901/author/1", "../../../work/alder1901")])
def test_identifier_leads_to_what_tells_of_it(client: Client, path: str, place: str) -> None:
    reply = client.send("GET", path)
    assert (reply.status, reply.headers["location"]) == (303, place)
    assert client.send("GET", f"/{place.replace('../', '')}").status == 200


@pytest.mark.parametrize("path", ["/", "/index", "/index/concepts", "/index/works.csv", "/index/authors.md",
                                  "/index/new", "/vocab/Concept", "/graph/ontology/concepts/welcome", "/context.jsonld",
                                  "/graph/ontology/concepts/welcome.trig", "/assets/reading.css"])
def test_what_is_no_single_thing_has_an_address_too(client: Client, path: str) -> None:
    assert client.send("GET", path).status == 200


def test_links_say_what_else_there_is(client: Client) -> None:
    reply = client.send("GET", "/concept/welcome")
    found = dict(re.findall(r'<([^>]+)>; rel="([^"]+)"', reply.headers["link"]))
    assert found["https://w3id.org/alliance-atlas/concept/welcome"] == "cite-as"
    assert found["https://schema.org/DefinedTerm"] == "type"
    assert (found["welcome"], found["../"]) == ("canonical", "collection")
    described = re.findall(r'<([^>]+)>; rel="describedby"; type="([^"]+)"', reply.headers["link"])
    assert ("welcome.ttl", "text/turtle") in described
    for path, media in re.findall(r'<([^>]+)>; rel="alternate"; type="([^"]+)"', reply.headers["link"]):
        other = client.send("GET", f"/concept/{path}")
        assert (other.status, other.type) == (200, media)
    assert '<welcome>; rel="describes"' in client.send("GET", "/concept/welcome.ttl").headers["link"]


# --- what is not there ---

UNKNOWN = ["/concept/welcom", "/concept/", "/concept/a/b", "/concept/welcome/", "/concept/welcome.ttl/x", "/claim/x",
           "/vocab/Nothing", "/graph/nothing", "/id/concept/welcom", "/id/", "/index/nothing", "/assets/nothing.css",
           "/concept/%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/concept/a%20b", "/conflict/1", "/compare/x--y",
           "/concept/Welcome", "/id/id/id", "/id/index/works"]


@pytest.mark.parametrize("path", UNKNOWN)
def test_unknown_thing_is_missing_for_people_and_programs(client: Client, path: str) -> None:
    page = client.send("GET", path, None, Accept=BROWSER)
    assert page.status == 404
    assert "<script>alert" not in page.text
    data = client.send("GET", path, None, Accept="application/json")
    assert (data.status, data.type) == (404, "application/problem+json")


def test_missing_thing_names_the_three_nearest(client: Client) -> None:
    reply = client.send("GET", "/concept/welcom.ttl")
    assert reply.json()["nearest"][0] == "concept/welcome"
    assert len(reply.json()["nearest"]) == 3
    assert 'href="../concept/welcome"' in client.send("GET", "/concept/welcom").text


@pytest.mark.parametrize(("path", "type_"), [
    ("", "text/html"), (".ttl", "text/turtle"), (".jsonld", "application/ld+json")])
def test_retired_thing_keeps_its_address_with_note_and_replacement(client: Client, path: str, type_: str) -> None:
    reply = client.send("GET", f"/concept/reception{path}")
    assert (reply.status, reply.type) == (410, type_)
    assert "It was the same as welcome." in reply.text
    assert '<../concept/welcome>; rel="successor-version"' in reply.headers["link"]


# --- asking again, asking less ---

@pytest.mark.parametrize("path", ["/concept/welcome", "/concept/welcome.ttl", "/index/works", "/assets/reading.css",
                                  "/context.jsonld"])
def test_answer_that_a_client_has_is_not_sent_again(client: Client, path: str) -> None:
    first = client.send("GET", path)
    for known in (first.headers["etag"], f'"x", {first.headers["etag"]}', "*"):
        again = client.send("GET", path, None, If_None_Match=known)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    assert client.send("GET", path, None, If_None_Match='W/"other"').status == 200


def test_each_format_has_a_tag_of_its_own(client: Client) -> None:
    tags = {client.send("GET", f"/concept/welcome{more}").headers["etag"] for more in ("", ".ttl", ".nt", ".csv")}
    assert len(tags) == 4


@pytest.mark.parametrize("path", ["/concept/welcome", "/concept/welcome.bib", "/concept/nothing",
                                  "/id/concept/welcome"])
def test_head_says_what_get_would(client: Client, path: str) -> None:
    got, head = client.send("GET", path), client.send("HEAD", path)
    assert (head.status, head.body) == (got.status, b"")
    assert head.headers.get("content-length") == got.headers.get("content-length")
    assert head.headers.get("link") == got.headers.get("link")


def test_other_methods_are_refused_and_preflight_is_answered(client: Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        reply = client.send(method, "/concept/welcome", b"")
        assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    reply = client.send("OPTIONS", "/concept/welcome", None, Origin="https://example.org")
    assert (reply.status, reply.headers["access-control-allow-methods"]) == (204, "GET, HEAD, OPTIONS")


def test_download_has_a_name_with_its_edition(client: Client) -> None:
    reply = client.send("GET", "/concept/welcome.ttl?download=1")
    name = f'attachment; filename="welcome-{reply.headers["x-edition"]}.ttl"'
    assert reply.headers["content-disposition"] == name
    assert "content-disposition" not in client.send("GET", "/concept/welcome.ttl").headers


def test_answer_is_packed_and_a_range_is_no_failure(client: Client) -> None:
    packed = client.send("GET", "/concept/welcome", None, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == client.send("GET", "/concept/welcome").text
    for range_ in ("bytes=0-10", "bytes=99999999-", "bytes=-", "x"):
        assert client.send("GET", "/concept/welcome.ttl", None, Range=range_).status == 200


def test_page_stands_in_no_foreign_frame(client: Client) -> None:
    assert "frame-ancestors 'self'" in client.send("GET", "/concept/welcome").headers["content-security-policy"]


def test_every_example_of_the_documentation_holds(client: Client) -> None:
    text = (Path(__file__).parent.parent / "docs" / "addresses.md").read_text(encoding="utf-8")
    examples = re.findall(r"^curl (.*?)(\S+)\s+# (\d{3})(?: (\S+))?$", text, re.MULTILINE)
    assert len(examples) >= 10
    for options, target, status, media in examples:
        headers = dict(re.findall(r"-H '([^:]+): ([^']+)'", options))
        path = re.sub(r"^'?https?://[^/]+|'$", "", target)
        reply = client.send("HEAD" if "-I" in options else "GET", path, None, **headers)
        assert (reply.status, reply.type if media else "") == (int(status), media), target
