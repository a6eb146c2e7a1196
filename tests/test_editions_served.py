"""Old editions beside the current one: the same addresses, the old text, and a banner that says so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import tiny_copy
from editionkit import ask, two

from kg.places import Places

#: What stands only where the app does.
EXPLORER = {"/query"}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return two(tiny_copy(tmp_path_factory.mktemp("editions") / "tiny"))


@pytest.fixture(scope="module")
def app(places: Places) -> Any:
    from kg.endpoint import app as made

    return made(places.store)


def test_an_address_below_an_edition_has_the_text_of_that_edition(app: Any) -> None:
    now, old = ask(app, "/concept/welcome"), ask(app, "/edition/2026-1/concept/welcome")
    assert (now.status, old.status) == (200, 200)
    assert "an open invitation to walk in" in now.text
    assert "an open invitation to walk in" not in old.text
    assert "an invitation to come in" in old.text


def test_an_old_page_says_which_edition_it_is_and_leads_to_the_current_one(app: Any) -> None:
    old = ask(app, "/edition/2026-1/concept/welcome").text
    assert "You are reading edition 2026-1" in old
    assert 'href="../../../concept/welcome"' in old
    assert 'href="../../../changes/2026-1/current"' in old
    assert "https://w3id.org/alliance-atlas/edition/2026-1/concept/welcome" in old
    assert "You are reading edition" not in ask(app, "/concept/welcome").text


def test_a_definition_withdrawn_later_still_stands_in_its_edition(app: Any) -> None:
    assert ask(app, "/definition/welcome--birch1902").status == 410
    old = ask(app, "/edition/2026-1/definition/welcome--birch1902")
    assert (old.status, "warmth that is shown at the door" in old.text) == (200, True)


@pytest.mark.parametrize(("suffix", "accept", "media"), [
    (".ttl", "*/*", "text/turtle"), ("", "text/turtle", "text/turtle"), (".jsonld", "*/*", "application/ld+json"),
    (".bib", "*/*", "application/x-bibtex")])
def test_data_of_an_edition_come_in_the_same_formats(app: Any, suffix: str, accept: str, media: str) -> None:
    old = ask(app, f"/edition/2026-1/definition/welcome--alder1901{suffix}", accept)
    assert (old.status, old.headers["content-type"].partition(";")[0]) == (200, media)
    assert old.headers["x-edition"] == "2026-1"
    assert suffix == ".bib" or "an invitation to come in" in old.text


def test_list_of_editions_leads_to_each(app: Any) -> None:
    listed = ask(app, "/edition/").text
    assert listed.index("Edition 2026-2") < listed.index("Edition 2026-1")
    assert ask(app, "/edition").headers["location"] == "edition/"
    assert ask(app, "/edition/2026-1").headers["location"] == "2026-1/"
    assert ask(app, "/edition/2026-1/changes").headers["location"] == "index/new"


def test_files_of_an_edition_are_those_that_were_released(app: Any, places: Places) -> None:
    for path in (places.editions / "2026-2").iterdir():
        assert ask(app, f"/edition/2026-2/{path.name}", "*/*").body == path.read_bytes(), path.name


def test_page_of_changes_tells_and_escapes(app: Any) -> None:
    page = ask(app, "/changes/2026-1/current").text
    assert "<del>come </del><ins>walk </ins>" in page
    assert "&lt;b&gt;heat&lt;/b&gt; &amp; more" in page
    assert "<b>" not in page
    assert 'href="../../definition/welcome--alder1901"' in page


@pytest.mark.parametrize("address", ["/index/new", "/edition/2026-2/index/new"])
def test_what_is_new_is_told_with_each_edition(app: Any, address: str) -> None:
    page = ask(app, address)
    assert (page.status, "Edition 2026-2" in page.text, "<ins>open </ins>" in page.text) == (200, True, True)


def test_every_link_of_the_pages_about_editions_leads_somewhere(app: Any) -> None:
    from urllib.parse import urljoin

    for page in ("/edition/", "/changes/2026-1/current", "/edition/2026-2/index/new",
                 "/edition/2026-1/concept/welcome"):
        links = {urljoin(page, link).partition("#")[0] for link in re.findall(r'href="(\.[^"]*)"', ask(app, page).text)}
        assert links
        dead = {link for link in links if ask(app, link, "*/*").status not in (200, 301)}
        assert dead - EXPLORER == set(), page


def test_feed_is_served(app: Any) -> None:
    feed = ask(app, "/changes.atom", "*/*")
    assert (feed.headers["content-type"], feed.body[:5]) == ("application/atom+xml", b"<?xml")


@pytest.mark.parametrize("target", [
    "/edition/2026-9/", "/edition/2026-9/concept/welcome", "/edition/x/y", "/edition/..%2f/x", "/edition/%00/x",
    "/edition/2026-1/..%2f..%2fstore%2flock", "/edition/2026-1/../2026-2/", "/edition/2026-1/%ff",
    "/edition/2026-1/nothing/here", "/changes/2026-1/nope", "/changes/..%2f/current", "/changes/current/%00",
    "/changes/2026-1/.", "/edition/2026-1/" + "x" * 5000])
def test_nonsense_is_refused_and_breaks_nothing(app: Any, target: str) -> None:
    for accept in ("text/html", "application/json", ";;q=x", ""):
        assert 400 <= ask(app, target, accept).status < 500


def test_an_unknown_edition_is_answered_with_those_that_there_are(app: Any) -> None:
    page = ask(app, "/edition/2026-9/concept/welcome")
    assert page.status == 404
    assert [link for link in ("edition/2026-2", "edition/2026-1") if f'href="../../../{link}"' not in page.text] == []


def test_without_editions_the_pages_say_so(tiny_store: Path) -> None:
    from kg.endpoint import app as made

    empty = made(tiny_store, editions=tiny_store / "none")
    assert "No edition has been released yet" in ask(empty, "/edition/").text
    assert ask(empty, "/index/new").status == 200
    assert ask(empty, "/changes.atom", "*/*").status == 200
