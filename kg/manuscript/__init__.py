"""A manuscript against the atlas: its citations, its quotations and its reference list.

Nothing is kept of a manuscript, and nothing of it is sent anywhere: it is read in memory and forgotten.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.manuscript import citations as cited
from kg.manuscript import comments as margin
from kg.manuscript import numbers, quoted, reader, references, report, rules
from kg.manuscript.citations import Unread
from kg.manuscript.known import Known
from kg.manuscript.names import WORD, fold
from kg.manuscript.reader import MEGABYTES
from kg.manuscript.remarks import CODES, SEVERITIES, Remark
from kg.manuscript.text import Citation, Entry, Manuscript, Paragraph, Span, quotations
from kg.model import Work

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["CODES", "MANUSCRIPT_FILES", "MEGABYTES", "REFERENCE_FILES", "SEVERITIES", "ManuscriptReport", "Remark",
           "check_manuscript"]

#: The endings of the files that can be read.
MANUSCRIPT_FILES, REFERENCE_FILES = tuple(reader.SUFFIXES), tuple(references.SUFFIXES)

#: A manuscript of three hundred pages takes a tenth of it.
_SECONDS = 60
_OUTSIDE = re.compile(rf"(?P<name>{WORD})(?=(?P<rest>[^.;:()\[\]“”\"@]{{0,60}}?\b(?:1[5-9]|20)\d\d\b))")


@dataclass(frozen=True, slots=True)
class ManuscriptReport:
    """What came of checking a manuscript: every citation and all that is to be said, the gravest first."""

    name: str
    citations: tuple[Citation, ...]
    remarks: tuple[Remark, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many remarks there are of each severity, gravest first."""
        return {severity: sum(one.severity == severity for one in self.remarks) for severity in SEVERITIES}

    @property
    def summary(self) -> str:
        """What was found, in one sentence."""
        counts = ", ".join(f"{words}: {self.counts[severity]}" for severity, words in SEVERITIES.items())
        return f"{len(self.citations)} citations recognised; {counts}"

    def rows(self, severities: Iterable[str] = SEVERITIES) -> list[Mapping[str, str]]:
        """Return the remarks, of some severities, as plain text under the names of columns."""
        wanted = set(severities)
        return report.rows(one for one in self.remarks if one.severity in wanted)

    def as_html(self) -> str:
        """Return it as an HTML page of its own."""
        return report.as_html(self.name, self.summary, self.remarks)

    def commented(self, content: bytes) -> bytes:
        """Return a copy of the .docx that was checked, with the remarks as comments."""
        return margin.commented(self.name, content, self.remarks)


def check_manuscript(name: str, content: bytes, atlas: Atlas, references_name: str = "",
                     listed: bytes = b"") -> ManuscriptReport:
    """Return what the atlas knows of a manuscript's citations; raises KgError for a file that cannot be read.

    `name` tells by its ending what kind of file the content is; a reference list may be given beside it.
    """
    beside = references.in_file(references_name, listed) if references_name else ()
    return _Check(reader.read(name, content), beside, Known(atlas)).report()


class _Check:
    """One manuscript under one atlas."""

    def __init__(self, manuscript: Manuscript, beside: Sequence[Entry], known: Known) -> None:
        self._manuscript, self._known = manuscript, known
        self._last = time.monotonic() + _SECONDS
        own = references.in_section(manuscript.listed)
        self._keyed = (*beside, *map(references.record, manuscript.records))
        self._entries = own or self._keyed
        self._families = known.families | references.authors(self._entries)
        self.works = cache(self._works)

    def report(self) -> ManuscriptReport:
        """Return everything that is to be said."""
        numbered = references.is_numbered(self._manuscript.listed)
        entries = numbers.entries_by_number(self._entries) if numbered else {}
        citations, remarks = list[Citation](), list[Remark]()
        for paragraph in self._manuscript.paragraphs:
            found = cited.recognise(paragraph, is_numbered=numbered)
            by_number = {one: numbers.read(one.span, entries) for one in found.unread}
            resolved = sorted([*map(self._resolved, found.citations), *chain(*by_number.values())],
                              key=lambda one: one.span.start)
            citations += [one for one in resolved if one.names]
            remarks += self._unread(paragraph, resolved, [one for one, made in by_number.items() if not made])
            remarks += self._said(paragraph, [one for one in resolved if one.names], citations)
        remarks += self._compared(citations, is_numbered=numbered)
        gravest = sorted(_once(remarks), key=lambda one: list(SEVERITIES).index(one.severity))
        return ManuscriptReport(self._manuscript.name, tuple(citations), tuple(gravest))

    def _hurry(self) -> None:
        """Raise where the time is over."""
        if time.monotonic() > self._last:
            raise KgError(f"{self._manuscript.name}: takes longer than {_SECONDS} s to check; give it in parts")

    def _resolved(self, citation: Citation) -> Citation:
        """Give a citation by key the names and the year of its entry."""
        for one in references.meant(citation, self._keyed) if citation.key else ():
            return replace(citation, names=one.names, year=one.year)
        return citation

    def _works(self, citation: Citation) -> tuple[Work, ...]:
        titles = [one.title for one in references.meant(citation, self._keyed if citation.key else self._entries)]
        return tuple(self._known.works(citation, titles[0] if titles else ""))

    def _said(self, paragraph: Paragraph, citations: list[Citation], before: Sequence[Citation]) -> Iterable[Remark]:
        for citation in citations:
            self._hurry()
            yield from rules.of_citation(citation, self.works(citation), self._known)
        for quotation in quotations(paragraph):
            self._hurry()
            introduced = [before[-1]] if paragraph.kind == "block" and not citations and before else []
            belong = quoted.sources(quotation, citations) or introduced
            yield from quoted.of_quotation(quotation, belong, self.works, self._known)

    def _unread(self, paragraph: Paragraph, citations: Sequence[Citation],
                unread: Sequence[Unread]) -> Iterable[Remark]:
        """Yield what looks like a citation and was not read: in brackets, by a key of no list, or without brackets."""
        keys = [Unread(one.span, "its key is in no reference list given") for one in citations if not one.names]
        loose = self._loose(paragraph, [*(one.span for one in citations), *(one.span for one in unread)])
        for one in (*keys, *unread, *loose):
            yield Remark(code="unread", subject=one.span.words[:200], spans=(one.span,), said=one.reason)

    def _loose(self, paragraph: Paragraph, taken: Sequence[Span]) -> Iterable[Unread]:
        """Yield known authors with a year behind them, outside the spans that are taken already."""
        starts, last = sorted((one.start, one.end) for one in taken), 0
        for match in _OUTSIDE.finditer(paragraph.text):
            start, end = match.start(), match.end("rest")
            before = bisect_left(starts, (end, 0))
            is_free = start >= last and (before == 0 or starts[before - 1][1] <= start)
            if is_free and fold(re.sub(r"['’]s?$", "", match["name"])) in self._families:
                yield Unread(Span(paragraph, start, end), "author and year, but not in brackets")
                last = end

    def _compared(self, citations: Sequence[Citation], *, is_numbered: bool) -> Iterable[Remark]:
        if not citations:
            yield Remark(code="no-citations")
        if self._entries:
            yield from rules.listed(citations, self._entries, is_numbered=is_numbered)
        else:
            yield Remark(code="no-list")


def _once(remarks: Iterable[Remark]) -> list[Remark]:
    """Return remarks with those that are the same for every place of a work put into one."""
    made: dict[tuple[object, ...], Remark] = {}
    for number, one in enumerate(remarks):
        about = (one.code, one.subject, one.said, one.evidence)
        key = about if CODES[one.code].is_said_once else (number,)
        made[key] = replace(one, spans=(*made[key].spans, *one.spans)) if key in made else one
    return list(made.values())
