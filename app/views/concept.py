"""A concept: its names, every definition, every claim, the graph, the mappings, the query behind it all."""

from __future__ import annotations

import streamlit as st

from app.components import claims, definitions, evidence, graph, layout, links, queries
from app.components.html import Html, join, tag
from app.data import Concept, ConceptPage, MappingLink, atlas, curie, neighbourhood


def show() -> None:
    """Show the concept that the address names."""
    name = st.query_params.get("concept", "")
    if not name:
        _choose()
        return
    page = atlas().concept(name)
    layout.heading(page.concept.label, "Concept", key=page.concept.iri)
    layout.show(_head(page), _definitions(page), _claims(page))
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
    names = tag("p.names", tag("span.label", "Also called"), " ", ", ".join(one.alt_labels)) if one.alt_labels else None
    scope = tag("p.lede", one.scope_note) if one.scope_note else None
    state = tag("p", evidence.badge(one.state, "state"), " ", tag("code", curie(one.iri))) if one.state else None
    parts = [("definitions", f"Definitions ({len(page.definitions)})"), ("claims", f"Claims ({len(page.claims)})"),
             *([("graph", "Neighbourhood")] if page.claims else []), ("mappings", "Other vocabularies")]
    return join(names, scope, state, layout.anchors(*parts))


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
    empty = tag("p.empty", "No link to another vocabulary yet.")
    found = tag("ul", map(_mapping, page.mappings)) if page.mappings else empty
    return layout.section("In other vocabularies", "mappings", found)


def _mapping(one: MappingLink) -> Html:
    target = tag("a", one.label, href=one.target, rel="noopener")
    kind = tag("code", curie(one.predicate))
    return tag("li", target, f", {one.vocabulary} ", kind, " – ", evidence.sure(one.certainty))


layout.guarded(show)
