"""The reading list in a real browser: kept while browsing, still there after a reload, and open to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from appkit import served
from axe_playwright_python.sync_playwright import Axe
from browserkit import MILLISECONDS
from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def page(browser: Browser, tiny_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with served(tiny_store, tmp_path_factory.mktemp("reading") / "log") as address:
        context = browser.new_context(base_url=address, reduced_motion="reduce", viewport={"width": 360, "height": 800})
        context.set_default_timeout(MILLISECONDS)
        yield context.new_page()
        context.close()


def keep(page: Page, name: str) -> None:
    button = page.locator(f'button[data-keep="{name}"]').first
    button.click()
    page.locator(f'button[data-keep="{name}"]:has-text("Remove")').first.wait_for()


def test_list_survives_a_reload_and_can_be_emptied(page: Page) -> None:
    page.goto("/work?work=birch1902")
    keep(page, "work:birch1902")
    keep(page, "passage:birch1902--after-alder")
    page.reload()
    page.locator('button[data-keep="work:birch1902"]:has-text("Remove")').wait_for()
    page.goto("/reading")
    page.locator(".count-line:has-text('2 things of 1 work')").wait_for()
    assert "keep=work%3Abirch1902%2Cpassage%3Abirch1902--after-alder" in page.url
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator('a[data-drop="work:birch1902"]').click()
    page.locator(".count-line:has-text('1 thing of 1 work')").wait_for()
    page.locator("a[data-drop]").click()
    page.locator("[data-reading]").wait_for()
    assert page.evaluate("localStorage.getItem('atlas-reading')") == "[]"
