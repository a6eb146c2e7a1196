"""What only a browser can show of a comparison: headings that stay in view, cards, a file, no barrier."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from browserkit import MILLISECONDS, Visit, serious
from playwright.sync_api import Browser, expect

ADDRESS = "/compare?concept=working-alliance&by=bordin,greenson,zetzel,titulescu,dryden"


def test_headings_stay_in_view_and_the_choice_stays_in_the_address(browser: Browser, site: str) -> None:
    one = Visit(browser, site, viewport={"width": 1280, "height": 900})
    page = one.open(ADDRESS)
    page.locator(".side-by-side").evaluate("(element) => element.scrollTo(400, 1500)")
    box, head, first = (page.locator(name).first.bounding_box() for name in (
        ".side-by-side", "table.comparison thead th:last-child", "table.comparison tbody tr:nth-child(4) th"))
    assert box
    assert head
    assert first
    assert abs(head["y"] - box["y"]) < 3
    assert abs(first["x"] - box["x"]) < 3
    assert serious(Axe().run(page)) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert download.value.suggested_filename == "working-alliance.csv"
    assert "(bordin1979, pp. 252–260; p. 253)" in download.value.path().read_text(encoding="utf-8-sig")
    page.get_by_role("combobox", name="Authors").press("Backspace")
    expect(page.locator("thead th", has_text="Dryden")).to_have_count(0, timeout=MILLISECONDS)
    assert one.address() == "/compare?concept=working-alliance&by=bordin%2Cgreenson%2Czetzel%2Ctitulescu"
    page.go_back()
    expect(page.locator("thead th", has_text="Dryden")).to_have_count(1, timeout=MILLISECONDS)
    assert one.complaints == []
    one.context.close()


def test_rows_become_cards_on_a_small_screen(browser: Browser, site: str) -> None:
    one = Visit(browser, site, viewport={"width": 360, "height": 740}, color_scheme="dark")
    page = one.open(ADDRESS)
    cells = page.locator("tr[data-row=gloss] td")
    expect(cells).to_have_count(5, timeout=MILLISECONDS)
    boxes = [cell.bounding_box() for cell in cells.all()]
    assert all(box and box["width"] > 280 for box in boxes)
    assert len({box["x"] for box in boxes if box}) == 1
    assert cells.first.evaluate("(cell) => getComputedStyle(cell, '::before').content") != "none"
    wide = "[...document.querySelectorAll('[data-testid=stMain], html')].map((e) => e.scrollWidth)"
    assert page.evaluate(wide) == [360, 360]
    page.get_by_text("Show differences in wording").click()
    expect(page.locator(".wordings del").first).to_be_visible(timeout=MILLISECONDS)
    assert serious(Axe().run(page)) == []
    one.context.close()
