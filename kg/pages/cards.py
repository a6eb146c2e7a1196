"""Cards: a concept or a definition in a small page of its own, which other sites may show in a frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownName
from kg.pages.metadata import CARDS

if TYPE_CHECKING:
    from kg.catalog import Atlas
    from kg.model import Definition

__all__ = ["card"]

#: A card of a concept shows so many of its definitions; the page behind it has all of them.
_MOST = 3


def card(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return what the card of `concept/NAME` or `definition/NAME` shows; raises UnknownName for anything else."""
    kind, _, name = slug.partition("/")
    if kind not in CARDS:
        raise UnknownName("card", slug, tuple(f"card/{one}/…" for one in CARDS))
    found = _concept(atlas, name) if kind == "concept" else _definition(atlas, name)
    return {**found, "behind": slug, "kind": kind}


def _concept(atlas: Atlas, name: str) -> Mapping[str, Any]:
    page = atlas.concept(name)
    if page.concept.slug != name:  # as for its page: a label is no address
        raise UnknownName("concept", name, (page.concept.slug,))
    ordered = sorted(page.definitions, key=lambda one: (one.year or 9999, one.party.label))
    return {"title": page.concept.label, "note": page.concept.scope_note, "shown": ordered[:_MOST],
            "more": len(ordered) - _MOST}


def _definition(atlas: Atlas, name: str) -> Mapping[str, Any]:
    known: dict[str, Definition] = {one.slug: one for one in atlas.definitions()}
    if name not in known:
        from kg.search import nearest  # only who mistypes pays for the search

        raise UnknownName("definition", name, nearest(name, list(known)))
    return {"title": known[name].concept.label, "note": "", "shown": [known[name]], "more": 0}
