"""Citing in a real browser: what the clipboard gets, and that the style is remembered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from appkit import served
from axe_playwright_python.sync_playwright import Axe
from browserkit import MILLISECONDS
from playwright.sync_api import Browser, Page

READ = """async () => { const [item] = await navigator.clipboard.read(); const found = {};
for (const kind of item.types) found[kind] = await (await item.getType(kind)).text(); return JSON.stringify(found); }"""


@pytest.fixture(scope="module")
def page(browser: Browser, tiny_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with served(tiny_store, tmp_path_factory.mktemp("cite") / "log") as address:
        context = browser.new_context(base_url=address, reduced_motion="reduce",
                                      permissions=["clipboard-read", "clipboard-write"])
        context.set_default_timeout(MILLISECONDS)
        yield context.new_page()
        context.close()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("details.cite > summary").first.click()
    page.wait_for_selector("details.cite[open] .cited")


def test_reference_is_copied_with_its_italics_in_the_style_that_is_remembered(page: Page) -> None:
    opened(page, "/work?work=birch1902")
    page.locator("details.cite[open] select").first.select_option("mla")
    page.wait_for_selector('option[value="mla"]:checked >> nth=0', state="attached")
    page.wait_for_selector("details.cite[open] .form:has-text('Birch, Bo')")
    page.locator("details.cite[open] .form:has-text('Reference entry') button").first.click()
    page.wait_for_selector("button:has-text('Copied')")
    copied = json.loads(page.evaluate(READ))
    assert copied["text/plain"].startswith("Birch, Bo, and A. Alder. “Warmth and Welcome.” Journal of Invented Results")
    assert "<i>Journal of Invented Results</i>" in copied["text/html"]
    opened(page, "/work?work=alder1901")
    assert page.locator("details.cite[open] select").first.input_value() == "mla"


def test_opened_citation_with_a_warning_is_accessible(page: Page) -> None:
    page.goto("/work?work=birch1902")
    page.wait_for_selector("#passages")
    details = page.locator('details.cite:has([data-cite="passage:birch1902--after-alder"])').first
    details.locator("summary").first.click()
    details.locator(".warning").first.wait_for()
    assert details.locator("button[data-caution]").count() >= 3
    found = Axe().run(page, context="details.cite[open]")
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found.response["violations"]] == []
