"""What pages of every kind look up in the whole atlas, read once for each atlas since an edition never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from kg.model import (
    Conflict,
    Dispute,
    Distinction,
    Entailment,
    Lineage,
    Model,
    Passage,
    Ref,
    Statement,
    TermUse,
    Unmapped,
)
from kg.vocab import iri

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["Said", "Whole", "name_of", "whole"]

Said: TypeAlias = Statement | TermUse


class Whole:
    """Everything in one atlas that is found by what it belongs to."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    @cached_property
    def said(self) -> Mapping[str, Said]:
        """Every statement and every use of a name, by IRI."""
        return self._atlas.said()

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """Every passage by its key."""
        return {one.key: one for one in self._atlas.passages()}

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """Every model."""
        return self._atlas.models()

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """Every dispute that was found by reading."""
        return self._atlas.disputes()

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every conflict that was computed."""
        return self._atlas.conflicts()

    @cached_property
    def entailments(self) -> tuple[Entailment, ...]:
        """What follows from the claims of one party although it never says it."""
        return self._atlas.entailments()

    @cached_property
    def distinctions(self) -> tuple[Distinction, ...]:
        """Every distinction that is drawn."""
        return self._atlas.distinctions()

    @cached_property
    def lineages(self) -> tuple[Lineage, ...]:
        """Who takes up whose statement, by the year of the later."""
        return self._atlas.lineages()

    @cached_property
    def unmapped(self) -> tuple[Unmapped, ...]:
        """Every concept that was looked for in another vocabulary in vain."""
        return self._atlas.gaps().unmapped

    @property
    def _every_contest(self) -> list[Dispute | Conflict]:
        return [*self.disputes, *self.conflicts]

    @cached_property
    def _contests(self) -> Mapping[str, tuple[Dispute | Conflict, ...]]:
        found: dict[str, list[Dispute | Conflict]] = {}
        for one in self._every_contest:
            said = one.statements if isinstance(one, Dispute) else one.claims
            for name in {statement.iri for statement in said}:
                found.setdefault(name, []).append(one)
        return {name: tuple(same) for name, same in found.items()}

    def contests(self, name: str) -> tuple[Dispute | Conflict, ...]:
        """Return the disputes and conflicts in which the statement with this IRI takes part."""
        return self._contests.get(name, ())

    def contests_about(self, name: str) -> tuple[Dispute | Conflict, ...]:
        """Return the disputes and conflicts that concern the concept with this IRI."""
        return tuple(one for one in self._every_contest if name in {concept.iri for concept in one.concerns})

    def lineages_of(self, name: str) -> tuple[Lineage, ...]:
        """Return the lineages at one end of which the statement with this IRI stands."""
        return tuple(one for one in self.lineages if name in (one.later.iri, one.earlier and one.earlier.iri))

    def resting_on(self, key: str) -> tuple[Said, ...]:
        """Return what rests on the passage with this key, by year."""
        found = (one for one in self.said.values() if key in {passage.key for passage in one.passages})
        return tuple(sorted(found, key=lambda one: (one.year or 9999, one.iri)))

    def models_with(self, name: str) -> tuple[Model, ...]:
        """Return the models of which the concept with this IRI is the whole or a member."""
        return tuple(one for one in self.models if name in {end.iri for end in (one.whole, *one.members)})

    def relatives(self, one: Said) -> tuple[Said, ...]:
        """Return the other statements of the same kind about the same concept, by year."""
        about: Iterable[Said] = (other for other in self.said.values() if type(other) is type(one)
                                 and other.iri != one.iri and _about(other) == _about(one))
        return tuple(sorted(about, key=lambda other: (other.year or 9999, other.iri)))


def _about(one: Said) -> Ref | None:
    return getattr(one, "concept", None)


@lru_cache(4)
def whole(atlas: Atlas) -> Whole:
    """Return what is found in an atlas by what it belongs to; some editions stay in memory."""
    return Whole(atlas)


def name_of(kind: str, slug: str) -> str:
    """Return the IRI of a thing as text."""
    return str(iri(kind, slug))
