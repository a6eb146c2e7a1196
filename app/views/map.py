"""The map of concepts: near a focus, through the eyes of one party or model, or of two laid over each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from app.components import graph, layout, links, map_drawing, map_state, map_words, voices
from app.components.html import Html, tag
from app.components.map_state import State
from app.data import (
    CERTAINTIES,
    Lens,
    UnknownName,
    View,
    as_gexf,
    as_graphml,
    as_svg,
    atlas,
    edition,
    legend_of,
    lens,
    map_edges,
    map_view,
    parties,
)

#: Ending of a file -> who can open it, and what writes it.
_FILES: dict[str, tuple[str, Callable[[View, str, str], bytes]]] = {
    "svg": ("SVG picture", as_svg), "graphml": ("GraphML", as_graphml), "gexf": ("GEXF", as_gexf)}


def show() -> None:
    """Show the map that the address asks for."""
    layout.heading("Map of concepts", key="map")
    state, problems = map_state.read(st.query_params.to_dict())
    unknown, through = _found(state)
    _controls(state, through)
    _told(problems, unknown)
    if unknown:
        return
    view = map_view(map_state.choice(state), through)
    if through and not through.looks:
        layout.show(_silent(through, state))
    if view.nodes:
        _map(state, view)
    else:
        layout.show(_nothing(state, view))


def _found(state: State) -> tuple[list[Html], Lens | None]:
    """Return what is wrong with the names in the address, with the nearest that are known; and the lens."""
    unknown = []
    for slug in (*state.focus, *state.expand):
        try:
            atlas().concept(slug)
        except UnknownName as error:
            unknown.append(_unknown(error, lambda name: state.address(focus=(_slug(name),), expand=(), at="")))
    first, second = (state.lens, state.over) if state.lens else (state.over, "")
    try:
        return unknown, lens(first, second) if first else None
    except UnknownName as error:
        part = "lens" if error.name == state.lens else "over"
        return [*unknown, _unknown(error, lambda name: state.address(**{part: name}))], None


def _slug(label: str) -> str:
    return atlas().concept(label).concept.slug


def _unknown(error: UnknownName, to: Callable[[str], str]) -> Html:
    what = "party or model" if error.kind == "lens" else error.kind
    nearest = [tag("li", links.link(to(name), name)) for name in error.nearest[:3]]
    return tag("div", tag("p", f"The atlas has no {what} by the name “{error.name}”.",
                          " The nearest are:" if nearest else None), tag("ul.nearest", nearest))


def _told(problems: list[str], unknown: list[Html]) -> None:
    if not problems and not unknown:
        return
    left = tag("p", f"The address says {', '.join(problems)}, which makes no sense here and was left out.")
    back = tag("p", links.link(links.address("map"), "Back to the start"))
    layout.show(tag("div.warning", tag("p.title", "Not everything in the address is known"),
                    left if problems else None, unknown, back, role="note"))


def _silent(through: Lens, state: State) -> Html:
    names = " and ".join(voice.ref.label for voice in (through.first, through.second) if voice)
    return tag("p.empty", f"{names}: no claims in the works covered, so that everything is faded. ",
               links.link(state.address(lens="", over=""), "Without the lens"))


def _nothing(state: State, view: View) -> Html:
    ways = [links.link(state.unfiltered(), "Without the filters")] if state.filters else []
    if state.focus and view.statements:
        ways.append(links.link(state.address(focus=(), expand=()), "From the start"))
    ways += [links.link(links.address("concept", concept=one.slug), f"The page of {one.label}")
             for one in (atlas().concept(name).concept for name in state.focus)]
    why = "No statement fits all of this" if state.filters else "No passage relates this concept to another"
    rest = f" here; {layout.counted(view.statements, 'statement')} elsewhere do." if view.statements else "."
    ways.append(links.link(links.address("map"), "Back to the start"))
    return tag("div.empty", tag("p", why, rest if state.filters else "."), tag("nav.anchors", ways, aria_label="Back"))


# --- what to choose ---


def _controls(state: State, through: Lens | None) -> None:
    concepts = {slug: ref.label for ref in sorted({end for e in map_edges() for end in (e.subject, e.object)},
                                                  key=lambda ref: ref.label.casefold()) for slug in (ref.slug,)}
    given = [voice.name if voice else "" for voice in (through and through.first, through and through.second)]
    with st.container(horizontal=True, key="map-choices"):
        _select("In the middle", "focus", concepts, state.focus[0] if len(state.focus) == 1 else "", "Start")
        _select("Lens: as claimed by", "lens", _voices(), given[0], "Everybody")
        _select("Laid over it", "over", _voices(), given[1], "Nobody")
    with st.expander("Filters", expanded=bool(state.filters)), st.container(horizontal=True):
        _select("Relation", "relation", map_state.relations(), state.relation)
        schools = {slug: ref.label for slug, (ref, _) in map_state.traditions().items()}
        _select("Defines in the tradition", "tradition", schools, state.tradition)
        years = {str(year): str(year) for year in sorted({c.year for e in map_edges() for c in e.claims if c.year})}
        _select("From the year", "from", years, str(state.since or ""))
        _select("To the year", "to", years, str(state.until or ""))
        _select("At least", "sure", CERTAINTIES, state.sure)


def _voices() -> dict[str, str]:
    models = sorted(atlas().models(), key=lambda one: one.label.casefold())
    return {**{f"party:{one.slug}": one.label for one in parties()},
            **{f"model:{one.slug}": f"Model: {one.label}" for one in models}}


def _select(label: str, name: str, options: Mapping[str, str], chosen: str, empty: str = "All") -> None:
    """Let one parameter of the address be chosen; the address, which a link may change, always decides."""
    key = f"map_{name}"
    known = dict(options) if not chosen or chosen in options else {chosen: chosen, **options}
    st.session_state[key] = chosen or None
    st.selectbox(label, list(known), index=None, key=key, format_func=known.__getitem__, placeholder=empty,
                 on_change=partial(_put, name, key))


def _put(name: str, key: str) -> None:
    value = st.session_state[key]
    for gone in (name, "at", *(["expand"] if name == "focus" else [])):
        st.query_params.pop(gone, None)
    # One voice alone is the lens, whichever of the two the address calls it.
    if name == "over" and st.session_state["map_lens"]:
        st.query_params["lens"] = st.session_state["map_lens"]
    if value:
        st.query_params[name] = value


# --- what is shown ---


def _map(state: State, view: View) -> None:
    layout.show(map_words.steps(state, view))
    graph.canvas(map_drawing.payload(view, state), map_words.KEY, on_edge_change=partial(_choose, "edge"),
                 on_node_change=partial(_choose, "node"))
    faded = ["Faded: not claimed through the lens."] if view.lens and not view.lens.second else []
    layout.show(graph.legend(legend_of(view.edges, view.lens), *faded,
                             "Choose a concept to see what to do with it, a line to see who says so."),
                voices.answer(_panel(state, view), map_words.KEY), map_words.counts(view))
    _downloads(view)
    layout.show(tag("h2.small", "The same as a list"), map_words.listed(state, view))


def _choose(kind: str) -> None:
    st.query_params["at"] = str(st.session_state[map_words.KEY].get(kind) or "")


def _panel(state: State, view: View) -> Html | None:
    drawn = next((edge for edge in view.edges if edge.id == state.at), None)
    if drawn:
        # The filters choose what is drawn, never who is heard.
        return voices.panel(next(edge for edge in map_edges() if edge.id == drawn.id))
    node = next((node for node in view.concepts if node.ref.slug == state.at), None)
    return map_words.node_panel(node, state, view) if node else None


def _downloads(view: View) -> None:
    named: dict[str, Any] = {"title": map_words.title(view), "edition": edition()}
    with st.container(horizontal=True):
        for ending, (words, write) in _FILES.items():
            st.download_button(words, partial(write, view, *named.values()), file_name=f"map.{ending}",
                               on_click="ignore", key=f"map_{ending}")


layout.guarded(show)
