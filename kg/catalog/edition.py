"""One edition of the graph as a whole: what it is, how anybody asks it, how it is searched."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rdflib import DCTERMS

from kg import query, results, search
from kg.catalog import forms, records, surveys, things
from kg.catalog.reader import Reader
from kg.errors import StoreError
from kg.model import Fact, Form, Hit, Named, Question, Ref, Term, Thing
from kg.results import Result
from kg.store import Quad, Store
from kg.vocab import BASE

if TYPE_CHECKING:
    import rdflib

__all__ = ["AUTHORS", "Edition"]

#: Who answers for the atlas as a whole, as its citations name them.
AUTHORS = "The Alliance Atlas authors"


class Edition:
    """One edition of the graph, read-only: what it is, and the ways to ask it."""

    def __init__(self, directory: Path, store: Store) -> None:
        self._directory, self._store, self._reader = directory, store, Reader(store)

    # What the atlas is

    @property
    def directory(self) -> Path:
        """Where the build of this edition is kept."""
        return self._directory

    @cached_property
    def _about(self) -> list[tuple[str | None, ...]]:
        return self._reader.rows("atlas")

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

    @property
    def edition(self) -> str:
        """The name of an edition, or a short hash of a state between editions: the same content has the same one."""
        return str(self._made.get("edition") or self._made["content"][:12])

    @property
    def is_released(self) -> bool:
        """Whether this is an edition: it has a name, and stays as it is for ever."""
        return "edition" in self._made

    @cached_property
    def date(self) -> dt.date:
        """The day on which an edition was issued, or on which a state between editions was built."""
        if self.is_released:
            return dt.date.fromisoformat(self._made["issued"])
        return dt.datetime.fromtimestamp((self._directory / "build.json").stat().st_mtime, dt.UTC).date()

    @property
    def iri(self) -> str:
        """The permanent address of an edition, or that of the atlas."""
        return f"{BASE}edition/{self.edition}" if self.is_released else BASE

    @property
    def state(self) -> str:
        """What this is in words: an edition with its name, or a state that no edition keeps."""
        return f"edition {self.edition}" if self.is_released else f"state {self.edition}, between editions"

    @property
    def reference(self) -> str:
        """How to cite this edition of the atlas as a whole, in one line."""
        return f"{AUTHORS}. ({self.date.year}). {self.title} ({self.state}, {self.date}) [Data set]. {self.iri}"

    @cached_property
    def license(self) -> str:
        """The address of the licence of the whole, or nothing where none is stated."""
        stated = (one.value.iri for one in self.facts(f"{BASE}atlas") if one.property.iri == str(DCTERMS.license))
        return next(stated, "")

    def questions(self) -> tuple[Question, ...]:
        """Return the competency questions that ship with the content."""
        return tuple(Question(**q) for q in self._made["questions"])

    @cached_property
    def dataset(self) -> rdflib.Dataset:
        """The graph as a read-only rdflib Dataset; its default graph is the union of the curated graphs."""
        return self._store.dataset()

    def query(self, text: str, seconds: float = 30.0) -> Result:
        """Return the answer to anybody's query, from a process of its own; raises what `kg.ask` raises."""
        return results.query(text, self._directory.parent, seconds)

    def query_text(self, name: str, **bindings: str | int | Iterable[str]) -> str:
        """Return the named query behind a view or a form, with its bindings filled in."""
        return query.text(name, **bindings)

    def forms(self) -> tuple[Form, ...]:
        """Return the questions with blanks."""
        return forms.forms()

    def choices(self, form: Form, chosen: Mapping[str, str | int]) -> dict[str, dict[str | int, str]]:
        """Return what each blank of a form may be filled with beside what is chosen, and what that is called."""
        return forms.choices(self._store, form, chosen)

    @cached_property
    def layout(self) -> Mapping[str, tuple[float, float]]:
        """Where each concept stands on the map, by IRI: between -1 and 1 on both axes, the same in every view."""
        found = json.loads((self._directory / "layout.json").read_text(encoding="utf-8"))
        return {name: (x, y) for name, (x, y) in found.items()}

    # Whatever is said of a thing

    @cached_property
    def addresses(self) -> Mapping[str, tuple[str, ...]]:
        """Every address below the base, by its first step."""
        return things.by_kind(self._reader)

    def thing(self, address: str) -> Thing:
        """Return what stands at an address such as `concept/welcome`; raises UnknownName with the nearest ones."""
        return things.find(self._reader, address, self.addresses)

    def quads(self, thing: Thing) -> tuple[Quad, ...]:
        """Return what describes a thing, each quad in its named graph."""
        return things.quads(self._reader, thing)

    def names_of(self, quads: Iterable[Quad]) -> tuple[Quad, ...]:
        """Return what the things are called that some quads name without telling of them."""
        return self._store.names(quads)

    def facts(self, iri: str) -> tuple[Fact, ...]:
        """Return every triple about a thing, curated or inferred, as property and value."""
        return records.facts(self._reader, iri)

    def named_by(self, iri: str) -> tuple[Fact, ...]:
        """Return what names a thing, each with the property by which it does."""
        return records.named_by(self._reader, iri)

    def uses(self, iri: str) -> tuple[Fact, ...]:
        """Return every pair that a property joins, the first of them in the place of the property."""
        return records.uses(self._reader, iri)

    def described(self, iri: str) -> tuple[Ref, ...]:
        """Return what a named graph describes."""
        return records.described(self._reader, iri)

    @cached_property
    def vocabulary(self) -> tuple[Term, ...]:
        """The vocabulary: every class, property and fixed value, by type."""
        return records.terms(self._reader)

    # Names and search

    def names(self) -> tuple[Named, ...]:
        """Return everything with a name, for completion and for labels beside addresses."""
        return surveys.names(self._reader)

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """Return what some things are called, as far as they have a name, by IRI."""
        return surveys.labels(self._reader, iris)

    @cached_property
    def _index(self) -> search.Index:
        return search.Index.open(self._directory / "search.sqlite")

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        """Return what a reader may mean by a text, an exact match first."""
        return self._index.find(text, limit)
