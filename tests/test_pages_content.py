"""Reading pages of the real content: light to send, whole in their quotations, and fit for every screen and paper."""

from __future__ import annotations

import gzip
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from kg import pages
from kg.catalog import Atlas, open_atlas
from kg.pages import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STATIC = Site(suffix=".html", has_explorer=False, has_service=False)
#: What a page may weigh as it is sent, compressed; the pages of the most contested concepts are longer before that.
MOST_SENT = 100_000
SCREENS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (1280, "dark"), (360, "light"))


@pytest.fixture(scope="module")
def whole(atlas_store: Path) -> Atlas:
    return open_atlas(atlas_store)


def test_every_concept_is_light_to_send(whole: Atlas) -> None:
    sent = {one.slug: len(gzip.compress(pages.page(whole, f"concept/{one.slug}").encode())) for one in whole.concepts()}
    assert {slug: size for slug, size in sent.items() if size > MOST_SENT} == {}


def test_words_credits_and_sureness_of_every_passage_stand_on_its_page(whole: Atlas) -> None:
    for one in whole.passages():
        page = unescape(pages.page(whole, f"passage/{one.key}"))
        said = [one.quotation, one.paraphrase, one.seen_in, *(a.reason for a in one.attributions)]
        assert [text for text in said if text and text not in page] == []


def test_every_definition_stands_on_the_page_of_its_concept_in_full(whole: Atlas) -> None:
    concepts = {one.concept.slug for one in whole.definitions()}
    made = {slug: unescape(pages.page(whole, f"concept/{slug}")) for slug in concepts}
    for one in whole.definitions():
        said = [one.gloss, *(p.quotation or p.paraphrase or "" for p in one.passages)]
        assert [text for text in said if text not in made[one.concept.slug]] == []


# --- in the browser ---


def on_disk(directory: Path, atlas: Atlas, addresses: list[str]) -> list[str]:
    """Write some pages as files with what they need beside them, and return where they are."""
    (directory / "assets").mkdir()
    for name, content in pages.assets().items():
        (directory / "assets" / name).write_bytes(content)
    paths = [directory / f"{address}.html" for address in addresses]
    for path, address in zip(paths, addresses, strict=True):
        path.parent.mkdir(exist_ok=True)
        path.write_text(pages.page(atlas, address, STATIC), encoding="utf-8")
    return [path.as_uri() for path in paths]


def grave(page: Page) -> list[tuple[str, str]]:
    """What axe finds on a page that keeps somebody from reading it."""
    from axe_playwright_python.sync_playwright import Axe

    return [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]
            if one["impact"] in ("serious", "critical")]


def test_pages_are_accessible_fit_a_phone_and_print_without_menus(
        browser: Browser, whole: Atlas, tmp_path: Path) -> None:
    about = next(one for one in whole.definitions() if one.is_doubtful)
    denied = next(one for one in whole.claims() if one.is_denied)
    addresses = [f"concept/{about.concept.slug}", f"definition/{about.slug}", f"claim/{denied.slug}"]
    found = on_disk(tmp_path, whole, addresses)
    for width, scheme in SCREENS:
        with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme) as context:
            page = context.new_page()
            for address in found:
                page.goto(address)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert grave(page) == []
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(found[0])
        page.emulate_media(media="print")
        assert not any(one.is_visible() for one in page.locator("header.site, .toc, .skip, .own").all())
        assert all(page.locator(part).is_visible() for part in ("#notes", "#bibliography", "footer"))
        foot = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--foot')")
        assert addresses[0].replace("-", r"\2d ") in foot or addresses[0] in foot
        assert whole.edition in foot
