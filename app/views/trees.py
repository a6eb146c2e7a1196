"""Hierarchies: what is a part or a kind of what, by one model, by one party, or by everybody."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from app.components import layout, links, queries, trees
from app.components.html import Html, tag
from app.data import Tree, UnknownName, atlas, party
from app.data import trees as grown

#: Keys of the widgets. The address is the truth: every run fills the widgets from it.
_WHOSE, _RELATION = "trees_whose", "trees_relation"
_EVERYBODY = ""


def show() -> None:
    """Show the tree that the address names, or everybody's."""
    layout.heading("Hierarchies", key="trees")
    layout.show(tag("p.lede", "What the authors put below what: parts under wholes, kinds under what they are kinds "
                              "of. A concept that stands under two others is shown at both places."))
    found, problem = _found()
    kind, slug = _whose()
    st.session_state[_WHOSE] = None if problem else f"{kind}:{slug}" if kind else _EVERYBODY
    _choose(found)
    if problem:
        layout.show(problem)
    chosen = next((tree for tree in found if tree.key == st.session_state[_RELATION]), None)
    if chosen:
        _show(chosen, kind, slug)
    elif not problem:
        layout.show(tag("p.empty", "Nothing in the works covered puts one concept below another in this voice. ",
                        links.link(links.address("trees"), "See everybody’s trees"), "."))


def _whose() -> tuple[str, str]:
    """Return whose tree the address asks for: of a model, of a party, or of everybody."""
    kind = next((one for one in ("model", "party") if st.query_params.get(one)), "")
    name = st.query_params.get(kind, "")
    with suppress(UnknownName):
        name = party(name).slug if kind == "party" else name
    return kind, name


def _found() -> tuple[tuple[Tree, ...], Html | None]:
    """Return the trees that the address asks for, or what is wrong with it."""
    kind, slug = _whose()
    try:
        return grown(**({kind: slug} if kind else {})), None
    except UnknownName as error:
        kind = error.kind
        return (), layout.missing(error, lambda one: links.address("trees", **{kind: one}))


def _choose(found: tuple[Tree, ...]) -> None:
    labels = {tree.key: tree.label for tree in found}
    asked = st.query_params.get("relation", "")
    st.session_state[_RELATION] = asked if asked in labels else next(iter(labels), None)
    voices = _voices()
    first, second = st.columns(2)
    first.selectbox("Whose tree", list(voices), index=None, format_func=voices.__getitem__, key=_WHOSE,
                    placeholder="Choose a model or an author", on_change=_go)
    second.selectbox("Relation", list(labels), index=None, format_func=labels.__getitem__, key=_RELATION,
                     placeholder="Nothing to choose", on_change=_go)
    if asked and asked not in labels and labels:
        layout.show(tag("p.empty", f"There is no tree “{asked}” here; this one is the first of those there are.",
                        role="status"))


def _voices() -> dict[str, str]:
    """Return whose trees there are, as they stand in the chooser, by kind and slug."""
    holders = {claim.party for tree in grown() for claim in tree.claims}
    named = {f"model:{one.slug}": f"Model: {one.label}" for one in atlas().models()}
    said = {f"party:{one.slug}": f"All that is said by {one.label}" for one in sorted(holders, key=lambda p: p.label)}
    here = ":".join(_whose())
    return {_EVERYBODY: "Everybody", **named, **said, **_silent(here, {**named, **said})}


def _silent(here: str, known: dict[str, str]) -> dict[str, str]:
    """Return who is asked for and draws no tree, so that the chooser can still say whose page this is."""
    kind, _, slug = here.partition(":")
    if kind != "party" or here in known:
        return {}
    try:
        return {here: f"All that is said by {party(slug).label}"}
    except UnknownName:
        return {}


def _go() -> None:
    """Put the choices into the address; who draws other trees is asked for the first of them."""
    kind, _, slug = (st.session_state[_WHOSE] or _EVERYBODY).partition(":")
    relation = st.session_state[_RELATION] if (kind, slug) == _whose() else None
    chosen = {kind: slug, "relation": relation}
    st.query_params.from_dict({name: value for name, value in chosen.items() if name and value})


def _show(tree: Tree, kind: str, slug: str) -> None:
    claims = [claim.iri for claim in (*tree.claims, *tree.denials)]
    behind = queries.behind([atlas().query_text("statements", statement=claims)])
    layout.show(_count(tree, kind, slug), trees.drawn(tree), trees.denials(tree), behind)


def _count(tree: Tree, kind: str, slug: str) -> Html:
    number = layout.counted(len(tree.claims), "claim")
    voices = len({claim.party for claim in tree.claims})
    mixed = f" by {voices} parties: a branch may run through claims of several, and nobody need hold it as a whole"
    page = links.link(links.address("model", model=slug), "The model’s page") if kind == "model" else None
    return tag("p.count-line", f"From {number}{mixed if voices > 1 else ''}. ", page, role="status")


layout.guarded(show)
