"""A comparison as a table: what all columns share recedes, what differs is marked, every line has its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from app.components import evidence, layout, links
from app.components.html import Html, join, tag
from app.data import STATUSES, Cell, Comparison, Line, Ref, Respect

__all__ = ["table"]

_NOTHING = "none in the works covered"
_AT_ONCE = 3
#: Rows of short lines, which are shown whole: of a list of parts none may hide.
_WHOLE = {"name", "included", "left-out", "whole", "tradition", "year", "locator", "certainty"}
#: Rows that are about the places themselves: their lines show none beside them.
_PLACELESS = {"tradition", "year", "locator", "reference"}


class _Mark(NamedTuple):
    """How a row is called that is the same in all columns, that differs, or that is empty."""

    kind: str
    words: str


_SAME, _DIFFERS = _Mark("same", "= same in all"), _Mark("differs", "≠ differs")
_SILENT = _Mark("same silent", "– none in any")


def table(found: Comparison) -> Html:
    """Return a comparison with a heading that stays in view, or as cards on a small screen."""
    head = tag("tr", tag("th", tag("span.unseen", "In respect of"), scope="col"),
               [tag("th", _name(one), scope="col") for one in found.columns])
    rows = [_row(row, found.columns) for row in found.rows]
    label = f"Comparison: {found.title}"
    return tag("div.side-by-side", tag("table.comparison", tag("thead", head), tag("tbody", rows)),
               tabindex=0, role="region", aria_label=label, data_columns=len(found.columns))


def _name(one: Ref) -> Html:
    return links.reference(one) if links.address_of(one.iri) else join(one.label)


def _row(row: Respect, columns: Iterable[Ref]) -> Html:
    mark = _mark(row)
    # The name in an element of its own, which stays in view along a row that is longer than the screen.
    title = tag("th", tag("div.name", row.label, tag("span.mark", mark.words)), scope="row")
    cells = [_cell(cell, column, row.key) for cell, column in zip(row.cells, columns, strict=True)]
    return tag("tr", title, cells, class_=f"is-{mark.kind.replace(' ', ' is-')}", data_row=row.key)


def _mark(row: Respect) -> _Mark:
    if not any(cell.lines for cell in row.cells):
        return _SILENT
    return _SAME if row.is_same else _DIFFERS


def _cell(cell: Cell, column: Ref, key: str) -> Html:
    lines = [_line(line, key) for line in cell.lines]
    # A disclosure that hides one line saves no room.
    first = len(lines) if key in _WHOLE or len(lines) == _AT_ONCE + 1 else _AT_ONCE
    return tag("td", layout.folded(lines, first, "lines") if lines else tag("p.none", _NOTHING),
               data_label=column.label)


def _line(line: Line, key: str) -> Html:
    if key == "locator":
        return tag("div.entry", tag("p", evidence.places(line.passages), _why_not(line)))
    where = None if key in _PLACELESS else tag("p.where", evidence.places(line.passages))
    return tag("div.entry.rejected" if line.is_rejected else "div.entry", _words(line), where, _warning(line, key))


def _why_not(line: Line) -> str | None:
    """Return why a place is not known, which is what the line says then."""
    return None if any(p.locator for p in line.passages) else f" ({line.text})"


def _words(line: Line) -> Html:
    if line.is_quotation:
        return tag("blockquote", tag("p", "“", line.text, "”"))
    rejects = tag("span.mark.denied", "✕ rejects: ") if line.is_rejected else None
    return tag("p", rejects, _linked(line))


def _linked(line: Line) -> Html:
    """Return the text with the first thing that it names as a link."""
    named = next((ref for ref in line.refs if ref.label in line.text), None)
    if named is None:
        return join(line.text)
    before, _, after = line.text.partition(named.label)
    return join(before, links.reference(named), after)


def _warning(line: Line, key: str) -> Html | None:
    wrong = list(dict.fromkeys(STATUSES.get(status, status) for p in line.passages for credit in p.attributions
                               if credit.is_doubtful for status in credit.statuses))
    if key == "status":
        wrong = ["to check"] if any(words in line.text for words in wrong) else []
    if not wrong or key in _PLACELESS | {"certainty"}:
        return None
    return tag("p.mark.doubtful", tag("span", "⚠ ", aria_hidden="true"), f"Citation warning: {'; '.join(wrong)}")
