"""What is cited, as it stands in a list of references: plain text in a style, as registrars of DOIs give it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.model import CERTAINTIES, Citation, Passage
from kg.vocab import BASE

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["references"]


def references(atlas: Atlas, address: str, style: str = "", locale: str = "") -> bytes:
    """Return the references of a thing, each on a line, with what is less than sure of it on the next.

    Raises UnknownName for a thing that cites nothing, and for a style nobody knows.
    """
    kind, _, slug = address.partition("/")
    found = (atlas.cite_passages(_passages(atlas, slug), style or "apa") if kind == "concept"
             else atlas.cite(BASE + address, style or "apa", locale=locale))
    return "".join(sorted({f"{_entry(one)}\n" for one in found}, key=str.casefold)).encode()


def _passages(atlas: Atlas, slug: str) -> Iterable[Passage]:
    page = atlas.concept(slug)
    return {one.key: one for said in (*page.definitions, *page.claims) for one in said.passages}.values()


def _entry(one: Citation) -> str:
    unsure = one.work.certainty
    marks = [*([CERTAINTIES.get(unsure, unsure)] if unsure != "verified" else []),
             *([f"less sure than the rest: {', '.join(sorted(one.doubts))}"] if one.doubts else [])]
    return "\n".join([one.reference.text, *([f"  [{'; '.join(marks)}]"] if marks else [])])
