"""What a reader, or the one who checks the content, gets as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from kg.model.evidence import Passage, Person, Ref, Work
from kg.model.statements import (
    Characteristic,
    Claim,
    Concept,
    Definition,
    EffectSize,
    MappingLink,
    Model,
    TermUse,
)

__all__ = [
    "ConceptPage", "Fact", "Finding", "Gaps", "Hit", "Instrument", "Level", "ModelPage", "Named", "OneVoice",
    "OpenQuestion", "Part", "PersonPage", "Question", "Term", "Unmapped", "WorkPage",
]

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptPage:
    """Everything said about one concept, in the order a reader wants it."""

    concept: Concept
    definitions: tuple[Definition, ...] = ()
    claims: tuple[Claim, ...] = ()
    terms: tuple[TermUse, ...] = ()
    characteristics: tuple[Characteristic, ...] = ()
    effects: tuple[EffectSize, ...] = ()
    mappings: tuple[MappingLink, ...] = ()
    queries: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """One work: its record, its passages, and what is said on their ground."""

    work: Work
    csl: Mapping[str, Any]
    seen_in: str
    doubts: Mapping[str, str]
    passages: tuple[Passage, ...] = ()
    definitions: tuple[Definition, ...] = ()
    claims: tuple[Claim, ...] = ()
    terms: tuple[TermUse, ...] = ()
    characteristics: tuple[Characteristic, ...] = ()
    effects: tuple[EffectSize, ...] = ()
    credited_by: tuple[Passage, ...] = ()
    queries: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPage:
    """One model with the claims it consists of, each with its passages."""

    model: Model
    claims: tuple[Claim, ...] = ()
    queries: tuple[str, ...] = field(default=())


class Part(NamedTuple):
    """What somebody was in the making of a work: author, editor or translator."""

    role: str
    work: Work


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Somebody with their parts in works, by year, and the parties they belong to."""

    person: Person
    parts: tuple[Part, ...] = ()
    parties: tuple[Ref, ...] = ()


class Fact(NamedTuple):
    """A property of a thing, and its value; a value that is a text has no IRI."""

    property: Ref
    value: Ref


class Term(NamedTuple):
    """A term of the vocabulary of the atlas, with the class that says what kind of term it is."""

    term: Ref
    type: Ref
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One instrument: what it is said to measure, its parts and relatives, and what else is said of it.

    `subscales` are claims that something is a subscale of it, `part_of` claims that it is one itself; `versions` are
    claims that it comes from another instrument, or another from it; `claims` are all the others.
    """

    concept: Concept
    measures: tuple[Claim, ...] = ()
    operationalizes: tuple[Claim, ...] = ()
    subscales: tuple[Claim, ...] = ()
    part_of: tuple[Claim, ...] = ()
    versions: tuple[Claim, ...] = ()
    claims: tuple[Claim, ...] = ()
    characteristics: tuple[Characteristic, ...] = ()
    terms: tuple[TermUse, ...] = ()


class OneVoice(NamedTuple):
    """A concept that only one party defines."""

    concept: Concept
    party: Ref


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something about the sources that only a person with a library can settle; `note` says why it matters."""

    iri: str
    label: str
    concerns: tuple[Ref, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A concept that was looked for in another vocabulary and not found; `searched` says how it was looked for."""

    concept: Ref
    vocabulary: str
    searched: str
    certainty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What the atlas does not know, as far as it can be computed from what it does know.

    `undefined` and `one_voice` leave instruments out; `unplaced` are definitions without any locator, `unsupported`
    claims that no second party makes, `unread` works without a passage, `unquoted` works without a quotation.
    """

    undefined: tuple[Concept, ...] = ()
    one_voice: tuple[OneVoice, ...] = ()
    unplaced: tuple[Definition, ...] = ()
    unsupported: tuple[Claim, ...] = ()
    unread: tuple[Work, ...] = ()
    unquoted: tuple[Work, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    queries: tuple[str, ...] = field(default=())


class Named(NamedTuple):
    """Something by which a query can be filled in: its IRI, what it is, and what it is called."""

    iri: str
    kind: str
    label: str
    others: tuple[str, ...] = ()


class Form(NamedTuple):
    """A question with blanks: the named query behind it, its words with `{blank}` in them, and the blanks."""

    name: str
    words: str
    blanks: tuple[str, ...]


class Question(NamedTuple):
    """A competency question that ships with the content: who asks it, in plain words and in SPARQL.

    `rows` is the number of rows that its expected answer has.
    """

    id: str
    user: str
    title: str
    text: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result: what it is, where it leads, and why it was found."""

    kind: str
    iri: str
    label: str
    matched: str
    why: str

    @property
    def slug(self) -> str:
        """The last step of the IRI's path, as it stands in links."""
        return self.iri.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the content: which rule, how grave, about what, in which file, and what to do."""

    rule: str
    level: Level
    subject: str
    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.level} {self.rule}: {self.subject}: {self.message}"
