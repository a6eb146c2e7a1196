"""Compare concepts: two to four against each other, and what tells them apart, line by cited line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import streamlit as st

from app.components import contrast, downloads, layout, links, queries
from app.components.html import Html, tag
from app.data import MOST_CONCEPTS, Concept, Contrast, UnknownName, atlas, comparable, explanation
from app.data import contrast as compared

_OF, _KEY = "of", "concepts_compared"


def show() -> None:
    """Show the concepts that the address names against each other; without any, those of the central distinction."""
    layout.heading("Compare concepts", key="differences")
    layout.show(tag("p.lede", "Two to four concepts against each other: what is said of them alike, what of one "
                              "only, and what tells them apart, each with who says it and where."))
    found, amiss = _asked()
    _choose(found)
    if amiss:
        layout.show(amiss)
    if len(found) > 1:
        _contrast(compared(tuple(one.slug for one in found)))
    else:
        layout.show(_too_few(found))


def _asked() -> tuple[list[Concept], list[Html]]:
    known = {one.slug: one for one in atlas().concepts()}
    if _OF not in st.query_params:
        return [known[ref.slug] for ref in atlas().starts_with][:MOST_CONCEPTS], []
    names = [name.strip() for name in st.query_params[_OF].split(",") if name.strip()]
    found: dict[str, Concept] = {}
    amiss = []
    for name in names:
        try:
            one = known.get(name) or atlas().concept(name).concept
        except UnknownName as error:
            amiss.append(_unknown(error, names))
            continue
        if one.slug in found:
            amiss.append(_said("Named twice", f"{one.label} is compared with itself only once."))
        found[one.slug] = one
    if len(found) > MOST_CONCEPTS:
        amiss.append(_said("Too many", f"At most {MOST_CONCEPTS} concepts fit beside each other; here are the first."))
    return list(found.values())[:MOST_CONCEPTS], amiss


def _unknown(error: UnknownName, names: Sequence[str]) -> Html:
    slugs = {one.label: one.slug for one in atlas().concepts()}
    return layout.missing(error, lambda near: contrast.address(
        slugs.get(near, near) if name == error.name else name for name in names))


def _said(title: str, words: str) -> Html:
    return tag("div.warning", tag("p.title", title), tag("p", words), role="alert")


def _choose(found: Sequence[Concept]) -> None:
    labels = {one.slug: one.label for one in atlas().concepts()}
    # The address decides, so that Back and a shared link show what they say.
    st.session_state[_KEY] = [one.slug for one in found]
    st.multiselect(f"Concepts (2 to {MOST_CONCEPTS})", list(labels), key=_KEY, format_func=labels.__getitem__,
                   max_selections=MOST_CONCEPTS, on_change=_to_address, placeholder="Choose concepts")


def _to_address() -> None:
    st.query_params[_OF] = ",".join(st.session_state[_KEY])


def _too_few(found: Sequence[Concept]) -> Html:
    if not found:
        both = contrast.address(ref.slug for ref in atlas().starts_with)
        names = " and ".join(ref.label for ref in atlas().starts_with)
        return tag("p", "Choose two concepts, or begin with ", links.link(both, names), ".")
    return tag("div", tag("p", f"{found[0].label} is compared with another concept. The nearest are:"),
               contrast.offers(found[0], comparable(found[0].slug)))


def _contrast(found: Contrast) -> None:
    # In pieces, of which the first is there to read while the browser works on the others.
    layout.show(contrast.title(found.concepts), _parts(found), _nothing(found), _explained(found))
    layout.show(layout.section("Distinctions by dimension", "dimensions", contrast.dimensions(found),
                               count=len(found.distinctions)),
                layout.section("Relations between them", "between", contrast.between(found), count=len(found.between)))
    several = "both" if len(found.concepts) == 2 else "several"  # noqa: PLR2004 - in good English
    layout.show(layout.section(f"Said of {several}, of one only, contested", "lists", contrast.lists(found)),
                _names(found), _open(found))
    slugs = [one.slug for one in found.concepts]
    downloads.section(found.table, contrast.address(slugs), "-and-".join(slugs))
    layout.show(queries.behind(found.queries))


def _parts(found: Contrast) -> Html:
    parts = [("explain", "Explain the distinction", True),
             ("dimensions", f"Distinctions ({len(found.distinctions)})", True),
             ("between", f"Relations between them ({len(found.between)})", True),
             ("lists", "Shared, only, contested", True), ("names", "Names they share", bool(found.names)),
             ("disputed", "Disputes", bool(found.disputes or found.conflicts)), ("take", "Take it away", True)]
    return layout.anchors(*((key, words) for key, words, is_there in parts if is_there))


def _nothing(found: Contrast) -> Html | None:
    if not found.has_nothing_common:
        return None
    near = [(tag("p", f"The nearest to {one.label}:"), contrast.offers(one, comparable(one.slug)))
            for one in found.concepts]
    return tag("div.warning", tag("p.title", "Nothing in common"),
               tag("p", "No statement in the works covered joins these concepts, and none is made of both."), near,
               role="status")


def _explained(found: Contrast) -> Html:
    slugs = [one.slug for one in found.concepts]
    if len(slugs) == 2:  # noqa: PLR2004 - a distinction has two sides
        steps = contrast.explained(explanation(*slugs))
        empty = tag("p.empty", "No line in the works covered tells them apart.")
        return layout.section("Explain the distinction", "explain", steps or empty)
    labels = {one.slug: one.label for one in found.concepts}
    pairs = [tag("li", links.link(f"{contrast.address(pair)}#explain", " and ".join(labels[one] for one in pair)))
             for pair in combinations(slugs, 2)]
    return layout.section("Explain the distinction", "explain", tag("p", "Between two of them:"), tag("ul", pairs))


def _names(found: Contrast) -> Html | None:
    body = tag("div.readings", contrast.namesakes(found.names))
    return layout.section("Names they share", "names", body, count=len(found.names)) if found.names else None


def _open(found: Contrast) -> Html | None:
    ways = contrast.open_between(found)
    number = len(found.disputes) + len(found.conflicts)
    # Not "open": what a page itself is able to do cannot be the name of a part of it.
    return layout.section("Disputes about them", "disputed", ways, count=number) if ways else None


layout.guarded(show)
