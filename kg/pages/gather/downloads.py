"""The whole atlas as files: what the page of downloads shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["downloads"]


def downloads(atlas: Atlas, _: str) -> Mapping[str, Any]:
    """Return every format of the whole atlas, and how many triples it has."""
    from kg.export import FORMATS  # brings what writes them, which no other page needs

    return {"title": "Downloads", "files": FORMATS, "triples": atlas.counts.get("triples", 0)}
