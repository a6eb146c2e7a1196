"""What the atlas knows, as a manuscript asks for it: works by author and year, doubtful credits, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kg.audit import FOUND, TELLING, Look, Text, difference
from kg.errors import LocatorError
from kg.locator import PageRange, parse
from kg.manuscript import references
from kg.manuscript.citations import recognise
from kg.manuscript.names import fold
from kg.manuscript.text import Citation, Entry, Paragraph
from kg.model import Credit, Passage, Work

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["Known", "Seen", "overlaps", "pages_of", "says_the_same"]

#: A word long enough to tell what a sentence is about.
_WORD = re.compile(r"[^\W\d_]{5,}")
#: Which part of the fewer telling words a sentence and a passage share when both say the same, and how many at least.
_ALIKE, _FEW = 0.6, 5
#: A difference that is only words before or behind those that the atlas quotes.
_EDGES = re.compile(r"(?:\[-[^-]*-\] )?[^\[{]*(?: \[-[^-]*-\])?")
#: Which part of the shorter one's words two quotations share before their letters are compared.
_SHARED = 0.6


class Seen(NamedTuple):
    """A passage whose words were quoted: how they stand there, and how they differ where they do."""

    passage: Passage
    outcome: str
    differs: str = ""


class Known:
    """One atlas, read once for a manuscript."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._works = {work.key: work for work in atlas.works()}
        self._entries = [_entry(work) for work in self._works.values()]
        self.families = references.authors(self._entries)

    def works(self, citation: Citation, title: str = "") -> list[Work]:
        """Return the works that a citation may mean; the title of its entry decides between several."""
        near = self._by_family.get(_last(citation), ())
        found = references.meant(replace(citation, key=""), near) if citation.names else []
        named = [one for one in found if title and fold(one.title)[:25] == fold(title)[:25]]
        return [self._works[one.key] for one in named or found]

    @cached_property
    def _by_family(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for one in self._entries:
            for word in {fold(name).split()[-1] for name in one.names[:1] if fold(name)}:
                found.setdefault(word, []).append(one)
        return found

    def sure_of(self, work: Work, field: str) -> str:
        """Return how sure a field of a work's record is."""
        doubts = self._atlas.record(work.key).get("custom", {}).get("doubts", {})
        return str(doubts.get(field, work.certainty))

    def original(self, work: Work) -> tuple[Work | None, bool]:
        """Return the work that this one translates, reprints or revises, and whether it is a later edition."""
        csl = self._atlas.record(work.key)
        return self._works.get(csl.get("custom", {}).get("original", "")), "edition" in csl

    def holding(self, citation: Citation, page: PageRange) -> Work | None:
        """Return another work of the same first author in whose pages a page stands."""
        near = (self._works[one.key] for one in self._by_family.get(_last(citation), ()))
        return next((work for work in near if (pages := pages_of(work)) and pages.holds(page)), None)

    # Credits

    @cached_property
    def _credits(self) -> list[tuple[Credit, Citation | None]]:
        return [(one, _printed(one.attribution.credited)) for one in self._atlas.credits()
                if one.attribution.is_doubtful]

    def credited(self, citation: Citation, work: Work | None) -> list[Credit]:
        """Return the doubtful citations of the atlas that name the same work, by record or as printed."""
        return [credit for credit, printed in self._credits
                if (work is not None and credit.attribution.work == work
                    and (printed is None or printed.year == citation.year))
                or (work is None and printed and _is_alike(citation, printed))]

    # Quotations

    @cached_property
    def _quoted(self) -> list[tuple[Passage, Text, frozenset[str]]]:
        return [(one, Text(_marked(one.quotation)), _words(one.quotation)) for one in self._atlas.passages()
                if one.quotation and one.locator != "title" and len(one.quotation.split()) >= TELLING]

    def quoted(self, words: str) -> list[Seen]:
        """Return the passages in which quoted words stand, or else those with similar words."""
        mine, found = _words(words), list[Seen]()
        for passage, text, theirs in self._quoted:
            if mine and len(mine & theirs) >= _SHARED * min(len(mine), len(theirs)):
                seen = _look(words, passage, text)
                found += [seen] if seen else []
        exact = [one for one in found if one.outcome in FOUND]
        return exact or found


def _look(words: str, passage: Passage, text: Text) -> Seen | None:
    """Look for the shorter of two quotations in the longer one."""
    words, known = _marked(words), _marked(passage.quotation or "")
    if len(words.split()) <= len(known.split()):
        look = text.look(words)
        if look.outcome == "near" and _EDGES.fullmatch(look.difference):
            return Seen(passage, "own-words")
        return None if look.outcome == "absent" else Seen(passage, look.outcome, look.difference)
    look = Text(words).look(known)
    return None if look.outcome == "absent" else Seen(passage, look.outcome, _turned(look))


def _marked(quotation: str) -> str:
    """Return a quotation with marks of one kind: those within it change with those around it."""
    return re.sub("[“”„«»‘’\"]", "'", quotation)


def _turned(look: Look) -> str:
    return difference(look.nearest, look.asked) if look.outcome == "near" and look.likeness < 1 else look.difference


def pages_of(work: Work) -> PageRange | None:
    """Return the pages of a work, where both ends are known."""
    try:
        found = PageRange.parse(work.pages or "")
    except LocatorError:
        return None
    return found if found.first < found.last else None


def overlaps(locator: str | None, pages: Iterable[PageRange]) -> bool:
    """Whether a locator of the atlas and cited pages have a page in common."""
    try:
        known = parse(locator or "").pages
    except LocatorError:
        return False
    return known is not None and any(known.series == page.series and known.first <= page.last
                                     and page.first <= known.last for page in pages)


def says_the_same(sentence: str, passage: Passage) -> bool:
    """Whether a sentence and a passage share most of their telling words."""
    theirs, mine = _words(passage.quotation or passage.paraphrase or ""), _words(sentence)
    return len(theirs & mine) >= max(_FEW, _ALIKE * min(len(theirs), len(mine)))


def _words(text: str) -> frozenset[str]:
    return frozenset(map(str.casefold, _WORD.findall(text)))


def _last(citation: Citation) -> str:
    return fold(citation.names[0]).split()[-1] if citation.names and fold(citation.names[0]) else ""


def _entry(work: Work) -> Entry:
    """Return a work as an entry: its label names one or two authors, its reference the many."""
    head = work.label.rpartition(" (")[0]
    one = references.entry(work.reference)
    few = tuple(head.split(" & "))
    many = re.split(r" et al\.?$| and colleagues$", head)
    names = few if len(many) == 1 else one.names if len(one.names) > len(few) else (many[0], "", "")
    return replace(one, names=names, year=work.label.rpartition("(")[2].rstrip(")"), title=work.title, key=work.key)


def _printed(credited: str) -> Citation | None:
    found = recognise(Paragraph("", 1, f"({credited})")).citations
    return found[0] if found else None


def _is_alike(one: Citation, other: Citation) -> bool:
    return one.year == other.year and len(one.names) == len(other.names) and all(
        fold(a).split()[-1] == fold(b).split()[-1] for a, b in zip(one.names, other.names, strict=True))
