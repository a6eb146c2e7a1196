"""Compare authors: two to six parties side by side on one concept, to read, to share, to take away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.components import comparison, downloads, layout, links, queries, wordings
from app.components.html import Child, Html, tag
from app.data import (
    MOST_PARTIES,
    Comparison,
    NotComparable,
    UnknownName,
    atlas,
    debated,
    speakers,
)
from app.data import comparison as compared

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_CONCEPT, _BY = "compare_concept", "compare_by"
#: Rows whose wording can be compared.
_WORDED = ("gloss", "quotation")
_OFFERED = 8


def show() -> None:
    """Show the comparison that the address names, and what can be chosen instead."""
    layout.heading("Compare authors", key="compare")
    layout.show(tag("p.lede", "What authors mean by one concept, side by side: every line with the place where it "
                              "stands. Quotations are their own words; the rest is how the atlas puts what they say."))
    asked = st.query_params.get("concept", "")
    left, right = st.columns([1, 2])
    try:
        concept = atlas().concept(asked).concept.slug if asked else ""
    except UnknownName as error:
        _choose_concept(left, "")
        _refused(f"No concept “{asked}”", "The nearest names are:", [
            _offer(atlas().concept(one).concept.slug, one) for one in error.nearest])
        return
    _choose_concept(left, concept)
    if concept:
        _compare(concept, right)
    else:
        layout.show(tag("p", "Many authors speak on:"), tag("ul.plain", _debated()))


# --- what is chosen, always as the address has it ---


def _choose_concept(place: DeltaGenerator, slug: str) -> None:
    options = {one.slug: one.label for one, _ in debated()}
    if slug and slug not in options:
        options[slug] = atlas().concept(slug).concept.label
    st.session_state[_CONCEPT] = slug or None
    place.selectbox("Concept", sorted(options, key=lambda one: options[one].casefold()), key=_CONCEPT, index=None,
                    format_func=options.__getitem__, placeholder="Choose a concept", on_change=_take_concept)


def _choose_parties(place: DeltaGenerator, concept: str, chosen: tuple[str, ...]) -> None:
    options = {one.slug: one.label for one in speakers(concept)}
    st.session_state[_BY] = [one for one in chosen if one in options][:MOST_PARTIES]
    place.multiselect(f"Authors, in the order of the columns (two to {MOST_PARTIES})",
                      sorted(options, key=lambda one: options[one].casefold()), key=_BY, max_selections=MOST_PARTIES,
                      format_func=options.__getitem__, placeholder="Choose two or more", on_change=_take_parties,
                      args=(concept,))


def _take_concept() -> None:
    chosen = st.session_state[_CONCEPT]
    st.query_params.from_dict({"concept": chosen} if chosen else {})


def _take_parties(concept: str) -> None:
    st.query_params.from_dict({"concept": concept, "by": ",".join(st.session_state[_BY])})


def _asked() -> tuple[str, ...] | None:
    """Return the parties that the address names, without doubles; None where it names none at all."""
    if "by" not in st.query_params:
        return None
    return tuple(dict.fromkeys(name.strip() for name in st.query_params["by"].split(",") if name.strip()))


# --- the comparison ---


def _compare(concept: str, place: DeltaGenerator) -> None:
    asked = _asked()
    try:
        with st.spinner("Comparing"):
            found = _table(concept, asked)
    except UnknownName as error:
        _choose_parties(place, concept, asked or ())
        known = {one.slug for one in speakers(concept)}
        _refused(f"No author “{error.name}”", "The nearest names are:",
                 [_instead(concept, asked or (), error.name, one) for one in error.nearest if one in known]
                 or [_offer(concept, "those who say most on it")])
    except NotComparable as error:
        _choose_parties(place, concept, asked or ())
        _refused(f"{error.why[0].upper()}{error.why[1:]}.", "What can be compared:", _nearest(concept, error))
    else:
        _choose_parties(place, concept, tuple(one.slug for one in found.columns))
        _show(concept, found)


def _table(concept: str, asked: tuple[str, ...] | None) -> Comparison:
    found = compared(concept, asked or ())
    if asked == ():
        raise NotComparable("nobody is chosen", tuple(one.slug for one in found.columns))
    return found


def _show(concept: str, found: Comparison) -> None:
    same = sum(row.is_same for row in found.rows)
    about = links.link(links.address("concept", concept=concept), found.title)
    layout.show(tag("p.count-line", layout.counted(len(found.columns), "author"), " on ", about,
                    f": {len(found.rows) - same} of {len(found.rows)} rows differ", role="status"),
                comparison.table(found))
    _wording(found)
    by = ",".join(one.slug for one in found.columns)
    downloads.section(lambda: found, links.address("compare", concept=concept, by=by), concept)
    layout.show(queries.behind(found.queries))


@st.fragment
def _wording(found: Comparison) -> None:
    layout.told(partial(_differences, found))


def _differences(found: Comparison) -> None:
    if not st.toggle("Show differences in wording", key="compare_wording"):
        return
    labels = {row.key: row.label for row in found.rows if row.key in _WORDED}
    others = range(1, len(found.columns))
    with st.container(horizontal=True):
        key = st.selectbox("Which words", list(labels), format_func=labels.__getitem__)
        other = st.selectbox(f"{found.columns[0].label} against", others,
                             format_func=lambda i: found.columns[i].label)
    layout.show(wordings.between(found, key, other))


# --- what cannot be compared, and what can ---


def _refused(title: str, words: str, offers: list[Html]) -> None:
    hint: Child = (tag("p", words), tag("ul.nearest", offers)) if offers else None
    layout.show(tag("div.warning", tag("p.title", title), role="alert"), hint)


def _offer(concept: str, words: str, by: tuple[str, ...] = ()) -> Html:
    parameters = {"concept": concept, **({"by": ",".join(by)} if by else {})}
    return tag("li", links.link(links.address("compare", **parameters), words))


def _instead(concept: str, asked: tuple[str, ...], wrong: str, right: str) -> Html:
    by = tuple(dict.fromkeys(right if one == wrong else one for one in asked))
    return _offer(concept, atlas().party(right).label, by)


def _nearest(concept: str, error: NotComparable) -> list[Html]:
    labels = {one.slug: one.label for one in atlas().parties}
    if error.instead:
        return [_offer(concept, ", ".join(labels[one] for one in error.instead), error.instead)]
    return [tag("li", links.link(links.address("concept", concept=concept), "What the atlas holds on this concept")),
            *_debated()]


def _debated() -> list[Html]:
    return [tag("li", links.link(links.address("compare", concept=one.slug), one.label), f" ({number} authors)")
            for one, number in debated()[:_OFFERED]]


layout.guarded(show)
