"""Disputes: each question with the positions that are taken, by whom, in which statements."""

from __future__ import annotations

from app.components import layout, links, statements
from app.components.html import Html, tag
from app.data import Dispute, Position, disputes


def show() -> None:
    """Show every dispute."""
    found = disputes()
    layout.heading("Disputes", key="disputes")
    lede = tag("p.lede", "Questions to which the works covered give answers that cannot all be right. The atlas takes "
                         "no side; an author who holds two positions stands in both.")
    empty = tag("p.empty", "The atlas holds no dispute yet.")
    parts = layout.anchors(*((one.slug, one.label) for one in found), is_long=True) if found else None
    layout.show(lede, tag("p.count-line", layout.counted(len(found), "dispute")), parts,
                list(map(_dispute, found)) or empty)


def _dispute(one: Dispute) -> Html:
    about = [(", " if i else None, links.reference(concept)) for i, concept in enumerate(one.concerns)]
    return layout.section(one.label, one.slug, tag("p.where", "About ", about),
                          tag("p.note", one.note) if one.note else None, map(_position, one.positions))


def _position(one: Position) -> Html:
    holders = ", ".join(holder.label for holder in one.holders)
    return tag("section.relation", tag("h3", one.label, tag("span.holder", holders)),
               statements.listed(one.statements))


layout.guarded(show)
