"""What nobody wrote down: claims that cannot all hold, and what a party's claims entail."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kg.model.evidence import Ref
from kg.model.statements import Claim, Model, Relation

__all__ = ["Conflict", "Entailment", "Proposition", "Reasoning", "propositions", "short_key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """What one or more claims say alike: subject, relation, object, asserted or denied."""

    subject: Ref
    relation: Relation
    object: Ref
    is_denied: bool = False
    claims: tuple[Claim, ...] = ()

    @property
    def holders(self) -> tuple[Ref, ...]:
        """The parties that say it."""
        return tuple(dict.fromkeys(claim.party for claim in self.claims))

    @property
    def sentence(self) -> str:
        """What it says, in the words of the model."""
        denial = "it is not so that " if self.is_denied else ""
        return f"{denial}{self.subject.label} {self.relation.label} {self.object.label}"

    @property
    def key(self) -> str:
        """What it says, by IRIs: the same for two claims that say the same, in whichever direction."""
        return _says(self)


def propositions(claims: Iterable[Claim]) -> tuple[Proposition, ...]:
    """Return what claims say, each proposition once with all claims that make it, in the order of the claims."""
    alike: dict[str, list[Claim]] = {}
    for claim in claims:
        alike.setdefault(_says(claim), []).append(claim)
    return tuple(Proposition(subject=same[0].subject, relation=same[0].relation, object=same[0].object,
                             is_denied=same[0].is_denied, claims=tuple(same)) for same in alike.values())


def _says(one: Claim | Proposition) -> str:
    ends = [one.subject.iri, one.object.iri]
    if one.relation.label == one.relation.inverse_label:  # it reads alike from either side
        ends.sort()
    return " ".join((ends[0], one.relation.iri, ends[1], *(["denied"] if one.is_denied else [])))


def short_key(parts: Iterable[str]) -> str:
    """Return a short hash of what something consists of, in whichever order: the last step of its IRI."""
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A minimal set of propositions that cannot all hold: without any one of them the others can.

    `logical` was found by the reasoner, `declared` follows from the table of relations that exclude each other.
    `complete` are the models whose lists of members must be all there is for the conflict to arise; `impossible` are
    the concepts that nothing could fall under if all of it held, or only what is part of another such thing, and so on
    without end.
    """

    iri: str
    kind: Literal["logical", "declared"]
    propositions: tuple[Proposition, ...]
    complete: tuple[Model, ...] = ()
    impossible: tuple[Ref, ...] = ()
    is_within_one: bool = False

    @property
    def slug(self) -> str:
        """The last step of the IRI's path, as it stands in links."""
        return self.iri.rsplit("/", 1)[-1]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim that takes part."""
        return tuple(claim for one in self.propositions for claim in one.claims)

    @property
    def label(self) -> str:
        """What cannot all hold, as sentences: two set against each other, more of them in a row."""
        lists = (f"“{one.label}” as the whole list" for one in self.complete)
        *first, last = (*(f"“{one.sentence}”" for one in self.propositions), *lists)
        return f"{', '.join(first)} and {last} together" if len(first) > 1 else " against ".join((*first, last))

    @property
    def concerns(self) -> tuple[Ref, ...]:
        """The concepts that the propositions and the lists are about."""
        ends = (end for one in self.propositions for end in (one.subject, one.object))
        return tuple(dict.fromkeys((*ends, *(one.whole for one in self.complete))))

    @property
    def holders(self) -> tuple[Ref, ...]:
        """The parties that hold a proposition or give a list as the whole list."""
        said = (holder for one in self.propositions for holder in one.holders)
        return tuple(dict.fromkeys((*said, *(one.party for one in self.complete))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entailment:
    """What follows from a party's claims although the party never says it: never shown but as inferred."""

    iri: str
    party: Ref
    subject: Ref
    relation: Relation
    object: Ref
    claims: tuple[Claim, ...]
    complete: tuple[Model, ...] = ()


@dataclass(frozen=True, slots=True)
class Reasoning:
    """How the inferred graphs were made: by which reasoner, when, up to which size of sets; and whether they are stale.

    They are stale where the claims that the atlas holds now are not those from which they were computed. Sets of more
    than `most` members were not searched, unless `is_exhausted` says that there was none left to search. `impossible`
    are the concepts that a model makes impossible all by itself, with that model.
    """

    reasoner: str
    date: str
    most: int
    is_stale: bool
    is_exhausted: bool = False
    impossible: tuple[tuple[Ref, Ref], ...] = ()
