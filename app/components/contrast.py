"""Concepts against each other: the explanation line by line, the lists side by side, what is said between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from app.components import disputes, distinctions, evidence, links, statements, traits
from app.components.html import Child, Html, join, tag
from app.components.layout import folded, summary
from app.data import (
    Claim,
    Concept,
    Contrast,
    EffectSize,
    Line,
    Namesake,
    Passage,
    Point,
    Proposition,
    Ref,
    Statement,
    Step,
    TermUse,
)

__all__ = ["address", "between", "dimensions", "explained", "lists", "namesakes", "offers", "open_between", "title"]

_PAGE, _PAIR = "differences", 2
_AT_ONCE = 12
_LINES = 6
#: How many statements may share a line that names every place.
_NAMED = 2


def address(slugs: Iterable[str]) -> str:
    """Return where concepts are compared, in this order.

    >>> address(["warmth", "welcome"])
    '/differences?of=warmth,welcome'
    """
    return f"{links.address(_PAGE)}?of={','.join(slugs)}"


def title(concepts: Iterable[Concept]) -> Html:
    """Return the concepts with links to their pages, and how often each is defined."""
    return tag("ul.compared", [tag("li", links.reference(Ref(one.iri, one.label)), " ",
                                   tag("span.count", _defined(one.definition_count))) for one in concepts])


def _defined(number: int) -> str:
    return f"{number or 'no'} definition{'' if number == 1 else 's'}"


def offers(here: Concept, others: Iterable[Ref]) -> Html:
    """Return what a concept is best compared with, as links."""
    found = [tag("li", links.link(address((here.slug, other.slug)), f"{here.label} and {other.label}"))
             for other in others if other.slug != here.slug]
    return tag("ul.nearest", found) if found else tag("p.empty", f"No passage relates {here.label} to another concept.")


# The explanation

def explained(steps: Iterable[Step]) -> list[Html]:
    """Return an explanation step by step; each line opens on the words that it rests on."""
    return [tag("section.relation", tag("h3", step.label), tag("div.lines", _few(
        [_line(one, with_holders=step.key != "clashes") for one in step.lines], "lines", _LINES))) for step in steps]


def _few(items: Sequence[Html], words: str, first: int = _AT_ONCE) -> Html:
    # One more item is as short as the line that would say so.
    return folded(items, first if len(items) > first + 1 else len(items), words)


def _line(one: Line, *, with_holders: bool) -> Html:
    # A clash says itself who holds which side.
    who = tag("strong", ", ".join(_holders(one)), " – ") if with_holders and _holders(one) else None
    mark = tag("span.mark.denied", "✕ ") if one.is_rejected else None
    # Where many say it, the places stand with the words, one click away.
    where = _cited(one.passages) if len(one.statements) > _NAMED else evidence.places(one.passages)
    about = [links.address_of(ref.iri) for ref in one.refs]
    part = next((way for way in about if way and "#" in way), None)
    return tag("div.line-of-proof", tag("p.other", mark, links.link(part, one.text) if part else one.text),
               tag("p.where", who, where, " · ", evidence.sureness(one.passages), _doubt(one.passages)),
               _words(one.statements, one))


def _holders(one: Line) -> list[str]:
    parties = [*(drawn.party for drawn in one.distinctions), *(party for use in one.names for party in use.parties)]
    return list(dict.fromkeys((*(said.voice for said in one.statements), *(party.label for party in parties))))


def _words(said: Sequence[Statement], one: Line | None = None) -> Html:
    # An effect size says its figure in a sentence of its own.
    if len(said) > 1 or any(isinstance(statement, EffectSize) for statement in said):
        return summary("the words", map(_voice, said), kind="words")
    passages = one.passages if one else _grounds(said)
    return summary("the words", map(evidence.passage, passages), kind="words")


def _grounds(said: Iterable[Statement]) -> list[Passage]:
    return [passage for one in said for passage in one.passages]


def _voice(one: Statement) -> Html:
    return tag("div.voiced", tag("p", tag("strong", one.party.label), " – ", statements.sentence(one)),
               map(evidence.passage, one.passages))


# Lists side by side

def lists(found: Contrast) -> Html:
    """Return what is said of several, of each only, and what is contested, side by side."""
    names = [one.label for one in found.concepts]
    both = "Said of both" if len(names) == _PAIR else "Said of several"
    shared = [_shared(point, names) for point in found.shared]
    only = [(f"Only {name}", [_only(point, i, names) for point in points])
            for i, (name, points) in enumerate(zip(names, found.only, strict=True))]
    contested = [_contested(one) for one in found.contested]
    return tag("div.contrasted", [_list(*one) for one in ((both, shared), *only, ("Contested", contested))])


def _list(name: str, items: Sequence[Html]) -> Html:
    return tag("section", tag("h3", name, " ", tag("span.count", len(items))),
               tag("div.points", _few(items, "statements")) if items else
               tag("p.empty", "Nothing in the works covered."))


def _shared(point: Point, names: Sequence[str]) -> Html:
    per = [join(tag("p.where.per", tag("span.label", name), " ", _denied(voices.denied), _works(voices.statements)))
           for name, voices in zip(names, point.voices, strict=True) if voices.statements]
    return _point(point, [one for voices in point.voices for one in voices.statements], per)


def _only(point: Point, index: int, names: Sequence[str]) -> Html:
    here = point.voices[index]
    elsewhere = [tag("p.where", tag("span.mark.denied", f"✕ denied of {name}: "), _works(voices.denied))
                 for i, (name, voices) in enumerate(zip(names, point.voices, strict=True)) if i != index
                 and voices.denied]
    return _point(point, here.statements, [tag("p.where", _denied(here.denied), _works(here.statements)), *elsewhere])


def _point(point: Point, said: Sequence[Statement], places: Child) -> Html:
    is_contested = any(voices.is_contested for voices in point.voices)
    mark = tag("span.mark.disputed", " ⇄ contested") if is_contested else None
    other = links.reference(point.other) if point.other.iri else point.other.label
    phrase = f"{point.phrase} " if point.other.iri else f"{point.phrase}: "
    return tag("div.point", tag("p.other", tag("span.plain", phrase), other, mark), places, _words(said))


def _denied(denied: Sequence[Statement]) -> Html | None:
    return tag("span.mark.denied", "✕ denied: ") if denied else None


def _works(said: Iterable[Statement]) -> Html:
    return _cited(_grounds(said))


def _cited(passages: Iterable[Passage]) -> Html:
    works = {p.work.key: p.work for p in passages}
    return join([("; " if i else None, links.work(work)) for i, work in enumerate(works.values())])


def _contested(one: Proposition) -> Html:
    return tag("div.point", tag("p.other", _sentence(one)), tag("p.where", _works(one.claims)), _words(one.claims))


def _sentence(one: Proposition) -> Html:
    denied = tag("span.mark.denied", "✕ denied: ") if one.is_denied else None
    return join(denied, links.reference(one.subject), tag("span.plain", f" {one.relation.label} "),
                links.reference(one.object))


# What is said between them

def between(found: Contrast) -> list[Html]:
    """Return the relations asserted between the concepts and those denied, each with who says so, and where."""
    asserted = [one for one in found.between if not one.is_denied]
    denied = [one for one in found.between if one.is_denied]
    nobody = "Nobody in the works covered {}: that is all this says."
    return [_propositions("Asserted", asserted, nobody.format("relates them to each other")),
            _propositions("Denied", denied, nobody.format("denies outright a relation between them")),
            *([tag("h3", "Effect sizes"), traits.effects(found.effects)] if found.effects else ())]


def _propositions(name: str, found: Sequence[Proposition], nobody: str) -> Html:
    body = [tag("div.reading", tag("p.other", _sentence(one)),
                tag("ul.claims", map(_claim, one.claims), _rivals(one))) for one in found]
    return tag("section.relation", tag("h3", name), body or tag("p.empty", nobody))


def _claim(one: Claim) -> Html:
    return tag("li.claim", statements.who(one), _doubt(one.passages), _words([one]))


def _doubt(passages: Iterable[Passage]) -> Html | None:
    is_doubtful = any(credit.is_doubtful for passage in passages for credit in passage.attributions)
    return tag("span.mark.doubtful", " ⚠ doubtful citation") if is_doubtful else None


def _rivals(one: Proposition) -> Html | None:
    against: dict[str, list[str]] = {}
    for rival in {rival.iri: rival for claim in one.claims for rival in claim.rivals}.values():
        against.setdefault(rival.sentence, []).append(rival.party)
    sides = "; ".join(f"{said} ({', '.join(who)})" for said, who in against.items())
    return tag("li.against", tag("span.mark.disputed", "⇄ at odds with: "), sides) if sides else None


def dimensions(found: Contrast) -> list[Html]:
    """Return the distinctions drawn between each two of the concepts, by dimension."""
    tables, empty = [], []
    for first, second in combinations([Ref(one.iri, one.label) for one in found.concepts], 2):
        drawn = [one for one in found.distinctions if {side.concept for side in one.sides} == {first, second}]
        if drawn:
            pair = tag("h3.pair", f"{first.label} and {second.label}") if len(found.concepts) > _PAIR else None
            tables.append(join(pair, distinctions.table(drawn, first, second)))
        else:
            empty.append(f"{first.label} and {second.label}")
    none = tag("p.empty", f"No work covered sets these against each other on a dimension: {'; '.join(empty)}.")
    return [*tables, *([none] if empty else [])]


def namesakes(found: Iterable[Namesake]) -> list[Html]:
    """Return each name that several of the concepts have, with who calls which of them so."""
    return [tag("div.reading", tag("h3.other", one.term), tag("ul.claims", [_bearer(one, ref) for ref in one.concepts]))
            for one in found]


def _bearer(name: Namesake, concept: Ref) -> Html:
    uses = [use for use in name.uses if use.concept == concept]
    said = [(("; " if i else None), _use(use)) for i, use in enumerate(uses)]
    return tag("li.claim", "for ", links.reference(concept), ": ", said or tag("span.empty", "a label in the atlas"))


def _use(one: TermUse) -> Html:
    return join(tag("strong", ", ".join(party.label for party in one.parties)), " – ", evidence.places(one.passages),
                summary("the words", map(evidence.passage, one.passages), kind="words"))


def open_between(found: Contrast) -> Html | None:
    """Return the disputes and the conflicts that concern several of the concepts, as links."""
    ways = disputes.listed([*found.disputes, *found.conflicts])
    return tag("ul.plain", _few(ways, "disputes")) if ways else None
