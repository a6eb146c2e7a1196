"""The map in a browser: choosing a line, by mouse and by keyboard, a reload, and what axe finds."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browserkit import MILLISECONDS, Visit, drawing, point, serious, visit
from playwright.sync_api import Browser, expect

__all__ = ["visit"]  # a fixture of the other browser tests, named here so that pytest finds it

MIDDLE = "(network) => { const edge = Object.values(network.body.edges).find((one) => one.id === '%s'); " \
         "return edge.edgeType.getPoint(0.5); }"


def test_line_is_chosen_by_mouse_and_stays_chosen_after_a_reload(visit: Visit) -> None:
    page = visit.open("/map?focus=goals&lens=party:bordin")
    net = drawing(page)
    item = page.locator("li.edge:not(:has-text('outside'))", has_text="is a component of").first
    line = item.get_attribute("data-edge") or ""
    page.mouse.click(*point(net, MIDDLE % line))
    expect(page.locator(".panel")).to_be_focused(timeout=MILLISECONDS)
    expect(page.locator(".panel")).to_contain_text("Who says so")
    assert f"at={line}" in visit.address()
    page.reload()
    drawing(page)
    expect(page.locator(".panel")).to_have_attribute("data-panel", line)
    assert {"focus=goals", "lens=party%3Abordin"} <= set(re.split("[?&]", visit.address().replace(":", "%3A")))


def test_keyboard_finds_a_line_and_copies_its_citation(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open("/map?focus=goals")
    net = drawing(page)
    item = page.locator("li.edge").first
    item.locator("a").first.focus()
    assert net.evaluate("(net) => net.network.getSelectedEdges()") == [item.get_attribute("data-edge")]
    item.locator("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel")).to_be_focused(timeout=MILLISECONDS)
    page.keyboard.press("Enter")
    expect(page.locator("#atlas-copied")).to_have_text("Copied", timeout=MILLISECONDS)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".panel button[data-copy]").first.get_attribute("data-copy")
    ink = net.evaluate("(net) => Object.values(net.network.body.edges)[0].options.chosen.label({}).color")
    assert ink == page.locator(".panel a").first.evaluate("(link) => getComputedStyle(link).color")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the picture as PNG").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    assert visit.complaints == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_serious_and_nothing_is_too_wide(browser: Browser, site: str, scheme: str,
                                                                  width: int) -> None:
    one = Visit(browser, site, color_scheme=scheme, viewport={"width": width, "height": 900})
    page = one.open("/map?lens=gelso-carter&over=clarkson&from=1957")
    drawing(page)
    assert serious(Axe().run(page)) == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") == width
    one.context.close()
