"""A concept: its names, every definition, every claim, the graph, the mappings, the query behind it all."""

from __future__ import annotations

import streamlit as st

from app.components import (
    claims,
    contrast,
    definitions,
    disputes,
    evidence,
    graph,
    layout,
    links,
    mappings,
    names,
    queries,
    traits,
)
from app.components.html import Html, join, tag
from app.data import (
    Concept,
    ConceptPage,
    Conflict,
    Dispute,
    atlas,
    comparable,
    contests,
    curie,
    gaps,
    instruments,
    lineages,
    neighbourhood,
)


def show() -> None:
    """Show the concept that the address names."""
    name = st.query_params.get("concept", "")
    if not name:
        _choose()
        return
    page = atlas().concept(name)
    layout.heading(page.concept.label, "Concept", key=page.concept.iri)
    layout.show(_head(page), _definitions(page), _names(page), _traits(page), _claims(page), _disputes(page))
    if page.claims:
        layout.show(layout.section("Neighbourhood", "graph"))
        _graph(page.concept)
    layout.show(_mappings(page), queries.behind(page.queries))


@st.fragment
def _graph(concept: Concept) -> None:
    layout.told(lambda: graph.mount(concept, neighbourhood(concept.slug)))


def _choose() -> None:
    layout.heading("Concepts", key="no concept")
    found = [tag("li", links.link(links.address("concept", concept=c.slug), c.label)) for c in atlas().concepts()]
    layout.show(tag("p.lede", "Choose a concept."), tag("ul", found))


def _head(page: ConceptPage) -> Html:
    one = page.concept
    other = tag("p.names", tag("span.label", "Also called"), " ", ", ".join(one.alt_labels)) if one.alt_labels else None
    scope = tag("p.lede", one.scope_note) if one.scope_note else None
    state = tag("p", evidence.badge(one.state, "state"), " ", tag("code", curie(one.iri))) if one.state else None
    return join(other, scope, state, _instrument(one), _ways(page), layout.anchors(*_parts(page)))


def _ways(page: ConceptPage) -> Html:
    """Return the other views of this concept, as links in one line."""
    one = page.concept
    nearest = comparable(one.slug)[:1]
    number = len(lineages(one.slug))
    authors = {definition.party for definition in page.definitions}
    ways = [links.link(links.address("compare", concept=one.slug), "Compare authors") if len(authors) > 1 else None,
            [links.link(contrast.address((one.slug, other.slug)), f"Compare with {other.label}") for other in nearest],
            tag("span", links.link(links.address("timeline", concept=one.slug), "Timeline"),
                f" ({layout.counted(number, 'lineage')})" if number else None),
            links.link(links.address("map", focus=one.slug), "See it on the map") if page.claims else None,
            links.reading(one.iri)]
    return tag("nav.anchors", ways, aria_label="Other views of this concept")


def _parts(page: ConceptPage) -> list[tuple[str, str]]:
    found = [("definitions", f"Definitions ({len(page.definitions)})", True),
             ("names", f"Names ({len(page.terms)})", bool(page.terms)),
             ("traits", "Characteristics", bool(page.characteristics or page.effects)),
             ("claims", f"Claims ({len(page.claims)})", True), ("disputes", "Disputes", bool(_concerning(page))),
             ("graph", "Neighbourhood", bool(page.claims)), ("mappings", "Other vocabularies", True)]
    return [(key, words) for key, words, is_there in found if is_there]


def _instrument(one: Concept) -> Html | None:
    whole = next((i for i in instruments() if i.concept.iri == one.iri), None)
    if whole is None:
        return None
    place = whole.part_of[0].object.slug if whole.part_of else one.slug
    return tag("p", links.link(f"{links.address('instruments')}#{place}", "Among the instruments"))


def _names(page: ConceptPage) -> Html | None:
    body = tag("div.readings", names.by_name(page.terms))
    return layout.section("Names and their users", "names", body, count=len(page.terms)) if page.terms else None


def _traits(page: ConceptPage) -> Html | None:
    if not page.characteristics and not page.effects:
        return None
    effects = join(tag("h3", "Effect sizes"), traits.effects(page.effects)) if page.effects else None
    return layout.section("Characteristics", "traits",
                          traits.listed(page.characteristics) if page.characteristics else None, effects)


def _concerning(page: ConceptPage) -> list[Dispute | Conflict]:
    return [one for one in contests() if page.concept.iri in {concept.iri for concept in one.concerns}]


def _disputes(page: ConceptPage) -> Html | None:
    found = _concerning(page)
    if not found:
        return None
    every = tag("p", links.link(links.address("disputes", concept=page.concept.slug), "All of them on one page"))
    return layout.section("Disputes", "disputes", disputes.folded_list(found), every, count=len(found))


def _definitions(page: ConceptPage) -> Html:
    found = definitions.by_voice(page.definitions)
    empty = tag("p.empty", f"None of the works covered defines {page.concept.label}. That is all this says: "
                           "a definition may stand in a work that is not covered.")
    return layout.section("Definitions", "definitions", found or empty, count=len(page.definitions))


def _claims(page: ConceptPage) -> Html:
    found = claims.by_relation(page.claims, page.concept.slug)
    empty = tag("p.empty", f"No passage in the atlas relates {page.concept.label} to another concept.")
    return layout.section("Claims", "claims", tag("div.relations", found) if found else empty, count=len(page.claims))


def _mappings(page: ConceptPage) -> Html:
    missing = [one for one in gaps().unmapped if one.concept.iri == page.concept.iri]
    return layout.section("In other vocabularies", "mappings", mappings.listed(page.mappings, missing))


layout.guarded(show)
