"""One model: its members, each with the claims that make it one, and who denies any of it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from app.components import claims, layout, links, models, queries, statements
from app.components.html import Html, join, tag
from app.data import Claim, ModelPage, Ref, atlas


def show() -> None:
    """Show the model that the address names."""
    slug = st.query_params.get("model", "")
    if not slug:
        layout.heading("Models", key="no model")
        layout.show(tag("p.lede", links.link(links.address("models"), "Choose a model.")))
        return
    page = atlas().model(slug)
    layout.heading(page.model.label, "Model", key=page.model.iri)
    around = atlas().concept(page.model.whole.slug).claims
    layout.show(_head(page), _members(page), _denials(page, around), queries.behind(page.queries))


def _head(page: ModelPage) -> Html:
    return join(tag("p.lede", models.in_short(page.model), "."), tag("p", models.completeness(page.model)),
                layout.anchors(("members", f"Members ({len(page.model.members)})"), ("denials", "Denials")))


def _members(page: ModelPage) -> Html:
    found = [_member(member, page) for member in page.model.members]
    return layout.section("Members", "members", tag("ul.readings", found), count=len(page.model.members))


def _member(member: Ref, page: ModelPage) -> Html:
    own = [claim for claim in page.claims if member in (claim.subject, claim.object)]
    lines = [tag("li.claim", claims.voice(claim)) for claim in own]
    return tag("li.reading", tag("h3.other", links.reference(member)), tag("ul.claims", lines))


def _denials(page: ModelPage, around: Iterable[Claim]) -> Html:
    whole, relation = page.model.whole, page.model.relation
    denied = {claim.iri: claim for claim in (*page.claims, *around)
              if claim.is_denied and claim.relation == relation and whole in (claim.subject, claim.object)}
    empty = tag("p.empty", f"Nobody in the works covered denies that something {relation.label} {whole.label}.")
    found = [tag("div.row", tag("p.other", statements.claim(claim)), statements.grounds(claim))
             for claim in denied.values()]
    return layout.section("Denials", "denials", found or empty, count=len(found))


layout.guarded(show)
