"""Paths: how two concepts are connected, step by step, each step with who says so."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.components import layout, links, paths, queries
from app.components.html import Html, tag
from app.data import UnknownName, atlas, connection, parties, party

#: Parameter of the address -> key of its widget. The address is the truth: every run fills the widgets from it.
_KEYS = {"from": "path_from", "to": "path_to", "by": "path_by"}


def show() -> None:
    """Show the paths between the two concepts that the address names, or between those of the central distinction."""
    layout.heading("Paths", key="path")
    layout.show(tag("p.lede", "How two concepts are connected: chains of claims that lead from one to the other, the "
                              "shortest first. A chain may run through claims of several authors; nobody need hold "
                              "it as a whole."))
    problems = _fill()
    _choices()
    if problems:
        layout.show(problems)
    layout.told(_answer)


def _fill() -> list[Html]:
    """Take the choices from the address, and return what in it is not known."""
    given = dict(st.query_params)
    if not {"from", "to"} & given.keys():
        given |= dict(zip(("from", "to"), (one.slug for one in atlas().starts_with), strict=False))
    problems: list[Html] = []
    for end in ("from", "to"):
        st.session_state[_KEYS[end]] = _known(end, given.get(end, ""), given, problems)
    named = filter(None, given.get("by", "").split(","))
    st.session_state[_KEYS["by"]] = list(dict.fromkeys(filter(None, (_known("by", n, given, problems) for n in named))))
    return problems


def _known(parameter: str, name: str, given: dict[str, str], problems: list[Html]) -> str | None:
    """Return the slug of what a name means; where it means nothing, add what to do to the problems."""
    try:
        if not name or parameter == "by":
            return party(name).slug if name else None
        # Whoever follows a link gives a short name; a whole page of the atlas is read only for other names.
        return name if name in {one.slug for one in atlas().concepts()} else atlas().concept(name).concept.slug
    except UnknownName as error:
        problems.append(layout.missing(error, lambda one: links.address("path", **{**given, parameter: one})))
        return None


def _choices() -> None:
    labels = {one.slug: one.label for one in atlas().concepts()}
    names = {one.slug: one.label for one in parties()}
    first, second, swap = st.columns([5, 5, 2], vertical_alignment="bottom")
    for column, end, title in ((first, "from", "From"), (second, "to", "To")):
        column.selectbox(title, list(labels), index=None, format_func=labels.__getitem__, key=_KEYS[end],
                         placeholder="Choose a concept", on_change=_go)
    swap.button("Swap", on_click=_swap, width="stretch")
    st.multiselect("Whose claims count", list(names), format_func=names.__getitem__, key=_KEYS["by"],
                   placeholder="Everybody’s", on_change=_go)


def _swap() -> None:
    first, second = _KEYS["from"], _KEYS["to"]
    st.session_state[first], st.session_state[second] = st.session_state[second], st.session_state[first]
    _go()


def _go() -> None:
    """Put the choices into the address."""
    chosen = {name: st.session_state[key] for name, key in _KEYS.items()}
    chosen["by"] = ",".join(chosen["by"])
    st.query_params.from_dict({name: value for name, value in chosen.items() if value})


def _answer() -> None:
    start, end, by = (st.session_state[_KEYS[name]] for name in ("from", "to", "by"))
    if not (start and end):
        layout.show(tag("p.empty", "Choose a concept at both ends.", role="status"))
        return
    found = connection(start, end, tuple(by))
    other = tag("p", links.link(links.address("differences", of=f"{start},{end}"), "Compare the two concepts"))
    if not found.routes:
        layout.show(paths.nothing(found), None if start == end else other)
        return
    claims = dict.fromkeys(claim.iri for route in found.routes for claim in route.claims)
    behind = partial(atlas().query_text, "statements")
    layout.show(paths.found(found), other, queries.behind([behind(statement=list(claims))]))


layout.guarded(show)
