"""What only a browser can show of the timeline: the lines, and what they say when they are reached."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from browserkit import MILLISECONDS, Visit, serious
from playwright.sync_api import Browser, expect

ADDRESS = "/timeline?concept=working-alliance"
SAID = "Hatcher & Gillaspy (2006) takes up and changes"
LINE = f".tl-arrow[aria-label^='{SAID}']"


def test_keyboard_reaches_a_line_which_shows_both_quotations(browser: Browser, site: str) -> None:
    one = Visit(browser, site, viewport={"width": 1280, "height": 900}, color_scheme="dark")
    page = one.open(ADDRESS)
    first = page.locator(".tl-arrow[tabindex='0']")
    expect(first).to_have_count(1, timeout=MILLISECONDS)
    assert page.locator(".tl-arrow").count() > 10
    first.focus()
    while not page.locator(LINE).evaluate("(line) => line === document.activeElement"):
        before = page.evaluate("document.activeElement.dataset.lineage")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.dataset.lineage") != before
    panel = page.locator("#lineage-panel")
    expect(panel).to_contain_text("“Development and validation of the Working Alliance Inventory”")
    expect(panel).to_contain_text("Horvath & Greenberg (1989), title")
    expect(panel).to_contain_text("“Development and validation of a revised short version of the Working")
    expect(panel).to_contain_text("Says so: Hatcher & Gillaspy")
    page.keyboard.press("Enter")
    expect(panel).to_be_focused()
    assert serious(Axe().run(page)) == []
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(LINE)).to_be_focused()
    assert one.complaints == []
    one.context.close()


def test_small_screen_has_the_lists_alone(browser: Browser, site: str) -> None:
    one = Visit(browser, site, viewport={"width": 360, "height": 740})
    page = one.open(ADDRESS)
    line = page.locator("details.lineage", has_text=SAID)
    line.locator("summary").first.click()
    expect(line.locator(".ends")).to_contain_text("Horvath & Greenberg (1989), title", timeout=MILLISECONDS)
    expect(page.locator(".timeline")).to_be_hidden()
    wide = "[...document.querySelectorAll('[data-testid=stMain], html')].map((e) => e.scrollWidth)"
    assert page.evaluate(wide) == [360, 360]
    assert serious(Axe().run(page)) == []
    one.context.close()
