"""The names of a concept and their users: who calls it so, since when, where, and where the name comes from."""

from __future__ import annotations

from collections.abc import Iterable

from app.components import evidence
from app.components.html import Html, tag
from app.components.layout import summary
from app.data import TermUse

__all__ = ["by_name"]


def by_name(uses: Iterable[TermUse]) -> list[Html]:
    """Return the uses of each name, the name that was printed first before the others."""
    grouped: dict[str, list[TermUse]] = {}
    for one in uses:
        grouped.setdefault(one.term, []).append(one)
    return [tag("div.reading", tag("h3.other", name), tag("ul.claims", map(_use, same)))
            for name, same in grouped.items()]


def _use(one: TermUse) -> Html:
    users = ", ".join(party.label for party in one.parties)
    when = tag("span.year", one.year if one.year is not None else "no year")
    note = tag("p.note", one.note) if one.note else None
    return tag("li.claim", tag("strong", users), " ", when, " – ", evidence.places(one.passages), " · ",
               evidence.sureness(one.passages),
               summary("the words", map(evidence.passage, one.passages), kind="words"), note)
