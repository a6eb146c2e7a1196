"""Two concepts against each other: what is said of both, of one only, between them, and what is contested."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.compare import comparable, compare_concepts
from kg.errors import UnknownName

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["contrast"]

_BETWEEN = "--"


def contrast(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return two concepts against each other, named as `a--b`; raises UnknownName with pairs that can be compared."""
    first, _, second = slug.partition(_BETWEEN)
    known = {one.slug for one in atlas.concepts()}
    if first == second or not {first, second} <= known:
        raise UnknownName("compare", slug, tuple(_pairs(atlas, first if first in known else "")))
    found = compare_concepts(atlas, (first, second))
    one, other = found.concepts
    return {"title": f"{one.label} and {other.label}", "found": found, "one": one, "other": other, "turned":
            f"compare/{second}{_BETWEEN}{first}"}


def _pairs(atlas: Atlas, first: str) -> list[str]:
    """Return comparisons to offer: of a concept with those nearest to it, else that with which a reader begins."""
    if first:
        return [f"{first}{_BETWEEN}{ref.slug}" for ref in comparable(atlas, first, 3)]
    starts = [ref.slug for ref in atlas.starts_with]
    return [_BETWEEN.join(starts[:2])] if len(starts) > 1 else []
