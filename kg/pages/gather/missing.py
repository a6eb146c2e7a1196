"""What is not recorded although a reader would look for it, in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.model import Passage, Work

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["missing", "missing_of_work"]

#: A record must have a title; these words stand where nobody knows it.
_UNTITLED = ("", "[title unknown]")


def missing(atlas: Atlas, passages: Iterable[Passage]) -> list[str]:
    """Return what is not recorded of some passages and their works."""
    found = list({one.key: one for one in passages}.values())
    works = {one.work.key: one.work for one in found}.values()
    unplaced = [one.work for one in found if not one.locator]
    wordless = [one.work for one in found if not one.quotation and not one.paraphrase]
    return [*_of_works(atlas, works), *_line("Where a passage stands in", unplaced),
            *_line("The words of a passage of", wordless)]


def missing_of_work(atlas: Atlas, work: Work) -> list[str]:
    """Return what the record of a work does not say."""
    return _of_works(atlas, [work])


def _of_works(atlas: Atlas, works: Iterable[Work]) -> list[str]:
    found = list(works)
    records = {one.key: atlas.record(one.key) for one in found}
    nobody = [one for one in found if not records[one.key].get("author") and not records[one.key].get("editor")]
    return [*_line("The year of", [one for one in found if one.year is None]),
            *_line("The title of", [one for one in found if one.title in _UNTITLED]),
            *_line("The author or editor of", nobody)]


def _line(what: str, works: Iterable[Work]) -> list[str]:
    names = sorted({one.label or one.key for one in works})
    return [f"{what}: {'; '.join(names)}."] if names else []
