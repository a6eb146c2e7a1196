"""Interpretation: concepts, and what parties say about them in passages."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.evidence import Attribution, Passage, Ref

__all__ = [
    "CLASHES", "UNKNOWN", "Characteristic", "Claim", "Concept", "Definition", "Dispute", "Distinction", "EffectSize",
    "Lineage", "MappingLink", "Model", "Position", "Relation", "Rival", "Side", "Statement", "TermUse",
]

#: In what way the positions of a dispute do not go together, in the words that a reader sees.
CLASHES: dict[str, str] = {
    "contradiction": "contradiction",
    "difference-of-scope": "difference of scope",
    "difference-of-terms": "difference of terms",
    "undecided": "left open by the sources",
}

#: What stands beside a statement of which nobody knows that a passage says so.
UNKNOWN = "certainty unknown"


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

    @property
    def is_unknown(self) -> bool:
        """Whether of none of its passages it is known that it says so."""
        return all(p.certainty == "unknown" for p in self.passages)

    @property
    def voice(self) -> str:
        """Who makes the statement, with a mark where it is unknown that a passage says so."""
        return f"{self.party.label} ({UNKNOWN})" if self.is_unknown else self.party.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Statement):
    """One gloss of one concept by one party: `gloss` is our sentence, the words are in the passages."""

    concept: Ref
    gloss: str
    tradition: Ref | None = None


@dataclass(frozen=True, slots=True)
class Rival:
    """A claim that cannot hold beside another: its sentence, and who holds it."""

    iri: str
    sentence: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Statement):
    """Subject, relation, object: asserted or denied by a party.

    `rivals` are claims that exclude it, `sense` is the model in whose sense the object is meant.
    """

    subject: Ref
    relation: Relation
    object: Ref
    is_denied: bool = False
    rivals: tuple[Rival, ...] = ()
    sense: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic(Statement):
    """What one concept is on one dimension, such as the number of items of an instrument."""

    concept: Ref
    dimension: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectSize(Statement):
    """How strongly a work found two concepts to go together; every number as it is printed."""

    first: Ref
    second: Ref
    coefficient: str
    estimate: str
    interval: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermUse:
    """A name as parties use it for a concept; `note` is its lineage in our words."""

    iri: str
    term: str
    concept: Ref
    parties: tuple[Ref, ...]
    passages: tuple[Passage, ...]
    note: str = ""

    @property
    def year(self) -> int | None:
        """The earliest year in which the name was printed so."""
        return min((p.work.year for p in self.passages if p.work.year), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage(Statement):
    """How a later statement or name takes up an earlier one; `way` is the key of how (adopts, adapts, narrows …).

    `label` is the way in words. Where a name is said to come from `later`, `term` is that name and `earlier` is empty.
    """

    concept: Ref
    way: str
    label: str
    later: Statement | TermUse
    earlier: Statement | TermUse | None = None
    term: str = ""
    note: str = ""


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

    @property
    def slug(self) -> str:
        """The last step of the IRI's path, as it stands in links."""
        return self.iri.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Position:
    """One answer to a dispute: the statements that give it."""

    iri: str
    label: str
    statements: tuple[Statement, ...]

    @property
    def holders(self) -> tuple[Ref, ...]:
        """The parties that hold this position, which are those that make its statements."""
        return tuple(dict.fromkeys(statement.party for statement in self.statements))


@dataclass(frozen=True, slots=True)
class Dispute:
    """An issue on which parties hold positions that do not go together as they are worded.

    `clash` is the key of the kind that the atlas judges it to be, `clash_reason` says why, `grounds` show it.
    """

    iri: str
    label: str
    concerns: tuple[Ref, ...]
    positions: tuple[Position, ...]
    note: str = ""
    clash: str = "undecided"
    clash_reason: str = ""
    grounds: tuple[Passage, ...] = ()

    @property
    def holders(self) -> tuple[Ref, ...]:
        """The parties that hold a position."""
        return tuple(dict.fromkeys(holder for position in self.positions for holder in position.holders))

    @property
    def is_within_one(self) -> bool:
        """Whether one party alone holds positions that do not go together."""
        return any(sum(holder in position.holders for position in self.positions) > 1 for holder in self.holders)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement that takes a position."""
        return tuple(statement for position in self.positions for statement in position.statements)

    @property
    def slug(self) -> str:
        """The last step of the IRI's path, as it stands in links."""
        return self.iri.rsplit("/", 1)[-1]
