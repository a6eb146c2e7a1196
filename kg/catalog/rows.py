"""From rows to objects: a row has the columns of its query, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from kg.model import (
    Attribution,
    Characteristic,
    Claim,
    Concept,
    Definition,
    Dispute,
    Distinction,
    EffectSize,
    MappingLink,
    Model,
    OpenQuestion,
    Passage,
    Place,
    Position,
    Ref,
    Relation,
    Rival,
    Side,
    Statement,
    TermUse,
    Unmapped,
    Work,
)

__all__ = ["by_support", "by_year", "characteristic", "claim", "concept", "definition", "dispute",
           "distinction", "effect", "fold", "in_order", "mapping", "model", "passage", "question", "ref", "relation",
           "rival", "term", "unmapped", "work"]

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
    return Definition(iri=statement or "", party=ref(row[14:16]), passages=places,
                      concept=Ref(concept or "", concept_label or ""), gloss=gloss or "",
                      tradition=Ref(tradition, tradition_label or "") if tradition else None)


def claim(row: Row, places: tuple[Passage, ...], relations: Mapping[str, Relation],
          rivals: Mapping[str, tuple[Rival, ...]]) -> Claim:
    """Return a claim with the passages it rests on."""
    subject, subject_label, relation, object_, object_label, denied = row[6:12]
    return Claim(iri=row[0] or "", party=ref(row[14:16]), passages=places,
                 subject=Ref(subject or "", subject_label or ""), relation=relations[relation or ""],
                 object=Ref(object_ or "", object_label or ""), is_denied=denied == "true",
                 sense=ref(row[12:14]) if row[12] else None, rivals=rivals.get(row[0] or "", ()))


def characteristic(found: list[Row], places: tuple[Passage, ...]) -> Characteristic:
    """Return what is said of a concept on one dimension from its rows, one per passage."""
    name, _, _, dimension, value = found[0][:5]
    return Characteristic(iri=name or "", party=ref(found[0][5:7]), passages=places, concept=ref(found[0][1:3]),
                          dimension=dimension or "", value=value or "")


def effect(found: list[Row], places: tuple[Passage, ...]) -> EffectSize:
    """Return an effect size from its rows, one per passage."""
    row = found[0]
    coefficient, estimate, interval, sample = (value or "" for value in row[5:9])
    return EffectSize(iri=row[0] or "", party=ref(row[9:11]), passages=places, first=ref(row[1:3]),
                      second=ref(row[3:5]), coefficient=coefficient, estimate=estimate, interval=interval,
                      sample=sample)


def term(found: list[Row], places: tuple[Passage, ...]) -> TermUse:
    """Return a name in use from its rows, one per user and passage."""
    name, _, _, used, note = found[0][:5]
    return TermUse(iri=name or "", term=used or "", concept=ref(found[0][1:3]), note=note or "",
                   parties=tuple(dict.fromkeys(ref(row[5:7]) for row in found)), passages=places)


def passage(found: list[Row], works: Mapping[str, Work]) -> Passage:
    """Return a passage from its rows, one per credit and status."""
    name, work, locator, quotation, paraphrase, certainty, seen = found[0][:7]
    no_locator = found[0][18] or ""
    credits_ = tuple(credit(list(same), works) for key, same in groupby(found, key=itemgetter(7)) if key)
    return Passage(key=key(name), work=works[work or ""], locator=locator, no_locator=no_locator,
                   quotation=quotation, paraphrase=paraphrase, certainty=key(certainty), seen_in=seen or "",
                   attributions=credits_)


def credit(found: list[Row], works: Mapping[str, Work]) -> Attribution:
    """Return one credit of a passage from its rows, one per status."""
    name, printed, cited, locator, _, reason, evidence, certainty, instead, place, sure = found[0][7:18]
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


def dispute(found: list[Row], statements: Mapping[str, Statement], grounds: Iterable[Passage]) -> Dispute:
    """Return a dispute from its rows, one per concept it concerns, position and statement."""
    name, label, note = found[0][:3]
    clash, reason = found[0][7:9]
    concerns = tuple(dict.fromkeys(ref(row[3:5]) for row in found))
    once = [row for row in found if row[3] == found[0][3]]
    positions = (position(list(same), statements) for _, same in groupby(once, key=itemgetter(5)))
    return Dispute(name or "", label or "", concerns, tuple(positions), note or "", key(clash), reason or "",
                   in_order(grounds))


def position(found: list[Row], statements: Mapping[str, Statement]) -> Position:
    """Return a position from its rows, one per statement that takes it."""
    name, label = found[0][5:7]
    return Position(name or "", label or "", by_year(statements[row[-1] or ""] for row in found))


def question(found: list[Row]) -> OpenQuestion:
    """Return an open question from its rows, one per thing that it concerns."""
    name, label, note = found[0][:3]
    return OpenQuestion(name or "", label or "", tuple(ref(row[3:5]) for row in found), note or "")


def unmapped(row: Row) -> Unmapped:
    """Return a concept that another vocabulary does not have."""
    _, _, vocabulary, searched, certainty = row
    return Unmapped(ref(row[:2]), vocabulary or "", searched or "", key(certainty))


def rival(row: Row) -> Rival:
    """Return a claim that cannot hold beside the claim of the first column."""
    _, name, subject, relation, object_, denied, party = row
    denial = "it is not so that " if denied == "true" else ""
    return Rival(name or "", f"{denial}{subject} {relation} {object_}", party or "")


def by_year(statements: Iterable[Any]) -> tuple[Any, ...]:
    """Return statements by the year in which they were first printed."""
    return tuple(sorted(statements, key=lambda s: (s.year or 9999, s.passages[0].work.label, s.iri)))


def by_support(distinctions: Iterable[Distinction]) -> tuple[Distinction, ...]:
    """Return distinctions by the number of passages behind them, then by dimension."""
    return tuple(sorted(distinctions, key=lambda d: (-sum(len(s.passages) for s in d.sides), d.dimension)))


def in_order(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return passages by year."""
    return tuple(sorted(passages, key=lambda p: (p.work.year or 9999, p.key)))


def ref(pair: Row) -> Ref:
    """Return a thing from its IRI and its label."""
    name, label = pair
    return Ref(name or "", label or "")


def key(name: str | None) -> str:
    """Return the last step of an IRI."""
    return (name or "").rsplit("/", 1)[-1]


def fold(name: str) -> str:
    """Return a name without what a reader may write either way."""
    return name.casefold().replace("-", " ").strip()
