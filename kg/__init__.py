"""Alliance Atlas: a knowledge graph of contested concepts, as its readers see it.

Only the names in `__all__` are stable. They are loaded when they are first used, because the worker that answers a
query, and `kg --help`, need none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.catalog import Atlas, current
    from kg.catalog import open_atlas as open  # noqa: A004 - `kg.open()` is what a reader would guess
    from kg.errors import KgError, QueryRefused, QuerySyntaxError, QueryTimeout, StoreError, UnknownName
    from kg.model import (
        CERTAINTIES,
        STATUSES,
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
        MappingLink,
        Model,
        ModelPage,
        OneVoice,
        OpenQuestion,
        Passage,
        Place,
        Position,
        Question,
        Ref,
        Relation,
        Rival,
        Side,
        Statement,
        TermUse,
        Unmapped,
        Work,
        WorkPage,
    )
    from kg.tables import as_csv, as_markdown
    from kg.vocab import PREFIXES, curie
    from kg.workers import ask

_HOME = {
    "catalog": ("Atlas", "current"),
    "errors": ("KgError", "QueryRefused", "QuerySyntaxError", "QueryTimeout", "StoreError", "UnknownName"),
    "model": ("CERTAINTIES", "STATUSES", "Attribution", "Characteristic", "Claim", "Concept", "ConceptPage", "Credit",
              "Definition", "Dispute", "Distinction", "EffectSize", "Gaps", "Hit", "Instrument", "MappingLink", "Model",
              "ModelPage", "OneVoice", "OpenQuestion", "Passage", "Place", "Position", "Question", "Ref", "Relation",
              "Rival", "Side", "Statement", "TermUse", "Unmapped", "Work", "WorkPage"),
    "tables": ("as_csv", "as_markdown"),
    "vocab": ("PREFIXES", "curie"),
    "workers": ("ask",),
}

__all__ = [
    "CERTAINTIES",
    "PREFIXES",
    "STATUSES",
    "Atlas",
    "Attribution",
    "Characteristic",
    "Claim",
    "Concept",
    "ConceptPage",
    "Credit",
    "Definition",
    "Dispute",
    "Distinction",
    "EffectSize",
    "Gaps",
    "Hit",
    "Instrument",
    "KgError",
    "MappingLink",
    "Model",
    "ModelPage",
    "OneVoice",
    "OpenQuestion",
    "Passage",
    "Place",
    "Position",
    "QueryRefused",
    "QuerySyntaxError",
    "QueryTimeout",
    "Question",
    "Ref",
    "Relation",
    "Rival",
    "Side",
    "Statement",
    "StoreError",
    "TermUse",
    "UnknownName",
    "Unmapped",
    "Work",
    "WorkPage",
    "as_csv",
    "as_markdown",
    "ask",
    "curie",
    "current",
    "open",
]


def __getattr__(name: str) -> Any:
    if name == "open":
        return import_module("kg.catalog").open_atlas
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(f"kg.{module}"), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
