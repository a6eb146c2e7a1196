"""In a browser: the page of citations to check, and what the words for sureness mean."""

from __future__ import annotations

from browserkit import MILLISECONDS, Visit, visit
from playwright.sync_api import expect

__all__ = ["visit"]


def test_choice_among_citations_stays_in_the_address(visit: Visit) -> None:
    page = visit.open("/citations")
    whole = page.locator("article.citation").count()
    page.get_by_role("combobox", name="What is wrong").click()
    page.get_by_role("option", name="the page is not in the cited work").click()
    expect(page.locator(".count-line")).to_contain_text(" of ", timeout=MILLISECONDS)
    chosen, words = visit.address(), page.locator(".count-line").inner_text()
    assert chosen == "/citations?status=the+page+is+not+in+the+cited+work"
    assert 0 < page.locator("article.citation").count() < whole
    page.reload()
    expect(page.locator(".count-line")).to_have_text(words, timeout=MILLISECONDS)
    assert visit.address() == chosen
    page.locator("article.citation a[href^='/work']").first.click()
    expect(page.locator("h1[data-page^=work]")).to_be_focused(timeout=MILLISECONDS)
    page.go_back()
    expect(page.locator(".count-line")).to_have_text(words, timeout=MILLISECONDS)


def test_citation_can_be_copied(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open("/citations")
    button = page.locator("button.copy").first
    button.click()
    expect(button).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == button.get_attribute("data-copy")
    assert page.locator("article.citation h2 q").first.inner_text() in copied


def test_chosen_citations_can_be_saved(visit: Visit) -> None:
    page = visit.open("/citations?status=the page is not in the cited work")
    expect(page.locator(".count-line")).to_contain_text(" of ", timeout=MILLISECONDS)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download these as Markdown").click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2 + page.locator("article.citation").count()


SHOWN = "(word) => getComputedStyle(word, '::after').content"


def test_meaning_of_a_word_shows_on_focus_and_goes_with_escape(visit: Visit) -> None:
    page = visit.open("/citations")
    word = page.locator("article.citation a.term").first
    assert word.evaluate(SHOWN) == "none"
    page.locator("article.citation a[href^='/work']").nth(1).focus()
    page.keyboard.press("Tab")
    expect(word).to_be_focused()
    assert (word.get_attribute("data-tip") or "-") in word.evaluate(SHOWN)
    assert word.get_attribute("aria-description") == word.get_attribute("data-tip")
    page.keyboard.press("Escape")
    assert word.evaluate(SHOWN) == "none"
    page.keyboard.press("Enter")
    visit.heading("How sure we are")
    expect(page.locator("tr:focus")).to_contain_text(word_text(visit), timeout=MILLISECONDS)


def word_text(visit: Visit) -> str:
    """The words that the part of the address stands for."""
    return str(visit.page.evaluate("document.getElementById(location.hash.slice(1)).firstElementChild.textContent"))
