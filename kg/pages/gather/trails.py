"""What joins two things: a distinction between concepts, a lineage from statement to statement, a credit to a work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownName
from kg.model import Definition, Lineage, Statement, TermUse
from kg.pages.gather.whole import name_of, whole
from kg.search import nearest

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["attribution", "distinction", "lineage"]


def distinction(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return a distinction, or one side of it; raises UnknownName with the nearest slugs."""
    drawn = {one.iri: one for one in whole(atlas).distinctions}
    sides = {f"{one.iri}--{side.concept.slug}": (one, side) for one in drawn.values() for side in one.sides}
    name = name_of("distinction", slug)
    if name not in drawn and name not in sides:
        raise UnknownName("distinction", slug, nearest(slug, [iri.rsplit("/", 1)[-1] for iri in drawn]))
    one, side = sides.get(name) or (drawn[name], None)
    between = " and ".join(each.concept.label for each in one.sides)
    title = f"{one.dimension}: {between} ({one.party.label})"
    if side:
        title = f"{side.concept.label}, {one.dimension}: {side.value} ({one.party.label})"
    return {"title": title, "found": one, "side": side, "between": between,
            "shown": (side,) if side else one.sides}


def lineage(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return who takes up whose statement, with the words of both; raises UnknownName with the nearest slugs."""
    every = {one.slug: one for one in whole(atlas).lineages}
    if slug not in every:
        raise UnknownName("lineage", slug, nearest(slug, list(every)))
    one = every[slug]
    other = dated(one.earlier) if one.earlier else f"“{one.term}”"
    return {"title": f"{dated(one.later)} {one.label} {other}", "found": one, "other": other, "ends": _ends(one)}


def _ends(one: Lineage) -> list[tuple[str, Statement | TermUse]]:
    if one.earlier is None:
        return [("Where the name is said to come from", one.later)]
    return [("Earlier", one.earlier), ("Later", one.later)]


def dated(end: Statement | TermUse) -> str:
    """Return who makes a statement or uses a name, and when."""
    who = ", ".join(one.label for one in end.parties) if isinstance(end, TermUse) else end.party.label
    return f"{who} ({end.year})" if end.year is not None else f"{who} (year unknown)"


def attribution(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return one credit that a passage gives, and what is known of it; raises UnknownName with the nearest keys."""
    all_ = whole(atlas)
    found = {credit.key: (passage, credit) for passage in all_.passages.values() for credit in passage.attributions}
    if slug not in found:
        raise UnknownName("attribution", slug, nearest(slug, list(found)))
    passage, credit = found[slug]
    whom = credit.credited or (credit.work.label if credit.work else "nobody")
    return {"title": f"{passage.work.label} crediting {whom}", "passage": passage, "credit": credit, "whom": whom,
            "resting": [one for one in all_.resting_on(passage.key)
                        if isinstance(one, Definition)]}
