"""Pages that look at the whole atlas: citations, disputes, instruments, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from kg import query
from kg.catalog import rows
from kg.catalog.reader import Reader, Said
from kg.model import (
    Claim,
    Concept,
    Credit,
    Dispute,
    Gaps,
    Instrument,
    Named,
    OneVoice,
)
from kg.vocab import AA, curie, iri

__all__ = ["credits_", "disputes", "gaps", "instruments", "names"]

#: The queries behind the page of gaps.
_GAPS = ("voices", "unplaced", "unsupported", "unquoted", "open-questions", "unmapped")

#: Where a claim about an instrument belongs: field, relations, and the side on which the instrument stands.
_PARTS: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("measures", frozenset({str(AA.measures)}), frozenset({"subject"})),
    ("operationalizes", frozenset({str(AA.operationalizes)}), frozenset({"subject"})),
    ("subscales", frozenset({str(AA.subscaleOf)}), frozenset({"object"})),
    ("part_of", frozenset({str(AA.subscaleOf)}), frozenset({"subject"})),
    ("versions", frozenset({str(AA.versionOf), str(AA.forerunnerOf)}), frozenset({"subject", "object"})),
)


def credits_(reader: Reader, bindings: Mapping[str, str]) -> tuple[Credit, ...]:
    """Return citations, each with the passage that makes it."""
    found = reader.rows("credits", **bindings)
    needed = sorted({str(row[1]) for row in found})
    passages = reader.passages(query.text("passages", passage=needed)) if needed else {}
    known = {str(iri("attribution", a.key)): Credit(p, a) for p in passages.values() for a in p.attributions}
    return tuple(known[str(row[0])] for row in found)


def disputes(reader: Reader) -> tuple[Dispute, ...]:
    """Return every dispute with its positions."""
    found = reader.rows("disputes")
    said = reader.said(statement=sorted({str(row[-1]) for row in found}))
    grounds = [(str(name), str(passage)) for name, passage in reader.rows("grounds")]
    needed = sorted({passage for _, passage in grounds})
    passages = reader.passages(query.text("passages", passage=needed)) if needed else {}
    return tuple(rows.dispute(list(same), said.statements, (passages[p] for of, p in grounds if of == name))
                 for name, same in groupby(found, key=itemgetter(0)))


def instruments(reader: Reader) -> tuple[Instrument, ...]:
    """Return every instrument with what is said of it, A to Z."""
    names = [str(row[0]) for row in reader.rows("instruments")]
    said = reader.said(about=names)
    return tuple(_instrument(reader.concepts[name], said) for name in names)


def _instrument(concept: Concept, said: Said) -> Instrument:
    parts: dict[str, list[Claim]] = {name: [] for name, _, _ in _PARTS}
    others: list[Claim] = []
    for claim in said.claims:
        side = {claim.subject.iri: "subject", claim.object.iri: "object"}.get(concept.iri, "")
        if side:
            part = next((name for name, relations, sides in _PARTS if claim.relation.iri in relations
                         and side in sides), "")
            (parts[part] if part else others).append(claim)
    return Instrument(concept=concept, claims=tuple(others), **{name: tuple(same) for name, same in parts.items()},
                      characteristics=tuple(c for c in said.characteristics if c.concept.iri == concept.iri),
                      terms=tuple(t for t in said.terms if t.concept.iri == concept.iri))


def names(reader: Reader) -> tuple[Named, ...]:
    """Return everything with a name: what it is and what it is called; without a label its short name stands."""
    found = (list(same) for _, same in groupby(reader.rows("names"), key=itemgetter(0, 1)))
    return tuple(Named(str(same[0][0]), str(same[0][1]), same[0][2] or curie(str(same[0][0])),
                       tuple(dict.fromkeys(row[3] for row in same if row[3]))) for same in found)


def labels(reader: Reader, iris: Iterable[str]) -> dict[str, str]:
    """Return what some things are called, by IRI."""
    known = sorted(one for one in set(iris) if query.is_iri(one))
    rows_ = reader.rows("labels", thing=known) if known else []
    return {str(thing): str(label) for thing, label in reversed(rows_)}


def gaps(reader: Reader) -> Gaps:
    """Return what the atlas does not know."""
    found = {name: reader.rows(name) for name in _GAPS}
    named = [str(row[0]) for name in ("unplaced", "unsupported") for row in found[name]]
    said = reader.said(statement=named)
    voices = [(reader.concepts[str(row[0])], row) for row in found["voices"]]
    works = [(reader.works[str(work)], str(number)) for work, number in found["unquoted"]]
    questions = groupby(found["open-questions"], key=itemgetter(0))
    return Gaps(undefined=tuple(concept for concept, row in voices if row[1] == "0"),
                one_voice=tuple(OneVoice(concept, rows.ref(row[2:4])) for concept, row in voices if row[1] != "0"),
                unplaced=said.definitions, unsupported=said.claims,
                unread=tuple(work for work, number in works if number == "0"),
                unquoted=tuple(work for work, number in works if number != "0"),
                questions=tuple(rows.question(list(same)) for _, same in questions),
                unmapped=tuple(rows.unmapped(row) for row in found["unmapped"]),
                queries=tuple(query.text(name) for name in _GAPS))
