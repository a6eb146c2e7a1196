"""Claims as a drawing, and the same as a list; every line says who says so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from app.components import links, voices
from app.components.frontend import ASSETS, component
from app.components.html import Html, tag
from app.components.layout import show
from app.data import LOOKS, Claim, Concept, Edge, edges_of, legend_of, mark_of, wrapped

__all__ = ["canvas", "edges", "legend", "lines", "mount", "nearest", "payload", "small", "twin_line"]

_KEY, _CHOSEN = "atlas_graph", "atlas_edge"
_MOST_NODES = 40

_OPTIONS: dict[str, Any] = {
    "layout": {"randomSeed": 7, "improvedLayout": True},
    "physics": {"stabilization": {"iterations": 200, "fit": True}, "solver": "forceAtlas2Based",
                "forceAtlas2Based": {"avoidOverlap": 0.9, "springLength": 150, "gravitationalConstant": -120}},
    "interaction": {"zoomView": False, "hover": True, "selectConnectedEdges": False, "keyboard": False},
    "nodes": {"shape": "box", "margin": 9, "borderWidth": 1, "shapeProperties": {"borderRadius": 4}},
    "edges": {"smooth": {"type": "continuous"}, "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}},
              "selectionWidth": 2, "hoverWidth": 1},
}

edges = edges_of


def nearest(found: Sequence[Edge], here: str) -> tuple[Edge, ...]:
    """Return the edges among a concept and its most connected neighbours, few enough to be read."""
    import networkx as nx  # a fifth of a second that only a page with a graph should cost

    whole = nx.MultiGraph([(e.subject.slug, e.object.slug) for e in found])
    weight = {slug: (slug != here, -whole.number_of_edges(here, slug), -whole.degree(slug), slug) for slug in whole}
    kept = set(sorted(whole, key=weight.__getitem__)[:_MOST_NODES])
    return tuple(e for e in found if e.ends <= kept)


# --- the drawing ---


def payload(found: Sequence[Edge], here: str, chosen: str | None = None) -> dict[str, Any]:
    """Return what the drawing needs: nodes and edges as pyvis builds them, and the words for who cannot see it."""
    from pyvis.network import Network  # a third of a second that only a page with a graph should cost

    net = Network(directed=True)
    for ref in sorted({end for e in found for end in (e.subject, e.object)}, key=lambda ref: ref.slug):
        net.add_node(ref.slug, label=wrapped(ref.label), shape="box", href=links.address_of(ref.iri),
                     here=ref.slug == here)
    lines(net, found, {edge.id for edge in found if here in edge.ends})
    net.set_options(json.dumps(_OPTIONS))
    nodes, drawn, *_, options = net.get_network_data()
    return {"nodes": nodes, "edges": drawn, "options": json.loads(options), "chosen": chosen,
            "label": f"Graph of {len(nodes)} concepts and {len(drawn)} statements; the list below says the same."}


def lines(net: Any, found: Iterable[Edge], own: set[str]) -> None:
    """Add edges to a network of pyvis; those that are its `own` keep their words where there are many."""
    for edge, offset in _offsets(found):
        look = LOOKS[edge.look]
        net.add_edge(edge.subject.slug, edge.object.slug, id=edge.id, label=mark_of(edge) + edge.label,
                     brief=mark_of(edge).strip(" :"), dashes=list(look.dashes) or False, colour=look.colour,
                     offset=offset, smooth=_bend(edge, offset), own=edge.id in own, faded=edge.is_faded,
                     length=150 if offset is None else 260, width=min(1 + len(edge.claims) * 0.5, 4))


def _offsets(found: Iterable[Edge]) -> Iterator[tuple[Edge, float | None]]:
    """Yield each edge with its place among those between the same two concepts, None where it is alone."""
    beside: dict[frozenset[str], list[Edge]] = {}
    for edge in found:
        beside.setdefault(edge.ends, []).append(edge)
    for same in beside.values():
        yield from ((e, i - (len(same) - 1) / 2 if len(same) > 1 else None) for i, e in enumerate(same))


def _bend(edge: Edge, offset: float | None) -> dict[str, Any]:
    """Return the curve of an edge; edges between the same two concepts bend apart, so that each can be chosen."""
    if offset is None:
        return {"enabled": True, "type": "continuous"}
    is_left = (offset > 0) == (edge.subject.slug < edge.object.slug)
    return {"enabled": True, "type": "curvedCCW" if is_left else "curvedCW", "roundness": 0.2 * abs(offset)}


def canvas(data: Mapping[str, Any], key: str, **events: Any) -> None:
    """Put a drawing on the screen; `events` are called when something in it is chosen."""
    component("graph", html=(ASSETS / "graph.html").read_text(encoding="utf-8"),
              css=(ASSETS / "graph.css").read_text(encoding="utf-8"))(data={**data, "key": key}, key=key, **events)


# --- the drawing with its words ---


def mount(concept: Concept, claims: Sequence[Claim]) -> None:
    """Draw the neighbourhood of a concept, with a panel for the chosen edge and the list that says the same."""
    _drawn(nearest(edges(claims), concept.slug), _KEY, _CHOSEN, here=concept.slug,
           hint="Choose a concept to go there, a line to see who says so.")


@st.fragment
def small(claims: Sequence[Claim], key: str, *, looks: Mapping[str, str] | None = None, label: str = "") -> None:
    """Draw some claims and nothing else, as a neighbourhood is drawn; `label` says what they are.

    `looks` may name the look of a claim by its IRI, such as one side of a conflict.
    """
    _drawn(nearest(edges(claims, looks), ""), f"{_KEY}_{key}", f"{_CHOSEN}_{key}", label=label,
           hint="Choose a line to see who says so.")


def _drawn(found: Sequence[Edge], key: str, remembered: str, *, here: str = "", label: str = "", hint: str) -> None:
    chosen = st.session_state.get(remembered)
    edge = next((e for e in found if e.id == chosen), None)
    data = payload(found, here, edge.id if edge else None)
    named = {"label": f"{label}: {data['label']}"} if label else {}
    canvas(data | named, key, on_edge_change=partial(_remember, key, remembered))
    show(legend(legend_of(found), hint), voices.answer(voices.panel(edge) if edge else None, key))
    show(tag("h3", "The same as a list"), _twin(found, here, key))


def _remember(key: str, remembered: str) -> None:
    st.session_state[remembered] = st.session_state[key].get("edge")


def legend(rows: Iterable[tuple[str, str]], *hints: str) -> Html:
    """Return samples of lines with what they mean."""
    shown = [tag("li", tag(f"span.line.line-{name}", aria_hidden="true"), meaning) for name, meaning in rows]
    return tag("ul.legend", shown, [tag("li.hint", hint) for hint in hints])


def _twin(found: Sequence[Edge], here: str, key: str) -> Html:
    own = sorted(found, key=lambda e: (here not in e.ends, e.label, e.subject.label))
    whole = [twin_line(e, links.reference(e.subject), f" {e.label} ", links.reference(e.object)) for e in own]
    return tag("ul.twin", whole, data_graph=key)


def twin_line(edge: Edge, *words: Html | str) -> Html:
    """Return an edge as an item of the list, with a button that asks who says so."""
    who = ", ".join(dict.fromkeys(claim.party.label for claim in edge.claims))
    ask = tag("button.who", f"who says so: {who}", type="button")
    return tag("li.edge", tag(f"span.mark.{edge.look}", mark_of(edge, spoken=True)), words, " ", ask,
               data_edge=edge.id)
