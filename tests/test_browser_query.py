"""What only a browser can show of the query page: typing, completing and running by keyboard, and the table."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browserkit import MILLISECONDS, Visit, serious, visit
from playwright.sync_api import Browser, Page, expect

__all__ = ["visit"]  # a fixture of the other browser tests, named here so that pytest finds it

EDITOR, READY = "SPARQL query", ".frame[data-ready]"
KINDS = 'SELECT ?c ?n WHERE { VALUES (?c ?n) { (concept:goals 10) (concept:bond 9) ("<b>x</b>" 100) } }'


def opened(visit: Visit, address: str = "/query") -> Page:
    page = visit.open(address)
    page.wait_for_selector(READY)
    return page


def typed(page: Page, text: str) -> None:
    page.get_by_role("textbox", name=EDITOR).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def complete(page: Page, words: str) -> None:
    """Take the first completion, once it is there; Enter within a blink after it appears is a new line."""
    expect(page.locator(".cm-tooltip-autocomplete [aria-selected]")).to_contain_text(words)
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")


def test_query_is_typed_completed_mended_and_run_by_keyboard_alone(visit: Visit) -> None:
    page = opened(visit)
    typed(page, "SELECT ?c WHERE { ?c a aa:Conc")
    complete(page, "aa:Concept")
    page.keyboard.type(" . ?d aa:defines working-all")
    complete(page, "working alliance")
    text = page.get_by_role("textbox", name=EDITOR)
    expect(text).to_contain_text("PREFIX concept: <https://w3id.org/alliance-atlas/concept/>")
    page.keyboard.type(" . ?")
    expect(page.locator(".cm-lintRange-error")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("Backspace")
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".count-line")).to_contain_text("rows in", timeout=MILLISECONDS)
    page.locator(".count-line").wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()


def test_rows_are_sorted_filtered_hidden_and_copied(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(visit)
    typed(page, KINDS)
    page.keyboard.press("Control+Enter")
    numbers = page.locator("table.results td:nth-child(2)")
    expect(numbers).to_have_text(["10", "9", "100"], timeout=MILLISECONDS)
    page.get_by_role("button", name="n", exact=True).press("Enter")
    expect(numbers).to_have_text(["9", "10", "100"])
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("n")
    page.get_by_role("searchbox", name="Filter the rows shown").fill("goal")
    expect(page.locator("table.results tbody tr:visible")).to_have_count(1)
    page.keyboard.press("Tab")  # to the columns
    for _ in range(6):
        if page.evaluate("document.activeElement.tagName") == "TD":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Control+c")
    expect(page.locator("[data-filtered]")).to_have_text("Cell copied")
    assert page.evaluate("navigator.clipboard.readText()") == "https://w3id.org/alliance-atlas/concept/goals"
    page.keyboard.press("ArrowRight")
    expect(page.locator("td:focus")).to_have_text("10")
    page.get_by_text("Columns", exact=True).click()
    page.get_by_label("n", exact=True).uncheck()
    expect(numbers.first).to_be_hidden()


@pytest.mark.parametrize("options", [{"viewport": {"width": 360, "height": 740}}, {"color_scheme": "dark"}])
def test_answered_query_fits_every_screen_and_reader(
    browser: Browser, site: str, options: dict[str, Any],
) -> None:
    one = Visit(browser, site, **options)
    page = opened(one, "/query?question=S1")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("table.results tbody tr")).to_have_count(9, timeout=MILLISECONDS)
    for fold in page.locator("details summary").all():
        fold.click()
    assert serious(Axe().run(page)) == []
    wide = "[...document.querySelectorAll('[data-testid=stMain], html')].map((e) => e.scrollWidth - e.clientWidth)"
    assert page.evaluate(wide) == [0, 0]
    one.context.close()


TERMS = [["concept:welcome", "welcome", "concept", ["Réception"]], ["aa:Concept", "concept", "class"]]
PREFIX = {"aa": "http://example.org/"}


def test_text_of_a_query_is_read_as_sparql_reads_it(visit: Visit) -> None:
    page = visit.open("/about")
    calls: list[tuple[str, list[Any], Any]] = [
        ("tidied", ['SELECT * {\n?s ?p "{" ;\n?q ?o # }\n}'], 'SELECT * {\n  ?s ?p "{" ;\n    ?q ?o # }\n}\n'),
        ("tidied", ["ASK {\n?s ?p '''\n  kept\n''' }"], "ASK {\n  ?s ?p '''\n  kept\n''' }\n"),
        ("finished", ["SELECT aa:", 10, PREFIX], "aa"),
        ("finished", ["PREFIX aa: <x>\nSELECT aa:", 25, PREFIX], None),
        ("finished", ["SELECT bb:", 10, PREFIX], None),
        ("finished", ["PREFIX aa:", 10, PREFIX], None),
        ("headEnd", ["# a\nPREFIX x: <y>\nSELECT"], 18),
        ("headEnd", ["# a\nSELECT"], 4),
    ]
    call = "([name, given]) => import('/atlas-assets/sparql.js').then((module) => module[name](...given))"
    assert [page.evaluate(call, [name, given]) for name, given, _ in calls] == [said for *_, said in calls]
    found = {typed: [one["name"] for one in page.evaluate(call, ["candidates", [TERMS, typed]])]
             for typed in ("recep", "welc", "aa:conc", "elcome", "")}
    assert found == {"recep": ["concept:welcome"], "welc": ["concept:welcome"], "aa:conc": ["aa:Concept"],
                     "elcome": [], "": []}
