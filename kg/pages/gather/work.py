"""A work: its record field by field, its editions, its passages, what rests on it, and who credits it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.model import CERTAINTIES, Passage, Statement, TermUse, WorkPage
from kg.pages.gather.missing import missing_of_work

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["Field", "work"]

#: Field of CSL-JSON -> what a reader calls it, in the order of a title page; other fields are not shown.
_FIELDS = {
    "author": "Authors", "editor": "Editors", "translator": "Translators", "title": "Title", "type": "Kind",
    "container-title": "In", "collection-title": "Series", "edition": "Edition", "volume": "Volume", "issue": "Issue",
    "page": "Pages", "number": "Number", "issued": "Year", "original-date": "First published", "publisher": "Publisher",
    "publisher-place": "Place", "DOI": "DOI", "ISBN": "ISBN", "PMID": "PMID", "PMCID": "PMCID", "URL": "Address",
    "note": "Note",
}
#: How a note marks what is sure -> how a page says so.
_MARKS = ((r"\[(?=recalled|unknown)([^]]*)\]", r"(\1)"), (r"\[verified\]", "(seen in a source)"),
          (r"\[(abstract )?verified(?: abstract)?: ([^]]*)\]", r"(\1seen in a source: \2)"),
          (r"recalled: (high|medium|low)", r"recalled, \1 confidence"))
_WORD = re.compile(r"[\w.]*\w")
#: Kinds of CSL-JSON whose name says little; others are shown as they are, without hyphens.
_KINDS = {"article-journal": "journal article", "chapter": "chapter of a book", "entry-dictionary": "dictionary entry",
          "entry-encyclopedia": "encyclopedia entry", "paper-conference": "conference paper", "webpage": "web page"}
_PERSONS = ("author", "editor", "translator")


class Field(NamedTuple):
    """A field of a record: its name, its value, where that leads, and how sure it is where the record is surer.

    `names` are the makers of the work, each with the key of the person where that is known.
    """

    label: str
    value: str
    link: str = ""
    doubt: str = ""
    names: tuple[tuple[str, str], ...] = ()


def work(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return a work with all that the atlas has from it and about it; raises UnknownName with the nearest keys."""
    page = atlas.work(slug)
    credits_ = sorted((_only(one, slug) for one in page.credited_by), key=lambda one: not _warned(one))
    passages = sorted(page.passages, key=_in_print)
    return {
        "title": page.work.label, "found": page, "work": page.work, "fields": tuple(_fields(atlas, page)),
        "kind": _KINDS.get(page.csl.get("type", ""), str(page.csl.get("type", "work")).replace("-", " ")),
        "originals": [original for version, original in atlas.versions if version.key == slug],
        "versions": [version for version, original in atlas.versions if original.key == slug],
        "passages": passages, "resting": _resting(page, passages), "usual": _usual(passages),
        "speaker": _speaker(page), "rests": _rests(page),
        "credited_by": credits_, "warned": sum(map(_warned, credits_)),
        "missing": list(missing_of_work(atlas, page.work)),
        "questions": [fact.value for fact in _questions(atlas, page)]}


def _fields(atlas: Atlas, page: WorkPage) -> Iterator[Field]:
    known = {one.person.key: one for one in atlas.persons.values()
             if any(part.work.key == page.work.key for part in one.parts)}
    for name, label in _FIELDS.items():
        value = page.csl.get(name)
        if value:
            names = tuple(_person(one, known) for one in value) if name in _PERSONS else ()
            doubt = CERTAINTIES.get(page.doubts[name], page.doubts[name]) if name in page.doubts else ""
            text = _note(page, value) if name == "note" else "" if names else _text(name, value)
            if text or names:
                yield Field(label, text, _link(name, value), doubt, names)


def _note(page: WorkPage, note: str) -> str:
    """Return a note with its marks in words, without what only repeats how sure the record as a whole is."""
    first = re.match(r"\[(?:verified|recalled|unknown)[^]]*\][;. ]*", note)
    if first:
        certainty = CERTAINTIES.get(page.work.certainty, "")
        known = f"verified with at the and high medium low recalled {certainty} {page.seen_in}"
        if _words(first[0]) <= _words(known):
            note = note[first.end():]
        elif page.seen_in:
            note = note.replace(f"verified: {page.seen_in} ", "verified: ", 1)
    for mark, words in _MARKS:
        note = re.sub(mark, words, note)
    return note[:1].upper() + note[1:]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _person(name: Mapping[str, str], known: Mapping[str, Any]) -> tuple[str, str]:
    """Return a name as it is printed, and the key of the person who alone in this work has that family name."""
    alike = [key for key, one in known.items() if one.person.family == name.get("family")]
    return _name(name), alike[0] if len(alike) == 1 else ""


def _name(name: Mapping[str, str]) -> str:
    return ", ".join(filter(None, (name.get("family"), name.get("given")))) or name.get("literal", "")


def _text(name: str, value: Any) -> str:
    if name == "type":
        return _KINDS.get(str(value), str(value).replace("-", " "))
    return _date(value) if isinstance(value, Mapping) else str(value)


def _date(value: Mapping[str, Any]) -> str:
    parts: list[Any] = next(iter(value.get("date-parts", [])), [])
    return "-".join(str(part).zfill(2) for part in parts) or str(value.get("literal", value.get("raw", "")))


def _link(name: str, value: Any) -> str:
    if name == "DOI":
        return f"https://doi.org/{value}"
    return str(value) if name == "URL" and str(value).startswith(("https://", "http://")) else ""


def _in_print(one: Passage) -> list[str]:
    """Return what orders passages as they stand in the work: numbers in a locator count as numbers."""
    return [part.zfill(9) if part.isdigit() else part for part in re.split(r"(\d+)", one.locator or "")]


def _only(one: Passage, key: str) -> Passage:
    """Return a passage with those of its credits that name the work, as credited or as what to cite instead."""
    named = {a.key for a in one.attributions for w in (a.work, a.instead and a.instead.work) if w and w.key == key}
    return replace(one, attributions=tuple(a for a in one.attributions if a.key in named))


def _warned(one: Passage) -> bool:
    return any(credit.is_doubtful for credit in one.attributions)


def _resting(page: WorkPage, passages: Iterable[Passage]) -> dict[str, list[Any]]:
    """Return what rests on each passage, by its key; what rests on several stands with the first of them."""
    found: dict[str, list[Any]] = {one.key: [] for one in passages}
    every: tuple[Statement | TermUse, ...] = (*page.definitions, *page.claims, *page.characteristics, *page.effects,
                                              *page.terms)
    for said in every:
        keys = {one.key for one in said.passages}
        found[next(key for key in found if key in keys)].append(said)
    return found


def _rests(page: WorkPage) -> str:
    """Return how much rests on the passages of a work, in words; nothing where nothing does."""
    others = len(page.characteristics) + len(page.effects) + len(page.terms)
    numbers = ((len(page.definitions), "definition"), (len(page.claims), "claim"), (others, "other statement"))
    *all_but_last, last = [f"{number} {what}{'s' * (number > 1)}" for number, what in numbers if number] or [""]
    return " and ".join(filter(None, (", ".join(all_but_last), last)))


def _speaker(page: WorkPage) -> str:
    """Return who makes most statements in a work, to be said once."""
    named = Counter(one.party.label for one in (*page.definitions, *page.claims))
    return named.most_common(1)[0][0] if named else ""


def _usual(passages: Iterable[Passage]) -> str:
    """Return where most passages were seen, to be said once."""
    seen = Counter(one.seen_in for one in passages if one.certainty == "verified" and one.seen_in)
    return seen.most_common(1)[0][0] if seen else ""


def _questions(atlas: Atlas, page: WorkPage) -> Iterable[Any]:
    from kg.vocab import AA, iri

    named = atlas.named_by(str(iri("work", page.work.key)))
    return (fact for fact in named if fact.property.iri == str(AA.concerns))
