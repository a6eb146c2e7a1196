"""Addresses inside the browser, and the one way of writing a link to them."""

from __future__ import annotations

from urllib.parse import urlencode

from app.components.html import Child, Html, tag
from app.data import Ref, Work, curie

__all__ = ["address", "address_of", "link", "reading", "reference", "work"]

#: Kinds of things that have a page of their own: which page, and the name of its parameter.
PAGE_OF = {"concept": ("concept", "concept"), "model": ("model", "model"), "work": ("work", "work")}
#: Kinds of things that are part of a page, under their own key.
PART_OF = {"conflict": "disputes", "dispute": "disputes", "entailment": "disputes", "question": "gaps"}


def address(page: str = "", **parameters: str) -> str:
    """Return the path of a page.

    >>> address("query", q="ASK {}")
    '/query?q=ASK+%7B%7D'
    """
    return f"/{page}?{urlencode(parameters)}" if parameters else f"/{page}"


def address_of(iri: str) -> str | None:
    """Return the page on which a thing of the atlas is shown, if it has one.

    >>> address_of("https://w3id.org/alliance-atlas/work/alder1901")
    '/work?work=alder1901'
    """
    kind, _, key = curie(iri).partition(":")
    if kind in PART_OF and key:
        return f"{address(PART_OF[kind])}#{key}"
    if kind not in PAGE_OF or not key:
        return None
    page, parameter = PAGE_OF[kind]
    return address(page, **{parameter: key})


def reading(name: str) -> Html:
    """Return the link to the reading page of a thing, given its IRI or prefixed name; it leads out of the session.

    >>> print(reading("https://w3id.org/alliance-atlas/work/alder1901"))
    <a href="/work/alder1901">Reading page</a>
    """
    return tag("a", "Reading page", href=f"/{curie(name).replace(':', '/', 1)}")


def link(href: str | None, *children: Child) -> Html:
    """Return a link that stays in the session; without an address, just the words."""
    return tag("a", *children, href=href, data_atlas=True) if href else tag("span", *children)


def reference(ref: Ref) -> Html:
    """Return the label of a thing, linked to its page where it has one."""
    return link(address_of(ref.iri), ref.label)


def work(one: Work, locator: str | None = None) -> Html:
    """Return the author-date form of a work, linked to its page, with the place in it."""
    place = f", {locator}" if locator else ""
    return tag("span.place", link(address("work", work=one.key), one.label), place)
