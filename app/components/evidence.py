"""How a passage, its credits, and the sureness of a fact look; everything is said in words."""

from __future__ import annotations

from collections.abc import Iterable

from app.components import citing, links, meanings
from app.components.html import Child, Html, join, tag
from app.components.layout import summary
from app.data import Attribution, Passage, Place

__all__ = ["badge", "credit", "passage", "places", "reference", "sure", "sureness", "words"]


def badge(text: str, kind: str = "plain") -> Html:
    """Return a short label of a thing."""
    return tag(f"span.badge.badge-{kind}", text)


def sure(certainty: str, seen_in: str = "") -> Html:
    """Return how sure a fact is, in words, and where it was seen."""
    return tag(f"span.sure.sure-{'seen' if certainty == 'verified' else 'recalled'}", meanings.certainty(certainty),
               f": {seen_in}" if seen_in else None)


def sureness(passages: Iterable[Passage]) -> Html:
    """Return how sure it is that a statement stands in its passages, where they differ each word for it once."""
    found = list(dict.fromkeys(one.certainty for one in passages))
    if len(found) == 1:
        return sure(found[0])
    return join([(", in part " if i else "in part ", sure(certainty)) for i, certainty in enumerate(found)])


def words(one: Passage) -> Html:
    """Return what a passage says: its own words in quotation marks, or ours, marked as ours."""
    if one.quotation:
        return tag("blockquote", tag("p", "“", one.quotation, "”"))
    if one.paraphrase:
        return tag("p.paraphrase", tag("span.label", "Paraphrase"), " ", one.paraphrase)
    return tag("p.paraphrase", "The atlas holds no words of this passage.")


def passage(one: Passage, *, with_credits: bool = True) -> Html:
    """Return a passage with its place, how sure that is, and what is known of its citations."""
    caption = tag("figcaption", links.work(one.work, one.locator), " · ", sure(one.certainty, one.seen_in))
    return tag("figure.passage", words(one), caption, map(credit, one.attributions) if with_credits else None,
               citing.of_passages((one,)))


def places(passages: Iterable[Passage]) -> Html:
    """Return where a statement stands, in one line: each work once, with every place in it."""
    found: dict[str, list[Passage]] = {}
    for one in passages:
        found.setdefault(one.work.key, []).append(one)
    works = [links.work(same[0].work, _locators(same)) for same in found.values()]
    return join([(", and ", work) if i else work for i, work in enumerate(works)])


def _locators(same: Iterable[Passage]) -> str:
    return "; ".join(dict.fromkeys(one.locator for one in same if one.locator))


def credit(one: Attribution) -> Html:
    """Return whom a passage credits, and in words what is right or wrong with that."""
    if one.is_doubtful:
        return _warning(one)
    mark = tag("span.mark.sound", "✓ ") if one.is_sound else None
    line = tag("p.credit", mark, "Credits ", _credited(one), ": ", _statuses(one), ".")
    return join(line, _grounds(one))


def reference(text: str) -> Html:
    """Return a full reference as a line of its own."""
    return tag("p.reference", tag("span.label", "Reference"), " ", text)


def _warning(one: Attribution) -> Html:
    whom = join("It credits ", _credited(one)) if one.credited or one.work else "It names nobody"
    return tag("div.warning",
               tag("p.title", tag("span", "⚠ ", aria_hidden="true"), "Citation warning: ", _statuses(one)),
               tag("p", whom, ". ", one.reason), _instead(one.instead), _grounds(one), role="note")


def _credited(one: Attribution) -> Html:
    printed = tag("q", one.credited) if one.credited else None
    record = links.work(one.work, one.locator) if one.work else None
    return join(printed, " – ", record) if printed and record else printed or record or Html("nobody")


def _statuses(one: Attribution) -> Html:
    return join([("; " if i else None, meanings.status(status)) for i, status in enumerate(one.statuses)])


def _instead(place: Place | None) -> Html | None:
    if place is None:
        return None
    return tag("p.instead", tag("strong", "Cite instead: "), links.work(place.work, place.locator), " (",
               sure(place.certainty), ")")


def _grounds(one: Attribution) -> Html | None:
    grounds: list[Child] = [tag("p", one.evidence)] if one.evidence else []
    if one.reason and not one.is_doubtful:
        grounds.append(tag("p", one.reason))
    if not grounds:
        return None
    return summary("Evidence", grounds, tag("p", "How sure: ", sure(one.certainty)), kind="evidence")
