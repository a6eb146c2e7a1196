"""How to cite what the atlas holds: works, passages and what rests on them, with every warning that goes along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import locator as locators
from kg import query
from kg.catalog.reader import Reader
from kg.cite import render
from kg.cite.render import Cite, Document
from kg.cite.shelf import Shelf, fill
from kg.cite.styles import find_style
from kg.errors import KgError, UnknownName
from kg.model import Attribution, Caution, Citation, Passage, Rendered, Rich, Work
from kg.search import nearest
from kg.vocab import BASE, PREFIXES, curie, expand, iri

if TYPE_CHECKING:
    from kg.store import Store

__all__ = ["citations", "of_passages", "shelve", "together"]

FILE = "citations.sqlite"


@dataclass(frozen=True, slots=True)
class _Draft:
    """What will be a citation once its `cite` is rendered."""

    of: str
    work: Work
    cite: Cite
    locator: str = ""
    quotation: str = ""
    paraphrase: str = ""
    original: Work | None = None
    credits: tuple[tuple[Attribution, _Draft | None], ...] = ()
    secondary: tuple[_Draft, ...] = ()
    out_of_range: str = ""
    certainty: str = ""
    seen_in: str = ""

    def cites(self) -> Iterator[Cite]:
        """Yield everything that has to be rendered for it."""
        yield self.cite
        for other in (*(better for _, better in self.credits if better), *self.secondary):
            yield from other.cites()


def citations(reader: Reader, directory: Path, name: str, style: str, **options: str) -> tuple[Citation, ...]:
    """Return how to cite a work, a passage or a statement: one citation for each of its passages.

    `options` are a `locator` for a work, and a `locale`. Raises UnknownName for a thing or a style nobody knows.
    """
    place, locale = options.get("locator", ""), options.get("locale", "")
    drafts = list(_drafts(reader, name, place))
    return _cited(reader, directory, drafts, style, locale)


def of_passages(reader: Reader, directory: Path, passages: Iterable[Passage], style: str) -> tuple[Citation, ...]:
    """Return how to cite each of some passages, rendered at once; raises UnknownName for a style nobody knows."""
    return _cited(reader, directory, [_passage(reader, one) for one in passages], style, "")


def _cited(reader: Reader, directory: Path, drafts: list[_Draft], style: str, locale: str) -> tuple[Citation, ...]:
    asked = [one for draft in drafts for one in draft.cites()]
    rendered = _shelf(directory).get(asked, find_style(style), locale)
    return tuple(_made(draft, rendered, reader, style) for draft in drafts)


def together(reader: Reader, names: Iterable[str], style: str, locale: str = "") -> Document:
    """Return a selection as one document, with its list of references; raises UnknownName."""
    cites = [draft.cite for name in names for draft in _drafts(reader, name, "")]
    return render.together(cites, find_style(style), locale)


def shelve(store: Store, directory: Path, before: Path) -> None:
    """Render every work and passage of a new build in the common styles; what the build before had is taken over."""
    reader = Reader(store)
    works = [_work(reader, work, "") for work in reader.works.values()]
    passages = [_passage(reader, one) for one in reader.passages(query.text("passages")).values()]
    fill(directory / FILE, before / FILE, (one for draft in (*works, *passages) for one in draft.cites()))


_SHELVES: dict[Path, Shelf] = {}


def _shelf(directory: Path) -> Shelf:
    if directory not in _SHELVES and len(_SHELVES) > 1:
        _SHELVES.clear()  # an older build
    return _SHELVES.setdefault(directory, Shelf(directory / FILE))


# --- what is cited ---


def _drafts(reader: Reader, name: str, place: str) -> Iterator[_Draft]:
    full = _address(name)
    if work := reader.works.get(full) or reader.works.get(f"{BASE}work/{name}"):
        yield _work(reader, work, place)
        return
    if place:
        raise KgError(f"{name}: only a work takes a locator, a passage has its own; leave the locator out")
    is_passage = curie(full).startswith("passage:")
    found = [full] if is_passage else [str(row[0]) for row in reader.rows("rests-on", said=full)]
    passages = reader.passages(query.text("passages", passage=found)) if found else {}
    if not passages:
        raise UnknownName("work or statement", name, nearest(name, [w.key for w in reader.works.values()]))
    yield from (_passage(reader, one) for one in passages.values())


def _address(name: str) -> str:
    """Return the IRI that a name means, also where it is written as a path: definition/NAME."""
    kind, slash, key = name.partition("/")
    found = expand(f"{kind}:{key}" if slash and kind in PREFIXES else name)
    return found if "://" in found and not set(found) & set(' <>"{}|^`\\') else f"{BASE}work/"


def _work(reader: Reader, work: Work, place: str) -> _Draft:
    wrong = ""
    if place:
        pages = locators.parse(place).pages
        range_ = locators.PageRange.parse(work.pages) if work.pages else None
        wrong = f"the work is printed on pages {work.pages}" if pages and range_ and not range_.holds(pages) else ""
    return _Draft(str(iri("work", work.key)), work, Cite.of(_csl(reader, work), place), place, out_of_range=wrong)


def _passage(reader: Reader, one: Passage) -> _Draft:
    csl, place = _csl(reader, one.work), one.locator or ""
    told = [a for a in one.attributions if a.work and a.work.key != one.work.key]
    secondary = tuple(_Draft(str(iri("attribution", a.key)), one.work,
                             Cite.of(csl, place, _csl(reader, a.work)), place, original=a.work)
                      for a in told if a.work)
    credits_ = tuple((a, _better(reader, a)) for a in one.attributions if a.is_doubtful)
    return _Draft(str(iri("passage", one.key)), one.work, Cite.of(csl, place), place, one.quotation or "",
                  one.paraphrase or "", credits=credits_,
                  secondary=secondary, certainty=one.certainty, seen_in=one.seen_in)


def _better(reader: Reader, one: Attribution) -> _Draft | None:
    if one.instead is None:
        return None
    work, place = one.instead.work, one.instead.locator or ""
    return _Draft(str(iri("work", work.key)), work, Cite.of(_csl(reader, work), place), place)


def _csl(reader: Reader, work: Work) -> Mapping[str, Any]:
    return reader.records[str(iri("work", work.key))]


# --- the citation ---


def _made(draft: _Draft, rendered: Mapping[Cite, Rendered], reader: Reader, style: str) -> Citation:
    found = rendered[draft.cite]
    seen = draft.original is None or str(iri("work", draft.original.key)) in reader.seen
    return Citation(
        of=draft.of, work=draft.work, style=style, locator=draft.locator, original=draft.original,
        is_original_seen=seen, parenthetical=found.parenthetical, narrative=found.narrative,
        reference=found.reference, quotation=_quotation(draft.quotation, found, style),
        words=draft.quotation, paraphrase=draft.paraphrase,
        cautions=(*_out_of_range(draft), *(
            Caution(a.credited, a.statuses, a.reason, _made(better, rendered, reader, style) if better else None)
            for a, better in draft.credits)),
        certainty=draft.certainty, seen_in=draft.seen_in,
        secondary=tuple(_made(other, rendered, reader, style) for other in draft.secondary),
        doubts=_csl(reader, draft.work).get("custom", {}).get("doubts", {}))


def _out_of_range(draft: _Draft) -> Iterable[Caution]:
    if draft.out_of_range:
        yield Caution(f"{draft.work.label}, {draft.locator}", ("page-out-of-range",), draft.out_of_range)


def _quotation(words: str, found: Rendered, style: str) -> Rich:
    if not words:
        return Rich()
    is_note = find_style(style).format == "note"
    cited = (("^", "1"),) if is_note else (("", " "), *found.parenthetical.runs)
    return Rich((("", f"“{_inner(words)}”"), *cited))


def _inner(words: str) -> str:
    """Return words whose own quotation marks are the inner ones.

    >>> _inner('he calls it "welcome" and “home”')
    'he calls it ‘welcome’ and ‘home’'
    """
    parts = words.replace("“", "‘").replace("”", "’").split('"')
    return "".join(part + ("‘’"[i % 2] if i < len(parts) - 1 else "") for i, part in enumerate(parts))
