"""What only a browser can show of concepts against each other: lists below each other, the keyboard, no barrier."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from browserkit import MILLISECONDS, Visit, serious
from playwright.sync_api import Browser, expect

FLAGSHIP = "/differences?of=working-alliance,therapeutic-relationship"


def test_lists_stand_below_each_other_on_a_small_screen(browser: Browser, site: str) -> None:
    one = Visit(browser, site, viewport={"width": 360, "height": 740})
    page = one.open(FLAGSHIP)
    page.wait_for_selector(".contrasted")
    wide = "[...document.querySelectorAll('[data-testid=stMain], html')].map((e) => e.scrollWidth)"
    assert page.evaluate(wide) == [360, 360]
    lefts = page.evaluate("[...document.querySelectorAll('.contrasted > section')].map((e) => e.offsetLeft)")
    assert len(lefts) == 4
    assert len(set(lefts)) == 1
    one.context.close()


def test_keyboard_leads_from_a_line_of_the_explanation_to_its_words(browser: Browser, site: str) -> None:
    one = Visit(browser, site, viewport={"width": 1280, "height": 900})
    page = one.open(FLAGSHIP)
    line = page.locator(".line-of-proof", has_text="created at a cognitive level").first
    page.locator("details.more", has=line).locator("summary").first.click()
    line.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(line.locator("blockquote")).to_be_visible(timeout=MILLISECONDS)
    page.evaluate("[...document.querySelectorAll('details')].slice(0, 20).forEach((one) => { one.open = true; })")
    assert serious(Axe().run(page)) == []
    one.context.close()


def test_choice_of_concepts_is_in_the_address_in_its_order(browser: Browser, site: str) -> None:
    one = Visit(browser, site, viewport={"width": 1280, "height": 900})
    page = one.open("/differences?of=tasks,bond")
    page.get_by_role("combobox", name="Concepts").click()
    page.keyboard.type("goals")
    page.get_by_role("option", name="goals", exact=True).click()
    expect(page.locator("ul.compared li")).to_have_count(3, timeout=MILLISECONDS)
    assert one.address() == "/differences?of=tasks%2Cbond%2Cgoals"
    page.go_back()
    expect(page.locator("ul.compared li a")).to_have_text(["tasks", "bond"], timeout=MILLISECONDS)
    one.context.close()
