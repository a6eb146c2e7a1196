"""The tree as the WAI-ARIA pattern has it, and the paths, in a browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

MILLISECONDS = 15_000
SIDEWAYS = "[...document.querySelectorAll('[data-testid=stMain], html')].map((e) => e.scrollWidth)"


def opened(browser: Browser, address: str, width: int = 1280) -> Page:
    page = browser.new_context(reduced_motion="reduce", viewport={"width": width, "height": 800}).new_page()
    page.set_default_timeout(MILLISECONDS)
    page.goto(address)
    return page


def here(page: Page) -> tuple[str, str, str, str | None]:
    """Where the focus is in the tree: name, level, place among its neighbours, whether it is open."""
    found: list[str | None] = page.evaluate("""() => {
        const one = document.activeElement.closest("[role=treeitem]");
        const read = (name) => one.getAttribute(`aria-${name}`);
        return [one.querySelector("a").textContent, read("level"), `${read("posinset")}/${read("setsize")}`,
                read("expanded")];
    }""")
    name, level, place, is_open = found
    return str(name), str(level), str(place), is_open


def test_arrow_keys_lead_through_the_tree(browser: Browser, site: str) -> None:
    page = opened(browser, f"{site}/trees?model=bordin")
    items = page.get_by_role("treeitem")
    expect(items).to_have_count(4)
    expect(page.get_by_role("tree")).to_have_count(1)
    items.first.focus()
    walk = {
        "ArrowUp": ("working alliance", "1", "1/1", "true"), "ArrowDown": ("bond", "2", "1/3", None),
        "End": ("tasks", "2", "3/3", None), "ArrowRight": ("tasks", "2", "3/3", None),
        "g": ("goals", "2", "2/3", None), "Home": ("working alliance", "1", "1/1", "true"),
        "ArrowLeft": ("working alliance", "1", "1/1", "false"), "t": ("working alliance", "1", "1/1", "false"),
    }
    for key, place in walk.items():
        page.keyboard.press(key)
        assert (key, here(page)) == (key, place)
    expect(items).to_have_count(1)
    for key, place in (("ArrowRight", walk["ArrowUp"]), ("ArrowRight", walk["ArrowDown"]), ("ArrowLeft", walk["Home"])):
        page.keyboard.press(key)
        assert (key, here(page)) == (key, place)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.querySelectorAll('[role=treeitem][tabindex=\"0\"]').length") == 1
    panel = page.get_by_role("region", name="Who says so")
    expect(panel).to_contain_text("bond is a component of working alliance")
    expect(panel).to_contain_text("Bordin (1979)")
    page.keyboard.press("Tab")
    assert panel.evaluate("(panel) => panel.contains(document.activeElement)")
    page.keyboard.press("Shift+Tab")
    assert here(page)[0] == "bond"
    page.keyboard.press("Enter")
    expect(page.locator("h1[data-page]")).to_have_text("bond", timeout=MILLISECONDS)
    page.context.close()


@pytest.mark.parametrize(("address", "sign"), [
    ("/trees", "[role=treeitem]"), ("/path?from=bond&to=therapeutic-relationship&by=titulescu", "ol.legs")])
def test_page_is_sound_and_fits_a_small_screen(browser: Browser, site: str, address: str, sign: str) -> None:
    page = opened(browser, site + address, width=360)
    page.wait_for_selector(sign)
    if "trees" in address:
        page.locator(".tree .who").first.click()
        expect(page.get_by_role("region", name="Who says so")).to_be_in_viewport()
    page.evaluate("[...document.querySelectorAll('details')].slice(0, 20).forEach((one) => { one.open = true; })")
    assert page.evaluate(SIDEWAYS) == [360, 360]
    # Our script mends the roles of Streamlit's own navigation as soon as it is there.
    page.wait_for_function("!document.querySelector('[data-testid=stSidebarNavItems] > div:not([role])')")
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    page.context.close()
