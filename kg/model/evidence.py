"""Evidence: what a work says at a place, whom it credits, and who really said it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = [
    "CERTAINTIES", "STATUSES", "Attribution", "Credit", "Name", "Passage", "Person", "Place", "Record", "Ref", "Work",
]

#: How sure a fact is, best first, in the words that a reader sees.
CERTAINTIES: dict[str, str] = {
    "verified": "seen in a source",
    "recalled-high": "recalled, not seen in a source (high confidence)",
    "recalled-medium": "recalled, not seen in a source (medium confidence)",
    "recalled-low": "recalled, not seen in a source (low confidence)",
    "unknown": "unknown",
}

#: What can be said of a citation, in the words that a reader sees; several may hold at once.
STATUSES: dict[str, str] = {
    "ok": "checked and right",
    "unchecked": "not checked",
    "page-out-of-range": "the page is not in the cited work",
    "edition-unclear": "the edition is unclear",
    "work-unidentified": "the work could not be identified",
    "attribution-doubtful": "the cited work may not say this",
    "no-locator": "no page given",
    "no-source": "no source given",
}

@dataclass(frozen=True, slots=True)
class Ref:
    """A thing by its IRI and the label that a reader sees."""

    iri: str
    label: str

    @property
    def slug(self) -> str:
        """The last step of the IRI's path, as it stands in links."""
        return self.iri.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Name:
    """An author, editor or translator as one record prints the name; `person` is the key of who that is.

    A name that a record gives as one literal ("A. Body et al.") is nobody's in particular: its `person` is empty.
    """

    family: str
    given: str
    person: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wrote, edited or translated works; years only where they are known."""

    key: str
    family: str
    given: str
    born: int | None = None
    died: int | None = None
    certainty: str = ""
    seen_in: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A published work, in what a citation line needs; `label` is its author-date form."""

    key: str
    label: str
    title: str
    reference: str
    year: int | None = None
    pages: str | None = None
    certainty: str = "unknown"

    @property
    def slug(self) -> str:
        """The key, as it stands in links."""
        return self.key


@dataclass(frozen=True, slots=True)
class Record:
    """A work with its whole CSL-JSON record.

    `doubts` says which fields are less sure than the record, `original` which work this one translates or reprints.
    """

    work: Work
    csl: Mapping[str, Any]
    names: tuple[tuple[str, Name], ...]
    seen_in: str
    doubts: Mapping[str, str]
    original: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a work, and how sure it is that the words stand there."""

    work: Work
    locator: str | None = None
    certainty: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One citation inside a passage: whom it credits, and what is known of that credit.

    `work` is empty where the passage names nobody, or somebody without a work; `credited` is what it prints.
    """

    key: str
    credited: str
    work: Work | None = None
    locator: str | None = None
    statuses: tuple[str, ...] = ("unchecked",)
    reason: str = ""
    evidence: str = ""
    certainty: str = "unknown"
    instead: Place | None = None

    @property
    def is_sound(self) -> bool:
        """Whether the credit was checked and found right."""
        return self.statuses == ("ok",)

    @property
    def is_doubtful(self) -> bool:
        """Whether something is known to be wrong or open with this credit."""
        return not set(self.statuses) <= {"ok", "unchecked"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A place in one work, with its words (verbatim and short) or what they say in ours.

    `no_locator` is the reason why it is not said where in the work the place is, if a reason is given.
    """

    key: str
    work: Work
    locator: str | None = None
    no_locator: str = ""
    quotation: str | None = None
    paraphrase: str | None = None
    certainty: str = "unknown"
    seen_in: str = ""
    attributions: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Credit:
    """One citation in its place: the passage that makes it, and what is known of it."""

    passage: Passage
    attribution: Attribution
