"""What only a browser can show of disputes: the one that is addressed is in view and open, and a graph on demand."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from browserkit import MILLISECONDS, Visit, serious
from playwright.sync_api import Browser, expect


def test_claim_leads_to_its_dispute_which_opens_and_can_be_drawn(browser: Browser, site: str) -> None:
    one = Visit(browser, site, viewport={"width": 1280, "height": 900})
    page = one.open("/model?model=titulescu")
    link = page.locator("p.against a[href^='/disputes#']").first
    slug = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    one.heading("Disputes")
    part = page.locator(f"[id='{slug}']")
    expect(part).to_be_focused(timeout=MILLISECONDS)
    expect(part).to_be_in_viewport()
    assert part.evaluate("(part) => part.tagName !== 'DETAILS' || part.open")
    assert page.locator(".net").count() == 0
    whole = page.locator(f".part:has([id='{slug}']), details.conflict[id='{slug}']").last
    whole.get_by_role("link", name="Show as a graph").click()
    page.wait_for_selector(".net[data-ready]")
    assert one.address() == f"/disputes?graph={slug}"
    # At once: a reader who moves is not thrown back to the part that the address names.
    page.get_by_role("link", name="Back to its words").click()
    expect(part).to_be_focused(timeout=MILLISECONDS)
    one.context.close()


def test_positions_stand_below_each_other_on_a_small_screen(browser: Browser, site: str) -> None:
    one = Visit(browser, site, viewport={"width": 360, "height": 740})
    page = one.open("/disputes?graph=how-related&concept=working-alliance")
    page.wait_for_selector(".net[data-ready]")
    wide = "[...document.querySelectorAll('[data-testid=stMain], html')].map((e) => e.scrollWidth)"
    assert page.evaluate(wide) == [360, 360]
    lefts = page.evaluate("[...document.querySelector('.sides').children].map((e) => e.offsetLeft)")
    assert len(lefts) > 1
    assert len(set(lefts)) == 1
    page.evaluate("[...document.querySelectorAll('details')].slice(0, 20).forEach((one) => { one.open = true; })")
    assert serious(Axe().run(page)) == []
    one.context.close()
