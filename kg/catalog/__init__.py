"""The reader's way into the atlas: one object to ask, plain frozen objects as answers."""

from __future__ import annotations

from kg.catalog.atlas import Atlas, open_atlas

__all__ = ["Atlas", "open_atlas"]
