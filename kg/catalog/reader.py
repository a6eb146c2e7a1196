"""What the pages are made of: named queries, run and put together as plain objects.

What every page needs (names of concepts, works and relations) is read once, since a store never changes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from kg import query
from kg.catalog import rows
from kg.model import (
    Characteristic,
    Claim,
    Concept,
    Definition,
    EffectSize,
    MappingLink,
    Passage,
    Relation,
    Rival,
    Statement,
    TermUse,
    Work,
)
from kg.store import Store

__all__ = ["Reader", "Said"]

Row = tuple[str | None, ...]

#: Named query -> what its rows become, beside definitions and claims. The first column of each is the statement, the
#: last a passage that it rests on.
_OTHERS: dict[str, Callable[[list[Row], tuple[Passage, ...]], Any]] = {
    "terms": rows.term, "characteristics": rows.characteristic, "effects": rows.effect}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said about something: statements of each kind by year, and the queries that found them."""

    definitions: tuple[Definition, ...] = ()
    claims: tuple[Claim, ...] = ()
    terms: tuple[TermUse, ...] = ()
    characteristics: tuple[Characteristic, ...] = ()
    effects: tuple[EffectSize, ...] = ()
    queries: tuple[str, ...] = field(default=())

    @property
    def statements(self) -> dict[str, Statement]:
        """Every statement that somebody holds, by IRI."""
        return {one.iri: one for one in (*self.definitions, *self.claims, *self.characteristics, *self.effects)}


class Reader:
    """Reads one store; safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self.store = store

    # What every page needs

    @cached_property
    def concepts(self) -> dict[str, Concept]:
        """Every concept by IRI, A to Z."""
        found = groupby(self.rows("concepts"), key=itemgetter(0))
        return {concept or "": rows.concept(list(same)) for concept, same in found}

    @cached_property
    def works(self) -> dict[str, Work]:
        """Every work by IRI, by author and year."""
        return {row[0] or "": rows.work(row) for row in self.rows("works")}

    @cached_property
    def records(self) -> dict[str, Mapping[str, Any]]:
        """The CSL record of every work by IRI."""
        return {str(work): json.loads(record or "{}") for work, record in self.rows("records")}

    @cached_property
    def seen(self) -> frozenset[str]:
        """The works of which somebody saw the words."""
        return frozenset(str(row[0]) for row in self.rows("seen"))

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """Every relation that claims may use, by IRI."""
        found = groupby(self.rows("relations"), key=itemgetter(0))
        return {name or "": rows.relation(list(same)) for name, same in found}

    @cached_property
    def rivals(self) -> dict[str, tuple[Rival, ...]]:
        """The claims that cannot hold beside each claim, wherever they are made."""
        found = groupby(self.rows("rivals"), key=itemgetter(0))
        return {claim or "": tuple(rows.rival(row) for row in same) for claim, same in found}

    @cached_property
    def mappings(self) -> dict[str, tuple[MappingLink, ...]]:
        """The links of each concept to other vocabularies."""
        found = groupby(self.rows("mappings"), key=itemgetter(0))
        return {concept or "": tuple(rows.mapping(row) for row in same) for concept, same in found}

    # Statements and passages

    def rows(self, name: str, **bindings: str | Iterable[str]) -> list[Row]:
        """Return the rows of a named query."""
        return query.run(self.store, name, **bindings)

    def said(self, **bindings: str | Iterable[str]) -> Said:
        """Return what is said `about` some concepts, on the ground of a `work`, or in each `statement` named."""
        texts = {name: query.text(name, **bindings) for name in ("statements", *_OTHERS)}
        found = {name: self.store.select(text)[1] for name, text in texts.items()}
        needed = sorted({str(row[-1]) for same in found.values() for row in same})
        reads = query.text("passages", passage=needed)
        passages = self.passages(reads) if needed else {}
        made = {name: _made(found[name], passages, make) for name, make in _OTHERS.items()}
        main = _made(found["statements"], passages, self._definition_or_claim)
        shown = (text for name, text in texts.items() if found[name] or name == "statements")
        return Said(definitions=tuple(s for s in main if isinstance(s, Definition)),
                    claims=tuple(s for s in main if isinstance(s, Claim)),
                    queries=(*shown, reads), **made)

    def _definition_or_claim(self, found: list[Row], places: tuple[Passage, ...]) -> Definition | Claim:
        row = found[0]
        return rows.definition(row, places) if row[3] else rows.claim(row, places, self.relations, self.rivals)

    def passages(self, asked: str) -> dict[str, Passage]:
        """Return the passages that a text of the query `passages` asks for, by IRI."""
        found = groupby(self.store.select(asked)[1], key=itemgetter(0))
        return {str(name): rows.passage(list(same), self.works) for name, same in found}


def _made(found: list[Row], passages: Mapping[str, Passage],
          make: Callable[[list[Row], tuple[Passage, ...]], Any]) -> tuple[Any, ...]:
    grouped = (list(same) for _, same in groupby(found, key=itemgetter(0)))
    return rows.by_year(make(same, rows.in_order({str(row[-1]): passages[str(row[-1])] for row in same}.values()))
                        for same in grouped)
