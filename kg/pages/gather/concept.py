"""A concept: everything that is said of it, in the order in which a reader of an encyclopedia wants it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import UnknownName
from kg.model import Claim, ConceptPage, Definition, Distinction, Ref
from kg.pages.gather.missing import missing
from kg.pages.gather.whole import whole

if TYPE_CHECKING:
    from kg.catalog import Atlas
    from kg.model import Passage

__all__ = ["Reading", "Voice", "against", "concept", "relations"]

#: Part of the page -> its heading, in the order of the page.
_PARTS = {"definitions": "Definitions", "names": "Names and who uses them", "relations": "Relations",
          "distinctions": "Distinctions", "characteristics": "Characteristics", "effects": "Effect sizes",
          "disputes": "Disputes", "lineage": "Who takes up whom", "models": "Models",
          "mappings": "In other vocabularies"}


class Voice(NamedTuple):
    """What one party says in one year."""

    anchor: str
    party: Ref
    year: int | None
    definitions: tuple[Definition, ...]


class Reading(NamedTuple):
    """One relation to one other concept, as it reads from here, with every claim that says or denies it."""

    other: Ref
    claims: tuple[Claim, ...]


def concept(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return everything that is said of a concept; raises UnknownName with the nearest labels."""
    found = atlas.concept(slug)
    if found.concept.slug != slug:  # a label finds its concept, but is not its address
        raise UnknownName("concept", slug, (found.concept.slug,))
    shown = _around(atlas, found)
    passages = list(_passages(found, shown["distinctions"]))
    return {"title": found.concept.label, "found": found, "concept": found.concept, **shown,
            "parts": list(_parts(found, shown)), "missing": missing(atlas, passages), "is_cited": bool(passages)}


def _around(atlas: Atlas, found: ConceptPage) -> dict[str, Any]:
    one, all_ = found.concept, whole(atlas)
    return {"voices": list(voices(found.definitions)), "relations": relations(found.claims, one.slug),
            "distinctions": atlas.distinctions(one.slug), "contests": all_.contests_about(one.iri),
            "lineages": [line for line in all_.lineages if line.concept.iri == one.iri],
            "models": all_.models_with(one.iri),
            "unmapped": [gap for gap in all_.unmapped if gap.concept.iri == one.iri]}


def voices(definitions: Iterable[Definition]) -> Iterator[Voice]:
    """Yield definitions by who gives them and when, oldest first."""
    ordered = sorted(definitions, key=lambda d: (d.year or 9999, d.party.label))
    for (party, year), same in groupby(ordered, key=lambda d: (d.party, d.year)):
        yield Voice(f"{party.slug}-{year or 'no-year'}", party, year, tuple(same))


def relations(claims: Iterable[Claim], here: str) -> dict[str, list[Reading]]:
    """Return claims by the phrase that leads from the concept `here` to another; the fullest phrase first."""
    grouped: dict[str, dict[Ref, list[Claim]]] = {}
    for claim in claims:
        from_here = claim.subject.slug == here
        phrase = claim.relation.label if from_here else claim.relation.inverse_label
        other = claim.object if from_here else claim.subject
        grouped.setdefault(phrase, {}).setdefault(other, []).append(claim)
    found = {phrase: [Reading(other, tuple(same)) for other, same in others.items()]
             for phrase, others in grouped.items()}
    return dict(sorted(found.items(), key=lambda item: -sum(len(reading.claims) for reading in item[1])))


def against(claims: Iterable[Claim]) -> list[tuple[str, str, list[str]]]:
    """Return what some claims are at odds with, each sentence once: its words, the IRI of a claim, and who says so."""
    found: dict[str, tuple[str, dict[str, None]]] = {}
    for rival in (rival for claim in claims for rival in claim.rivals):
        found.setdefault(rival.sentence, (rival.iri, {}))[1][rival.party] = None
    return [(sentence, name, list(parties)) for sentence, (name, parties) in found.items()]


def _parts(found: ConceptPage, shown: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    numbers: dict[str, int] = {
        "definitions": len(found.definitions), "names": len(found.terms), "relations": len(found.claims),
        "distinctions": len(shown["distinctions"]), "characteristics": len(found.characteristics),
        "effects": len(found.effects), "disputes": len(shown["contests"]), "lineage": len(shown["lineages"]),
        "models": len(shown["models"]), "mappings": len(found.mappings) + len(shown["unmapped"])}
    always = {"definitions", "relations", "mappings"}  # that there is none of these is worth a sentence
    yield from ((key, title, numbers[key]) for key, title in _PARTS.items() if numbers[key] or key in always)


def _passages(found: ConceptPage, distinctions: Iterable[Distinction]) -> Iterator[Passage]:
    for same in (found.definitions, found.terms, found.claims, found.characteristics, found.effects):
        yield from (passage for one in same for passage in one.passages)
    yield from (passage for one in distinctions for side in one.sides for passage in side.passages)
