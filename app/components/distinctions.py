"""Two concepts against each other, dimension by dimension, each side with its place."""

from __future__ import annotations

from collections.abc import Sequence

from app.components import citing, evidence, keeping, links
from app.components.html import Html, join, tag
from app.components.layout import summary
from app.data import Distinction, Ref, Side, curie

__all__ = ["table"]

_FIRST = 5


def table(rows: Sequence[Distinction], first: Ref, second: Ref) -> Html:
    """Return the distinctions between two concepts: a few at once, the rest in a disclosure."""
    rest = rows[_FIRST:]
    more = summary(f"{len(rest)} more distinctions", _table(rest, first, second)) if rest else None
    return join(_table(rows[:_FIRST], first, second), more)


def _table(rows: Sequence[Distinction], first: Ref, second: Ref) -> Html:
    head = tag("tr", tag("th", "Dimension", scope="col"), tag("th", links.reference(first), scope="col"),
               tag("th", links.reference(second), scope="col"))
    return tag("table.distinctions.stacks", tag("thead", head), tag("tbody", map(_row, rows)))


def _row(one: Distinction) -> Html:
    said = tag("span.holder", one.party.label)
    keep = keeping.button(curie(one.iri), f"{one.dimension}, {one.party.label}", "the distinction")
    return tag("tr", tag("th", one.dimension, said, keep, scope="row"), map(_side, one.sides))


def _side(side: Side) -> Html:
    return tag("td", tag("p.value", side.value), tag("p.where", evidence.places(side.passages)),
               citing.of_passages(side.passages), data_label=side.concept.label)
