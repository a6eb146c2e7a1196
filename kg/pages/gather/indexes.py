"""Lists that lead to everything: concepts, authors, works and the rest, in groups that a reader can jump to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import UnknownName
from kg.model import CLASHES, Definition, PersonPage, Ref, Work
from kg.pages.gather.whole import whole
from kg.search import nearest
from kg.vocab import BASE

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["INDEXES", "Entry", "Group", "Index", "index"]


class Entry(NamedTuple):
    """One line of an index: what it is called, the address of its page, a remark, and what else it leads to.

    `see` is set where the line is another name: it leads to the entry under the name that the atlas uses.
    """

    label: str
    address: str
    note: str = ""
    see: str = ""
    parts: tuple[tuple[str, str], ...] = ()


class Group(NamedTuple):
    """Lines under one heading, with the anchor of that heading."""

    key: str
    label: str
    entries: tuple[Entry, ...]


class Index(NamedTuple):
    """A list of things: its name, what it lists, and what groups its lines; `empty` stands where there is none."""

    title: str
    lede: str
    groups: Callable[[Atlas], Iterable[Group]]
    empty: str = "The atlas holds none."


def index(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return an index; raises UnknownName with the nearest names."""
    if slug not in INDEXES:
        raise UnknownName("index", slug, nearest(slug, list(INDEXES)))
    one = INDEXES[slug]
    return {"title": one.title, "lede": one.lede, "empty": one.empty, "name": slug, "indexes": INDEXES,
            "groups": [group for group in one.groups(atlas) if group.entries]}


def _letters(entries: Iterable[Entry]) -> Iterator[Group]:
    """Yield entries by their first letter; what begins with none comes first."""
    ordered = sorted(entries, key=lambda one: (_letter(one.label), _plain(one.label), bool(one.see)))
    for letter, same in groupby(ordered, key=lambda one: _letter(one.label)):
        yield Group(f"letter-{letter.lower()}" if letter != "#" else "other", letter, tuple(same))


def _plain(text: str) -> str:
    """Return a text as it is sorted: without accents, and without the quotation marks that it may begin with."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"^\W+", "", bare)


def _letter(text: str) -> str:
    first = _plain(text)[:1].upper()
    return first if first.isalpha() else "#"


def _address(iri: str) -> str:
    return iri.removeprefix(BASE)


def _counted(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}" if number else ""


# Concepts, persons, works

def _concepts(atlas: Atlas) -> Iterable[Group]:
    found = []
    for one in atlas.concepts():
        note = "retired" if one.state == "retired" else _counted(one.definition_count, "definition")
        found.append(Entry(one.label, f"concept/{one.slug}", note))
        own = _plain(one.label)
        found += [Entry(name, f"concept/{one.slug}", see=one.label) for name in one.alt_labels if _plain(name) != own]
    return _letters(found)


def _authors(atlas: Atlas) -> Iterable[Group]:
    return _letters(map(_person, atlas.persons.values()))


def _person(one: PersonPage) -> Entry:
    works = {part.work.key: part.work for part in one.parts}
    name = ", ".join(filter(None, (one.person.family, one.person.given)))
    parts = tuple((work.label, f"work/{key}") for key, work in works.items())
    return Entry(name, f"person/{one.person.key}", parts=parts)


def _parties(atlas: Atlas) -> Iterable[Group]:
    persons: dict[str, list[str]] = {}
    for party, person in atlas.members:
        persons.setdefault(party.iri, []).append(person.label)
    return _letters(Entry(one.label, _address(one.iri), _members(persons.get(one.iri, []))) for one in atlas.parties)


def _members(names: list[str]) -> str:
    return ", ".join(names) if names else "no person is named in the record"


def _works(atlas: Atlas) -> Iterable[Group]:
    return _letters(Entry(one.label, f"work/{one.key}", one.reference) for one in atlas.works())


# What was said when

def _years(atlas: Atlas) -> Iterator[Group]:
    said = _on_works(atlas)
    ordered = sorted(atlas.works(), key=lambda one: (one.year is None, one.year or 0, one.label))
    for year, same in groupby(ordered, key=lambda one: one.year):
        entries = tuple(_dated(one, said.get(one.key, [])) for one in same if said.get(one.key))
        yield Group(f"year-{year or 'unknown'}", str(year or "Year unknown"), entries)


def _on_works(atlas: Atlas) -> dict[str, list[Any]]:
    """Return what is said in each work; what stands in several stands with the earliest, where it was said first."""
    found: dict[str, list[Any]] = {}
    for one in whole(atlas).said.values():
        first = min(one.passages, key=lambda passage: passage.work.year or 9999)
        found.setdefault(first.work.key, []).append(one)
    return found


def _dated(work: Work, said: Sequence[Any]) -> Entry:
    defined = [one for one in said if isinstance(one, Definition)]
    others = sum(not isinstance(one, Definition) for one in said)
    return Entry(work.label, f"work/{work.key}", _counted(others, "other statement" if defined else "statement"),
                 parts=tuple((f"{one.concept.label}, defined by {one.party.label}", _address(one.iri))
                             for one in defined))


# Models, disputes, questions

def _models(atlas: Atlas) -> Iterator[Group]:
    by_whole: dict[Ref, list[Entry]] = {}
    for one in whole(atlas).models:
        size = f"{_counted(len(one.members), 'member')}{', given as the whole list' if one.is_complete else ''}"
        by_whole.setdefault(one.whole, []).append(Entry(one.label, f"model/{one.slug}", f"{one.party.label}; {size}"))
    for concept, entries in sorted(by_whole.items(), key=lambda item: item[0].label):
        yield Group(f"of-{concept.slug}", f"Of {concept.label}", tuple(entries))
    named = (one for one in atlas.names() if one.kind == "tradition")
    yield Group("traditions", "Traditions", tuple(Entry(one.label, _address(one.iri)) for one in named))


def _disputes(atlas: Atlas) -> Iterator[Group]:
    all_ = whole(atlas)
    yield Group("read", "Found by reading", tuple(
        Entry(one.label, f"dispute/{one.slug}", CLASHES.get(one.clash, one.clash)) for one in all_.disputes))
    for kind, label in (("logical", "Computed: contradictions that a reasoner found"),
                        ("declared", "Computed: relations that are declared to exclude each other")):
        yield Group(kind, label, tuple(Entry(one.label, _address(one.iri), ", ".join(h.label for h in one.holders))
                                       for one in all_.conflicts if one.kind == kind))
    yield Group("inferred", "What follows although nobody wrote it", tuple(
        Entry(f"{one.subject.label} {one.relation.label} {one.object.label}", _address(one.iri),
              f"inferred for {one.party.label}") for one in all_.entailments))


def _questions(atlas: Atlas) -> Iterator[Group]:
    found = (one for one in atlas.names() if one.kind == "open question")
    yield Group("questions", "Open questions", tuple(Entry(one.label, _address(one.iri)) for one in found))


# The vocabulary

#: Type of a term -> anchor and heading, in the order of the page; a term stands under the first that fits it.
_TYPES = {"aa:Relation": ("relations", "Relations that claims use"), "owl:Class": ("classes", "Classes"),
          "owl:ObjectProperty": ("properties", "Properties that lead to a thing"),
          "owl:DatatypeProperty": ("values", "Properties that lead to a text or a number"),
          "owl:AnnotationProperty": ("remarks", "Remarks"),
          "aa:AttributionStatus": ("statuses", "Statuses of citations"),
          "aa:Certainty": ("certainties", "How sure a fact is"), "aa:Clash": ("clashes", "Kinds of clash"),
          "aa:Way": ("ways", "Ways of taking up what was said"), "aa:State": ("states", "States of an entry")}


def _vocabulary(atlas: Atlas) -> Iterator[Group]:
    seen: set[str] = set()
    for type_, (key, label) in _TYPES.items():
        same = [one for one in atlas.vocabulary if one.type.label == type_ and one.term.iri.startswith(BASE)
                and one.term.iri not in seen]
        seen.update(one.term.iri for one in same)
        yield Group(key, label, tuple(Entry(one.term.label, _address(one.term.iri), one.definition) for one in same))


def _nothing(_: Atlas) -> Iterable[Group]:
    return ()


#: Last step of the address -> what is listed there, in the order in which indexes are offered.
INDEXES: dict[str, Index] = {
    "concepts": Index("Concepts", "Every concept, A to Z. Other names lead to the name that the atlas uses.",
                      _concepts),
    "authors": Index("Authors", "Everybody who wrote, edited or translated a work, with their works.", _authors),
    "parties": Index("Parties", "Whoever makes a statement: persons, the authors of a work, and those whom a source "
                                "names only loosely.", _parties),
    "works": Index("Works", "Every work, by author and year, with its reference.", _works),
    "years": Index("Years", "What was said in which year, by the work in which it was printed first.", _years),
    "models": Index("Models and traditions", "Whole concepts as one party takes them apart, and schools of thought.",
                    _models),
    "disputes": Index("Disputes", "Where the works covered do not go together: read and judged by hand, or computed "
                                  "from what they claim. The atlas takes no side.", _disputes),
    "questions": Index("Open questions", "What only a person with a library, or with the printed text, can settle.",
                       _questions),
    "vocabulary": Index("Vocabulary", "The words in which the atlas is written: what each means and how it is used.",
                        _vocabulary),
    "downloads": Index("Downloads", "The whole atlas as files.", _nothing),  # whose page is of its own kind
    "new": Index("What is new", "What was added, reworded or withdrawn since the edition before this one.", _nothing,
                 "No change list is kept with these pages: the atlas does not record when a thing was added, and "
                 "changes are known only between two editions that stand side by side."),
}
