"""Anybody's query, and its answer as a table or a graph."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import NamedTuple

import kg
from app.data.choice import store
from kg import QueryRefused

__all__ = ["Answer", "Term", "ask", "download"]


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


def ask(text: str) -> Answer:
    """Answer anybody's query within the time limit; raises a KgError that says what to do."""
    start = time.perf_counter()
    try:
        found = json.loads(kg.ask(text, store(), format="json"))
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
    return kg.ask(text, store(), format=format_)


def _graph(text: str, refusal: QueryRefused) -> Answer:
    start = time.perf_counter()
    try:
        turtle = kg.ask(text, store(), format="turtle").decode()
    except QueryRefused:
        raise refusal from None
    return Answer((), (), _since(start), turtle, format="turtle")


def _term(binding: dict[str, str] | None) -> Term | None:
    return Term(binding["value"], binding["type"] == "uri") if binding else None


def _since(start: float) -> float:
    return time.perf_counter() - start
