"""What somebody says in a passage: definitions, claims, characteristics, effect sizes and names in use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownName
from kg.model import Claim, Statement, TermUse
from kg.pages.gather.missing import missing
from kg.pages.gather.whole import Said, name_of, whole
from kg.search import nearest

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["characteristic", "claim", "definition", "effect", "sentence", "term"]


def definition(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return a definition with the others of its concept; raises UnknownName with the nearest slugs."""
    one, shared = _said(atlas, "definition", slug)
    others = sorted((*whole(atlas).relatives(one), one), key=lambda other: (other.year or 9999, other.iri))
    return {**shared, "title": f"“{one.concept.label}” according to {_who(one)}{_year(one)}", "others": others}


def claim(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return a claim with those that say or deny the same; raises UnknownName with the nearest slugs."""
    one, shared = _said(atlas, "claim", slug)
    alike = [other for other in atlas.claims() if other.iri != one.iri and _says(other) == _says(one)]
    return {**shared, "title": f"{sentence(one)} ({_who(one)}{_year(one)})", "sentence": sentence(one),
            "same": [other for other in alike if other.is_denied == one.is_denied],
            "opposite": [other for other in alike if other.is_denied != one.is_denied],
            "models": [model for model in whole(atlas).models_with(one.object.iri) if model.party == one.party
                       and one.iri in {claim.iri for claim in atlas.model(model.slug).claims}]}


def characteristic(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return what is said of a concept on one dimension; raises UnknownName with the nearest slugs."""
    one, shared = _said(atlas, "characteristic", slug)
    others = [other for other in whole(atlas).relatives(one) if getattr(other, "dimension", "") == one.dimension]
    return {**shared, "title": f"{one.concept.label}: {one.dimension} ({_who(one)}{_year(one)})", "others": others}


def effect(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return how strongly two concepts were found to go together; raises UnknownName with the nearest slugs."""
    one, shared = _said(atlas, "effect", slug)
    return {**shared, "title": f"{one.first.label} and {one.second.label} ({_who(one)}{_year(one)})"}


def term(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return a name as parties use it for a concept; raises UnknownName with the nearest slugs."""
    one, shared = _said(atlas, "term", slug)
    return {**shared, "title": f"“{one.term}” for {one.concept.label} ({_who(one)}{_year(one)})",
            "others": whole(atlas).relatives(one)}


def _said(atlas: Atlas, kind: str, slug: str) -> tuple[Any, dict[str, Any]]:
    """Return a statement, and what the pages of all kinds of statements show."""
    name, all_ = name_of(kind, slug), whole(atlas)
    one = all_.said.get(name)
    if one is None:
        start = name_of(kind, "")
        raise UnknownName(kind, slug, nearest(slug, [n.removeprefix(start) for n in all_.said if n.startswith(start)]))
    return one, {"found": one, "lineages": all_.lineages_of(name), "contests": all_.contests(name),
                 "citations": atlas.cite(name), "missing": missing(atlas, one.passages)}


def sentence(one: Claim) -> str:
    """Return a claim in words; a denied one says so first."""
    denial = "it is not so that " if one.is_denied else ""
    return f"{denial}{one.subject.label} {one.relation.label} {one.object.label}"


def _says(one: Claim) -> tuple[str, ...]:
    ends = (one.subject.iri, one.object.iri)
    is_even = one.relation.label == one.relation.inverse_label  # it reads alike from either side
    return (one.relation.iri, *(sorted(ends) if is_even else ends))


def _who(one: Said) -> str:
    return one.party.label if isinstance(one, Statement) else ", ".join(party.label for party in one.parties)


def _year(one: Statement | TermUse) -> str:
    return f", {one.year}" if one.year else ", no year"
