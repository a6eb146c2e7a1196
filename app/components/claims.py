"""Claims as they read from one concept: the relation, the other concept, and who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.components import evidence, links
from app.components.html import Html, join, tag
from app.components.layout import summary
from app.data import Claim, Ref

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
    return [tag("section.relation", tag("h3", phrase), tag("ul.readings", map(_reading, same)))
            for phrase, same in readings(claims, here).items()]


def listed(claims: Iterable[Claim]) -> list[Html]:
    """Return claims as sentences, for a page that is about no single concept."""
    return [tag("div.claim.row", tag("p.other", links.reference(c.subject), f" {c.relation.label} ",
                                     links.reference(c.object)), voice(c)) for c in claims]


def voice(claim: Claim) -> Html:
    """Return who makes a claim and where, marked in words when it is denied or disputed."""
    denied = tag("span.mark.denied", "✕ denied by ") if claim.is_denied else None
    words = summary("the words", map(evidence.passage, claim.passages), kind="words")
    return join(denied, tag("strong", claim.party.label), _sense(claim), " – ", evidence.places(claim.passages), " · ",
                evidence.sureness(claim.passages), _doubt(claim), _disputed(claim), words)


def _reading(reading: Reading) -> Html:
    lines = [tag("li.claim", voice(claim)) for claim in reading.claims]
    return tag("li.reading", tag("p.other", links.reference(reading.other)), tag("ul.claims", lines))


def _sense(claim: Claim) -> Html | None:
    return join(", in the sense of ", links.reference(claim.sense)) if claim.sense else None


def _doubt(claim: Claim) -> Html | None:
    return tag("span.mark.doubtful", " ⚠ doubtful citation") if claim.is_doubtful else None


def _disputed(claim: Claim) -> Html | None:
    against: dict[str, list[str]] = {}
    for rival in claim.rivals:
        against.setdefault(rival.sentence, []).append(rival.party)
    sides = [f"{said} ({', '.join(who)})" for said, who in against.items()]
    if not sides:
        return None
    return tag("p.against", tag("span.mark.disputed", "⇄ at odds with: "), "; ".join(sides))
