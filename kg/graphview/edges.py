"""Claims as the edges of a drawing: those that say the same are one edge with several voices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Claim, Ref, Relation

__all__ = ["Edge", "edges_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One statement between two concepts, with every claim that makes it; `look` is the key of how it is drawn."""

    id: str
    subject: Ref
    relation: Relation
    object: Ref
    claims: tuple[Claim, ...]
    look: str = "asserted"
    is_denied: bool = False
    is_faded: bool = False

    @property
    def label(self) -> str:
        """The relation in words."""
        return self.relation.label

    @property
    def ends(self) -> frozenset[str]:
        """The slugs of the two concepts."""
        return frozenset((self.subject.slug, self.object.slug))

    @property
    def sentence(self) -> str:
        """What the edge says, in words; a denial says so at its end."""
        return f"{self.subject.label} {self.label} {self.object.label}{' – denied' if self.is_denied else ''}"


def edges_of(claims: Iterable[Claim], looks: Mapping[str, str] | None = None) -> tuple[Edge, ...]:
    """Return claims as edges; `looks` may name the look of a claim by its IRI."""
    grouped: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        grouped.setdefault((*_said(claim), (looks or {}).get(claim.iri, "")), []).append(claim)
    return tuple(_edge(same, key[-1]) for key, same in grouped.items())


def _said(claim: Claim) -> tuple[str, ...]:
    """Return what tells a statement from every other; where a relation reads alike from both sides, either way."""
    ends = (claim.subject.iri, claim.object.iri)
    is_symmetric = claim.relation.label == claim.relation.inverse_label
    return (*(sorted(ends) if is_symmetric else ends), claim.relation.iri, str(claim.is_denied))


def _edge(same: Sequence[Claim], look: str) -> Edge:
    one = same[0]
    return Edge(id=one.slug, subject=one.subject, relation=one.relation, object=one.object, claims=tuple(same),
                look=look or _look(same), is_denied=one.is_denied)


def _look(same: Sequence[Claim]) -> str:
    if same[0].is_denied:
        return "denied"
    return "disputed" if any(claim.rivals for claim in same) else "asserted"
