"""What the search of a site knows: one document per page that a reader may look for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.vocab import BASE

if TYPE_CHECKING:
    from kg.catalog import Atlas
    from kg.model import Passage

__all__ = ["documents", "script"]

#: Things that have a name and no words of their own; those that have words come from elsewhere.
_NAMED = {"person": "person", "party": "author", "model": "model", "tradition": "tradition", "dispute": "dispute"}

Document = Mapping[str, str | list[str]]


def script(atlas: Atlas) -> bytes:
    """Return the documents as a script: pages that are opened from disk may load scripts, but no other files."""
    listed = json.dumps(list(documents(atlas)), ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.siteDocuments = {listed};\n".encode()


def documents(atlas: Atlas) -> Iterator[Document]:
    """Yield a document per page: its address `a`, kind `k`, title `t`, further names `n`, and words `x`."""
    for concept in atlas.concepts():
        yield _document(concept.iri, "concept", concept.label, list(concept.alt_labels), concept.scope_note)
    for work in atlas.works():
        yield _document(f"{BASE}work/{work.key}", "work", work.label, [], work.reference)
    for name in atlas.names():
        if name.kind in _NAMED:
            yield _document(name.iri, _NAMED[name.kind], name.label, list(name.others), "")
    for one in atlas.definitions():
        yield _document(one.iri, "definition", f"{one.concept.label} – {one.voice}", [], one.gloss, one.year)
    for passage in atlas.passages():
        yield _document(f"{BASE}passage/{passage.key}", _words(passage), _place(passage), [],
                        passage.quotation or passage.paraphrase or "")


def _words(passage: Passage) -> str:
    return "quotation" if passage.quotation else "paraphrase"


def _place(passage: Passage) -> str:
    return ", ".join(filter(None, (passage.work.label, passage.locator)))


def _document(iri: str, kind: str, title: str, names: list[str], text: str, year: int | None = None) -> Document:
    found: dict[str, str | list[str]] = {"a": iri.removeprefix(BASE), "k": kind,
                                         "t": f"{title}, {year}" if year else title}
    return found | ({"n": names} if names else {}) | ({"x": text} if text else {})
