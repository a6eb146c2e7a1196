"""The reader's way into the atlas: what is said of a concept, by whom, where, in which words.

Rows become plain frozen objects here and nowhere else. A page costs one or two of the queries in `kg/queries`; what
every page needs (names of concepts, works and relations) is read once, since a store never changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import query, search
from kg.catalog import rows
from kg.errors import StoreError, UnknownName
from kg.model import (
    Claim,
    Concept,
    ConceptPage,
    Definition,
    Distinction,
    Hit,
    MappingLink,
    Model,
    Passage,
    Question,
    Ref,
    Relation,
    Work,
    WorkPage,
)
from kg.places import default
from kg.store import Store
from kg.vocab import expand, iri

if TYPE_CHECKING:
    import rdflib

__all__ = ["Atlas", "open_atlas"]

Row = tuple[str | None, ...]


def open_atlas(store: Path | str | None = None) -> Atlas:
    """Open the atlas of a store, or of the default one; raises StoreError with what to do where there is none."""
    directory = Path(store) if store else default().store
    current = (directory / "current").resolve()
    return Atlas(current, Store.open(current))


class Atlas:
    """One edition of the graph, read-only; safe to share between threads."""

    def __init__(self, directory: Path, store: Store) -> None:
        self._directory, self._store = directory, store

    # What the atlas is

    @cached_property
    def _about(self) -> list[Row]:
        return query.run(self._store, "atlas")

    @property
    def title(self) -> str:
        """What this atlas is called."""
        return self._about[0][0] or "" if self._about else ""

    @property
    def description(self) -> str:
        """What this atlas is, in two sentences."""
        return self._about[0][1] or "" if self._about else ""

    @property
    def starts_with(self) -> tuple[Ref, ...]:
        """The concepts of the central distinction, where a reader begins."""
        return tuple(Ref(concept, label or "") for _, _, concept, label in self._about if concept)

    @cached_property
    def _made(self) -> Any:
        try:
            return json.loads((self._directory / "build.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(f"{self._directory}: the store is incomplete; run 'kg build'") from error

    @property
    def counts(self) -> Mapping[str, int]:
        """How many things of each kind there are, and how many credits have each status."""
        return dict(self._made["counts"])

    def questions(self) -> tuple[Question, ...]:
        """Return the competency questions that ship with the content."""
        return tuple(Question(**q) for q in self._made["questions"])

    @cached_property
    def dataset(self) -> rdflib.Dataset:
        """The graph as a read-only rdflib Dataset; its default graph is the union of the curated graphs."""
        return self._store.dataset()

    def query_text(self, name: str, **bindings: str | Iterable[str]) -> str:
        """Return the named query behind a view, with its bindings filled in."""
        return query.text(name, **bindings)

    # Concepts

    @cached_property
    def _concepts(self) -> dict[str, Concept]:
        found = groupby(query.run(self._store, "concepts"), key=itemgetter(0))
        return {concept or "": rows.concept(list(same)) for concept, same in found}

    def concepts(self) -> tuple[Concept, ...]:
        """Return every concept, A to Z."""
        return tuple(self._concepts.values())

    def concept(self, name: str) -> ConceptPage:
        """Return what is said of the concept with this slug, IRI, prefixed name or label.

        Raises UnknownName with the nearest labels.
        """
        concept = self._find(name)
        texts, definitions, claims = self._statements(about=concept.iri)
        return ConceptPage(concept=concept, definitions=definitions, claims=claims,
                           mappings=self._mappings.get(concept.iri, ()), queries=texts)

    @cached_property
    def _mappings(self) -> dict[str, tuple[MappingLink, ...]]:
        found = groupby(query.run(self._store, "mappings"), key=itemgetter(0))
        return {concept or "": tuple(rows.mapping(row) for row in same) for concept, same in found}

    def _find(self, name: str) -> Concept:
        if found := self._concepts.get(expand(name)) or self._by_name.get(rows.fold(name)):
            return found
        nearest = search.nearest(name, [c.label for c in self.concepts()])
        raise UnknownName("concept", name, nearest)

    @cached_property
    def _by_name(self) -> dict[str, Concept]:
        found: dict[str, Concept] = {}
        for concept in self.concepts():
            for name in (concept.slug, concept.label, *concept.alt_labels):
                found.setdefault(rows.fold(name), concept)
        return found | {rows.fold(name): c for c in self.concepts() for name in (c.slug, c.label)}

    # Works

    @cached_property
    def _works(self) -> dict[str, Work]:
        return {row[0] or "": rows.work(row) for row in query.run(self._store, "works")}

    def works(self) -> tuple[Work, ...]:
        """Return every work, by author and year."""
        return tuple(self._works.values())

    def work(self, key: str) -> WorkPage:
        """Return one work with its passages and what rests on them; raises UnknownName with the nearest keys."""
        name = str(iri("work", key))
        if name not in self._works:
            raise UnknownName("work", key, search.nearest(key, [w.key for w in self.works()]))
        record = query.run(self._store, "work", work=name)
        doubts = {field: (doubt or "").rsplit("/", 1)[-1] for _, _, field, doubt in record if field}
        texts, definitions, claims = self._statements(work=name)
        related = tuple(self._passages(query.text("passages", related=name)).values())
        return WorkPage(work=self._works[name], csl=json.loads(record[0][0] or "{}"), seen_in=record[0][1] or "",
                        doubts=doubts, definitions=definitions, claims=claims, queries=texts,
                        passages=tuple(p for p in related if p.work.key == key),
                        credited_by=tuple(p for p in related if p.work.key != key))

    # Statements

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """Every relation that claims may use, by IRI."""
        found = groupby(query.run(self._store, "relations"), key=itemgetter(0))
        return {name or "": rows.relation(list(same)) for name, same in found}

    def _statements(self, **bindings: str) -> tuple[tuple[str, ...], tuple[Definition, ...], tuple[Claim, ...]]:
        asked = query.text("statements", **bindings)
        found = self._store.select(asked)[1]
        needed = sorted({str(row[-1]) for row in found})
        reads = query.text("passages", passage=needed)
        passages = self._passages(reads) if needed else {}
        definitions, claims = [], []
        for _, same in groupby(found, key=itemgetter(0)):
            grouped = list(same)
            places = rows.in_order(passages[str(row[-1])] for row in grouped)
            if grouped[0][3]:
                definitions.append(rows.definition(grouped[0], places))
            else:
                claims.append(rows.claim(grouped[0], places, self.relations))
        return (asked, reads), rows.by_year(definitions), rows.disputed(rows.by_year(claims))

    def _passages(self, asked: str) -> dict[str, Passage]:
        found = groupby(self._store.select(asked)[1], key=itemgetter(0))
        return {str(name): rows.passage(list(same), self._works) for name, same in found}

    # Distinctions and models

    def distinctions(self, a: str, b: str) -> tuple[Distinction, ...]:
        """Return every distinction drawn between two concepts, the one with the most passages first."""
        first, second = self._find(a).iri, self._find(b).iri
        found = query.run(self._store, "distinctions", concept=first)
        needed = sorted({str(row[-1]) for row in found})
        passages = self._passages(query.text("passages", passage=needed)) if needed else {}
        drawn = (rows.distinction(list(same), passages, first) for _, same in groupby(found, key=itemgetter(0)))
        return rows.by_support(d for d in drawn if {s.concept.iri for s in d.sides} == {first, second})

    def models(self) -> tuple[Model, ...]:
        """Return every model with its members."""
        found = groupby(query.run(self._store, "models"), key=itemgetter(0))
        return tuple(rows.model(list(same), self.relations) for _, same in found)

    # Search

    @cached_property
    def _index(self) -> search.Index:
        return search.Index.open(self._directory / "search.sqlite")

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        """Return what a reader may mean by a text, an exact match first."""
        return self._index.find(text, limit)
