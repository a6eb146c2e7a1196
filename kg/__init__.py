"""Alliance Atlas: a knowledge graph of contested concepts, as its readers see it.

Only the names in `__all__` are stable. They are loaded when they are first used, because the worker that answers a
query, and `kg --help`, need none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.catalog import Atlas
    from kg.catalog import open_atlas as open  # noqa: A004 - `kg.open()` is what a reader would guess
    from kg.errors import KgError, QueryRefused, QuerySyntaxError, QueryTimeout, StoreError, UnknownName
    from kg.model import (
        CERTAINTIES,
        STATUSES,
        Attribution,
        Claim,
        Concept,
        ConceptPage,
        Definition,
        Distinction,
        Hit,
        MappingLink,
        Model,
        Passage,
        Place,
        Question,
        Ref,
        Relation,
        Side,
        Statement,
        Work,
        WorkPage,
    )
    from kg.vocab import PREFIXES, curie
    from kg.workers import ask

_HOME = {
    "catalog": ("Atlas",),
    "errors": ("KgError", "QueryRefused", "QuerySyntaxError", "QueryTimeout", "StoreError", "UnknownName"),
    "model": ("CERTAINTIES", "STATUSES", "Attribution", "Claim", "Concept", "ConceptPage", "Definition", "Distinction",
              "Hit", "MappingLink", "Model", "Passage", "Place", "Question", "Ref", "Relation", "Side", "Statement",
              "Work", "WorkPage"),
    "vocab": ("PREFIXES", "curie"),
    "workers": ("ask",),
}

__all__ = [
    "CERTAINTIES", "PREFIXES", "STATUSES", "Atlas", "Attribution", "Claim", "Concept", "ConceptPage", "Definition",
    "Distinction", "Hit", "KgError", "MappingLink", "Model", "Passage", "Place", "QueryRefused", "QuerySyntaxError",
    "QueryTimeout", "Question", "Ref", "Relation", "Side", "Statement", "StoreError", "UnknownName", "Work",
    "WorkPage", "ask", "curie", "open",
]


def __getattr__(name: str) -> Any:
    if name == "open":
        return import_module("kg.catalog").open_atlas
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(f"kg.{module}"), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
