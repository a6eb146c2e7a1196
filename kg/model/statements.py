"""Interpretation: concepts, and what parties say about them in passages."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.evidence import Attribution, Passage, Ref

__all__ = [
    "Claim", "Concept", "Definition", "Distinction", "MappingLink", "Model", "Relation", "Side", "Statement",
]


@dataclass(frozen=True, slots=True)
class MappingLink:
    """A link from a concept to another vocabulary: which kind of match, to what, and how sure."""

    predicate: str
    target: str
    label: str
    vocabulary: str
    certainty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """What the atlas itself says of a concept: its names, scope and state, never its definition."""

    iri: str
    label: str
    alt_labels: tuple[str, ...] = ()
    scope_note: str = ""
    state: str = ""
    definition_count: int = 0

    @property
    def slug(self) -> str:
        """The last step of the IRI's path, as it stands in links."""
        return self.iri.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that claims may use, as it reads from either side, and the relations it excludes."""

    iri: str
    label: str
    inverse_label: str
    definition: str = ""
    excludes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something a party says in one or more passages; never without a passage."""

    iri: str
    party: Ref
    passages: tuple[Passage, ...]

    @property
    def slug(self) -> str:
        """The last step of the IRI's path, as it stands in links."""
        return self.iri.rsplit("/", 1)[-1]

    @property
    def year(self) -> int | None:
        """The earliest year in which the statement was printed."""
        return min((p.work.year for p in self.passages if p.work.year), default=None)

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Every credit given in the passages of this statement."""
        return tuple(a for p in self.passages for a in p.attributions)

    @property
    def is_doubtful(self) -> bool:
        """Whether a credit in one of its passages is known to be wrong or open."""
        return any(a.is_doubtful for a in self.attributions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Statement):
    """One gloss of one concept by one party: `gloss` is our sentence, the words are in the passages."""

    concept: Ref
    gloss: str
    tradition: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Statement):
    """Subject, relation, object: asserted or denied by a party; `disputed_by` are claims that exclude it."""

    subject: Ref
    relation: Relation
    object: Ref
    is_denied: bool = False
    disputed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a distinction is, in a few words, and where that is said."""

    concept: Ref
    value: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Distinction:
    """Two concepts contrasted on one dimension by one party, each side with its passages."""

    iri: str
    dimension: str
    party: Ref
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A party's set of claims about one whole; `is_complete` where it says that these are all the members."""

    iri: str
    label: str
    party: Ref
    whole: Ref
    relation: Relation
    members: tuple[Ref, ...]
    is_complete: bool = False
