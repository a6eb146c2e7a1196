"""In-text citations by number, read with the numbers of the manuscript's own reference list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.manuscript.citations import pages_of
from kg.manuscript.text import Citation, Entry, Span

__all__ = ["entries_by_number", "read"]

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBER = re.compile(r"\s*\[?(\d{1,3})[\].)]")
_CITED = re.compile(r"(?P<first>\d{1,3})(?:\s*[–-]\s*(?P<last>\d{1,3}))?(?:\s*[,:]\s*(?P<pages>pp?\.\s*\d[\d\s–-]*))?")


def entries_by_number(entries: Iterable[Entry]) -> dict[int, Entry]:
    """Return the entries of a numbered list by their numbers; one that a program numbers has that of its place."""
    found: dict[int, Entry] = {}
    for place, one in enumerate(entries, 1):
        printed = _NUMBER.match(one.span.words) if one.span else None
        found.setdefault(int(printed[1]) if printed else place, one)
    return found


def read(span: Span, entries: Mapping[int, Entry]) -> list[Citation]:
    """Return the works that numbers between square brackets, or raised ones, stand for; none where one is unknown."""
    if span.words.startswith("("):  # may count off the points of a sentence
        return []
    found: list[Citation] = []
    for cited in _CITED.finditer(span.words.translate(_RAISED)):
        numbers = range(int(cited["first"]), int(cited["last"] or cited["first"]) + 1)
        named = [entries[number] for number in numbers if number in entries and entries[number].names]
        if not numbers or len(named) < len(numbers):
            return []
        locator, pages = pages_of(cited["pages"] or "")
        made = [Citation(span=span, names=one.names, year=one.year) for one in named]
        found += [*made[:-1], replace(made[-1], locator=locator, pages=pages)]
    return found
