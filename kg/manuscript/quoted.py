"""The rules by which quotations are judged: whether the atlas knows the words, from where, and exactly so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from kg.audit import FOUND, TELLING
from kg.manuscript.known import Known, Seen, overlaps
from kg.manuscript.remarks import Remark
from kg.manuscript.rules import place_of
from kg.manuscript.text import Citation, Quotation, sentence
from kg.model import STATUSES, Work

__all__ = ["of_quotation", "sources"]

#: So many words two authors hardly find independently of each other.
_STRANGE = 6
#: So few letters stand between a quotation that ends a sentence and its citation in brackets.
_CLOSE = 4
#: What stands between citations in one pair of brackets.
_BETWEEN = re.compile(r"[;,\s]*")
Works = Callable[[Citation], Sequence[Work]]


def sources(quotation: Quotation, citations: Sequence[Citation]) -> list[Citation]:
    """Return the citations that belong to a quotation: the next in its sentence, or else the one before."""
    span = quotation.span
    first, last = sentence(span)
    if span.start == 0 and span.end == len(span.paragraph.text):
        return list(citations)
    behind = _between(citations, span.end, max(last, span.end + _CLOSE))
    if behind:
        together, text = [behind[0]], span.paragraph.text
        for one in behind[1:]:
            if _BETWEEN.fullmatch(text, together[-1].span.end, one.span.start):
                together.append(one)
        return together + [one.via for one in together if one.via]
    return list(_between(citations, first, span.start)[-1:])


def _between(citations: Sequence[Citation], first: int, last: int) -> Sequence[Citation]:
    """Return the citations of a paragraph that begin between two letters."""
    start = bisect_left(citations, first, key=_begins)
    return citations[start:bisect_left(citations, last, lo=start, key=_begins)]


def _begins(citation: Citation) -> int:
    return citation.span.start


def of_quotation(quotation: Quotation, citations: Sequence[Citation], works: Works, known: Known) -> Iterator[Remark]:
    """Yield what is to be said of a quotation, given its citations; nothing where the atlas does not know it."""
    size = len(quotation.words.split())
    if size < TELLING:
        return
    found = known.quoted(quotation.words)
    if not found:
        return
    cited = {work.key: one for one in citations for work in works(one)}
    right = [seen for seen in found if seen.passage.work.key in cited]
    credited = [seen for seen in found if any(a.work and a.work.key in cited for a in seen.passage.attributions)]
    best = (right or credited or found)[0]
    if best.outcome not in FOUND:
        yield _remark(quotation, "quotation-differs", best, f"Here [-so-], there {{+so+}}: {best.differs}")
    elif right:
        yield _on_page(quotation, right, cited[best.passage.work.key])
    elif credited:
        yield _second_hand(quotation, best, cited)
    elif size >= _STRANGE:
        yield _remark(quotation, "quotation-elsewhere" if cited or citations else "quotation-uncited", best, "")


def _on_page(quotation: Quotation, right: Sequence[Seen], citation: Citation) -> Remark:
    """Whether the page that is given is one on which the atlas knows the words."""
    placed = [seen for seen in right if overlaps(seen.passage.locator, citation.pages)]
    off = citation.pages and not placed and all((seen.passage.locator or "").startswith("p") for seen in right)
    return _remark(quotation, "quotation-page" if off else "quotation-found", (placed or right)[0], "")


def _second_hand(quotation: Quotation, seen: Seen, cited: dict[str, Citation]) -> Remark:
    credit = next(a for a in seen.passage.attributions if a.work and a.work.key in cited)
    said = f"There they are credited to {credit.credited}: {'; '.join(STATUSES[one] for one in credit.statuses)}"
    return _remark(quotation, "quotation-second-hand", seen, said, credit.reason)


def _remark(quotation: Quotation, code: str, seen: Seen, said: str, reason: str = "") -> Remark:
    passage = seen.passage
    words = f"{passage.work.label}: “{passage.quotation}”"
    instead = "" if code == "quotation-found" else place_of(passage)
    return Remark(code=code, subject=f"“{_cut(quotation.words)}”", spans=(quotation.span,), said=said,
                  evidence="; ".join(filter(None, [words, reason.rstrip(".")])), instead=instead)


def _cut(text: str, most: int = 100) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[:most].rsplit(' ', 1)[0]} …"
