"""What does not go together: disputes, positions, conflicts, and what follows although nobody wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownName
from kg.model import Conflict, Dispute
from kg.pages.gather.whole import name_of, whole
from kg.search import nearest

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["conflict", "dispute", "entailment", "excluding", "meaning", "minimal", "position"]

_PAIR = 2
_ANNOTATION = "http://www.w3.org/2004/02/skos/core#definition"


def dispute(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return a dispute with what was computed of the same claims; raises UnknownName with the nearest slugs."""
    all_ = whole(atlas)
    one = _one("dispute", slug, all_.disputes)
    same = [found for found in all_.conflicts if covers(one, found)]
    partly = [found for found in all_.conflicts if found not in same and _touches(one, found)]
    return {"title": one.label, "found": one, "meaning": meaning(atlas, one), "same": same, "partly": partly}


def position(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return one answer to a dispute beside the others; raises UnknownName with the nearest slugs."""
    found = {answer.iri: (one, answer) for one in whole(atlas).disputes for answer in one.positions}
    name = name_of("position", slug)
    if name not in found:
        raise UnknownName("position", slug, nearest(slug, [iri.rsplit("/", 1)[-1] for iri in found]))
    one, answer = found[name]
    return {"title": f"{answer.label} ({one.label})", "dispute": one, "found": answer,
            "others": [other for other in one.positions if other != answer]}


def conflict(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return a set of claims that cannot all hold; raises UnknownName with the nearest slugs."""
    all_ = whole(atlas)
    one = _one("conflict", slug, all_.conflicts)
    same = [found for found in all_.disputes if covers(found, one)]
    wholes = {model.whole for model in one.complete}
    weighs = [found for found in all_.disputes if found not in same and wholes & {*found.concerns}
              and _touches(found, one)]
    return {"title": one.label, "found": one, "excluding": excluding(one), "minimal": minimal(one), "same": same,
            "weighs": weighs, "everywhere": _everywhere(one), "how": atlas.reasoning}


def entailment(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return what follows from the claims of a party; raises UnknownName with the nearest slugs."""
    found = {one.iri.rsplit("/", 1)[-1]: one for one in whole(atlas).entailments}
    if slug not in found:
        raise UnknownName("entailment", slug, nearest(slug, list(found)))
    one = found[slug]
    said = f"{one.subject.label} {one.relation.label} {one.object.label}"
    return {"title": f"{said} (inferred for {one.party.label})", "found": one, "how": atlas.reasoning}


def _one(kind: str, slug: str, every: Sequence[Any]) -> Any:
    found = next((one for one in every if one.slug == slug), None)
    if found is None:
        raise UnknownName(kind, slug, nearest(slug, [one.slug for one in every]))
    return found


def meaning(atlas: Atlas, one: Dispute) -> str:
    """Return what the kind of a dispute means, in the words of the vocabulary."""
    facts = atlas.facts(name_of("clash", one.clash))
    return next((fact.value.label for fact in facts if fact.property.iri == _ANNOTATION), "")


def _inside(one: Dispute, found: Conflict) -> list[bool]:
    own = {statement.iri for statement in one.statements}
    return [any(claim.iri in own for claim in proposition.claims) for proposition in found.propositions]


def covers(one: Dispute, found: Conflict) -> bool:
    """Return whether every proposition of a conflict takes a position in a dispute."""
    inside = _inside(one, found)
    return bool(inside) and all(inside)


def _touches(one: Dispute, found: Conflict) -> bool:
    return any(_inside(one, found))


def excluding(one: Conflict) -> str:
    """Return which two relations exclude each other, or that one denies the other; nothing for other sets."""
    if len(one.propositions) != _PAIR or one.complete:
        return ""
    a, b = one.propositions
    if a.relation == b.relation and a.is_denied != b.is_denied:
        return "one side denies what the other says"
    if a.relation.iri in b.relation.excludes or b.relation.iri in a.relation.excludes:
        pair = f"“{a.relation.label}” and “{b.relation.label}”"
        return f"by their definitions {pair} exclude each other for one pair of concepts"
    return ""


def minimal(one: Conflict) -> str:
    """Return that nothing can be left out of a conflict, in words."""
    if len(one.propositions) + len(one.complete) == 1:
        return "It cannot hold by itself."
    return "The set is minimal: without any one of these the others can all hold."


def _everywhere(one: Conflict) -> list[str]:
    """Return who says all of a conflict that one party alone can be held to."""
    if not one.is_within_one:
        return []
    each = [*(said.holders for said in one.propositions), *((model.party,) for model in one.complete)]
    return [holder.label for holder in one.holders if all(holder in holders for holders in each)]
