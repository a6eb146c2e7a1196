"""A passage: where it stands, its words, whom it credits, and what rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownName
from kg.pages.gather.missing import missing
from kg.pages.gather.whole import whole
from kg.search import nearest

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["passage"]


def passage(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return a passage with all that rests on it; raises UnknownName with the nearest keys."""
    all_ = whole(atlas)
    found = all_.passages.get(slug)
    if found is None:
        raise UnknownName("passage", slug, nearest(slug, list(all_.passages)))
    where = f", {found.locator}" if found.locator else ""
    return {"title": f"A passage of {found.work.label}{where}", "found": found, "resting": all_.resting_on(slug),
            "lineages": [one for one in all_.lineages if slug in {p.key for p in one.passages}],
            "grounds": [one for one in all_.disputes if slug in {p.key for p in one.grounds}],
            "citations": atlas.cite(f"passage:{slug}"), "missing": missing(atlas, (found,))}
