"""The first page: what this is, where a reader begins, and what there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.pages.gather.indexes import INDEXES

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["first"]

#: What the atlas counts -> what a reader calls one of it, and several, in the order of the first page.
_COUNTED = {"concepts": ("concept", "concepts"), "definitions": ("definition", "definitions"),
            "claims": ("claim", "claims"), "passages": ("passage", "passages"), "works": ("work", "works"),
            "models": ("model", "models"), "disputes": ("dispute", "disputes"),
            "distinctions": ("distinction", "distinctions"),
            "doubtful": ("citation with a warning", "citations with a warning")}


def first(atlas: Atlas, slug: str) -> Mapping[str, Any]:  # noqa: ARG001 - there is only one
    """Return what the whole is and how much of everything it holds."""
    begun = [one.iri for one in atlas.starts_with]
    starts = sorted((one for one in atlas.concepts() if one.iri in begun), key=lambda one: begun.index(one.iri))
    counts = [(atlas.counts[name], words[atlas.counts[name] != 1]) for name, words in _COUNTED.items()
              if name in atlas.counts]
    pair = f"compare/{starts[0].slug}--{starts[1].slug}" if len(starts) > 1 else ""
    return {"title": atlas.title, "starts": starts, "counts": counts, "indexes": INDEXES, "pair": pair}
