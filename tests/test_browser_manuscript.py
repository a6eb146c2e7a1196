"""The page that checks a manuscript in a real browser: a file of each kind goes in, a commented copy comes out."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from axe_playwright_python.sync_playwright import Axe
from browserkit import MILLISECONDS
from playwright.sync_api import Browser, expect

GIVEN = Path(__file__).parent / "data" / "manuscripts" / "08-secondary.docx"


def test_manuscript_goes_in_and_a_copy_with_comments_comes_out(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(MILLISECONDS)
    page.goto(f"{site}/manuscript")
    page.locator("input[type=file]").first.set_input_files(GIVEN)
    expect(page.locator("table.remarks tbody tr").first).to_contain_text("Bordin, 1994, p. 254")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Axe().run(page, context=".stHtml").response["violations"] == []
    with page.expect_download() as download:
        page.get_by_text("Download the .docx with comments").click()
    made = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert len(list(made.comments)) >= 8
    assert download.value.suggested_filename == "08-secondary-commented.docx"
    context.close()
