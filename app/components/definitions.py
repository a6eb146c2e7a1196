"""Definitions side by side: who, when, in which words, on which page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from app.components import evidence, keeping, layout, links
from app.components.html import Html, tag
from app.data import Definition, curie

__all__ = ["by_voice", "listed"]


def by_voice(definitions: Iterable[Definition]) -> list[Html]:
    """Return links to each voice, then the definitions grouped by who gives them and when, oldest first."""
    ordered = sorted(definitions, key=lambda d: (d.year or 9999, d.party.label))
    voices = [(name, list(same)) for name, same in groupby(ordered, key=lambda d: f"{d.party.slug}-{d.year}")]
    names = [(name, f"{same[0].party.label} {same[0].year or ''}".strip()) for name, same in voices]
    return [layout.anchors(*names, label="Voices"), *(_voice(name, same) for name, same in voices)] if names else []


def listed(definitions: Iterable[Definition]) -> list[Html]:
    """Return definitions in a line or two each, for a page that shows their passages elsewhere."""
    return [tag("div.claim.row", tag("p.other", links.reference(one.concept)),
                tag("p.gloss", tag("span.label", "Our gloss"), " ", one.gloss),
                tag("p.where", evidence.places(one.passages))) for one in definitions]


def _voice(name: str, same: list[Definition]) -> Html:
    first = same[0]
    when = tag("span.year", first.year if first.year is not None else "no year")
    works = dict.fromkeys(p.work.reference for one in same for p in one.passages)
    title = tag("h3", first.party.label, " ", when, id=name)
    return tag("section.voice", title, map(_card, same), map(evidence.reference, works))


def _card(one: Definition) -> Html:
    school = evidence.badge(one.tradition.label) if one.tradition else None
    gloss = tag("p.gloss", tag("span.label", "Our gloss"), " ", one.gloss) if one.gloss else None
    keep = keeping.button(curie(one.iri), f"{one.concept.label}, {one.party.label}", "the definition")
    return tag("article.card", gloss, map(evidence.passage, one.passages), school, keep, id=one.slug)
