"""What is said of a manuscript, as a table: what and how grave, where, what the atlas knows, what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.components import layout
from app.components.html import Html, tag
from app.data import uploads

if TYPE_CHECKING:
    from app.data import Remark

__all__ = ["table"]

_SHORT = 160

#: How grave -> the class that colours the word; the word itself says it too.
_COLOURS = {"error": "denied", "warning": "doubtful", "sound": "sound"}


def table(remarks: Iterable[Remark]) -> Html:
    """Return remarks as a table, one row each."""
    head = tag("tr", [tag("th", name, scope="col") for name in ("Finding", "Where", "What the atlas knows")])
    return tag("table.remarks", tag("thead", head), tag("tbody", [_row(one) for one in remarks]))


def _row(one: Remark) -> Html:
    colour = _COLOURS.get(one.severity)
    severity = tag(f"p.mark.{colour}" if colour else "p.mark", uploads().severities[one.severity])
    instead = tag("p", tag("span.label", "Write instead"), one.instead) if one.instead else None
    around = tag("q", one.spans[0].around) if one.spans else None
    said = tag("p.about", one.subject) if one.subject else None
    return tag("tr", tag("td", severity, said, tag("p", one.words), instead),
               tag("td", tag("p.where", one.place or "The whole manuscript"), around),
               tag("td", _evidence(one.evidence)))


def _evidence(text: str) -> Html:
    """Return what the atlas knows; what is long begins with its first words and opens."""
    if len(text) <= _SHORT:
        return tag("p", text or "–")
    first = text[:_SHORT].rpartition(" ")[0]
    return layout.summary(f"{first} …", tag("p", text), kind="evidence")
