"""A reader in a real browser, every kind of page there is, and what several tests do with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

if TYPE_CHECKING:
    from axe_playwright_python.base import AxeResults

__all__ = ["AXE", "MILLISECONDS", "PAGES", "Visit", "drawing", "point", "serious", "visit"]

MILLISECONDS = 15_000
#: Every kind of page, with what tells that it is complete.
PAGES = {"/": "table.distinctions", "/concept?concept=working-alliance": ".net[data-ready]", "/works": "ol.works",
         "/work?work=titulescu2023": "#credits", "/query?question=S1": ".frame[data-ready]",
         "/concept?concept=wroking": ".nearest", "/citations": "article.citation", "/gaps": "#unmapped",
         "/models": "ul.works", "/model?model=rogers": "#denials", "/instruments": "table.effects",
         "/disputes": "section.relation", "/about": "table.meanings", "/concept?concept=wai": ".net[data-ready]",
         "/path": ".legs", "/compare?concept=wroking": ".nearest", "/differences?of=agape,bond": "h2#take"}
#: Streamlit asks for these two relative to each page, to find out whether it is served below a path.
PROBES = re.compile(r"/[a-z]+/_stcore/")


class Visit:
    """One reader with a new session, and everything that the browser asked for or complained about."""

    def __init__(self, browser: Browser, site: str, **options: Any) -> None:
        self.site = site
        self.context = browser.new_context(reduced_motion="reduce", **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(MILLISECONDS)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda websocket: self.requests.append(websocket.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._console)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not PROBES.search(str(message.location)):
            self.complaints.append(f"{message.text} {message.location}")

    def open(self, address: str) -> Page:
        """Open a page and wait until it is complete."""
        self.page.goto(self.site + address)
        self.page.wait_for_selector(PAGES.get(address, "h1[data-page]"))
        # Until our script listens, a link is an ordinary one: it loads the page anew.
        self.page.wait_for_selector("html[data-atlas=ready]", state="attached")
        return self.page

    def heading(self, text: str) -> None:
        """Wait until the page has this heading, and the focus is on it."""
        expect(self.page.locator("h1[data-page]")).to_have_text(text, timeout=MILLISECONDS)

    def address(self) -> str:
        """Where the browser is, without the host."""
        return str(self.page.evaluate("location.pathname + location.search"))


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    one = Visit(browser, site, viewport={"width": 1280, "height": 900})
    yield one
    one.context.close()


def drawing(page: Page) -> Locator:
    page.wait_for_selector(".net[data-ready]")
    return page.locator(".net")


def point(net: Locator, script: str) -> tuple[float, float]:
    """Return a place in the drawing, in coordinates of the page."""
    net.scroll_into_view_if_needed()
    box = net.bounding_box()
    assert box
    at = net.evaluate(f"(net) => net.network.canvasToDOM(({script})(net.network))")
    return box["x"] + at["x"], box["y"] + at["y"]


#: What axe looks for in each scheme; in the dark only the colours differ, and the rest takes most of its time.
AXE: dict[str, dict[str, object]] = {
    "light": {}, "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}


def serious(results: AxeResults) -> list[str]:
    """Return what axe calls serious or critical, each with the element."""
    return [f"{found['id']}: {node['html'][:120]}" for found in results.response["violations"]
            if found["impact"] in {"serious", "critical"} for node in found["nodes"]]
