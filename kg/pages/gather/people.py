"""Who speaks: persons with their works, parties with all that they say, traditions with what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownName
from kg.model import Attribution, Characteristic, Claim, Definition, EffectSize, Passage, Statement, TermUse
from kg.pages.gather.whole import name_of, whole
from kg.search import nearest

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["party", "person", "tradition"]

_AUTHORS = ("author", "editor", "translator")


def person(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return a person with their works; raises UnknownName with the nearest keys."""
    found = atlas.persons.get(slug)
    if found is None:
        raise UnknownName("person", slug, nearest(slug, list(atlas.persons)))
    name = f"{found.person.given} {found.person.family}".strip()
    works = {role: [part.work for part in found.parts if part.role == role] for role in _AUTHORS}
    return {"title": name, "found": found, "person": found.person, "parties": found.parties,
            "works": {role: same for role, same in works.items() if same},
            "concerning": _concerning(atlas, name_of("person", slug))}


def party(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return a party with all that it says; raises UnknownName with the nearest slugs."""
    one = atlas.party(slug)
    if one.slug != slug:
        raise UnknownName("party", slug, (one.slug,))
    all_ = whole(atlas)
    said = [what for what in all_.said.values() if _is_by(what, one.iri)]
    claims = [what for what in said if isinstance(what, Claim)]
    return {
        "title": one.label, "party": one, "facts": atlas.facts(one.iri),
        "members": [person for held, person in atlas.members if held == one],
        "definitions": [what for what in said if isinstance(what, Definition)],
        "asserted": _by_relation(what for what in claims if not what.is_denied),
        "denied": _by_relation(what for what in claims if what.is_denied), "has_claims": bool(claims),
        "others": [what for what in said if isinstance(what, Characteristic | EffectSize)],
        "names": [what for what in said if isinstance(what, TermUse)],
        "models": [model for model in all_.models if model.party == one],
        "distinctions": [drawn for drawn in all_.distinctions if drawn.party == one],
        "positions": [(dispute, held) for dispute in all_.disputes
                      if (held := [position for position in dispute.positions if one in position.holders])],
        "conflicts": [conflict for conflict in all_.conflicts if one in conflict.holders],
        "lineages": [line for line in all_.lineages if _takes_part(line, one.iri)],
        "entailments": [what for what in all_.entailments if what.party == one], "credits": _credits(said)}


def tradition(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return a school of thought with the definitions that belong to it; raises UnknownName."""
    name = name_of("tradition", slug)
    facts = {fact.property.iri.rsplit("#", 1)[-1]: fact.value.label for fact in atlas.facts(name)}
    if "prefLabel" not in facts:
        raise UnknownName("tradition", slug, nearest(slug, [one.iri.rsplit("/", 1)[-1] for one in atlas.names()
                                                            if one.kind == "tradition"]))
    found = [one for one in atlas.definitions() if one.tradition and one.tradition.iri == name]
    return {"title": facts["prefLabel"], "note": facts.get("scopeNote", ""), "definitions": found}


def _is_by(what: Statement | TermUse, name: str) -> bool:
    parties = what.parties if isinstance(what, TermUse) else (what.party,)
    return name in {one.iri for one in parties}


def _takes_part(line: Any, name: str) -> bool:
    ends = [end for end in (line.later, line.earlier) if end is not None]
    return bool(line.party.iri == name or any(_is_by(end, name) for end in ends))


def _by_relation(claims: Iterable[Claim]) -> list[tuple[str, list[Claim]]]:
    ordered = sorted(claims, key=lambda one: (one.relation.label, one.subject.label, one.object.label))
    return [(phrase, list(same)) for phrase, same in groupby(ordered, key=lambda one: one.relation.label)]


def _credits(said: Iterable[Statement | TermUse]) -> list[tuple[Passage, Attribution]]:
    """Return each credit in a passage of what is said, those with a warning first."""
    found = {credit.key: (passage, credit) for what in said for passage in what.passages
             for credit in passage.attributions}
    return sorted(found.values(), key=lambda pair: (not pair[1].is_doubtful, pair[0].work.label, pair[1].key))


def _concerning(atlas: Atlas, name: str) -> list[Any]:
    return [fact.value for fact in atlas.named_by(name) if fact.property.iri.endswith("/concerns")]
