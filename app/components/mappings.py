"""A concept in other vocabularies: what it matches there, and where no equivalent was found."""

from __future__ import annotations

from collections.abc import Sequence

from app.components import evidence
from app.components.html import Html, tag
from app.data import MappingLink, Unmapped, curie

__all__ = ["listed"]


def listed(found: Sequence[MappingLink], missing: Sequence[Unmapped]) -> Html:
    """Return the links of a concept to other vocabularies, and those that were looked for in vain."""
    if not found and not missing:
        return tag("p.empty", "No link to another vocabulary yet.")
    return tag("ul.plain", map(_match, found), map(_missing, missing))


def _match(one: MappingLink) -> Html:
    target = tag("a", one.label, href=one.target, rel="noopener")
    kind = tag("code", curie(one.predicate))
    return tag("li", target, f", {one.vocabulary} ", kind, " – ", evidence.sure(one.certainty))


def _missing(one: Unmapped) -> Html:
    return tag("li", f"No equivalent in {one.vocabulary}: {one.searched} – ", evidence.sure(one.certainty))
