"""The reader's way into the atlas: one object to ask, plain frozen objects as answers."""

from __future__ import annotations

from kg.catalog.atlas import Atlas, current, open_atlas

__all__ = ["Atlas", "current", "open_atlas"]
