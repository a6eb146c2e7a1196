"""Every page of the real content: it is there, it leads somewhere, and it is small enough to be read anywhere."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest

from kg import export, pages
from kg.catalog import open_atlas
from kg.vocab import BASE

#: What a page may weigh: one that is heavier is hard to load where the net is slow.
HEAVIEST = 102_400
_HREF = re.compile(r'<(?:a|link)\b[^>]*?\shref="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')


@pytest.fixture(scope="module")
def written(atlas_store: Path) -> dict[str, str]:
    """Every page by its address; pages are written as files, so that nothing but them may be linked to."""
    atlas, site = open_atlas(atlas_store), pages.Site(has_explorer=False)
    return {address: pages.page(atlas, address, site) for address in pages.addresses(atlas)}


def inside(address: str, href: str) -> str | None:
    """The address below the root to which a relative link of a page leads; None where it leads elsewhere."""
    parts = urlsplit(unescape(href))
    if parts.scheme or not parts.path:
        return None
    found = normpath(join("/root", address.rpartition("/")[0], unquote(parts.path)))
    return found.removeprefix("/root").lstrip("/")


def test_everything_that_the_content_speaks_of_has_a_page(written: dict[str, str], atlas_store: Path) -> None:
    known = export.addresses((atlas_store / "current").resolve())
    assert [one for one in known if one not in written] == []


def test_each_link_leads_to_a_page_or_a_file_of_data(written: dict[str, str]) -> None:
    there = {*written, "sparql", "feed", "feed.atom", "unapi", "oembed"}
    lost: Counter[tuple[str, str]] = Counter()
    for address, html in written.items():
        for href in _HREF.findall(html):
            target = inside(address, href)
            if target is None or {target, target.rpartition(".")[0], target.removesuffix(".csl.json")} & there:
                continue
            if not target.startswith(("assets/", "card/", "download/")):
                lost[(address.partition("/")[0], target)] += 1
    assert dict(lost) == {}


def test_each_fragment_of_a_page_is_on_it(written: dict[str, str]) -> None:
    lost = {(address, href) for address, html in written.items() for href in _HREF.findall(html)
            if href.startswith("#") and unquote(href[1:]) not in set(_ID.findall(html))}
    assert sorted(lost) == []


def test_no_page_gives_one_name_to_two_places(written: dict[str, str]) -> None:
    twice = {address: [name for name, n in Counter(_ID.findall(html)).items() if n > 1] for address, html in
             written.items()}
    assert {address: names for address, names in twice.items() if names} == {}


#: Pages of other modules that are known to be heavier.
HEAVY = {"concept/working-alliance", "concept/therapeutic-relationship"}


def test_no_page_is_too_heavy(written: dict[str, str]) -> None:
    weights = {address: len(html.encode()) for address, html in written.items() if address not in HEAVY}
    assert {address: weight for address, weight in weights.items() if weight > HEAVIEST} == {}


def test_no_section_is_empty(written: dict[str, str]) -> None:
    bare = re.compile(r"<(section|ul|ol|dl|tbody)\b[^>]*>\s*</\1>")
    found = {address: bare.search(html) for address, html in written.items()}
    assert [address for address, match in found.items() if match] == []


def test_indexes_lead_to_every_concept_person_party_and_work(written: dict[str, str]) -> None:
    for kind, name in (("concept", "concepts"), ("person", "authors"), ("party", "parties"), ("work", "works"),
                       ("vocab", "vocabulary"), ("model", "models"), ("dispute", "disputes"),
                       ("question", "questions")):
        listed = {inside(f"index/{name}", href) for href in _HREF.findall(written[f"index/{name}"])}
        assert sorted({one for one in written if one.startswith(f"{kind}/")} - listed) == [], name


def test_every_page_says_its_permanent_address(written: dict[str, str]) -> None:
    assert [address for address, html in written.items() if f'{BASE}{address}"' not in html] == []
