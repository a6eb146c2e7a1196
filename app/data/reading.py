"""What a reader has kept, read again from the names in an address."""

from __future__ import annotations

from typing import NamedTuple

import kg
from app.data.choice import atlas, cached
from kg import Atlas, KeptWork

__all__ = ["reading", "reading_file"]


class Reading(NamedTuple):
    """The works of a list, the prefixed names that it keeps, and those that the atlas does not know."""

    works: tuple[KeptWork, ...]
    names: tuple[str, ...]
    unknown: tuple[str, ...]


@cached
def reading(atlas: Atlas, names: tuple[str, ...], style: str) -> Reading:
    """Return what is behind the names of a list, its bibliography in a style."""
    known, unknown = kg.split_known(atlas, names)
    return Reading(kg.reading_list(atlas, known, style) if known else (), known, unknown)


def reading_file(names: tuple[str, ...], format_: str, style: str) -> bytes:
    """Return a list as a file."""
    return kg.as_file(atlas(), names, format_, style)
