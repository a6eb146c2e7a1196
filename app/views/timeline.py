"""Timeline: what was said of a concept year by year, and who takes up whose statement."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.components import layout, lineages, links, timeline
from app.components.html import Html, join, tag
from app.components.lineages import End
from app.components.timeline import Span
from app.data import Concept, Lineage, atlas
from app.data import lineages as lineages_of

_CONCEPT, _FROM, _TO, _KIND = "concept", "from", "to", "kind"
#: What a reader may choose -> the kind of statements that it shows.
_WORDS = {"Definitions": "definition", "Names": "name", "Claims": "claim"}
_USUAL = ["Definitions", "Names"]
_OFFERED = 8


def show() -> None:
    """Show the timeline of the concept that the address names, or of the first one with the most lineages."""
    page = atlas().concept(st.query_params.get(_CONCEPT) or _first())
    one = page.concept
    layout.heading(one.label, "Timeline", key=f"timeline of {one.iri}")
    layout.show(tag("p.lede", "What was said of ", links.link(links.address("concept", concept=one.slug), one.label),
                    ", in the order in which it was printed, and who takes up whose statement or name."))
    kinds, span = _choices(one)
    found = lineages_of(one.slug)
    every = timeline.entries(page, kinds, found)
    dated = [entry for entry in every if entry.year is not None]
    if dated:
        _dated(one, dated, found, span)
    else:
        layout.show(_nothing(one))
    if undated := [entry for entry in every if entry.year is None]:
        layout.show(_undated(undated, [line for line in found if line.later.year is None]))


def _first() -> str:
    starts = [ref.slug for ref in atlas().starts_with] or [concept.slug for concept in _defined()]
    return max(starts, key=lambda slug: len(lineages_of(slug)), default="")


def _defined() -> list[Concept]:
    return sorted(atlas().concepts(), key=lambda concept: -concept.definition_count)


def _choices(one: Concept) -> tuple[list[str], Span]:
    concepts = {concept.slug: concept.label for concept in atlas().concepts()}
    key, decades = f"timeline of {one.slug}", _decades()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Concept", list(concepts), index=list(concepts).index(one.slug), key=key,
                     format_func=lambda slug: concepts[slug], on_change=_go, args=(key,))
        first = st.selectbox("From", decades, index=None, key=_FROM, placeholder="the beginning", bind="query-params")
        last = st.selectbox("To", decades, index=None, key=_TO, placeholder="today", bind="query-params")
        kinds = st.pills("Show", list(_WORDS), selection_mode="multi", default=_USUAL, key=_KIND, bind="query-params")
    ends = sorted((_year(first or decades[0]), _year(last or decades[-1])))
    return [_WORDS[word] for word in kinds], Span(ends[0], ends[1] + 9)


def _go(key: str) -> None:
    st.query_params[_CONCEPT] = st.session_state[key]


def _decades() -> list[str]:
    years = [work.year for work in atlas().works() if work.year] or [2000]
    return [f"{year}s" for year in range(min(years) // 10 * 10, max(years) + 1, 10)]


def _year(decade: str) -> int:
    return int(decade.removesuffix("s"))


def _dated(one: Concept, dated: Sequence[End], found: Sequence[Lineage], span: Span) -> None:
    shown = [entry for entry in dated if span.holds(entry)]
    if not shown:
        layout.show(_outside(one, dated, span))
        return
    lines = [line for line in found if span.holds(line.later)]
    drawn = Span(*_ends(shown))
    years = " to ".join(dict.fromkeys((str(drawn.first), str(drawn.last))))
    size = f"{layout.counted(len(shown), 'statement')}, {years}; "
    layout.show(tag("p.count-line", size, layout.counted(len(lines), "lineage"), role="status"),
                timeline.legend(lines), timeline.chart(shown, drawn))
    timeline.draw()
    layout.show(_lineage(one, lines, timeline.marks(shown, drawn)),
                layout.section("By year", "years", timeline.table(shown), count=len(shown)))


def _ends(entries: Sequence[End]) -> tuple[int, int]:
    years = [entry.year for entry in entries if entry.year is not None]
    return min(years), max(years)


def _lineage(one: Concept, lines: Sequence[Lineage], marks: dict[str, str]) -> Html:
    empty = tag("p.empty", f"No passage in the atlas says in these years who takes up whose statement of {one.label}.")
    return layout.section("Lineage", "lineage", lineages.listed(lines, marks) if lines else empty, count=len(lines))


def _outside(one: Concept, dated: Sequence[End], span: Span) -> Html:
    first, last = _ends(dated)
    whole = links.link(links.address("timeline", concept=one.slug), "Show all years")
    return tag("p.empty", f"Nothing on {one.label} in the atlas was printed from {span.first} to {span.last}; "
                          f"what there is was printed from {first} to {last}. ", whole, role="status")


def _nothing(one: Concept) -> Html:
    others = [tag("li", links.link(links.address("timeline", concept=concept.slug), concept.label))
              for concept in _defined()[:_OFFERED] if concept.definition_count and concept.slug != one.slug]
    return join(tag("p.empty", f"Of {one.label} the atlas holds nothing of these kinds that has a year."),
                tag("p", "These have the most definitions:"), tag("ul.nearest", others))


def _undated(entries: Sequence[End], lines: Sequence[Lineage]) -> Html:
    why = tag("p", "No year is known of these works, so they stand in no order of time.")
    return layout.section("Year unknown", "undated", why, lineages.listed(lines, {}) if lines else None,
                          timeline.table(entries), count=len(entries))


layout.guarded(show)
