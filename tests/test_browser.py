"""What only a browser can show: the way from page to page, the drawing, both themes, a small screen, no other host."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from browserkit import AXE, MILLISECONDS, PAGES, Visit, drawing, point, serious, visit
from playwright.sync_api import Browser, expect

__all__ = ["visit"]

Scheme = Literal["light", "dark"]


# --- the way from page to page ---


def test_from_search_to_concept_to_neighbour_and_back(visit: Visit) -> None:
    page = visit.open("/")
    page.evaluate("window.sameSession = true")
    page.get_by_role("searchbox", name="Search the atlas").press_sequentially("working all")
    page.locator(".hits a", has_text="working alliance").first.click()
    visit.heading("working alliance")
    page.mouse.click(*point(drawing(page), "(network) => network.getPosition('goals')"))
    visit.heading("goals")
    assert visit.address() == "/concept?concept=goals"
    page.go_back()
    visit.heading("working alliance")
    page.go_back()
    visit.heading("Alliance Atlas")
    page.go_forward()
    visit.heading("working alliance")
    assert page.evaluate("window.sameSession")


def test_new_page_begins_at_its_heading_with_its_title(visit: Visit) -> None:
    page = visit.open("/works")
    page.locator("ol.works a[href^='/work']").last.click()
    expect(page.locator("h1[data-page^=work]")).to_be_focused(timeout=MILLISECONDS)
    expect(page).to_have_title(f"{page.inner_text('h1[data-page]')} – Alliance Atlas", timeout=MILLISECONDS)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0


def test_back_returns_to_where_the_reader_was(visit: Visit) -> None:
    page = visit.open("/works")
    page.locator("ol.works a[href^='/work']").last.scroll_into_view_if_needed()
    before = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    page.locator("ol.works a[href^='/work']").last.click()
    expect(page.locator("h1[data-page^=work]")).to_be_focused(timeout=MILLISECONDS)
    page.go_back()
    visit.heading("Works")
    assert before > 0
    now = "document.querySelector('[data-testid=stMain]').scrollTop"
    page.wait_for_function(f"(before) => Math.abs({now} - before) < 5", arg=before)


def test_link_opened_in_a_new_tab_shows_the_same_page(visit: Visit) -> None:
    page = visit.open("/concept?concept=working-alliance")
    link = page.locator(".card a").first
    with visit.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    expect(opened.value.locator("h1[data-page]")).to_have_text(link.inner_text(), timeout=MILLISECONDS)
    visit.heading("working alliance")


def test_link_to_a_part_of_the_page_moves_there_without_a_step_in_the_history(visit: Visit) -> None:
    page = visit.open("/concept?concept=working-alliance")
    steps = page.evaluate("history.length")
    page.locator("nav.anchors a[href='#claims']").click()
    expect(page.locator("h2#claims")).to_be_focused()
    expect(page.locator("h2#claims")).to_be_in_viewport()
    assert page.evaluate("history.length") == steps


def test_work_opens_from_the_filtered_list(visit: Visit) -> None:
    page = visit.open("/works")
    page.get_by_role("searchbox", name="Filter the works").press_sequentially("bordin 1979")
    expect(page.locator("ol.works li")).to_have_count(1, timeout=MILLISECONDS)
    page.locator("ol.works a[href^='/work']").click()
    visit.heading("Bordin (1979)")
    expect(page.locator("table.record")).to_contain_text("252-260")


def test_example_query_runs_and_leads_back(visit: Visit) -> None:
    page = visit.open("/query?question=S1")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("table.results tbody tr").first).to_be_visible(timeout=MILLISECONDS)
    page.get_by_role("textbox", name="SPARQL query").fill("SELECT ?c WHERE { ?c a aa:Concept } ORDER BY ?c LIMIT 4")
    page.keyboard.press("Control+Enter")
    expect(page.locator("table.results tbody tr")).to_have_count(4, timeout=MILLISECONDS)
    page.locator("table.results a").first.click()
    expect(page.locator("h1[data-page*=concept]")).to_be_visible()
    page.go_back()
    expect(page.locator("table.results tbody tr")).to_have_count(4, timeout=MILLISECONDS)


def test_whole_answer_can_be_saved(visit: Visit) -> None:
    page = visit.open("/query?q=SELECT ?c WHERE { ?c a aa:Concept } ORDER BY ?c LIMIT 4")
    page.get_by_role("button", name="Run").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    assert len(download.value.path().read_text(encoding="utf-8").splitlines()) == 5


def test_query_behind_a_page_opens_filled_in(visit: Visit) -> None:
    page = visit.open("/concept?concept=goals")
    page.locator("details.queries summary").click()
    shown = page.locator("details.queries code").first.inner_text()
    page.locator("details.queries a").first.click()
    visit.heading("Query")
    lines = page.get_by_role("textbox", name="SPARQL query").locator(".cm-line")
    expect(lines).to_have_text(shown.splitlines(), timeout=MILLISECONDS)


def test_unknown_concept_leads_to_the_nearest(visit: Visit) -> None:
    page = visit.open("/concept?concept=wroking aliance")
    visit.heading("No concept “wroking aliance”")
    page.locator(".nearest a").first.click()
    visit.heading("working alliance")


def test_address_with_a_part_leads_there_at_once_and_from_another_page(visit: Visit) -> None:
    page = visit.open("/instruments#wai")
    expect(page.locator("h2#wai")).to_be_in_viewport(timeout=MILLISECONDS)
    visit.open("/concept?concept=wai")
    page.get_by_role("link", name="Among the instruments").click()
    visit.heading("Instruments")
    expect(page.locator("h2#wai")).to_be_focused(timeout=MILLISECONDS)
    expect(page.locator("h2#wai")).to_be_in_viewport()


def test_navigation_reaches_every_page_on_a_small_screen(browser: Browser, site: str) -> None:
    one = Visit(browser, site, viewport={"width": 360, "height": 740})
    page = one.open("/")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Citations", exact=True).click()
    one.heading("Citations to check")
    one.context.close()


# --- the drawing and its list ---


def test_chosen_line_says_who_says_so(visit: Visit) -> None:
    page = visit.open("/concept?concept=goals")
    net = drawing(page)
    line = page.locator("li.edge", has_text="goals is a component of working alliance").get_attribute("data-edge")
    page.mouse.click(*point(net, f"(network) => network.body.edges['{line}'].edgeType.getPoint(0.5)"))
    panel = page.locator(".panel")
    expect(panel).to_be_focused(timeout=MILLISECONDS)
    expect(panel).to_contain_text("Bordin (1979)")
    expect(page.locator("li.edge.is-chosen")).to_contain_text("goals is a component of working alliance")


def test_keyboard_reaches_the_same_through_the_list(visit: Visit) -> None:
    page = visit.open("/concept?concept=goals")
    net = drawing(page)
    item = page.locator("li.edge", has_text="is a component of").first
    item.locator("a").first.focus()
    assert net.evaluate("(net) => net.network.getSelectedEdges()") == [item.get_attribute("data-edge")]
    item.locator("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel")).to_be_focused(timeout=MILLISECONDS)
    expect(page.locator(".panel")).to_have_attribute("data-panel", item.get_attribute("data-edge") or "")


def test_drawing_is_named_for_who_cannot_see_it(visit: Visit) -> None:
    page = visit.open("/concept?concept=working-alliance")
    label = drawing(page).get_attribute("aria-label") or ""
    assert re.fullmatch(r"Graph of \d+ concepts and \d+ statements; the list below says the same\.", label)
    assert f"{page.locator('li.edge').count()} statements" in label


def test_drawing_stands_where_it_stood(visit: Visit) -> None:
    places = [drawing(visit.open("/concept?concept=goals")).evaluate("(net) => net.network.getPositions()")
              for _ in range(2)]
    assert places[0] == places[1]


def test_drawing_follows_the_theme(visit: Visit) -> None:
    net = drawing(visit.open("/concept?concept=goals"))
    ink = "(net) => net.network.body.data.nodes.get('working-alliance').font.color"
    before = net.evaluate(ink)
    visit.page.emulate_media(color_scheme="dark")
    visit.page.wait_for_function(f"([net, old]) => ({ink})(net) !== old", arg=[net.element_handle(), before])
    assert net.evaluate(ink) == visit.page.evaluate("getComputedStyle(document.querySelector('.stHtml')).color")


# --- what holds on every page ---


@pytest.mark.parametrize("address", PAGES)
def test_no_request_leaves_this_machine_and_nothing_complains(visit: Visit, address: str) -> None:
    visit.open(address)
    visit.page.wait_for_load_state("networkidle")
    own = ("data:", "blob:", visit.site, visit.site.replace("http", "ws"))
    assert [url for url in visit.requests if not url.startswith(own)] == []
    assert visit.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_serious(browser: Browser, site: str, address: str, scheme: Scheme) -> None:
    one = Visit(browser, site, color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = one.open(address)
    page.evaluate("[...document.querySelectorAll('details')].slice(0, 20).forEach((one) => { one.open = true; })")
    page.wait_for_function("!document.querySelector('[data-testid=stSidebarNavItems] > div:not([role])')")
    assert serious(Axe().run(page, options=AXE[scheme])) == []
    one.context.close()


@pytest.mark.parametrize("address", PAGES)
def test_small_screen_needs_no_sideways_scrolling(browser: Browser, site: str, address: str) -> None:
    one = Visit(browser, site, viewport={"width": 360, "height": 740})
    page = one.open(address)
    wide = "[...document.querySelectorAll('[data-testid=stMain], html')].map((e) => e.scrollWidth)"
    assert page.evaluate(wide) == [360, 360]
    one.context.close()


def test_dark_theme_is_dark_everywhere(browser: Browser, site: str) -> None:
    one = Visit(browser, site, color_scheme="dark")
    page = one.open("/concept?concept=goals")
    ground = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    card = page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor")
    assert max(map(int, re.findall(r"\d+", ground)[:3])) < 50
    assert max(map(int, re.findall(r"\d+", card)[:3])) < 60
    one.context.close()
