"""What was computed from the claims: sets of claims that cannot all hold, and what follows though nobody wrote it."""

from __future__ import annotations

from collections.abc import Iterable

from app.components import disputes, evidence, links, statements
from app.components.html import Html, join, tag
from app.components.layout import counted, folded, summary
from app.data import Conflict, Dispute, Entailment, Model, Proposition, Reasoning, Ref

__all__ = ["entailments", "found", "impossible", "limits", "looks", "provenance"]

#: Names of looks of a drawing, for a conflict of just two propositions.
_SIDES = ("first", "second")
_AT_ONCE = 15


def found(one: Conflict, how: Reasoning | None = None, beside: Iterable[Dispute] = (), *tools: Html) -> Html:
    """Return a conflict: its propositions side by side, each with its claims, and what it rests on and leads to."""
    body = (_kind(one, how), _rests(one), _impossible(one), _within(one), _read(one, beside), tools,
            tag("div.sides", map(_proposition, one.propositions), map(_list, one.complete)))
    return tag("details.conflict", tag("summary", _in_short(one)), body, id=one.slug)


def _in_short(one: Conflict) -> Html:
    within = evidence.badge("within one party") if one.is_within_one else None
    return join(tag("strong", one.label), " ", evidence.badge(one.kind), " ", within)


def _kind(one: Conflict, how: Reasoning | None) -> Html:
    exclude = _excluding(one)
    if one.kind == "declared":
        return tag("p", tag("strong", "Declared"), f": {exclude}. {_minimal(one)}")
    by = f" by {how.reasoner} on {how.date}" if how else ""
    why = f" {exclude[0].upper()}{exclude[1:]}." if exclude else None
    return tag("p", tag("strong", "Logical"), f": found{by}. {_minimal(one)}", why)


def _excluding(one: Conflict) -> str:
    """Return which two relations exclude each other, or that one denies the other; nothing for other sets."""
    if len(one.propositions) != len(_SIDES) or one.complete:
        return ""
    a, b = one.propositions
    if a.relation == b.relation and a.is_denied != b.is_denied:
        return "one side denies what the other says"
    if a.relation.iri in b.relation.excludes or b.relation.iri in a.relation.excludes:
        pair = f"“{a.relation.label}” and “{b.relation.label}”"
        return f"by their definitions {pair} exclude each other for one pair of concepts"
    return ""


def _minimal(one: Conflict) -> str:
    if len(one.propositions) + len(one.complete) == 1:
        return "It cannot hold by itself."
    return "The set is minimal: without any one of these the others can all hold."


def _rests(one: Conflict) -> Html | None:
    if not one.complete:
        return None
    return tag("p", "It rests on a list that is given as the whole list: ", _models(one.complete))


def _models(models: Iterable[Model]) -> Html:
    return join([(", " if i else None, links.link(links.address_of(one.iri), one.label), f" ({one.party.label})")
                 for i, one in enumerate(models)])


def _impossible(one: Conflict) -> Html | None:
    if not one.impossible:
        return None
    return tag("p", "If all of it held, there could be no: ", disputes.names(one.impossible))


def _within(one: Conflict) -> Html | None:
    if not one.is_within_one:
        return None
    each = [*(p.holders for p in one.propositions), *((model.party,) for model in one.complete)]
    everywhere = [holder.label for holder in one.holders if all(holder in holders for holders in each)]
    who = f": {', '.join(everywhere)}" if everywhere else ""
    return tag("p", f"One party says all of it{who}.")


def _read(one: Conflict, beside: Iterable[Dispute]) -> Html:
    groups: dict[str, list[Dispute]] = {"The same": [], "Whether these lists go together": []}
    for dispute in beside:
        groups["The same" if disputes.shared(dispute, (one,))[0] else "Whether these lists go together"].append(dispute)
    return join([join(tag("p.label", f"{words}, read and judged"), tag("ul.plain", disputes.listed(found)))
                 for words, found in groups.items() if found])


def _proposition(one: Proposition) -> Html:
    denied = tag("span.mark.denied", "✕ denied: ") if one.is_denied else None
    said = join(denied, links.reference(one.subject), f" {one.relation.label} ", links.reference(one.object))
    lines = [tag("div.claim", disputes.words(claim)) for claim in one.claims]
    return tag("section.side", tag("h3", said), lines)


def _list(one: Model) -> Html:
    members = [tag("li", links.reference(member)) for member in one.members]
    title = tag("h3", links.link(links.address_of(one.iri), one.label), " as the whole list")
    body = tag("p", tag("strong", one.party.label), f": all that {one.relation.label} ", links.reference(one.whole))
    return tag("section.side", title, body, tag("ul.plain", members))


def looks(one: Conflict) -> dict[str, str]:
    """Return how the claims of a conflict look in a drawing: two sides apart, of three or more each as disputed."""
    number = len(one.propositions)
    sides = _SIDES if number == len(_SIDES) else ("disputed",) * number
    return {claim.iri: side for side, p in zip(sides, one.propositions, strict=True) for claim in p.claims}


def provenance(how: Reasoning | None) -> Html:
    """Return how the conflicts were computed, with a plain box where they were not, or from other claims."""
    if how is None:
        return tag("div.warning", tag("p.title", "Not computed"), tag("p", "This atlas was built without the results "
                   "of a reasoner, so that nothing computed stands here."), role="note")
    end = "no larger set was left to search" if how.is_exhausted else "no larger set was searched"
    line = tag("p.hint", f"Computed by {how.reasoner} on {how.date} for sets of up to {how.most}; {end}.")
    stale = tag("div.warning", tag("p.title", "Out of date"), tag("p", "Computed from an earlier state of the claims; "
                "it may not fit what they say now."), role="note") if how.is_stale else None
    return join(stale, line)


def limits() -> Html:
    """Return in plain words what the computing cannot see, and where it reads more than was said."""
    return summary("What a reasoner cannot see, and where it reads more than was said", tag(
        "p", "A reasoner compares relations, not meanings. That one text calls a thing so here and otherwise there is "
        "a tension of meaning; that two speak of different cases is a difference of scope; that one name stands for "
        "two things is a difference of terms. To it none of these is a contradiction, and it takes every name to mean "
        "one thing. Such disputes can only be read; they are those with positions."), tag(
        "p", "A denial is strengthened: from “it is not so that A is a component of B” it takes that nothing of kind A "
        "is a component of anything of kind B. A list that is given as the whole list is taken to be all there is, no "
        "member being another one. And where each thing of a kind would have to be a component of another of its kind, "
        "without end, it finds that nothing can be of this kind."), tag(
        "p", "What is called logical rests on more than logic: the atlas has a table of its own of relations that "
        "exclude each other, by which, for instance, a component does not come before its whole. Whoever reads a "
        "relation otherwise need not see a conflict there."), kind="limits")


def entailments(follows: Iterable[Entailment]) -> list[Html]:
    """Return what follows from claims, by party and always marked as inferred, with the claims that it follows from."""
    by_party: dict[str, list[Entailment]] = {}
    for one in follows:
        by_party.setdefault(one.party.label, []).append(one)
    return [tag("section.relation", tag("h3", party), folded(
                [tag("ul.readings", _entailment(one)) for one in same], _AT_ONCE, "inferred statements"))
            for party, same in by_party.items()]


def _entailment(one: Entailment) -> Html:
    said = tag("p.other", tag("span.mark.inferred", "∴ inferred: "), links.reference(one.subject),
               f" {one.relation.label} ", links.reference(one.object))
    grounds = summary(f"follows from {counted(len(one.claims), 'claim')}", statements.listed(one.claims), kind="words")
    rests = tag("p", "It also rests on a whole list: ", _models(one.complete)) if one.complete else None
    return tag("li.inferred", said, grounds, rests, id=one.iri.rsplit("/", 1)[-1])


def impossible(concepts: Iterable[Ref], own: Iterable[Conflict]) -> Html | None:
    """Return which concepts a set of claims makes impossible by itself, and by which conflicts."""
    named = disputes.names(concepts)
    shown = tag("ul.plain", disputes.listed(own))
    return join(tag("h3", "Impossible by its own claims"), tag("p", named), shown) if named else None
