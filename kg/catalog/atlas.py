"""The reader's way into the atlas: what is said of a concept, by whom, where, in which words.

Everything comes as plain frozen objects. A page costs a few of the queries in `kg/queries`.
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
from kg.catalog import bibliography, inferred, lineage, records, rows, surveys
from kg.catalog.edition import Edition
from kg.catalog.reader import Said
from kg.errors import UnknownName
from kg.model import (
    Citation,
    Claim,
    Concept,
    ConceptPage,
    Conflict,
    Credit,
    Definition,
    Dispute,
    Distinction,
    EffectSize,
    Entailment,
    Gaps,
    Instrument,
    Lineage,
    MappingLink,
    Model,
    ModelPage,
    Passage,
    PersonPage,
    Reasoning,
    Ref,
    Relation,
    Statement,
    TermUse,
    Work,
    WorkPage,
)
from kg.places import default
from kg.store import Store
from kg.vocab import expand, iri

if TYPE_CHECKING:
    from kg.cite.render import Document

__all__ = ["Atlas", "current", "open_atlas"]


def current(store: Path | str | None = None) -> Path:
    """Return the directory of the last good build of a store, or of the default one."""
    return ((Path(store) if store else default().store) / "current").resolve()


def open_atlas(store: Path | str | None = None) -> Atlas:
    """Open the atlas of a store, or of the default one; raises StoreError with what to do where there is none."""
    directory = current(store)
    return Atlas(directory, Store.open(directory))


class Atlas(Edition):
    """One edition of the graph, read-only; safe to share between threads."""

    # Concepts

    def concepts(self) -> tuple[Concept, ...]:
        """Return every concept, A to Z."""
        return tuple(self._reader.concepts.values())

    def concept(self, name: str) -> ConceptPage:
        """Return what is said of the concept with this slug, IRI, prefixed name or label.

        Raises UnknownName with the nearest labels.
        """
        concept = self._find(name)
        said = self._reader.said(about=concept.iri)
        return ConceptPage(concept=concept, definitions=said.definitions, claims=said.claims, terms=said.terms,
                           characteristics=said.characteristics, effects=said.effects,
                           mappings=self._reader.mappings.get(concept.iri, ()), queries=said.queries)

    def terms(self, name: str) -> tuple[TermUse, ...]:
        """Return the names that parties use for a concept, by year; raises UnknownName with the nearest labels."""
        return self._reader.said(about=self._find(name).iri).terms

    def _find(self, name: str) -> Concept:
        if found := self._reader.concepts.get(expand(name)) or self._by_name.get(rows.fold(name)):
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

    # Works and their passages

    def works(self) -> tuple[Work, ...]:
        """Return every work, by author and year."""
        return tuple(self._reader.works.values())

    def work(self, key: str) -> WorkPage:
        """Return one work with its passages and what rests on them; raises UnknownName with the nearest keys."""
        name = self._work(key)
        record = self._reader.rows("work", work=name)
        doubts = {field: (doubt or "").rsplit("/", 1)[-1] for _, _, field, doubt in record if field}
        said = self._reader.said(work=name)
        related = tuple(self._reader.passages(query.text("passages", related=name)).values())
        return WorkPage(work=self._reader.works[name], csl=json.loads(record[0][0] or "{}"),
                        seen_in=record[0][1] or "", doubts=doubts, definitions=said.definitions, claims=said.claims,
                        terms=said.terms, characteristics=said.characteristics, effects=said.effects,
                        queries=said.queries, passages=tuple(p for p in related if p.work.key == key),
                        credited_by=tuple(p for p in related if p.work.key != key))

    def record(self, key: str) -> Mapping[str, Any]:
        """Return the CSL record of a work; raises UnknownName with the nearest keys."""
        return self._reader.records[self._work(key)]

    def _work(self, key: str) -> str:
        name = str(iri("work", key))
        if name not in self._reader.works:
            raise UnknownName("work", key, search.nearest(key, [w.key for w in self.works()]))
        return name

    def cited(self, iris: Iterable[str], words: Iterable[str] = ()) -> tuple[Work, ...]:
        """Return the works that some things stand for or rest on, and those that some words name."""
        return bibliography.cited(self._reader, iris, words)

    def records(self, works: Iterable[Work]) -> tuple[Mapping[str, Any], ...]:
        """Return the records of works in CSL-JSON; `custom` holds how sure each of them is."""
        return bibliography.records(self._reader, works)

    @cached_property
    def persons(self) -> Mapping[str, PersonPage]:
        """Everybody who had a part in a work, by key, in the order of their names."""
        return records.persons(self._reader)

    @cached_property
    def versions(self) -> tuple[tuple[Work, Work], ...]:
        """Every edition, reprint or translation, with the work that it is one of."""
        return records.versions(self._reader)

    def passages(self) -> tuple[Passage, ...]:
        """Return every passage of every work."""
        return tuple(self._reader.passages(query.text("passages")).values())

    def credits(self, work: str = "", status: str = "") -> tuple[Credit, ...]:
        """Return every citation, of one work or by it where a key is given, and of one status where that is given.

        Raises UnknownName with the nearest keys.
        """
        bindings = {**({"work": self._work(work)} if work else {}),
                    **({"having": str(iri("status", status))} if status else {})}
        return surveys.credits_(self._reader, bindings)

    def cite(self, name: str, style: str = "apa", *, locator: str = "", locale: str = "") -> tuple[Citation, ...]:
        """Return how to cite a work, a passage or a statement, one citation for each of its passages.

        `name` is a key of a work, an IRI or a prefixed name; a work may have a `locator`. Raises UnknownName.
        """
        from kg.catalog import citing  # nothing else of the atlas renders

        return citing.citations(self._reader, self._directory, name, style, locator=locator, locale=locale)

    def cite_passages(self, passages: Iterable[Passage], style: str = "apa") -> tuple[Citation, ...]:
        """Return how to cite each of some passages; raises UnknownName for a style nobody knows."""
        from kg.catalog import citing  # as above

        return citing.of_passages(self._reader, self._directory, passages, style)

    def cite_together(self, names: Iterable[str], style: str = "apa", *, locale: str = "") -> Document:
        """Return a selection as one document: its citations in their order, and its list of references."""
        from kg.catalog import citing  # as above

        return citing.together(self._reader, names, style, locale)

    # Distinctions, disputes, models and instruments

    @property
    def relations(self) -> dict[str, Relation]:
        """Every relation that claims may use, by IRI."""
        return self._reader.relations

    def distinctions(self, a: str = "", b: str = "") -> tuple[Distinction, ...]:
        """Return the distinctions between two concepts, of one, or all; those with the most passages come first."""
        first, second = (self._find(name).iri if name else "" for name in (a, b))
        found = self._reader.rows("distinctions", **({"concept": first} if first else {}))
        needed = sorted({str(row[-1]) for row in found})
        passages = self._reader.passages(query.text("passages", passage=needed)) if needed else {}
        drawn = (rows.distinction(list(same), passages, first) for _, same in groupby(found, key=itemgetter(0)))
        return rows.by_support(d for d in drawn if not b or {s.concept.iri for s in d.sides} == {first, second})

    def disputes(self) -> tuple[Dispute, ...]:
        """Return every dispute with its positions."""
        return self._disputes

    @cached_property
    def _disputes(self) -> tuple[Dispute, ...]:
        return surveys.disputes(self._reader)

    def models(self) -> tuple[Model, ...]:
        """Return every model with its members."""
        found = groupby(self._reader.rows("models"), key=itemgetter(0))
        return tuple(rows.model(list(same), self.relations) for _, same in found)

    def model(self, slug: str) -> ModelPage:
        """Return one model with its claims; raises UnknownName with the nearest slugs."""
        found = next((model for model in self.models() if model.slug == slug), None)
        if found is None:
            raise UnknownName("model", slug, search.nearest(slug, [model.slug for model in self.models()]))
        claims = [str(claim) for _, claim in self._reader.rows("model-claims", model=found.iri)]
        said = self._reader.said(statement=claims)
        return ModelPage(model=found, claims=said.claims, queries=said.queries)

    def instruments(self) -> tuple[Instrument, ...]:
        """Return every instrument with what is said of it, A to Z."""
        return surveys.instruments(self._reader)

    def effects(self) -> tuple[EffectSize, ...]:
        """Return every effect size, by year."""
        return self._reader.said(statement=[str(row[0]) for row in self._reader.rows("effects")]).effects

    def gaps(self) -> Gaps:
        """Return what the atlas does not know."""
        return surveys.gaps(self._reader)

    # Everything that is said, by whom, and what follows from it

    @cached_property
    def parties(self) -> tuple[Ref, ...]:
        """Every party, A to Z."""
        return tuple(map(rows.ref, self._reader.rows("parties")))

    @cached_property
    def members(self) -> tuple[tuple[Ref, Ref], ...]:
        """Every membership as party and person."""
        return records.members(self._reader)

    def party(self, name: str) -> Ref:
        """Return the party with this slug, IRI, prefixed name or label; raises UnknownName with the nearest slugs."""
        asked = {expand(name), rows.fold(name)}
        for one in self.parties:
            if asked & {one.iri, rows.fold(one.slug), rows.fold(one.label)}:
                return one
        raise UnknownName("party", name, search.nearest(name, [one.slug for one in self.parties]))

    @cached_property
    def everything(self) -> Said:
        """Everything that parties say, by kind and by year."""
        return self._reader.said()

    @property
    def mappings(self) -> Mapping[str, tuple[MappingLink, ...]]:
        """The links of concepts to other vocabularies, by the IRI of the concept."""
        return self._reader.mappings

    def said(self) -> Mapping[str, Statement | TermUse]:
        """Return every statement and every use of a name, by IRI."""
        return {**self.everything.statements, **{use.iri: use for use in self.everything.terms}}

    def definitions(self) -> tuple[Definition, ...]:
        """Return every definition, by year."""
        return self.everything.definitions

    def claims(self) -> tuple[Claim, ...]:
        """Return every claim, by year."""
        return self.everything.claims

    def lineages(self, concept: str = "") -> tuple[Lineage, ...]:
        """Return who takes up whose statement, for one concept or for all; raises UnknownName as `concept` does."""
        return lineage.read(self._reader, self._find(concept).iri if concept else "")

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return every minimal set of propositions that cannot all hold, those found by the reasoner first."""
        return self._conflicts

    @cached_property
    def _conflicts(self) -> tuple[Conflict, ...]:
        return inferred.conflicts(self._reader, self.everything.claims, self.models())

    def entailments(self) -> tuple[Entailment, ...]:
        """Return what follows from each party's claims although the party never says it."""
        return inferred.entailments(self._reader, self.everything.claims, self.models())

    @property
    def reasoning(self) -> Reasoning | None:
        """How the inferred graphs were made, and whether they still fit the claims; None where there are none."""
        return inferred.reasoning(self._reader, stale=bool(self._made.get("stale")))
