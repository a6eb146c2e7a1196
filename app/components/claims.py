"""Claims as they read from one concept: the relation, the other concept, and who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.components import evidence, links
from app.components.html import Html, join, tag
from app.components.layout import summary
from app.data import Claim, Ref, curie

__all__ = ["Reading", "by_relation", "listed", "readings", "voice"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One relation to one other concept, as it reads from here, with every claim that says or denies it."""

    phrase: str
    other: Ref
    claims: tuple[Claim, ...]


def readings(claims: Iterable[Claim], here: str) -> dict[str, list[Reading]]:
    """Return claims by the phrase that leads from the concept `here` to another; the fullest phrase first."""
    grouped: dict[str, dict[Ref, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        from_here = claim.subject.slug == here
        phrase = claim.relation.label if from_here else claim.relation.inverse_label
        grouped[phrase][claim.object if from_here else claim.subject].append(claim)
    found = {phrase: [Reading(phrase, other, tuple(same)) for other, same in others.items()]
             for phrase, others in grouped.items()}
    return dict(sorted(found.items(), key=lambda item: -sum(len(r.claims) for r in item[1])))


def by_relation(claims: Iterable[Claim], here: str) -> list[Html]:
    """Return every claim about a concept, grouped by relation and then by the other concept."""
    known = {claim.iri: claim for claim in claims}
    return [tag("section.relation", tag("h3", phrase), tag("ul.readings", [_reading(r, known) for r in same]))
            for phrase, same in readings(known.values(), here).items()]


def listed(claims: Iterable[Claim]) -> list[Html]:
    """Return claims as sentences, for a page that is about no single concept."""
    known = {claim.iri: claim for claim in claims}
    return [tag("div.claim.row", tag("p.other", links.reference(c.subject), f" {c.relation.label} ",
                                     links.reference(c.object)), voice(c, known)) for c in known.values()]


def voice(claim: Claim, known: Mapping[str, Claim]) -> Html:
    """Return who makes a claim and where, marked in words when it is denied or disputed."""
    denied = tag("span.mark.denied", "✕ denied by ") if claim.is_denied else None
    words = summary("the words", map(evidence.passage, claim.passages), kind="words")
    return join(denied, tag("strong", claim.party.label), " – ", evidence.places(claim.passages), _doubt(claim),
                _disputed(claim, known), words)


def _reading(reading: Reading, known: Mapping[str, Claim]) -> Html:
    lines = [tag("li.claim", voice(claim, known)) for claim in reading.claims]
    return tag("li.reading", tag("p.other", links.reference(reading.other)), tag("ul.claims", lines))


def _doubt(claim: Claim) -> Html | None:
    return tag("span.mark.doubtful", " ⚠ doubtful citation") if claim.is_doubtful else None


def _disputed(claim: Claim, known: Mapping[str, Claim]) -> Html | None:
    if not claim.disputed_by:
        return None
    against: dict[str, list[str]] = {}
    for iri in claim.disputed_by:
        said, who = _position(known[iri]) if iri in known else (curie(iri), "")
        against.setdefault(said, []).append(who)
    sides = [f"{said} ({', '.join(filter(None, who))})" for said, who in against.items()]
    return tag("p.against", tag("span.mark.disputed", "⇄ at odds with: "), "; ".join(sides))


def _position(claim: Claim) -> tuple[str, str]:
    """Return what a claim says, in our words and so without quotation marks, and who says it."""
    denial = "it is not so that " if claim.is_denied else ""
    return f"{denial}{claim.subject.label} {claim.relation.label} {claim.object.label}", claim.party.label
