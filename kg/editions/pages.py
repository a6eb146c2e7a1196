"""Pages about editions, filled from the same templates as every other page: which there are, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.editions.difference import Changes, sentence
from kg.editions.feed import Told
from kg.pages.rendering import fill
from kg.pages.site import Site

if TYPE_CHECKING:
    from kg.catalog import Atlas
    from kg.editions.archive import EditionInfo

__all__ = ["between", "listed", "news"]


class _Part(NamedTuple):
    heading: str
    changes: Changes | None


def listed(atlas: Atlas, known: Sequence[EditionInfo], site: Site) -> str:
    """Return the page that lists every edition, the newest first; it stands at `edition/`."""
    return fill("editions", atlas, "edition/", site, title="Editions", editions=tuple(reversed(known)))


def between(atlas: Atlas, found: Changes, site: Site) -> str:
    """Return the page of what changed between two editions; it stands at `changes/{before}/{after}`."""
    title = f"What changed from {_called(found.before)} to {_called(found.after)}"
    return _filled(atlas, f"changes/{found.before}/{found.after}", site, title, [_Part("", found)])


def news(atlas: Atlas, told: Sequence[Told], site: Site, since: Changes | None = None) -> str:
    """Return the page `index/new`: what changed since the last edition, then in each edition, the newest first."""
    parts = [_Part(f"Since edition {since.before}", since)] if since else []
    parts += [_Part(f"Edition {one.edition.name}, {one.edition.issued}", one.changes) for one in told]
    return _filled(atlas, "index/new", site, "What is new", parts)


def _filled(atlas: Atlas, address: str, site: Site, title: str, parts: Sequence[_Part]) -> str:
    return fill("changes", atlas, address, site, title=title, parts=parts, sentence=sentence)


def _called(name: str) -> str:
    return "the current state" if name == "current" else f"edition {name}"
