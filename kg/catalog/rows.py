"""From rows to objects: a row has the columns of its query, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from kg.model import (
    Attribution,
    Claim,
    Concept,
    Definition,
    Distinction,
    MappingLink,
    Model,
    Passage,
    Place,
    Ref,
    Relation,
    Side,
    Work,
)

__all__ = ["by_support", "by_year", "claim", "concept", "definition", "disputed", "distinction", "fold", "in_order",
           "mapping", "model", "passage", "relation", "work"]

Row = tuple[str | None, ...]


def concept(found: list[Row]) -> Concept:
    """Return a concept from its rows, one per alternative label."""
    concept, label, _, scope, state, count = found[0]
    return Concept(iri=concept or "", label=label or "", alt_labels=tuple(r[2] for r in found if r[2]),
                   scope_note=scope or "", state=key(state), definition_count=int(count or 0))


def mapping(row: Row) -> MappingLink:
    """Return a link to another vocabulary."""
    _, predicate, target, label, vocabulary, certainty = row
    return MappingLink(predicate or "", target or "", label or "", vocabulary or "", key(certainty))


def relation(found: list[Row]) -> Relation:
    """Return a relation from its rows, one per relation that it excludes."""
    name, label, inverse, definition, _ = found[0]
    return Relation(name or "", label or "", inverse or "", definition or "", frozenset(r[4] for r in found if r[4]))


def work(row: Row) -> Work:
    """Return a work in what a citation line needs."""
    work, label, title, reference, year, pages, certainty = row
    return Work(key(work), label or "", title or "", reference or "", int(year) if year else None, pages,
                key(certainty))


def definition(row: Row, places: tuple[Passage, ...]) -> Definition:
    """Return a definition with the passages it rests on."""
    statement, concept, concept_label, gloss, tradition, tradition_label = row[:6]
    return Definition(iri=statement or "", party=Ref(row[12] or "", row[13] or ""), passages=places,
                      concept=Ref(concept or "", concept_label or ""), gloss=gloss or "",
                      tradition=Ref(tradition, tradition_label or "") if tradition else None)


def claim(row: Row, places: tuple[Passage, ...], relations: Mapping[str, Relation]) -> Claim:
    """Return a claim with the passages it rests on."""
    subject, subject_label, relation, object_, object_label, denied = row[6:12]
    return Claim(iri=row[0] or "", party=Ref(row[12] or "", row[13] or ""), passages=places,
                 subject=Ref(subject or "", subject_label or ""), relation=relations[relation or ""],
                 object=Ref(object_ or "", object_label or ""), is_denied=denied == "true")


def passage(found: list[Row], works: Mapping[str, Work]) -> Passage:
    """Return a passage from its rows, one per credit and status."""
    name, work, locator, quotation, paraphrase, certainty, seen = found[0][:7]
    credits_ = tuple(credit(list(same), works) for key, same in groupby(found, key=itemgetter(7)) if key)
    return Passage(key=key(name), work=works[work or ""], locator=locator, quotation=quotation,
                   paraphrase=paraphrase, certainty=key(certainty), seen_in=seen or "", attributions=credits_)


def credit(found: list[Row], works: Mapping[str, Work]) -> Attribution:
    """Return one credit of a passage from its rows, one per status."""
    name, printed, cited, locator, _, reason, evidence, certainty, instead, place, sure = found[0][7:]
    return Attribution(key=key(name), credited=printed or "", work=works[cited] if cited else None, locator=locator,
                       statuses=tuple(key(row[11]) for row in found), reason=reason or "", evidence=evidence or "",
                       certainty=key(certainty),
                       instead=Place(works[instead], place, key(sure)) if instead else None)


def distinction(found: list[Row], passages: Mapping[str, Passage], first: str) -> Distinction:
    """Return a distinction, the side of the first concept first."""
    name, dimension, party, party_label = found[0][:4]
    sides = [side(list(same), passages) for _, same in groupby(found, key=itemgetter(4))]
    return Distinction(name or "", dimension or "", Ref(party or "", party_label or ""),
                       tuple(sorted(sides, key=lambda side: side.concept.iri != first)))


def side(found: list[Row], passages: Mapping[str, Passage]) -> Side:
    """Return one side of a distinction from its rows, one per passage."""
    _, concept, label, value = found[0][4:8]
    return Side(Ref(concept or "", label or ""), value or "", in_order(passages[str(row[8])] for row in found))


def model(found: list[Row], relations: Mapping[str, Relation]) -> Model:
    """Return a model from its rows, one per member."""
    name, label, party, party_label, whole, whole_label, relation, complete = found[0][:8]
    return Model(name or "", label or "", Ref(party or "", party_label or ""), Ref(whole or "", whole_label or ""),
                 relations[relation or ""], tuple(Ref(row[8] or "", row[9] or "") for row in found),
                 complete == "true")


def disputed(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Return the claims, each with the IRIs of those among them that exclude it."""
    return tuple(replace(claim, disputed_by=tuple(dict.fromkeys(
        other.iri for other in claims if _excludes(claim, other)))) for claim in claims)


def _excludes(claim: Claim, other: Claim) -> bool:
    if {claim.subject, claim.object} != {other.subject, other.object}:
        return False
    if claim.relation == other.relation:
        return claim.is_denied != other.is_denied and claim.subject == other.subject
    return not (claim.is_denied or other.is_denied) and other.relation.iri in claim.relation.excludes


def by_year(statements: Iterable[Any]) -> tuple[Any, ...]:
    """Return statements by the year in which they were first printed."""
    return tuple(sorted(statements, key=lambda s: (s.year or 9999, s.passages[0].work.label, s.iri)))


def by_support(distinctions: Iterable[Distinction]) -> tuple[Distinction, ...]:
    """Return distinctions by the number of passages behind them, then by dimension."""
    return tuple(sorted(distinctions, key=lambda d: (-sum(len(s.passages) for s in d.sides), d.dimension)))


def in_order(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return passages by year."""
    return tuple(sorted(passages, key=lambda p: (p.work.year or 9999, p.key)))


def key(name: str | None) -> str:
    """Return the last step of an IRI."""
    return (name or "").rsplit("/", 1)[-1]


def fold(name: str) -> str:
    """Return a name without what a reader may write either way."""
    return name.casefold().replace("-", " ").strip()
