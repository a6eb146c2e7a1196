"""Search as you type, with the reason why each thing was found."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from app.components import evidence, links
from app.components.html import Html, tag
from app.components.layout import show, told
from app.data import Hit, atlas

__all__ = ["box", "results"]

_SHORTEST, _MOST = 2, 12
#: Kinds of pages in the order in which a reader wants them, with the heading of their group.
_GROUPS = {"concept": "Concepts", "work": "Works"}


@st.fragment
def box() -> None:
    """Show the search field and, below it, what the text in it finds."""
    text = st.text_input("Search the atlas", key="search", type="search", live="150ms",
                         placeholder="A concept, an author, a work, words of a definition")
    found = (text or "").strip()
    if len(found) >= _SHORTEST:
        told(lambda: show(results(found, atlas().search(found, limit=_MOST))))


def results(text: str, hits: Iterable[Hit]) -> Html:
    """Return hits grouped by kind; in words, also that there are none."""
    grouped: dict[str, list[Hit]] = {kind: [] for kind in _GROUPS}
    for hit in hits:
        grouped.setdefault(hit.kind, []).append(hit)
    groups = [_group(_GROUPS.get(kind, kind), same) for kind, same in grouped.items() if same]
    total = sum(map(len, grouped.values()))
    count = f"{total} found" if total else f"Nothing found for “{text}”. Try fewer or other words."
    return tag("div.hits", tag("p.count-line", count, role="status"), groups)


def _group(title: str, hits: Iterable[Hit]) -> Html:
    return tag("section", tag("h2.small", title), tag("ul.hit-list", map(_hit, hits)))


def _hit(hit: Hit) -> Html:
    found = links.link(links.address_of(hit.iri), hit.label)
    return tag("li", found, " ", evidence.badge(hit.kind), " ", tag("span.why", hit.why))
