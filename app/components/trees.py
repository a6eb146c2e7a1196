"""A tree as a nested list; `assets/trees.js` makes it one that arrow keys move through, with a panel beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.components import claims, links, statements
from app.components.html import Child, Html, tag
from app.components.layout import section, summary
from app.data import Branch, Claim, Tree

__all__ = ["denials", "drawn"]

_CUTS = {"above": "already above: the claims run in a circle here",
         "large": "more below: this tree is too large to show"}


def drawn(tree: Tree) -> Html:
    """Return a tree with who says so at every place, and beside it the place for the words of the one in hand."""
    hint = tag("p.hint", "Choose who says so to read where and in which words. The arrow keys move through the tree, "
                         "Right and Left open and close, a letter leads to the next concept that begins with it, "
                         "Enter goes to the concept.")
    label = f"Tree: what {tree.label} what"
    return tag("div.hierarchy", hint, tag("ul.tree", map(_place, tree.tops), aria_label=label),
               tag("section.panel", hidden=True, aria_label="Who says so"))


def _place(one: Branch) -> Html:
    below = [_place(branch) for branch in one.branches]
    return tag("li", tag("div.place", links.reference(one.concept), map(_note, _notes(one))),
               _grounds(one), tag("ul", below) if below else None)


def _note(words: Child) -> Html:
    return tag("span", words)


def _notes(one: Branch) -> Iterable[Child]:
    """Yield what is to be said of a place beside its name."""
    if one.claims:
        yield tag("span.who", ", ".join(dict.fromkeys(claim.party.label for claim in one.claims)))
    if any(claim.rivals for claim in one.claims):
        yield tag("span.mark.disputed", "⇄ at odds with another claim")
    if one.also_under:
        yield f"also under {' and '.join(other.label for other in one.also_under)}"
    if one.cut:
        yield _CUTS[one.cut]


def _grounds(one: Branch) -> Html | None:
    said: dict[str, list[Claim]] = {}
    for claim in one.claims:
        said.setdefault(claim.relation.iri, []).append(claim)
    return summary("who says so", map(_said, said.values()), kind="grounds") if said else None


def _said(same: Sequence[Claim]) -> Html:
    voices = [tag("div.claim", claims.voice(claim, with_rivals=False)) for claim in same]
    return tag("div.said", tag("p.other", statements.claim(same[0])), voices, claims.at_odds(same))


def denials(tree: Tree) -> Html | None:
    """Return what is denied by the relations of a tree, which orders nothing."""
    if not tree.denials:
        return None
    found = [tag("div.row", tag("p.other", statements.claim(one)), statements.grounds(one)) for one in tree.denials]
    return section("Denied", "denied", found, count=len(found))
