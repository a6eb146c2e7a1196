"""The claims as a graph: where concepts stand, what is near, how two of them are connected."""

from __future__ import annotations

__all__: list[str] = []
