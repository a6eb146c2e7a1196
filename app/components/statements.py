"""Statements of any kind in one line, with who makes them, where, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable

from app.components import evidence, links
from app.components.html import Html, join, tag
from app.components.layout import summary
from app.data import Characteristic, Claim, Definition, EffectSize, Statement

__all__ = ["claim", "figure", "grounds", "listed", "sentence", "who"]


def listed(statements: Iterable[Statement]) -> list[Html]:
    """Return statements, each with the words of its passages in a disclosure."""
    return [tag("div.claim.row", tag("p.other", sentence(one)), grounds(one)) for one in statements]


def sentence(one: Statement) -> Html:
    """Return what a statement says, in our words."""
    match one:
        case Claim():
            return claim(one)
        case Definition():
            return join(links.reference(one.concept), tag("span.plain", " – ", one.gloss))
        case Characteristic():
            return join(links.reference(one.concept), tag("span.plain", f" – {one.dimension}: {one.value}"))
        case EffectSize():
            return join(links.reference(one.first), " and ", links.reference(one.second), f": {figure(one)}")
    return join(one.slug)


def claim(one: Claim) -> Html:
    """Return a claim as a sentence, with a mark where it is denied."""
    denied = tag("span.mark.denied", "✕ denied: ") if one.is_denied else None
    return join(denied, links.reference(one.subject), f" {one.relation.label} ", links.reference(one.object))


def figure(one: EffectSize) -> str:
    """Return an effect size as it is printed."""
    return f"{one.coefficient} = {one.estimate}"


def who(one: Statement) -> Html:
    """Return who makes a statement, where, and how sure that is, in one line."""
    return join(tag("strong", one.party.label), " – ", evidence.places(one.passages), " · ",
                evidence.sureness(one.passages))


def grounds(one: Statement) -> Html:
    """Return who makes a statement and where, with the words of its passages in a disclosure."""
    return join(who(one), summary("the words", map(evidence.passage, one.passages), kind="words"))
