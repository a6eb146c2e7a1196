"""Cards in foreign frames, oEmbed and unAPI: what they answer, and what they refuse."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from httpkit import Client, Reply, serving
from playwright.sync_api import Browser
from starlette.requests import Request

from kg.catalog import open_atlas
from kg.cite.files import FILES
from kg.endpoint import embeds
from kg.pages import page
from kg.vocab import BASE

CONCEPT = "concept/welcome"


@pytest.fixture(scope="module")
def client(tiny_store: Path) -> Iterator[Client]:
    with serving(tiny_store) as found:
        yield found


@pytest.fixture(scope="module")
def definition(tiny_store: Path) -> str:
    return f"definition/{open_atlas(tiny_store).definitions()[0].slug}"


def get(client: Client, path: str) -> Reply:
    return client.send("GET", path)


def oembed(client: Client, url: str, more: str = "") -> Reply:
    return get(client, f"/oembed?url={quote(url, safe='')}{more}")


# --- cards ---


def test_only_cards_may_be_shown_in_the_frames_of_others(client: Client, definition: str) -> None:
    for address in (CONCEPT, definition):
        card = get(client, f"/card/{address}")
        assert card.status == 200
        assert "frame-ancestors *" in card.headers["content-security-policy"]
        assert "default-src 'none'" in card.headers["content-security-policy"]
        assert card.headers["x-frame-options"] is None
        behind = client.send("GET", f"/{address}", None, Accept="text/html")
        assert "frame-ancestors 'self'" in behind.headers["content-security-policy"]


def test_card_has_words_place_citation_and_edition_and_no_file_beside_it(tiny_store: Path, definition: str) -> None:
    atlas = open_atlas(tiny_store)
    html = page(atlas, f"card/{definition}")
    one = atlas.definitions()[0]
    assert one.passages[0].work.reference.split(" & ")[0] in html
    assert atlas.edition in html
    assert f'href="../../{definition}"' in html
    assert '<base target="_top">' in html
    assert not any(word in html for word in ("<script", "<img", "stylesheet", "src="))
    assert len(html) < 10_000


@pytest.mark.parametrize("path", ["concept/nothing", "work/alder1901", "concept/", "concept/%3Cb%3E", "concept/Welcome",
                                  "definition/..%2F..%2Fx", "concept/%ff", "concept/" + "a" * 3000])
def test_there_is_no_card_where_nothing_stands(client: Client, path: str) -> None:
    assert get(client, f"/card/{path}").status in (400, 404, 414)


def test_link_of_a_card_leaves_the_frame_that_oembed_writes(client: Client, browser: Browser) -> None:
    root = f"http://127.0.0.1:{client.port}"
    html = oembed(client, BASE + CONCEPT).json()["html"]
    shown = browser.new_page(viewport={"width": 360, "height": 600})
    shown.set_default_timeout(10_000)
    shown.goto(f"http://localhost:{client.port}/health")  # another origin than that of the card
    shown.evaluate("html => { document.body.innerHTML = html; }", html)
    shown.frame_locator("iframe").locator("h1 a").click()
    shown.wait_for_url(f"{root}/{CONCEPT}")
    shown.close()


# --- oEmbed ---


def test_oembed_answers_for_every_form_of_our_own_addresses(client: Client, definition: str) -> None:
    here = f"http://127.0.0.1:{client.port}/"
    forms = [f"{root}{address}{end}" for root in (here, BASE) for address in (CONCEPT, definition)
             for end in ("", ".html", "#x", "?y=z")]
    for url in forms:
        found = oembed(client, url)
        assert found.status == 200, url
        assert found.headers["access-control-allow-origin"] == "*"
        told = found.json()
        assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 600)
        assert f'src="{here}card/' in told["html"]


def test_oembed_in_xml_says_the_same_and_is_smaller_on_demand(client: Client) -> None:
    found = oembed(client, BASE + CONCEPT, "&format=xml&maxwidth=300&maxheight=200")
    assert found.type == "text/xml"
    told = {one.tag: one.text for one in ET.fromstring(found.text)}  # noqa: S314 - our own
    same: dict[str, Any] = oembed(client, BASE + CONCEPT, "&maxwidth=300&maxheight=200").json()
    assert told == {name: str(value) for name, value in same.items()}
    assert (told["width"], told["height"]) == ("300", "200")


@pytest.mark.parametrize(("url", "more", "status"), [
    ("", "", 400), ("http://elsewhere.example/concept/welcome", "", 404), (f"{BASE}work/alder1901", "", 404),
    (f"{BASE}concept/nothing", "", 404), (f"{BASE}concept/Welcome", "", 404), (BASE, "", 404),
    ("javascript:alert(1)", "", 404), (f"{BASE}concept/\"><script>", "", 404), (f"{BASE}{CONCEPT}" * 99, "", 414),
    (f"{BASE}{CONCEPT}", "&format=yaml", 501), (f"{BASE}{CONCEPT}", "&maxwidth=-1", 400),
    (f"{BASE}{CONCEPT}", "&maxwidth=wide", 400), (f"{BASE}{CONCEPT}", "&maxheight=²", 400),
])
def test_oembed_refuses_as_its_specification_says(client: Client, url: str, more: str, status: int) -> None:
    assert oembed(client, url, quote(more, safe="&=")).status == status


def test_host_that_a_client_makes_up_stays_text(tiny_store: Path) -> None:
    request = Request({"type": "http", "method": "GET", "path": "/oembed", "scheme": "http", "root_path": "",
                       "query_string": f"url={BASE}{CONCEPT}".encode(), "headers": [(b"host", b'x"><script>')]})
    body = json.loads(bytes(embeds._oembed(open_atlas(tiny_store), request).body))
    assert "<script>" not in body["html"]


# --- unAPI ---


def test_unapi_lists_its_formats_for_everything_and_for_one(client: Client) -> None:
    all_, one = get(client, "/unapi"), get(client, "/unapi?id=work:alder1901")
    assert (all_.status, one.status) == (200, 300)
    assert all_.type == one.type == "application/xml"
    names = [[f.get("name") for f in ET.fromstring(found.text)] for found in (all_, one)]  # noqa: S314 - our own
    assert names[0] == names[1] == ["ris", "bibtex", "csljson"]
    assert ET.fromstring(one.text).get("id") == "work:alder1901"  # noqa: S314 - our own


@pytest.mark.parametrize(("format_", "file", "media"), [
    ("ris", "works.ris", "application/x-research-info-systems"), ("bibtex", "works.bib", "application/x-bibtex"),
    ("csljson", "works.csl.json", "application/vnd.citationstyles.csl+json")])
def test_unapi_gives_the_record_as_the_bibliography_does(client: Client, tiny_store: Path, format_: str, file: str,
                                                         media: str) -> None:
    found = get(client, f"/unapi?id={BASE}work/alder1901&format={format_}")
    assert (found.status, found.type) == (200, media)
    assert found.text == FILES[file]([open_atlas(tiny_store).record("alder1901")])


@pytest.mark.parametrize(("query", "status"), [
    ("id=work:nobody1900", 404), ("id=work:nobody1900&format=ris", 404), ("id=%ff%00&format=ris", 404),
    ("id=%3Cscript%3E", 404), ("id=work:alder1901&format=mods", 406), ("format=ris", 400), ("id=" + "a" * 5000, 414),
])
def test_unapi_refuses_as_its_specification_says(client: Client, query: str, status: int) -> None:
    found = get(client, f"/unapi?{query}")
    assert found.status == status
    assert "<script" not in found.text
