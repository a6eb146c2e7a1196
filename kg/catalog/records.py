"""Who wrote what, which work is an edition of which, and whatever else the store holds of any one thing."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from kg import query
from kg.catalog import rows
from kg.catalog.reader import Reader
from kg.model import Fact, Part, Person, PersonPage, Ref, Term, Work
from kg.vocab import curie

__all__ = ["described", "facts", "members", "named_by", "persons", "terms", "uses", "versions"]

Row = tuple[str | None, ...]


def persons(reader: Reader) -> dict[str, PersonPage]:
    """Return everybody who had a part in a work, with these parts and their parties, by key, in order of names."""
    of = members(reader)
    found = (list(same) for _, same in groupby(reader.rows("persons"), key=itemgetter(0)))
    made = (_person(same, reader, tuple(party for party, person in of if person.iri == same[0][0])) for same in found)
    return {one.person.key: one for one in made}


def _person(found: list[Row], reader: Reader, parties: tuple[Ref, ...]) -> PersonPage:
    name, family, given, born, died, certainty, seen = found[0][:7]
    person = Person(rows.key(name), family or "", given or "", int(born) if born else None, int(died) if died else None,
                    rows.key(certainty), seen or "")
    return PersonPage(person, tuple(Part(row[7] or "", reader.works[row[8] or ""]) for row in found), parties)


def members(reader: Reader) -> tuple[tuple[Ref, Ref], ...]:
    """Return every membership as party and person."""
    return tuple((rows.ref(row[:2]), rows.ref(row[2:])) for row in reader.rows("members"))


def versions(reader: Reader) -> tuple[tuple[Work, Work], ...]:
    """Return every edition, reprint or translation with the work that it is one of."""
    return tuple((reader.works[str(version)], reader.works[str(original)])
                 for version, original in reader.rows("versions"))


def facts(reader: Reader, name: str) -> tuple[Fact, ...]:
    """Return every triple about a thing as property and value."""
    return tuple(Fact(_named(*row[:2]), _value(*row[2:])) for row in _rows(reader, "facts", thing=name))


def named_by(reader: Reader, name: str) -> tuple[Fact, ...]:
    """Return what names a thing, each with the property by which it does."""
    return tuple(Fact(_named(*row[:2]), _named(*row[2:])) for row in _rows(reader, "named-by", thing=name))


def uses(reader: Reader, name: str) -> tuple[Fact, ...]:
    """Return every pair that a property joins, the first of them in the place of the property."""
    return tuple(Fact(_named(*row[:2]), _value(*row[2:])) for row in _rows(reader, "uses", property=name))


def described(reader: Reader, name: str) -> tuple[Ref, ...]:
    """Return what a named graph describes."""
    return tuple(_named(*row) for row in _rows(reader, "described", graph=name))


def terms(reader: Reader) -> tuple[Term, ...]:
    """Return the vocabulary: every class, property and fixed value, by type."""
    return tuple(Term(_named(term, label), _named(type_, None), definition or "")
                 for term, type_, label, definition in reader.rows("vocabulary"))


def _rows(reader: Reader, name: str, **bindings: str) -> list[Row]:
    # What cannot be an IRI is nothing's name, whoever asks for it.
    return reader.rows(name, **bindings) if all(map(query.is_iri, bindings.values())) else []


def _named(name: str | None, label: str | None) -> Ref:
    return Ref(name or "", label or curie(name or ""))


def _value(name: str | None, label: str | None, is_thing: str | None) -> Ref:
    return _named(name, label) if is_thing == "true" else Ref("", name or "")
