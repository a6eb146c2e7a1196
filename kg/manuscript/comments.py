"""A copy of a .docx with a comment at every citation of which something is to be said."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING
from unicodedata import normalize

from kg.errors import KgError
from kg.manuscript.remarks import Remark
from kg.manuscript.report import as_text
from kg.manuscript.text import Span

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run

__all__ = ["commented"]

_AUTHOR, _INITIALS = "Alliance Atlas", "AA"
_LOUD = ("error", "warning", "unread", "note")


def commented(name: str, content: bytes, remarks: Iterable[Remark]) -> bytes:
    """Return a copy of a .docx with comments; raises KgError where the document cannot be opened for that."""
    import docx  # only for who asks for comments

    try:
        document = docx.Document(io.BytesIO(content))
        _Comments(document).add(remarks)
    except (ValueError, KeyError, AttributeError, SyntaxError, NotImplementedError) as error:
        raise KgError(f"{name}: no comments can be put into it; save it anew as .docx, or take the report") from error
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


class _Comments:
    """The paragraphs of a document in their order, found again by their letters."""

    def __init__(self, document: Document) -> None:
        from docx.oxml.ns import qn
        from docx.text.paragraph import Paragraph

        self._document = document
        self._paragraphs = [Paragraph(one, document._body) for one in document.element.body.iter(qn("w:p"))]  # noqa: SLF001
        self._letters = [_letters(one.text) for one in self._paragraphs]
        self._after = 0

    def add(self, remarks: Iterable[Remark]) -> None:
        """Put a comment at each place of each remark that asks for something."""
        loud = (one for one in remarks if one.severity in _LOUD)
        for span, remark in ((span, one) for one in loud for span in one.spans):
            runs = list(self._runs(span))
            if runs:
                self._document.add_comment(runs, text=as_text(remark), author=_AUTHOR, initials=_INITIALS)

    def _runs(self, span: Span) -> Iterator[Run]:
        """Yield the runs that hold the words of a span, cut where the words begin and end."""
        paragraph = self._paragraph(_letters(span.paragraph.text))
        if paragraph is None:
            return
        wanted, first = _letters(span.words), len(_letters(span.paragraph.text[:span.start]))
        at = _letters(paragraph.text).find(wanted, max(0, first - len(wanted)))
        if at < 0:
            yield from paragraph.runs
            return
        yield from _cut_out(paragraph, at, at + len(wanted))

    def _paragraph(self, letters: str) -> WordParagraph | None:
        """Return the next paragraph with these letters, or the first; a note's words stand in no paragraph."""
        told = [(number, own) for number, own in enumerate(self._letters) if own]
        found = [number for number, own in told if own == letters] or [
            number for number, own in told if own in letters or letters in own]
        later = [number for number in found if number >= self._after]
        if not found:
            return next((one for one in self._paragraphs if one.runs), None)
        self._after = (later or found)[0]
        return self._paragraphs[self._after]


def _cut_out(paragraph: WordParagraph, first: int, last: int) -> Iterator[Run]:
    """Yield the runs between two letters of a paragraph, after cutting those that reach beyond."""
    at = 0
    for run in list(paragraph.runs):
        size = len(_letters(run.text))
        begins, ends = max(first, at), min(last, at + size)
        if begins < ends:
            yield _part(run, begins - at, ends - at, size)
        at += size


def _part(run: Run, first: int, last: int, size: int) -> Run:
    """Return the part of a run between two letters; a run that holds more than text is left whole."""
    if (first, last) == (0, size) or any(not child.tag.endswith(("}t", "}rPr")) for child in run._r):  # noqa: SLF001
        return run
    text = run.text
    start, end = _offset(text, first + 1) - 1, _offset(text, last)
    _beside(run, text[:start], before=True)
    _beside(run, text[end:], before=False)
    run.text = text[start:end]
    return run


def _beside(run: Run, text: str, *, before: bool) -> None:
    if text:
        twin = deepcopy(run._r)  # noqa: SLF001 - python-docx has no way to divide a run
        (run._r.addprevious if before else run._r.addnext)(twin)  # noqa: SLF001
        type(run)(twin, run._parent).text = text  # noqa: SLF001


def _offset(text: str, letters: int) -> int:
    """Return where in a text so many of its letters and digits are over."""
    seen = 0
    for at, sign in enumerate(text):
        if seen >= letters:
            return at
        seen += len(_letters(sign))
    return len(text)


def _letters(text: str) -> str:
    """Return the letters and digits of a text, which are the same however a program writes what is between them."""
    return "".join(filter(str.isalnum, normalize("NFKC", text)))
