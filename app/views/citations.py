"""Citations to check: every doubtful citation, what is wrong with it, how we know, what to cite instead."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from app.components import citations, layout
from app.components.html import tag
from app.data import CERTAINTIES, STATUSES, Credit, atlas, doubtful

_AT_ONCE = 20


def show() -> None:
    """Show the doubtful citations, as far as the address chooses among them."""
    whole = citations.gravest_first(doubtful())
    layout.heading("Citations to check", key="citations")
    layout.show(tag("p.lede", "Each of these citations may mislead whoever copies it. Here is what is wrong, how we "
                              "know, and what to cite instead."), tag("p.hint", _measure()))
    if whole:
        _list(whole)
    else:
        layout.show(tag("p.empty", "No citation in the atlas is known to be doubtful."))


def _measure() -> str:
    counts = atlas().counts
    return (f"Of {counts['attributions']} citations in the passages covered, {counts['doubtful']} are doubtful, "
            f"{counts.get('unchecked', 0)} not checked, {counts.get('ok', 0)} checked and right.")


@st.fragment
def _list(whole: list[Credit]) -> None:
    found = _chosen(whole)
    every = layout.counted(len(whole), "citation to check", "citations to check")
    size = f"{len(found)} of {every}" if len(found) < len(whole) else every
    layout.show(tag("p.count-line", size, role="status"))
    if not found:
        layout.show(tag("p.empty", "No citation fits all of this. Clear one of the choices."))
        return
    with st.container(horizontal=True):
        st.download_button("Download these as CSV", partial(citations.as_csv, found), file_name="citations.csv",
                           on_click="ignore")
        st.download_button("Download these as Markdown", partial(citations.as_markdown, found),
                           file_name="citations.md", on_click="ignore")
    layout.show(layout.folded(list(map(citations.row, found)), _AT_ONCE, "citations"))


def _chosen(whole: list[Credit]) -> list[Credit]:
    found = whole
    for column, (key, (label, order, words)) in zip(st.columns(len(_CHOICES)), _CHOICES.items(), strict=True):
        options = sorted({text for one in whole for text in words(one)}, key=order)
        with column:
            chosen = st.selectbox(label, options, index=None, key=key, placeholder="All", bind="query-params")
        found = [one for one in found if not chosen or chosen in words(one)]
    return found


def _works(one: Credit) -> set[str]:
    places = (one.attribution.work, one.attribution.instead and one.attribution.instead.work)
    return {one.passage.work.label, *(work.label for work in places if work)}


def _statuses(one: Credit) -> set[str]:
    return {STATUSES.get(status, status) for status in one.attribution.statuses}


def _certainties(one: Credit) -> set[str]:
    return {CERTAINTIES.get(one.attribution.certainty, one.attribution.certainty)}


#: Parameter of the address -> its name on the page, the order of its options, and those that a citation has.
_CHOICES: dict[str, tuple[str, Callable[[str], Any], Callable[[Credit], set[str]]]] = {
    "of": ("Work that cites or is cited", str.casefold, _works),
    "status": ("What is wrong", list(STATUSES.values()).index, _statuses),
    "certainty": ("How sure we are", list(CERTAINTIES.values()).index, _certainties),
}


layout.guarded(show)
