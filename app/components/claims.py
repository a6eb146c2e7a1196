"""Claims as they read from one concept: the relation, the other concept, and who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.components import disputes, evidence, keeping, links
from app.components.html import Html, join, tag
from app.components.layout import summary
from app.data import Claim, Conflict, Dispute, Ref, Rival, Statement, contests, curie

__all__ = ["Reading", "at_odds", "by_relation", "listed", "readings", "voice"]


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


def voice(claim: Claim, *, with_rivals: bool = True) -> Html:
    """Return who makes a claim and where, marked in words when it is denied or, `with_rivals`, disputed."""
    denied = tag("span.mark.denied", "✕ denied by ") if claim.is_denied else None
    words = summary("the words", map(evidence.passage, claim.passages), _keep(claim), kind="words")
    return join(denied, tag("strong", claim.party.label), _sense(claim), " – ", evidence.places(claim.passages), " · ",
                evidence.sureness(claim.passages), _doubt(claim), _disputed(claim) if with_rivals else None, words)


def at_odds(same: Sequence[Claim]) -> Html | None:
    """Return once what claims that say the same are at odds with, for a page that lists their voices in short."""
    against: dict[str, dict[str, None]] = {}
    for rival in (rival for claim in same for rival in claim.rivals):
        against.setdefault(rival.sentence, {})[rival.party] = None
    if not against:
        return None
    sides = "; ".join(f"{said} ({', '.join(who)})" for said, who in against.items())
    more = links.link(links.address("disputes", concept=same[0].subject.slug), "Disputes")
    return tag("p.against", tag("span.mark.disputed", "⇄ at odds with: "), sides, ". ", more)


def _reading(reading: Reading) -> Html:
    lines = [tag("li.claim", voice(claim)) for claim in reading.claims]
    return tag("li.reading", tag("p.other", links.reference(reading.other)), tag("ul.claims", lines))


def _keep(claim: Claim) -> Html:
    said = f"{claim.subject.label} {claim.relation.label} {claim.object.label}, {claim.party.label}"
    return keeping.button(curie(claim.iri), said, "the claim")


def _sense(claim: Claim) -> Html | None:
    return join(", in the sense of ", links.reference(claim.sense)) if claim.sense else None


def _doubt(claim: Claim) -> Html | None:
    return tag("span.mark.doubtful", " ⚠ doubtful citation") if claim.is_doubtful else None


def _disputed(claim: Claim) -> Html | None:
    found = contests(claim.iri)
    against: dict[str, list[Rival]] = {}
    for rival in claim.rivals:
        against.setdefault(rival.sentence, []).append(rival)
    shown = {one.slug for same in against.values() for one in _between(found, same[0])}
    sides = [("; " if i else None, _rival(same, found)) for i, same in enumerate(against.values())]
    at_odds = tag("p.against", tag("span.mark.disputed", "⇄ at odds with: "), sides) if sides else None
    every = links.address("disputes", concept=claim.subject.slug, party=claim.party.slug)
    return join(at_odds, disputes.mentions([one for one in found if one.slug not in shown], every))


def _rival(same: Sequence[Rival], found: Iterable[Dispute | Conflict]) -> Html:
    where = next(iter(_between(found, same[0])), None)
    words = f"{same[0].sentence} ({', '.join(rival.party for rival in same)})"
    return links.link(disputes.address(where), words) if where else join(words)


def _between(found: Iterable[Dispute | Conflict], rival: Rival) -> list[Dispute | Conflict]:
    """Return what sets a claim against its rival: the smallest conflict, else a dispute that has both."""
    both = [one for one in found if rival.iri in {said.iri for said in _said(one)}]
    return sorted(both, key=lambda one: (isinstance(one, Dispute), len(_said(one))))[:1]


def _said(one: Dispute | Conflict) -> Sequence[Statement]:
    return one.statements if isinstance(one, Dispute) else one.claims
