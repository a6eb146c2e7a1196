"""In-text citations that name author and year: parenthetical, narrative, second-hand, several in one bracket.

What looks like a citation and cannot be read is yielded as such: it must never count as looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from kg.errors import LocatorError
from kg.locator import PageRange
from kg.manuscript import names as named
from kg.manuscript.text import Citation, Keyed, Paragraph, Span

__all__ = ["Recognised", "Unread", "pages_of", "recognise"]

_BRACKET = re.compile(r"\([^()]{1,1500}\)|\[[^\[\]()]{0,300}[^\W\d_]{2}[^\[\]()]{0,300}\d{4}[^\[\]()]{0,300}\]")
_YEAR = re.compile(named.YEAR)
_TWO_YEARS = re.compile(r"(?:(?P<original>\d{4})\s*/\s*)?(?P<year>" + named.YEAR + r")(?:\s*\[(?P<first>\d{4})\])?")
_NEXT_YEAR = re.compile(r"\s*,\s*(?:(?:and|&)\s+)?(?:(?P<year>" + named.YEAR + r")|(?P<letter>[b-z])(?=\s*(?:,|$)))")
_SEEN_IN = re.compile(r",?\s*\b(?:as\s+)?(?:cited|quoted|described|reported|discussed)\s+(?:in|by)\b\s*|\bapud\b\s*"
                      r"|\bzit(?:\.|iert)\s+nach\b\s*", re.IGNORECASE)
_NUMBER = r"(?:[A-Z]?\d{1,5}(?![\d%])|(?<!\w)[ivxlc]{1,7}(?!\w))"
_RANGE = rf"{_NUMBER}(?:\s*[–—/-]\s*{_NUMBER})?(?:ff?\b\.?)?"
_PAGES = re.compile(rf"(?P<mark>\bpp?(?:\.\s*|\s+|(?=\d))|\b(?:S|pág|págs|pag|str)\.\s*|\bpages?\s+|\bat\s+)?"
                    rf"(?P<pages>{_RANGE}(?:\s*(?:,|&|and)\s*{_RANGE})*)")
_ONLY_PAGES = re.compile(rf"\s*(?:see\s+)?(?:pp?\.?\s*|pages?\s+)(?P<pages>{_RANGE}(?:\s*,\s*{_RANGE})*)\s*",
                         re.IGNORECASE)
_AUTHOR_PAGE = re.compile(r"(?P<names>[^\d]{2,80}?)\s*,?\s*\d{1,4}(?:\s*[–-]\s*\d{1,4})?\s*")
#: Numbers of a reference list, the last of them with pages: 1, 3–5, p. 12; 7.
_NUMBERED = (r"\d{1,3}(?:\s*[,–-]\s*\d{1,3})*(?:\s*[,:]\s*pp?\.\s*\d{1,5}(?:\s*[–-]\s*\d{1,5})?)?")
_NUMBERS = rf"{_NUMBERED}(?:\s*;\s*{_NUMBERED})*"
_NUMERIC = re.compile(rf"\[{_NUMBERS}\]"
                      r"|(?:(?<=[^\W\d_]{3})|(?<=[.,;”’\")]))[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[,–-][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*")
#: Brackets within brackets within brackets.
_DEEPEST = 3
_ROUND = re.compile(rf"\({_NUMBERS}\)")
_COMMAND = re.compile(r"\\\w*cite\w*\*?(?:\[[^\]\n]{0,200}\]){0,2}\{[^}\n]{1,200}\}")


class Unread(NamedTuple):
    """What looks like a citation and is none that could be read, and why."""

    span: Span
    reason: str


class Recognised(NamedTuple):
    """What was found in a paragraph."""

    citations: list[Citation]
    unread: list[Unread]


def recognise(paragraph: Paragraph, *, is_numbered: bool = False) -> Recognised:
    """Return the citations of a paragraph; `is_numbered` tells that its reference list has numbers."""
    found = Recognised([], [])
    for keyed in paragraph.keyed:
        found.citations.append(_by_key(paragraph, keyed))
    for bracket in _brackets(paragraph.text):
        if not any(keyed.start < bracket.end() and bracket.start() < keyed.end for keyed in paragraph.keyed):
            _Bracket(paragraph, bracket, found).read()
    for pattern, reason in ((_NUMERIC, "a number"), (_COMMAND, "a command")) + ((_ROUND, "a number"),) * is_numbered:
        spans = [Span(paragraph, *match.span()) for match in pattern.finditer(paragraph.text)
                 if not any(keyed.start <= match.start() < keyed.end for keyed in paragraph.keyed)]
        found.unread.extend(Unread(span, f"{reason} instead of author and year") for span in spans)
    if paragraph.kind == "note" and not found.citations and re.search(r"\d|\b[Ii]bid", paragraph.text):
        found.unread[:] = [Unread(Span(paragraph, 0, len(paragraph.text)), "a note instead of author and year")]
    return Recognised(sorted(found.citations, key=lambda one: one.span.start), found.unread)


def _brackets(text: str) -> Iterator[re.Match[str]]:
    """Yield pairs of brackets, the inner ones first; the outer ones without what stands in the inner."""
    for _ in range(_DEEPEST):
        yield from _BRACKET.finditer(text)
        text = _BRACKET.sub(lambda match: " " * len(match[0]), text)


def _by_key(paragraph: Paragraph, keyed: Keyed) -> Citation:
    locator, pages = pages_of(keyed.suffix)
    return Citation(span=Span(paragraph, keyed.start, keyed.end), key=keyed.key, locator=locator, pages=pages)


class _Bracket:
    """One pair of brackets: each of its items is read with the names that stand in it, or before it."""

    def __init__(self, paragraph: Paragraph, bracket: re.Match[str], found: Recognised) -> None:
        self._paragraph, self._found = paragraph, found
        self._start, self._end, self._text = bracket.start(), bracket.end(), bracket[0][1:-1]
        self._names: named.Names | None = None
        self._is_narrative = False

    def read(self) -> None:
        """Add what the brackets hold to what was found."""
        if only := _ONLY_PAGES.fullmatch(self._text):
            self._add_pages(only["pages"])
            return
        at = self._start + 1
        for item in self._text.split(";"):
            self._item(item, at)
            at += len(item) + 1

    def _item(self, item: str, at: int) -> None:
        seen_in = _SEEN_IN.search(item)
        if seen_in is None:
            self._found.citations.extend(self._works(item, at))
            return
        via = self._works(item[seen_in.end():], at + seen_in.end())
        first = self._works(item[:seen_in.start()], at) if _YEAR.search(item[:seen_in.start()]) else []
        self._found.citations.extend([replace(one, via=via[0]) for one in first] if via else first)
        if via and not first:
            self._second_hand(via[0])
        self._found.citations.extend(via)

    def _works(self, item: str, at: int) -> list[Citation]:
        """Return one citation per year of an item; the page belongs to the last."""
        years = _TWO_YEARS.search(item)
        if years is None:
            self._look_at_page(item, at)
            return []
        if not self._find_names(item[:years.start()], at):
            self._look_at_year(item, at, years)
            return []
        printed, end = _years(item, years)
        rest = item[end:]
        locator, pages = pages_of(rest)
        if _is_prose(rest, pages):
            return []
        names, more, start = self._names or named.Names()
        span = Span(self._paragraph, start if self._is_narrative else at + len(item) - len(item.lstrip()),
                    self._end if self._is_narrative else at + len(item.rstrip()))
        made = [Citation(span=span, names=names, more=more, year=year, original=original,
                         is_narrative=self._is_narrative) for original, year in printed]
        return [*made[:-1], replace(made[-1], locator=locator, pages=pages)]

    def _find_names(self, head: str, at: int) -> bool:
        """Whether names stand before a year: in its item, in the one before, or before the brackets."""
        plain = re.sub(r"\[[^\]]*\]", "", head).rstrip()
        if (found := named.before(plain)) and not plain[:found.start].rstrip().endswith(":"):
            self._names, self._is_narrative = found, False
        elif not plain.strip(" ,").replace("see", "").replace("e.g.", "").strip() and at == self._start + 1:
            first = max(0, self._start - 200)
            self._names, self._is_narrative = named.before(self._paragraph.text[first:self._start]), True
            self._names = self._names and self._names._replace(start=self._names.start + first)
        elif plain.strip():
            return False
        return self._names is not None

    def _second_hand(self, via: Citation) -> None:
        """Say of the narrative citation before the brackets that its work was seen in another."""
        made = self._found.citations
        if made and made[-1].is_narrative and not re.search(r"[.!?]\s", self._between(made[-1])):
            made[-1] = replace(made[-1], via=via)

    def _between(self, citation: Citation) -> str:
        return self._paragraph.text[citation.span.end:self._start]

    def _add_pages(self, printed: str) -> None:
        """Give pages that stand alone in brackets to the narrative citation before them."""
        made = self._found.citations
        if made and not made[-1].pages and made[-1].is_narrative:
            locator, pages = pages_of(f"p. {printed}")
            made[-1] = replace(made[-1], locator=locator, pages=pages)

    # What looks like a citation and is not read

    def _look_at_page(self, item: str, at: int) -> None:
        page = _AUTHOR_PAGE.fullmatch(item)
        if page and not item.lstrip()[:1].islower() and named.whole(page["names"].strip()):
            self._leave(at, item, "author and page without a year")

    def _look_at_year(self, item: str, at: int, years: re.Match[str]) -> None:
        head, rest = item[:years.start()].strip(), item[years.end():]
        if not head and at == self._start + 1 and named.is_thing(self._paragraph.text[:self._start]):
            return
        if not head:
            self._leave(at, item, "a year without a name before it")
        elif pages_of(rest)[1] or re.search(rf"{named.WORD}.*,$", head) or head.endswith(":"):
            self._leave(at, item, "no names that could be read")

    def _leave(self, at: int, item: str, reason: str) -> None:
        self._found.unread.append(Unread(Span(self._paragraph, at, at + len(item)), reason))


def _years(item: str, first: re.Match[str]) -> tuple[list[tuple[str, str]], int]:
    """Return the years of an item, each with the one in which the work first came out, and where they end."""
    both = sorted(filter(None, (first["original"] or first["first"], first["year"])))
    made, end = [(both[0] if len(both) > 1 else "", both[-1])], first.end()
    while more := _NEXT_YEAR.match(item, end):
        made.append(("", more["year"] or re.sub(r"[a-z]$", "", made[-1][1]) + more["letter"]))
        end = more.end()
    return made, end


def _is_prose(rest: str, pages: tuple[PageRange, ...]) -> bool:
    """Whether a sentence goes on behind the year, so that it was none of a citation."""
    return not pages and re.match(r"\s+[a-zà-ÿ]+\s+\w", rest) is not None


def pages_of(text: str) -> tuple[str, tuple[PageRange, ...]]:
    """Return the locator behind a year, and its pages where it names pages.

    >>> pages_of(": 252–3")
    ('pp. 252–253', (PageRange(series='', first=252, last=253),))
    >>> pages_of(", para. 4, emphasis added")
    ('para. 4, emphasis added', ())
    """
    plain = re.sub(r"^[\s,:\[]+|[\s\]]+$", "", text)
    match = _PAGES.match(plain) or _PAGES.search(plain)
    if match is None or not (match["mark"] or (match.start() == 0 and match["pages"][:1].isdigit())):
        return plain, ()
    if not match["mark"] and plain[match.end():match.end() + 1].isalpha():
        return plain, ()
    ranges = re.split(r"\s*(?:,|&|and)\s*", match["pages"])
    pages = tuple(filter(None, map(_range, ranges)))
    if not pages:
        return plain, ()
    listed = ", ".join(map(_printed, pages))
    return f"{'p.' if len(pages) == 1 and pages[0].first == pages[0].last else 'pp.'} {listed}", pages


def _range(text: str) -> PageRange | None:
    first, _, last = re.sub(r"[—–/]", "-", re.sub(r"ff?\.?$|\s", "", text)).partition("-")
    if last.isdigit() and first.isdigit() and len(last) < len(first):
        last = first[:len(first) - len(last)] + last
    try:
        return PageRange.parse(f"{first}-{last}" if last else first)
    except LocatorError:
        return None


def _printed(page: PageRange) -> str:
    ends = [page.first, page.last][:1 + (page.last > page.first)]
    return "–".join(_roman(end) if page.series == "roman" else f"{page.series}{end}" for end in ends)


def _roman(number: int) -> str:
    """Return a number below a thousand as front matter has it."""
    digits = zip(map(int, f"{number:03}"), ("c", "x", "i"), ("d", "l", "v"), ("m", "c", "x"), strict=True)
    return "".join(("", a, a * 2, a * 3, a + b, b, b + a, b + a * 2, b + a * 3, a + c)[n] for n, a, b, c in digits)
