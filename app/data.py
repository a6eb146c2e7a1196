"""What the pages may ask: the one importer of `kg`, and the one place that caches."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

import kg
from kg import (
    CERTAINTIES,
    STATUSES,
    Atlas,
    Attribution,
    Characteristic,
    Claim,
    Concept,
    ConceptPage,
    Credit,
    Definition,
    Dispute,
    Distinction,
    EffectSize,
    Gaps,
    Hit,
    Instrument,
    KgError,
    MappingLink,
    Model,
    ModelPage,
    OpenQuestion,
    Passage,
    Place,
    Position,
    QueryRefused,
    QuerySyntaxError,
    Question,
    Ref,
    Side,
    Statement,
    StoreError,
    TermUse,
    UnknownName,
    Unmapped,
    Work,
    WorkPage,
    as_csv,
    as_markdown,
    curie,
)

__all__ = ["CERTAINTIES", "STATUSES", "Answer", "Atlas", "Attribution", "Characteristic", "Claim", "Concept",
           "ConceptPage", "Credit", "Definition", "Dispute", "Distinction", "EffectSize", "Gaps", "Hit",
           "Instrument", "KgError", "MappingLink", "Model", "ModelPage", "OpenQuestion", "Passage", "Place",
           "Position", "QuerySyntaxError", "Question", "Ref", "Side", "Statement", "StoreError", "Term", "TermUse",
           "UnknownName", "Unmapped", "Work", "WorkPage", "as_csv", "as_markdown", "ask", "atlas", "curie",
           "disputes", "doubtful", "download", "gaps", "instruments", "neighbourhood", "use", "warm"]


@dataclass
class _Choice:
    store: Path | None = None


_CHOICE = _Choice()


class Term(NamedTuple):
    """One value of a result: its text, and whether it is an IRI."""

    text: str
    is_iri: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query answered: a table, or a graph as Turtle; how long that took, and the format of its file."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    seconds: float
    turtle: str = ""
    format: str = "csv"


def use(store: Path | None) -> None:
    """Choose the store that every page reads; without a choice it is the default one."""
    _CHOICE.store = store


def atlas() -> Atlas:
    """Return the opened atlas; raises StoreError where there is no store to open."""
    return _open(kg.current(_CHOICE.store))


# What is cached hangs on the build, so that a page shows the new one as soon as it is there.
@st.cache_resource(show_spinner=False, max_entries=2)
def _open(build: Path) -> Atlas:  # noqa: ARG001 - the key of the cache
    return kg.open(_CHOICE.store)


def warm() -> None:
    """Read what every page needs, so that the first reader does not wait for it."""
    found = atlas()
    found.concepts(), found.works(), found.search("a")
    doubtful(), disputes(), instruments(), gaps()


def neighbourhood(slug: str) -> tuple[Claim, ...]:
    """Return every claim about a concept, and every claim between two of its neighbours."""
    return _neighbourhood(kg.current(_CHOICE.store), slug)


@st.cache_resource(show_spinner=False, max_entries=256)
def _neighbourhood(build: Path, slug: str) -> tuple[Claim, ...]:
    own = _open(build).concept(slug).claims
    near = dict.fromkeys(end.slug for claim in own for end in (claim.subject, claim.object))
    others = (claim for one in near if one != slug for claim in _open(build).concept(one).claims)
    between = (claim for claim in others if {claim.subject.slug, claim.object.slug} <= near.keys())
    return tuple({claim.iri: claim for claim in (*own, *between)}.values())


def doubtful() -> tuple[Credit, ...]:
    """Return every citation of which something is known to be wrong or open."""
    return tuple(credit for credit in _survey(kg.current(_CHOICE.store), "credits") if credit.attribution.is_doubtful)


def disputes() -> tuple[Dispute, ...]:
    """Return every dispute, by its question."""
    return tuple(_survey(kg.current(_CHOICE.store), "disputes"))


def instruments() -> tuple[Instrument, ...]:
    """Return every instrument with what is said of it, A to Z."""
    return tuple(_survey(kg.current(_CHOICE.store), "instruments"))


def gaps() -> Gaps:
    """Return what the atlas does not know."""
    found: Gaps = _survey(kg.current(_CHOICE.store), "gaps")
    return found


@st.cache_resource(show_spinner=False, max_entries=32)
def _survey(build: Path, name: str) -> Any:
    return getattr(_open(build), name)()


def ask(text: str) -> Answer:
    """Answer anybody's query within the time limit; raises a KgError that says what to do."""
    start = time.perf_counter()
    try:
        found = json.loads(kg.ask(text, _CHOICE.store, format="json"))
    except QueryRefused as refusal:
        return _graph(text, refusal)
    if "boolean" in found:
        word = "yes" if found["boolean"] else "no"
        return Answer(("answer",), ((Term(word, is_iri=False),),), _since(start), format="json")
    names = tuple(found["head"]["vars"])
    rows = tuple(tuple(_term(row.get(name)) for name in names) for row in found["results"]["bindings"])
    return Answer(names, rows, _since(start))


def download(text: str, format_: str) -> bytes:
    """Return the whole answer to a query as a file."""
    return kg.ask(text, _CHOICE.store, format=format_)


def _graph(text: str, refusal: QueryRefused) -> Answer:
    start = time.perf_counter()
    try:
        turtle = kg.ask(text, _CHOICE.store, format="turtle").decode()
    except QueryRefused:
        raise refusal from None
    return Answer((), (), _since(start), turtle, format="turtle")


def _term(binding: dict[str, str] | None) -> Term | None:
    return Term(binding["value"], binding["type"] == "uri") if binding else None


def _since(start: float) -> float:
    return time.perf_counter() - start
