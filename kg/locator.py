"""Where in a work a passage stands.

A locator is kept as the author of the passage file wrote it, once it has been shown to be unambiguous.
The grammar is told in `sources/README.md`, "Locators".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import LocatorError

__all__ = ["Locator", "PageRange", "parse"]

#: A roman numeral below 1000 is enough for front matter; the look-ahead refuses the empty one.
_ROMAN_PAGE = r"(?=[ivxlcd])(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_PAGE = rf"[A-Za-z]{{0,2}}[0-9]+|{_ROMAN_PAGE}"
_PAGES = re.compile(rf"pp?\. (?P<first>{_PAGE})(?:[–-](?P<last>{_PAGE}))?")
_RANGE = re.compile(rf"(?P<first>{_PAGE})(?:\s*[–-]\s*(?P<last>{_PAGE}))?")
_PARAGRAPH = re.compile(r"(?P<section>[^,\s].*[^,\s]|[^,\s]), paras?\. (?P<first>[0-9]+)(?:[–-](?P<last>[0-9]+))?")
_PART = re.compile(r"(?:chap|sec|vol|fig|no)\. \S.*|abstract|title|first page|entry|scope note")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

HELP = "write 'p. N', 'pp. N–M', 'SECTION, para. N', 'chap. N' or 'abstract'"


@dataclass(frozen=True, slots=True)
class PageRange:
    """A closed range of printed pages, comparable only within one series (arabic, roman, R795, e12).

    >>> PageRange.parse("252-260").holds(PageRange.parse("254"))
    True
    >>> PageRange.parse("R795-R804").holds(PageRange.parse("R801"))
    True
    >>> PageRange.parse("13-37").holds(PageRange.parse("xii"))
    False
    """

    series: str
    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> PageRange:
        """Read `252-260`, `xi-xiv`, `R795-R804` or one page; a range that runs backwards is refused.

        >>> PageRange.parse("145-7")
        Traceback (most recent call last):
        kg.errors.LocatorError: '145-7': the range runs backwards; write both ends in full
        """
        match = _RANGE.fullmatch(text.strip())
        if match is None:
            raise LocatorError(f"{text!r} is not a page or a range of pages; write 'N' or 'N–M'")
        series, first = _page(match["first"])
        last_series, last = _page(match["last"] or match["first"])
        if last < first or series != last_series:
            raise LocatorError(f"{text!r}: the range runs backwards; write both ends in full")
        return cls(series, first, last)

    def holds(self, other: PageRange) -> bool:
        """Whether every page of the other range is one of these."""
        return self.series == other.series and self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a work: its text as written, and its pages where it names pages.

    >>> parse("pp. 145–147").pages
    PageRange(series='', first=145, last=147)
    >>> parse("The Therapeutic Alliance, para. 4").pages is None
    True
    """

    text: str
    pages: PageRange | None = None

    def __str__(self) -> str:
        return self.text


def parse(text: str) -> Locator:
    """Return the locator that the text writes.

    >>> parse("pp. 145-7")
    Traceback (most recent call last):
    kg.errors.LocatorError: '145-7': the range runs backwards; write both ends in full
    >>> parse("page 12")
    Traceback (most recent call last):
    kg.errors.LocatorError: 'page 12': write 'p. N', 'pp. N–M', 'SECTION, para. N', 'chap. N' or 'abstract'
    """
    match = _PAGES.fullmatch(text)
    if match is not None:
        return _pages(text, match)
    paragraph = _PARAGRAPH.fullmatch(text)
    if paragraph is not None and int(paragraph["last"] or paragraph["first"]) < int(paragraph["first"]):
        raise LocatorError(f"{text!r}: the range runs backwards; write both ends in full")
    if paragraph is None and _PART.fullmatch(text) is None:
        raise LocatorError(f"{text!r}: {HELP}")
    return Locator(text)


def _pages(text: str, match: re.Match[str]) -> Locator:
    plural, ranged = text.startswith("pp."), match["last"] is not None
    if plural != ranged:
        raise LocatorError(f"{text!r}: write 'p.' for one page and 'pp.' for a range")
    return Locator(text, PageRange.parse(text.split(" ", 1)[1]))


def _page(text: str) -> tuple[str, int]:
    match = re.fullmatch(r"([A-Za-z]*?)(\d+)", text)
    return (match[1], int(match[2])) if match else ("roman", _roman(text))


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
