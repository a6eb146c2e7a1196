"""What somebody says of one concept on one dimension, and how strongly two concepts go together."""

from __future__ import annotations

from collections.abc import Iterable

from app.components import links, statements
from app.components.html import Html, tag
from app.data import Characteristic, EffectSize

__all__ = ["effects", "listed", "rows"]

_NONE = "not recorded"


def listed(found: Iterable[Characteristic]) -> Html:
    """Return characteristics as a table: the dimension, what is said, and who says so."""
    return tag("table.record", tag("tbody", rows(found)))


def rows(found: Iterable[Characteristic]) -> list[Html]:
    """Return a row for each dimension, with everything that is said on it."""
    grouped: dict[str, list[Characteristic]] = {}
    for one in found:
        grouped.setdefault(one.dimension, []).append(one)
    return [tag("tr", tag("th", dimension, scope="row"), tag("td", map(_value, same)))
            for dimension, same in grouped.items()]


def _value(one: Characteristic) -> Html:
    return tag("div.claim", tag("p.other", one.value), statements.grounds(one))


def effects(found: Iterable[EffectSize]) -> Html:
    """Return effect sizes as a table, every number as it is printed."""
    names = ("Between", "Estimate", "Interval", "Sample", "Who and where")
    head = tag("tr", [tag("th", name, scope="col") for name in names])
    return tag("table.effects.stacks", tag("thead", head), tag("tbody", map(_effect, found)))


def _effect(one: EffectSize) -> Html:
    between = tag("th", links.reference(one.first), " and ", links.reference(one.second), scope="row")
    return tag("tr", between, tag("td", statements.figure(one), data_label="Estimate"),
               tag("td", one.interval or _NONE, data_label="Interval"),
               tag("td", one.sample or _NONE, data_label="Sample"),
               tag("td", statements.who(one), data_label="Who and where"))
