"""The bibliography, filtered as you type."""

from __future__ import annotations

import streamlit as st

from app.components import evidence, layout, links
from app.components.html import Html, tag
from app.data import Work, atlas


def show() -> None:
    """Show every work."""
    layout.heading("Works", key="works")
    layout.show(tag("p.lede", "Every work that the atlas covers or that its sources cite, and how sure its record is."))
    _list(atlas().works())


@st.fragment
def _list(whole: tuple[Work, ...]) -> None:
    text = st.text_input("Filter the works", key="filter", type="search", live="150ms",
                         placeholder="Author, year, word of the title")
    words = (text or "").casefold().split()
    found = [one for one in whole if all(word in f"{one.label} {one.reference}".casefold() for word in words)]
    size = f"{len(found)} of {len(whole)} works" if words else f"{len(whole)} works"
    layout.show(tag("p.count-line", size, role="status"), tag("ol.works", map(_entry, found)))


def _entry(one: Work) -> Html:
    title = links.link(links.address("work", work=one.key), one.label)
    return tag("li", tag("p.title", title, " ", evidence.sure(one.certainty)), tag("p.reference", one.reference))


layout.guarded(show)
