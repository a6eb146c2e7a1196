"""The rules by which citations are judged; each yields remarks, and none of them asks anything but the atlas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kg.manuscript import references
from kg.manuscript.known import Known, overlaps, pages_of, says_the_same
from kg.manuscript.names import is_same
from kg.manuscript.remarks import Remark
from kg.manuscript.text import Citation, Entry, sentence
from kg.model import CERTAINTIES, STATUSES, Credit, Passage, Place, Work

__all__ = ["listed", "of_citation", "place_of"]


#: A remark -> the remarks that say the same and more.
_SAID_BY = {"page-outside": {"known-wrong"}, "unidentified": {"known-wrong", "known-doubtful"}}


def of_citation(citation: Citation, works: Sequence[Work], known: Known) -> Iterator[Remark]:
    """Yield what is to be said of one citation, given the works of the atlas that it may mean."""
    if len(works) > 1:
        yield _about(citation, "ambiguous", "These are " + ", ".join(work.label for work in works))
        return
    work = works[0] if works else None
    found = [*_credited(citation, work, known), *(_of_work(citation, work, known) if work else ())]
    said = {one.code for one in found}
    found = [one for one in found if not said & _SAID_BY.get(one.code, set())]
    yield from found
    if work is None and not found:
        yield _about(citation, "not-in-atlas")
    elif work and not any(one.severity in ("error", "warning") for one in found):
        yield _about(citation, "checked", evidence=_evidence(work, known, citation))


def _about(citation: Citation, code: str, said: str = "", evidence: str = "", instead: str = "") -> Remark:
    subject = ", ".join(filter(None, [citation.label, citation.locator]))
    return Remark(code=code, subject=subject, spans=(citation.span,), said=said, evidence=evidence, instead=instead)


# --- what the atlas holds against a citation ---


def _credited(citation: Citation, work: Work | None, known: Known) -> Iterator[Remark]:
    """Yield the one remark that the doubtful credits of the atlas ask for."""
    text = citation.span.paragraph.text[slice(*sentence(citation.span))]
    met = [credit for credit in known.credited(citation, work) if not _is_second_hand(citation, credit, known)]
    same = [credit for credit in met if says_the_same(text, credit.passage)]
    there = [credit for credit in met if overlaps(credit.attribution.locator, citation.pages)]
    if chosen := same or there:
        off = any("page-out-of-range" in credit.attribution.statuses for credit in there)
        yield _from_credits(citation, chosen, "known-wrong" if off else "known-doubtful", known)


def _is_second_hand(citation: Citation, credit: Credit, known: Known) -> bool:
    """Whether the manuscript itself says that it has the work from the one whose credit is doubtful."""
    return citation.via is not None and credit.passage.work in known.works(citation.via)


def _from_credits(citation: Citation, credits_: Sequence[Credit], code: str, known: Known) -> Remark:
    """Tell of the credit with the fewest doubts: what it says holds for the page, whatever the sentence says."""
    credit = min(credits_, key=lambda one: len(one.attribution.statuses))
    one = credit.attribution
    off = one.work if one.work and "page-out-of-range" in one.statuses else None
    range_ = f"{_range(off)} ({_sure(known, off)})" if off and pages_of(off) else ""
    met = f"met in {credit.passage.work.label}, {credit.passage.locator or 'no locator'}"
    evidence = "; ".join(filter(None, [one.reason.rstrip("."), one.evidence.rstrip("."), met,
                                       CERTAINTIES.get(one.certainty, one.certainty)]))
    said = "; ".join(filter(None, [*(STATUSES[status] for status in one.statuses), range_]))
    return _about(citation, code, said, evidence, place_of(_better(credits_, is_off=off is not None)))


def _better(credits_: Sequence[Credit], *, is_off: bool) -> Place | None:
    """Return what to cite instead: for a wrong page what most credits say, otherwise only what all of them say."""
    places = Counter(one.attribution.instead for one in credits_)
    best, _ = places.most_common(1)[0]
    return best if is_off or len(places) == 1 else None


def place_of(place: Place | Passage | None) -> str:
    """Return a place to cite, and how sure it is."""
    if place is None:
        return ""
    where = ", ".join(filter(None, [place.work.label, place.locator]))
    return f"{where} ({CERTAINTIES.get(place.certainty, place.certainty)})"


def _of_work(citation: Citation, work: Work, known: Known) -> Iterator[Remark]:
    yield from _page(citation, work, known)
    if work.certainty == "unknown":
        original, _ = known.original(work)
        said = f"It may be an edition of {original.label}" if original else ""
        yield _about(citation, "unidentified", said, "no library or publisher record was found", )
    elif not citation.original:
        yield from _version(citation, work, known)


def _page(citation: Citation, work: Work, known: Known) -> Iterator[Remark]:
    pages = pages_of(work)
    for page in citation.pages if pages else ():
        if pages and page.series == pages.series and not pages.holds(page):
            other = known.holding(citation, page)
            yield _about(citation, "page-outside", _range(work),
                         f"page range: {_sure(known, work)}",
                         f"perhaps {_range(other).replace(' is ', ', ')}" if other else "")
            return


def _range(work: Work) -> str:
    return f"{work.label} is pp. {(work.pages or '').replace('-', '–')}"


def _sure(known: Known, work: Work) -> str:
    sure = known.sure_of(work, "page")
    return CERTAINTIES.get(sure, sure)


def _version(citation: Citation, work: Work, known: Known) -> Iterator[Remark]:
    original, is_edition = known.original(work)
    if original is None:
        return
    said = f"The atlas has it as a version of {original.label}"
    sure = f"{original.label}: {CERTAINTIES.get(original.certainty, original.certainty)}"
    both = f"{' & '.join(citation.names[:2])}, {original.year}/{work.year}"
    yield _about(citation, "edition" if is_edition else "reprint", said, sure, "" if is_edition else both)


def _evidence(work: Work, known: Known, citation: Citation) -> str:
    pages = pages_of(work)
    if citation.pages and pages:
        return f"{_range(work)} ({_sure(known, work)})"
    unknown = "; its page range is not known, so the page was not checked" if citation.pages else ""
    return f"{work.label}: {CERTAINTIES.get(work.certainty, work.certainty)}{unknown}"


# --- the reference list ---


def listed(citations: Iterable[Citation], entries: Sequence[Entry], *, is_numbered: bool) -> Iterator[Remark]:
    """Yield what is cited and not listed, and what is listed and not cited: which nobody knows of a numbered list."""
    cited, seen = set[int](), set[tuple[str, str]]()
    for citation in citations:
        means = [number for number, one in enumerate(entries) if one in references.meant(citation, [one])]
        cited.update(means)
        if not means and citation.via is None and (citation.label, citation.key) not in seen:
            seen.add((citation.label, citation.key))
            near = [one for one in entries if citation.names and one.names
                    and is_same(citation.names[0], one.names[0])]
            others = ", ".join(dict.fromkeys(f"{' & '.join(one.names[:2])} ({one.year})" for one in near))
            yield _about(citation, "not-in-list", f"The list has {others}" if others else "")
    for number, one in enumerate(entries):
        if number not in cited and not is_numbered:
            readable = bool(one.names and one.year)
            yield Remark(code="not-cited" if readable else "unread-entry", subject=_cut(one.printed),
                         spans=(one.span,) if one.span else ())


def _cut(text: str, most: int = 120) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"
