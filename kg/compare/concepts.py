"""Two to four concepts against each other: every statement about them, sorted by what it is said of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, combinations
from typing import TypeAlias

from kg.catalog import Atlas
from kg.errors import NotComparable
from kg.model import (
    Claim,
    ConceptPage,
    Conflict,
    Contrast,
    Dispute,
    Namesake,
    Point,
    Proposition,
    Ref,
    Statement,
    TermUse,
    Voices,
    propositions,
)

__all__ = ["FEWEST", "MOST", "comparable", "concepts"]

#: How many concepts can be compared at once.
FEWEST, MOST = 2, 4

#: What a point is known by: the phrase as it reads from the concept, and the other concept or the value.
_Key: TypeAlias = tuple[str, Ref]
_WITH = "effect size with"
#: What a label adds to a name that it shares with another, as in "name (author)".
_QUALIFIER = re.compile(r" \([^)]*\)$")


def concepts(atlas: Atlas, names: Sequence[str]) -> Contrast:
    """Return two to four concepts against each other, in the order of their names.

    Raises UnknownName with the nearest labels, NotComparable with the slugs of concepts that can be compared.
    """
    pages = list({page.concept.iri: page for page in map(atlas.concept, names)}.values())
    slugs = tuple(page.concept.slug for page in pages)
    if not slugs:
        raise NotComparable("no concept is named", tuple(ref.slug for ref in atlas.starts_with))
    if len(slugs) < FEWEST:
        near = tuple(ref.slug for ref in comparable(atlas, slugs[0]))
        raise NotComparable(f"only {pages[0].concept.label} is named, and a comparison needs another concept", near)
    if len(slugs) > MOST:
        raise NotComparable(f"{len(slugs)} concepts are named, and {MOST} are the most that can be read", slugs[:MOST])
    return _contrast(atlas, pages)


def _contrast(atlas: Atlas, pages: list[ConceptPage]) -> Contrast:
    compared = {page.concept.iri for page in pages}
    claims = {claim.iri: claim for page in pages for claim in page.claims}.values()
    points = sorted(_points(pages, compared), key=_order(pages))
    return Contrast(
        concepts=tuple(page.concept for page in pages), definitions=tuple(page.definitions for page in pages),
        shared=tuple(sorted(filter(_is_shared, points), key=lambda one: -_width(one))),
        only=tuple(tuple(one for one in points if not _is_shared(one) and one.voices[i].statements)
                   for i in range(len(pages))),
        contested=_propositions(claim for claim in claims if claim.rivals),
        between=_propositions(claim for claim in claims if _ends(claim) <= compared),
        effects=tuple({effect.iri: effect for page in pages for effect in page.effects
                       if {effect.first.iri, effect.second.iri} <= compared}.values()),
        distinctions=tuple(one for a, b in combinations(pages, 2)
                           for one in atlas.distinctions(a.concept.iri, b.concept.iri)),
        names=_names(pages), disputes=_both(atlas.disputes(), compared), conflicts=_among(atlas.conflicts(), compared),
        queries=tuple(dict.fromkeys(chain(*(page.queries for page in pages), _queries(atlas, pages)))))


def _queries(atlas: Atlas, pages: Iterable[ConceptPage]) -> Iterator[str]:
    yield atlas.query_text("distinctions", concept=[page.concept.iri for page in pages])
    yield atlas.query_text("rivals")


# What is said of which of them

def _points(pages: Sequence[ConceptPage], compared: set[str]) -> Iterator[Point]:
    said = [_voices(page, compared) for page in pages]
    for key in dict.fromkeys(chain.from_iterable(said)):
        yield Point(phrase=key[0], other=key[1], voices=tuple(one.get(key, Voices()) for one in said))


def _voices(page: ConceptPage, compared: set[str]) -> dict[_Key, Voices]:
    found: dict[_Key, list[Statement]] = defaultdict(list)
    for key, statement in _readings(page):
        if key[1].iri not in compared:
            found[key].append(statement)
    return {key: Voices(tuple(one for one in same if not _is_denial(one)), tuple(filter(_is_denial, same)))
            for key, same in found.items()}


def _readings(page: ConceptPage) -> Iterator[tuple[_Key, Statement]]:
    here = page.concept.iri
    for claim in page.claims:
        from_here = claim.subject.iri == here
        yield ((claim.relation.label, claim.object) if from_here
               else (claim.relation.inverse_label, claim.subject)), claim
    for trait in page.characteristics:
        yield (trait.dimension, Ref("", trait.value)), trait
    for effect in page.effects:
        yield (_WITH, effect.second if effect.first.iri == here else effect.first), effect


def _is_denial(one: Statement) -> bool:
    return isinstance(one, Claim) and one.is_denied


def _is_shared(point: Point) -> bool:
    return _width(point) > 1


def _width(point: Point) -> int:
    """Of how many concepts the point is said, or, where nobody says it of any, of how many it is denied."""
    return sum(bool(one.asserted) for one in point.voices) or sum(bool(one.denied) for one in point.voices)


def _order(pages: Iterable[ConceptPage]) -> Callable[[Point], tuple[int, str, int, str]]:
    """Phrases that say much first, and in each the point on which most is said."""
    often = Counter(key[0] for page in pages for key, _ in _readings(page))
    return lambda one: (-often[one.phrase], one.phrase, -sum(len(v.statements) for v in one.voices), one.other.label)


# What is said between them, and about several of them

def _ends(claim: Claim) -> set[str]:
    return {claim.subject.iri, claim.object.iri}


def _propositions(claims: Iterable[Claim]) -> tuple[Proposition, ...]:
    return tuple(sorted(propositions(claims),
                        key=lambda one: (one.is_denied, -len(one.holders), one.relation.label)))


def _both(disputes: Iterable[Dispute], compared: set[str]) -> tuple[Dispute, ...]:
    return tuple(one for one in disputes if len(compared & {concept.iri for concept in one.concerns}) > 1)


def _among(conflicts: Iterable[Conflict], compared: set[str]) -> tuple[Conflict, ...]:
    return tuple(one for one in conflicts
                 if any({said.subject.iri, said.object.iri} <= compared for said in one.propositions))


def _names(pages: Iterable[ConceptPage]) -> tuple[Namesake, ...]:
    called: dict[str, dict[Ref, list[TermUse]]] = defaultdict(dict)
    written: dict[str, str] = {}
    for page in pages:
        one = Ref(page.concept.iri, page.concept.label)
        labels = ((name, None) for name in (page.concept.label, *page.concept.alt_labels))
        for name, use in chain(((use.term, use) for use in page.terms), labels):
            bare = _QUALIFIER.sub("", name)
            written.setdefault(bare.casefold(), bare)
            called[bare.casefold()].setdefault(one, []).extend([use] if use else [])
    return tuple(Namesake(written[name], tuple(users), tuple(chain(*users.values())))
                 for name, users in sorted(called.items()) if len(users) > 1)


# What a concept is best compared with

def comparable(atlas: Atlas, name: str, most: int = 5) -> tuple[Ref, ...]:
    """Return the concepts to compare one with: those it is told apart from, then those of which most is said alike.

    Raises UnknownName with the nearest labels.
    """
    # A slug needs no more than the list of concepts, which is at hand.
    here = next((one for one in atlas.concepts() if one.slug == name), None) or atlas.concept(name).concept
    apart = Counter(side.concept for one in atlas.distinctions(here.iri) for side in one.sides)
    alike, joined = _alike(atlas.claims(), here.iri)
    scores = {other: (apart[other], alike[other], joined[other]) for other in apart | alike | joined}
    scores.pop(Ref(here.iri, here.label), None)
    return tuple(sorted(scores, key=lambda other: (*(-n for n in scores[other]), other.label)))[:most]


def _alike(claims: Sequence[Claim], here: str) -> tuple[Counter[Ref], Counter[Ref]]:
    """Of each other concept, how much is said of it that is also said here, and how much between it and here."""
    own = {(one.relation.iri, one.object.iri, "of") for one in claims if one.subject.iri == here}
    own |= {(one.relation.iri, one.subject.iri, "to") for one in claims if one.object.iri == here}
    said = {(one.subject, (one.relation.iri, one.object.iri, "of")) for one in claims}
    said |= {(one.object, (one.relation.iri, one.subject.iri, "to")) for one in claims}
    joined = Counter(end for one in claims if here in _ends(one) for end in (one.subject, one.object))
    return Counter(other for other, key in said if key in own), joined
