"""One edition of the graph as a whole: what it is, how anybody asks it, how it is searched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import query, results, search
from kg.catalog import forms, surveys
from kg.catalog.reader import Reader
from kg.errors import StoreError
from kg.model import Form, Hit, Named, Question, Ref
from kg.results import Result
from kg.store import Store

if TYPE_CHECKING:
    import rdflib

__all__ = ["Edition"]


class Edition:
    """One edition of the graph, read-only: what it is, and the ways to ask it."""

    def __init__(self, directory: Path, store: Store) -> None:
        self._directory, self._store, self._reader = directory, store, Reader(store)

    # What the atlas is

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
        """A short name of this state of the content: the same content has the same one."""
        return str(self._made["content"])[:12]

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
