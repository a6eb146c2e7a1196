"""Disputes that were found by reading: each position with its holders, statements and words, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.components import evidence, layout, links, statements
from app.components.html import Html, join, tag
from app.components.layout import folded, summary
from app.data import CLASHES, Conflict, Dispute, Position, Ref, Statement

__all__ = ["OF_CLASH", "address", "clash", "curated", "folded_list", "kinds", "listed", "mentions", "shared", "voices",
           "weighs"]

#: Kind of clash -> what it means; the ontology defines it in the same words.
OF_CLASH = {
    "contradiction": "One position says of a thing what another rules out for the same thing in the same sense.",
    "difference-of-scope": "The positions are about different cases or respects, so that they can all be right.",
    "difference-of-terms": "The positions use one name for different things, so that they can all be right.",
    "undecided": "The sources do not say whether the positions mean the same thing in the same sense.",
}
_AT_ONCE, _FEW = 3, 10


def address(one: Dispute | Conflict) -> str | None:
    """Return where a dispute or conflict stands."""
    return links.address_of(one.iri)


def listed(found: Iterable[Dispute | Conflict]) -> list[Html]:
    """Return links to disputes and conflicts, each with its kind in words."""
    return [tag("li", links.link(address(one), one.label), " ", evidence.badge(_kind(one))) for one in found]


def folded_list(found: Iterable[Dispute | Conflict]) -> Html:
    """Return links to disputes and conflicts, many of them folded."""
    return tag("div.plain", folded([tag("ul.plain", line) for line in listed(found)], _FEW, "disputes"))


def mentions(found: Sequence[Dispute | Conflict], every: str) -> Html | None:
    """Return in one line the disputes in which a claim takes part, many of them as a link to where `every` one is."""
    if not found:
        return None
    named = [(", " if i else None, links.link(address(one), one.label)) for i, one in enumerate(found[:_AT_ONCE])]
    rest = (", ", links.link(every, f"{len(found) - _AT_ONCE} more")) if len(found) > _AT_ONCE else None
    return tag("p.against", tag("span.mark.disputed", "⇄ in dispute: "), named, rest)


def _kind(one: Dispute | Conflict) -> str:
    return CLASHES.get(one.clash, one.clash) if isinstance(one, Dispute) else one.kind


def kinds() -> Html:
    """Return what the kinds of clash mean."""
    rows = [tag("tr", tag("th", words, scope="row"), tag("td", OF_CLASH[key]), id=f"clash-{key}")
            for key, words in CLASHES.items()]
    return summary("What the kinds of clash mean", tag("table.record.meanings", tag("tbody", rows)), kind="clashes")


def curated(one: Dispute, found: Sequence[Conflict] = (), *tools: Html) -> Html:
    """Return a dispute with its positions side by side, and the conflicts in which its statements take part."""
    about = [(", " if i else None, links.reference(concept)) for i, concept in enumerate(one.concerns)]
    return layout.section(one.label, one.slug, tag("p.where", "About ", about),
                          tag("p.note", one.note) if one.note else None, clash(one), tools,
                          tag("div.sides", map(_position, one.positions)), _computed(one, found))


def clash(one: Dispute) -> Html:
    """Return the kind of a dispute in words with their meaning, why it is judged so, and what shows it."""
    words, meaning = CLASHES.get(one.clash, one.clash), OF_CLASH.get(one.clash)
    term = tag("a.term", words, href=f"#clash-{one.clash}", data_atlas=True, data_tip=meaning,
               aria_description=meaning) if meaning else tag("span", words)
    shown = summary("What shows it", map(evidence.passage, one.grounds), kind="words") if one.grounds else None
    return tag("div.clash", tag("p", tag("span.label", "Kind of clash, as we judge"), " ", tag("strong", term),
                                f" – {one.clash_reason}" if one.clash_reason else None), shown)


def _position(one: Position) -> Html:
    holders = ", ".join(holder.label for holder in one.holders)
    return tag("section.relation.side", tag("h3", one.label, tag("span.holder", holders)),
               folded(voices(one.statements), _AT_ONCE, "statements"))


def voices(found: Sequence[Statement]) -> list[Html]:
    """Return statements, each with who makes it, where and in which words; the same words stand only once."""
    quoted = {one.passages[0].key: one.iri for one in reversed(found)}
    return [tag("div.claim", tag("p.other", statements.sentence(one)),
                words(one, is_quoted=quoted[one.passages[0].key] == one.iri)) for one in found]


def words(one: Statement, *, is_quoted: bool = True) -> Html:
    """Return who makes a statement and where, with the first of its passages in view and all of them at hand."""
    doubt = tag("span.mark.doubtful", " ⚠ doubtful citation") if one.is_doubtful else None
    number = layout.counted(len(one.passages), "passage")
    return join(tag("p.who", statements.who(one), doubt), evidence.words(one.passages[0]) if is_quoted else None,
                summary(f"{number} with place and credits", map(evidence.passage, one.passages), kind="words"))


def shared(one: Dispute, found: Iterable[Conflict]) -> tuple[list[Conflict], list[Conflict]]:
    """Return the conflicts all of whose propositions are in a dispute, and those that share only some claim with it."""
    own = {statement.iri for statement in one.statements}
    whole: list[Conflict] = []
    partly: list[Conflict] = []
    for conflict in found:
        inside = [any(claim.iri in own for claim in proposition.claims) for proposition in conflict.propositions]
        (whole if inside and all(inside) else partly if any(inside) else []).append(conflict)
    return whole, partly


def weighs(one: Dispute, conflict: Conflict) -> bool:
    """Whether a dispute is about the whole whose lists a conflict takes for complete, and has some of its claims."""
    return bool({model.whole for model in conflict.complete} & set(one.concerns) and shared(one, (conflict,))[1])


def _computed(one: Dispute, found: Iterable[Conflict]) -> Html | None:
    whole, partly = shared(one, found)
    if not whole and not partly:
        return None
    rest = summary(f"{layout.counted(len(partly), 'computed conflict')} with some of these claims",
                   tag("ul.plain", listed(partly))) if partly else None
    same = join(tag("p.label", "The same, computed"), tag("ul.plain", listed(whole))) if whole else None
    return tag("div.computed", same, rest)


def names(found: Iterable[Ref]) -> Html:
    """Return things in one line, each linked to its page."""
    return join([(", " if i else None, links.reference(one)) for i, one in enumerate(found)])
