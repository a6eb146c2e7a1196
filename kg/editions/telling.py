"""Which changes there are to tell: between two editions, in each edition, and since the last one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.editions.archive import NAME, EditionInfo, editions, find, info, open_edition, quads
from kg.editions.difference import Changes, compare
from kg.editions.feed import Told
from kg.editions.formats import from_json
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["CHANGES", "CURRENT", "Opened", "changes", "first", "named", "news", "opened", "since", "told"]

#: The file of an edition that says what changed in it, and the name of what is not released yet.
CHANGES, CURRENT = "changes.json", "current"


class Opened(NamedTuple):
    """An edition, or the current build, to be compared: its name, its atlas and where its data are."""

    name: str
    atlas: Atlas
    directory: Path


def opened(edition: EditionInfo, store: Path) -> Opened:
    """Return an edition, opened."""
    return Opened(edition.name, open_edition(edition, store), edition.directory)


def named(name: str, directory: Path, store: Path) -> Opened:
    """Return what a name stands for: `current`, an edition of a directory, or a path to one; raises a KgError."""
    if name == CURRENT:
        from kg.catalog import current, open_atlas  # an edition brings its own

        return Opened(CURRENT, open_atlas(store), current(store))
    if NAME.fullmatch(name) or not Path(name).is_dir():
        return opened(find(name, directory), store)
    return opened(info(Path(name)), store)


def since(before: Opened, after: Opened) -> Changes:
    """Return what changed from one edition to another."""
    old, new = (set(quads(one.directory).split(b"\n")) for one in (before, after))
    found = compare(before.atlas, after.atlas) if old != new else ()
    return Changes(before=before.name, after=after.name, changes=found, gained=len(new - old), lost=len(old - new))


def changes(before: str, after: str, directory: Path, store: Path) -> Changes:
    """Return what changed between two editions, given by name; what was asked for last is kept.

    Raises a KgError for a name that is none.
    """
    from kg.catalog import current  # as above

    return _kept(before, after, directory, store, current(store))


@lru_cache(8)
def _kept(before: str, after: str, directory: Path, store: Path, _: Path) -> Changes:
    return since(named(before, directory, store), named(after, directory, store))


def told(edition: EditionInfo) -> Told:
    """Return an edition with what changed in it, as it was written down when it was released."""
    try:
        text = (edition.directory / CHANGES).read_text(encoding="utf-8") if edition.previous else ""
        return Told(edition, from_json(text) if text else None)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KgError(f"{edition.directory / CHANGES}: cannot be read; get the edition again") from error


def first(edition: EditionInfo) -> str:
    """Return the list of changes of an edition before which there is none."""
    return f"# {edition.title}, edition {edition.name}\n\nThis is the first edition; everything in it is new.\n"


def news(directory: Path, most: int = 10) -> tuple[Told, ...]:
    """Return so many of the last editions of a directory, the newest first, each with what changed in it."""
    return tuple(told(one) for one in reversed(editions(directory)[-most:]))
