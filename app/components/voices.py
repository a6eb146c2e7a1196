"""Who says what an edge says: in which words, where, who else does, and who says what cannot hold beside it."""

from __future__ import annotations

from collections.abc import Iterable

from app.components import evidence
from app.components.html import Html, join, tag
from app.data import Claim, Edge, Passage, citation

__all__ = ["answer", "panel"]


def answer(panel: Html | None, key: str) -> Html:
    """Return the place below the drawing `key` in which an answer appears, and is read out."""
    return tag("div.answer", panel, aria_live="polite", data_graph=key)


def panel(edge: Edge) -> Html:
    """Return who says what an edge says; Enter copies its first citation."""
    number = len(dict.fromkeys(claim.party for claim in edge.claims))
    also = tag("p.hint", f"{number} parties say so. " if number > 1 else None, "Enter copies the first citation.")
    return tag("section.panel", tag("h3", "Who says so: ", edge.sentence), tag("ul.claims", map(_claim, edge.claims)),
               _against(edge.claims), also, data_panel=edge.id, tabindex=-1)


def _claim(claim: Claim) -> Html:
    return tag("li", tag("p", tag("strong", claim.party.label), ":"), map(_passage, claim.passages))


def _passage(one: Passage) -> Html:
    text = citation(one)
    copy = tag("button.copy", "Copy the citation", type="button", data_copy=text,
               aria_label=f"Copy the citation: {text}")
    return join(evidence.passage(one), tag("div.bar", evidence.reference(text), copy))


def _against(claims: Iterable[Claim]) -> Html | None:
    against: dict[str, list[str]] = {}
    for rival in dict.fromkeys(rival for claim in claims for rival in claim.rivals):
        against.setdefault(rival.sentence, []).append(rival.party)
    if not against:
        return tag("p.hint", "No claim in the works covered denies or excludes this.")
    sides = [tag("li", said, tag("span.holder", ", ".join(dict.fromkeys(who)))) for said, who in against.items()]
    return join(tag("p.mark.disputed", "⇄ At odds with it:"), tag("ul.rivals", sides))
