"""Works reach a reference manager by each of its three ways, and no doubt is lost or passed on as a fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from httpkit import Client, serving
from zoterokit import Item, Marks, items

from kg.catalog import Atlas, open_atlas
from kg.pages import Site, page
from kg.pages.metadata import coins, head
from kg.pages.metadata.openurl import context_object
from kg.pages.metadata.tags import tags

#: A work of each kind -> what a reference manager has to make of it.
WORKS = {
    "bordin1979": ("journalArticle", "Bordin, Edward S.", "1979"),
    "alexanderluborsky1986": ("bookSection", "Alexander, Leslie B.", "1986"),
    "barlevav1988": ("book", "Bar-Levav, Reuven", "1988"),
    "rogers1951": ("book", "Rogers, Carl R.", "1951"),
    "horvath1981": ("thesis", "Horvath, Adam O.", "1981"),
    "wikimd": ("webpage", "", ""),
}
COINS = re.compile(r'<span class="Z3988"[^>]*></span>')


@pytest.fixture(scope="module")
def atlas(atlas_store: Path) -> Atlas:
    return open_atlas(atlas_store)


@pytest.fixture(scope="module")
def get(atlas_store: Path) -> Iterator[Callable[[str], str]]:
    def fetched(client: Client, path: str) -> str:
        found = client.send("GET", f"/{path}")
        assert found.status == 200, found.text
        return found.text

    with serving(atlas_store) as client:
        yield lambda path: fetched(client, path)


def expected(atlas: Atlas, key: str, way: str) -> list[Item]:
    type_, author, year = WORKS[key]
    return [Item(type_, atlas.record(key)["title"], author, year, way)]


@pytest.mark.parametrize("key", WORKS)
def test_page_of_a_work_gives_it_by_unapi_first(atlas: Atlas, get: Callable[[str], str], key: str) -> None:
    assert items(page(atlas, f"work/{key}"), get) == expected(atlas, key, "unAPI")


@pytest.mark.parametrize("key", WORKS)
def test_page_of_a_work_without_a_server_gives_it_by_coins(atlas: Atlas, key: str) -> None:
    html = page(atlas, f"work/{key}", Site(suffix=".html", has_service=False))
    assert "unapi" not in html
    assert items(html) == expected(atlas, key, "COinS")


@pytest.mark.parametrize("key", WORKS)
def test_page_of_a_work_gives_it_by_its_tags_where_nothing_else_is_read(atlas: Atlas, key: str) -> None:
    assert items(COINS.sub("", page(atlas, f"work/{key}"))) == expected(atlas, key, "tags")


def test_page_of_a_concept_gives_every_work_of_its_bibliography_once(atlas: Atlas) -> None:
    html = page(atlas, f"concept/{atlas.starts_with[0].slug}")
    listed = re.findall(r'<li id="work-([^"]+)"', html)
    assert len(listed) > 10
    assert Marks(html).ids == [f"work:{key}" for key in listed]
    known = [key for key in listed if atlas.record(key)["custom"]["certainty"] != "unknown"]
    assert len(items(html)) == len(known)


def test_page_of_a_work_gives_no_other_work(atlas: Atlas) -> None:
    html = page(atlas, "work/bordin1979")
    assert Marks(html).ids == ["work:bordin1979"]


def test_every_work_can_be_taken_by_every_way(atlas: Atlas) -> None:
    for work in atlas.works():
        csl = atlas.record(work.key)
        [found] = items(f'<span class="Z3988" title="{context_object(csl).replace("&", "&amp;")}"></span>')
        assert found.title == csl["title"]
        assert dict(tags(csl))["citation_title"] == csl["title"]


def test_doubtful_field_stands_in_no_tag_and_in_no_coins_but_with_a_note_in_unapi(
        atlas: Atlas, get: Callable[[str], str]) -> None:
    csl = next(one for one in atlas.records(atlas.works()) if "DOI" in one["custom"].get("doubts", {}))
    found = atlas.work(csl["id"])
    html = head(atlas, f"work/{csl['id']}", Site(), found) + coins(found.work, csl, Site())
    assert csl["DOI"] not in html
    told = get(f"unapi?id=work:{csl['id']}&format=ris")
    assert csl["DOI"] in told
    assert "DOI: recalled, not seen in a source" in told


def test_work_of_which_nobody_knows_that_it_exists_is_in_no_tag_and_no_coins(atlas: Atlas) -> None:
    one = next(work for work in atlas.works() if work.certainty == "unknown")
    html = page(atlas, f"work/{one.key}")
    assert "citation_title" not in html
    assert "Z3988" not in html


def test_old_edition_asks_no_server_that_knows_other_works(atlas: Atlas) -> None:
    html = head(atlas, "work/bordin1979", Site(edition="2026-01"), atlas.work("bordin1979"))
    assert "unapi" not in html
    assert "oembed" not in html
