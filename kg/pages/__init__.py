"""Reading pages: every thing of the atlas as one HTML page that needs no script, from the same catalogue as the app.

A page has an address below the root (`concept/welcome`, `index/concepts`, or nothing for the first page). `KINDS` says
for each kind of thing which template shows it and which function asks the catalogue for it; whatever has no row is
shown by its statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.pages.site import Site

if TYPE_CHECKING:
    from kg.catalog import Atlas
    from kg.model import Thing

__all__ = ["Site", "addresses", "assets", "missing", "page", "retired"]


def page(atlas: Atlas, address: str, site: Site | None = None) -> str:
    """Return the page at an address as HTML; raises UnknownName, with the nearest names, where nothing stands."""
    from kg.pages.rendering import render  # brings the template engine, which few users of the package need

    return render(atlas, address, site or Site())


def missing(atlas: Atlas, address: str, nearest: Sequence[str], site: Site | None = None) -> str:
    """Return the page that stands where nothing does, with links to the nearest addresses."""
    from kg.pages.absent import missing as made  # as above

    return made(atlas, address, nearest, site or Site())


def retired(atlas: Atlas, thing: Thing, site: Site | None = None) -> str:
    """Return the page of a thing that is no longer used: why, and what stands for it now."""
    from kg.pages.absent import retired as made  # as above

    return made(atlas, thing, site or Site())


def addresses(atlas: Atlas) -> tuple[str, ...]:
    """Return the address of every page that a page may link to; comparisons are those of the central distinction."""
    from kg.pages.absent import addresses as every  # as above

    return every(atlas)


def assets() -> dict[str, bytes]:
    """Return the files that pages need beside them, by name below `assets/`."""
    from kg.pages.rendering import assets as read

    return read()
