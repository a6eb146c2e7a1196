"""One model: its members, each with the claims that make it one, and who denies any of it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from app.components import claims, conflicts, disputes, layout, links, models, queries, statements
from app.components.html import Html, join, tag
from app.data import Claim, Conflict, ModelPage, Ref, atlas, contests, entailments


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
    layout.show(_head(page), _members(page), _denials(page, around), _disputes(page), _follows(page),
                queries.behind(page.queries))


def _head(page: ModelPage) -> Html:
    tree = tag("p", links.link(links.address("trees", model=page.model.slug), "As a tree"), " · ",
               links.link(links.address("map", lens=page.model.slug), "See it on the map"), " · ",
               links.reading(page.model.iri))
    return join(tag("p.lede", models.in_short(page.model), "."), tag("p", models.completeness(page.model)), tree,
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


def _disputes(page: ModelPage) -> Html | None:
    found = list({one.iri: one for claim in page.claims for one in contests(claim.iri)}.values())
    found.sort(key=lambda one: isinstance(one, Conflict))
    own = [one for one in found if isinstance(one, Conflict) and _is_own(one, page)]
    every = tag("p", links.link(links.address("disputes", party=page.model.party.slug),
                                f"All disputes in which {page.model.party.label} stands"))
    body = (conflicts.impossible(_impossible(page), own), disputes.folded_list(found), every)
    return layout.section("Disputes", "disputes", body, count=len(found)) if found else None


def _impossible(page: ModelPage) -> list[Ref]:
    how = atlas().reasoning
    return [concept for model, concept in how.impossible if model.iri == page.model.iri] if how else []


def _is_own(one: Conflict, page: ModelPage) -> bool:
    """Return whether the claims of the model suffice for a conflict."""
    own = {claim.iri for claim in page.claims}
    held = all(any(claim.iri in own for claim in proposition.claims) for proposition in one.propositions)
    return held and all(model.iri == page.model.iri for model in one.complete)


def _follows(page: ModelPage) -> Html | None:
    own = {claim.iri for claim in page.claims}
    found = [one for one in entailments() if own & {claim.iri for claim in one.claims}]
    return layout.section("What follows although nobody wrote it", "inferred", conflicts.entailments(found),
                          count=len(found)) if found else None


layout.guarded(show)
