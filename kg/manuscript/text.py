"""A manuscript as paragraphs, each with its place; nothing here knows files or the atlas."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.locator import PageRange

__all__ = ["Citation", "Entry", "Keyed", "Manuscript", "Paragraph", "Quotation", "Span", "quotations", "sentence"]

#: So many letters on each side tell a reader where to look.
_AROUND = 60
_QUOTED = re.compile(r"[“„«]([^“„«»”]{2,2000})[”“»]|\"([^\"]{2,2000})\"|(?<!\w)‘([^‘\n]{2,2000}?)’(?!\w)")
#: Where a sentence ends: not behind an initial or what citations abbreviate.
_STOP = re.compile(r"(?<!\bal)(?<!\bp)(?<!\bpp)(?<!\bcf)(?<!\be\.g)(?<!\bi\.e)(?<!\bpara)(?<!\b[A-Z])[.!?][”\"’»)]*\s+")


@dataclass(frozen=True, slots=True)
class Keyed:
    """A citation by the key of a reference list: where it stands, and what is said beside the key."""

    start: int
    end: int
    key: str
    suffix: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph under its heading, counted from 1; `kind` is "text", "note" or "block" (a block quotation)."""

    section: str
    number: int
    text: str
    kind: str = "text"
    keyed: tuple[Keyed, ...] = ()

    @cached_property
    def stops(self) -> list[int]:
        """Where its sentences begin, and where the last one ends."""
        return [0, *(stop.end() for stop in _STOP.finditer(self.text)), len(self.text)]

    @property
    def place(self) -> str:
        """Its place in the words of APA's locators."""
        kind = " (note)" if self.kind == "note" else ""
        return ", ".join(filter(None, [self.section, f"para. {self.number}{kind}"]))


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a paragraph."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words themselves."""
        return " ".join(self.paragraph.text[self.start:self.end].split())

    @property
    def around(self) -> str:
        """The words with those before and after them."""
        text, first, last = self.paragraph.text, max(0, self.start - _AROUND), self.end + _AROUND
        return f"{'…' if first else ''}{' '.join(text[first:last].split())}{'…' if last < len(text) else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One work cited at one place.

    `names` are as printed, `more` tells of others who are not named ("et al."); `original` is the first of two years
    (1923/1970); `via` is the work in which the cited one was seen; `key` is its key in a reference list.
    """

    span: Span
    names: tuple[str, ...] = ()
    more: bool = False
    year: str = ""
    original: str = ""
    locator: str = ""
    pages: tuple[PageRange, ...] = ()
    via: Citation | None = None
    key: str = ""
    is_narrative: bool = False

    @property
    def label(self) -> str:
        """The work in author-date form."""
        many = self.more or len(self.names) > 2  # noqa: PLR2004 - APA 7, section 8.17
        names = f"{self.names[0]} et al." if many and self.names else " & ".join(self.names)
        years = "/".join(filter(None, [self.original, self.year]))
        return ", ".join(filter(None, [names or f"@{self.key}", years]))


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, or a block quotation."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One work of a reference list: as printed, by whom, when; `key` only where the list has keys."""

    printed: str
    names: tuple[str, ...] = ()
    year: str = ""
    title: str = ""
    key: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What was read: the paragraphs of the text, those of its reference list, and CSL records that it carries."""

    name: str
    paragraphs: tuple[Paragraph, ...]
    listed: tuple[Paragraph, ...] = ()
    records: tuple[Mapping[str, Any], ...] = ()


def quotations(paragraph: Paragraph) -> Iterator[Quotation]:
    """Yield what a paragraph puts between quotation marks, or all of it where it is a block quotation.

    >>> [q.words for q in quotations(Paragraph("", 1, "It’s “an open door” and ‘come in’, isn’t it?"))]
    ['an open door', 'come in']
    """
    text = paragraph.text
    if paragraph.kind == "block":
        words = re.sub(r"\s*\([^()]*\d[^()]*\)\.?\s*$", "", text).strip(" “”\"")
        yield Quotation(Span(paragraph, 0, len(text)), words)
        return
    for match in _QUOTED.finditer(text):
        yield Quotation(Span(paragraph, *match.span()), next(filter(None, match.groups())))


def sentence(span: Span) -> tuple[int, int]:
    """Return where the sentence begins and ends in which some words stand."""
    stops = span.paragraph.stops
    return stops[bisect_right(stops, span.start) - 1], stops[min(bisect_left(stops, span.end), len(stops) - 1)]
