"""What a reader, or the one who checks the content, gets as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from kg.model.evidence import Passage, Work
from kg.model.statements import Claim, Concept, Definition, MappingLink

__all__ = [
    "ConceptPage", "Finding", "Hit", "Level", "Question", "WorkPage",
]

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptPage:
    """Everything said about one concept, in the order a reader wants it."""

    concept: Concept
    definitions: tuple[Definition, ...] = ()
    claims: tuple[Claim, ...] = ()
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
    credited_by: tuple[Passage, ...] = ()
    queries: tuple[str, ...] = field(default=())


class Question(NamedTuple):
    """A competency question that ships with the content: who asks it, in plain words and in SPARQL."""

    id: str
    user: str
    title: str
    text: str


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
