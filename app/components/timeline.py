"""What was said of one concept, year by year: rows of marks on an axis, and a table that says the same.

A row is a voice, a mark stands for what it said in one year. Markup with drawings in it never reaches the page, so
our script draws the lines between the marks, from the list of lineages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.components import evidence, lineages
from app.components.frontend import component
from app.components.html import Html, join, tag
from app.components.layout import counted
from app.components.lineages import End
from app.data import ConceptPage, Lineage

__all__ = ["KINDS", "Span", "chart", "draw", "entries", "legend", "marks", "table"]

#: What can be shown -> the field of a page that holds it, and the sign of its marks.
KINDS: dict[str, tuple[str, str]] = {"definition": ("definitions", "●"), "name": ("terms", "◆"),
                                     "claim": ("claims", "▲")}
#: Of the width of the axis: marks of one voice that are nearer to each other become one.
_NEAREST = 0.02
_MOST_TICKS = 12
_COLUMNS = ("Year", "Who", "What", "Where, and how sure")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of years, both ends included."""

    first: int
    last: int

    def holds(self, end: End) -> bool:
        """Whether something was printed in these years."""
        return end.year is not None and self.first <= end.year <= self.last

    def place(self, year: int) -> float:
        """Return where a year stands on the axis, between 0 and 1."""
        return (year - self.first) / max(1, self.last - self.first)


@dataclass(frozen=True, slots=True)
class _Mark:
    key: str
    place: float
    said: tuple[End, ...]

    @property
    def years(self) -> str:
        found = sorted({one.year for one in self.said if one.year is not None})
        return "–".join(dict.fromkeys((str(found[0]), str(found[-1]))))


def entries(page: ConceptPage, kinds: Iterable[str], found: Iterable[Lineage]) -> list[End]:
    """Return what is said of a concept in some kinds of ways, and every end of its lineages, oldest first."""
    chosen: list[End] = [one for kind in kinds for one in getattr(page, KINDS[kind][0])]
    ends = [end for one in found for end in (one.later, one.earlier) if end]
    once = {one.iri: one for one in (*chosen, *ends)}
    return sorted(once.values(), key=lambda one: (one.year or 9999, lineages.who(one), _rank(one), one.iri))


def _rank(one: End) -> int:
    return list(KINDS).index(lineages.kind_of(one))


def _rows(found: Sequence[End], span: Span) -> dict[str, list[_Mark]]:
    rows: dict[str, list[_Mark]] = {}
    for one in found:
        row = rows.setdefault(lineages.who(one), [])
        place = span.place(one.year or span.last)
        if row and place - row[-1].place < _NEAREST:
            row[-1] = _Mark(row[-1].key, row[-1].place, (*row[-1].said, one))
        else:
            row.append(_Mark(f"mark-{one.iri.rsplit('/', 1)[-1]}", place, (one,)))
    return rows


def marks(found: Sequence[End], span: Span) -> dict[str, str]:
    """Return the mark that stands for each statement, by IRI."""
    return {one.iri: mark.key for row in _rows(found, span).values() for mark in row for one in mark.said}


def chart(found: Sequence[End], span: Span) -> Html:
    """Return the drawing of some statements: a row for each voice, and room for what a chosen line says."""
    rows = _rows(found, span)
    label = (f"{counted(len(found), 'statement')} by {counted(len(rows), 'voice')}, {span.first} to {span.last}; "
             "the lists below say the same.")
    drawn = tag("div.tl-rows", tag("div.tl-axis", _ticks(span)), [_row(who, row) for who, row in rows.items()],
                role="img", aria_label=label)
    panel = tag("div.panel.tl-panel", id="lineage-panel", hidden=True, tabindex=0, role="region",
                aria_label="The chosen line")
    return tag("div.timeline", tag("div.tl-canvas", drawn), panel)


def _ticks(span: Span) -> list[Html]:
    length = span.last - span.first
    step = next((years for years in (1, 5, 10, 20, 50) if length / years <= _MOST_TICKS), 100)
    years = [year for year in range(span.first, span.last + 1) if year % step == 0]
    return [tag("span.tl-tick", year, style=f"left:{span.place(year):.2%}") for year in years]


def _row(who: str, row: Iterable[_Mark]) -> Html:
    return tag("div.tl-row", tag("span.tl-who", who, title=who), tag("span.tl-track", map(_mark, row)))


def _mark(mark: _Mark) -> Html:
    kinds = [(kind, len(list(same))) for kind, same in groupby(sorted(mark.said, key=_rank), key=lineages.kind_of)]
    signs = [tag(f"span.tl-{kind}", KINDS[kind][1], number if number > 1 else None) for kind, number in kinds]
    words = ", ".join(counted(number, kind) for kind, number in kinds)
    return tag("span.tl-mark", signs, id=mark.key, title=f"{mark.years}: {words}", style=f"left:{mark.place:.2%}")


def legend(found: Iterable[Lineage]) -> Html:
    """Return what the signs and the lines mean, of the lines those that are drawn."""
    signs = [tag("li", tag(f"span.tl-{kind}", sign), f" {kind}") for kind, (_, sign) in KINDS.items()]
    ways = {one.way: one.label for one in found}
    lines = [tag("li", tag(f"span.line.tl-line-{way}"), label) for way, label in sorted(ways.items())]
    hint = tag("li.hint", "A line leads from the earlier to the later; point at it to read both. With the keyboard: "
                          "Tab to the drawing, then the arrow keys from line to line.") if ways else None
    return tag("ul.legend.tl-legend", signs, lines, hint)


def table(found: Iterable[End]) -> Html:
    """Return statements and names as a table, one to a row."""
    head = tag("tr", [tag("th", name, scope="col") for name in _COLUMNS])
    return tag("table.stacks.timetable", tag("thead", head), tag("tbody", map(_entry, found)))


def _entry(one: End) -> Html:
    what = join(evidence.badge(lineages.kind_of(one)), " ", lineages.said(one))
    where = join(evidence.places(one.passages), " · ", evidence.sureness(one.passages))
    cells = zip(_COLUMNS[1:], (lineages.who(one), what, where), strict=True)
    year = one.year if one.year is not None else "unknown"
    return tag("tr", tag("th", year, scope="row"), [tag("td", cell, data_label=name) for name, cell in cells])


def draw() -> None:
    """Let our script draw the lines between the marks and show what is chosen among them."""
    component("timeline")(key="atlas_timeline")
