"""A model in a line: who holds it, of which whole, by which relation, with how many members."""

from __future__ import annotations

from app.components import links
from app.components.html import Html, join, tag
from app.data import Model

__all__ = ["completeness", "in_short"]


def in_short(one: Model) -> Html:
    """Return who says that how many members stand in which relation to the whole."""
    number = len(one.members)
    each = "the one member" if number == 1 else f"each of {number} members"
    return join("By ", tag("strong", one.party.label), f", {each} {one.relation.label} ", links.reference(one.whole))


def completeness(one: Model) -> str:
    """Return in words whether the members are all that there are, by the one who holds the model."""
    if one.is_complete:
        return f"Complete: by {one.party.label} these are all; nothing else {one.relation.label} {one.whole.label}."
    return "Not said to be complete: there may be others."
