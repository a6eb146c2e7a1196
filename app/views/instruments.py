"""Instruments: what each measures and in whose sense, where it comes from, its parts, what is said of it."""

from __future__ import annotations

from collections.abc import Iterable

from app.components import claims, layout, links, traits
from app.components.html import Html, join, tag
from app.data import Claim, Instrument, atlas, instruments


def show() -> None:
    """Show every instrument that is not a part of another, then the effect sizes."""
    whole, effects = instruments(), atlas().effects()
    found = [one for one in whole if not one.part_of]
    layout.heading("Instruments", key="instruments")
    parts = [(one.concept.slug, one.concept.label) for one in found]
    lede = tag("p.lede", "What was built to measure what, in whose sense, and what is said of it. Subscales stand "
                         "with the instrument that they belong to.")
    layout.show(lede, tag("p.count-line", _size(len(found), len(whole))),
                layout.anchors(*parts, ("effects", f"Effect sizes ({len(effects)})"), is_long=True),
                [_instrument(one, whole) for one in found] or tag("p.empty", "The atlas holds no instrument yet."))
    none = tag("p.empty", "The atlas holds no effect size yet.")
    caution = tag("p.hint", "Each number as it is printed. A correlation is not a cause.")
    layout.show(layout.section("Effect sizes", "effects", caution, traits.effects(effects) if effects else none,
                               count=len(effects)))


def _size(instruments_: int, whole: int) -> str:
    return f"{layout.counted(instruments_, 'instrument')}, {layout.counted(whole - instruments_, 'subscale')}"


def _instrument(one: Instrument, whole: tuple[Instrument, ...]) -> Html:
    rows = [*_said(one), *_subscales(one, whole), *traits.rows(one.characteristics)]
    names, scope = ", ".join(one.concept.alt_labels), one.concept.scope_note
    return layout.section(
        one.concept.label, one.concept.slug,
        tag("p.names", tag("span.label", "Also called"), " ", names) if names else None,
        tag("p", scope) if scope else None,
        tag("table.record", tag("tbody", rows)) if rows else tag("p.empty", "Nothing more is recorded."),
        tag("p.where", links.link(links.address("concept", concept=one.concept.slug), "Its page as a concept")))


def _said(one: Instrument) -> list[Html]:
    groups = (one.measures, one.operationalizes, one.versions, one.claims)
    return [tag("tr", tag("th", phrase, scope="row"), tag("td", map(_reading, same)))
            for group in groups for phrase, same in claims.readings(group, one.concept.slug).items()]


def _reading(one: claims.Reading) -> Html:
    return tag("div.claim", tag("p.other", links.reference(one.other)), _voices(one.claims))


def _voices(same: Iterable[Claim]) -> Html:
    return tag("ul.claims", [tag("li", claims.voice(claim)) for claim in same])


def _subscales(one: Instrument, whole: tuple[Instrument, ...]) -> list[Html]:
    if not one.subscales:
        return []
    measured = {part.concept.iri: part.measures for part in whole}
    found = [tag("div.claim", tag("p.other", links.reference(claim.subject), _measured(measured, claim)),
                 _voices([claim])) for claim in one.subscales]
    return [tag("tr", tag("th", "subscales", scope="row"), tag("td", found))]


def _measured(measured: dict[str, tuple[Claim, ...]], part: Claim) -> Html:
    ends = {claim.object: claim.relation.label for claim in measured.get(part.subject.iri, ())}
    return tag("span.plain", [join(f" – {says} ", links.reference(end)) for end, says in ends.items()])


layout.guarded(show)
