"""The neighbourhood of a concept as a drawing, and the same as a list; every line says who says so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import Any

import streamlit as st

from app.components import evidence, links
from app.components.frontend import ASSETS, component
from app.components.html import Html, join, tag
from app.components.layout import show
from app.data import Claim, Concept, Ref

__all__ = ["Edge", "edges", "mount", "nearest", "payload"]

_KEY, _CHOSEN = "atlas_graph", "atlas_edge"
_MOST_NODES = 40

#: How an edge looks, so that neither colour nor line style alone tells: dashes, colour of the palette, mark.
LOOKS: dict[str, tuple[bool | list[int], str, str]] = {
    "asserted": (False, "muted", ""),
    "disputed": ([14, 5], "disputed", "⇄ "),
    "denied": ([3, 6], "denied", "✕ not: "),
}

_MARKS = {"asserted": "", "disputed": "⇄ at odds with another claim: ", "denied": "✕ denied: "}

_OPTIONS: dict[str, Any] = {
    "layout": {"randomSeed": 7, "improvedLayout": True},
    "physics": {"stabilization": {"iterations": 200, "fit": True}, "solver": "forceAtlas2Based",
                "forceAtlas2Based": {"avoidOverlap": 0.9, "springLength": 150, "gravitationalConstant": -120}},
    "interaction": {"zoomView": False, "hover": True, "selectConnectedEdges": False, "keyboard": False},
    "nodes": {"shape": "box", "margin": 9, "borderWidth": 1, "shapeProperties": {"borderRadius": 4}},
    "edges": {"smooth": {"type": "continuous"}, "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}},
              "selectionWidth": 2, "hoverWidth": 1},
}


@dataclass(frozen=True, slots=True)
class Edge:
    """One statement between two concepts, with every claim that makes it."""

    id: str
    subject: Ref
    object: Ref
    label: str
    look: str
    claims: tuple[Claim, ...]


def edges(claims: Iterable[Claim]) -> tuple[Edge, ...]:
    """Return claims as edges: those that say the same are one."""
    grouped: dict[tuple[Ref, str, Ref, bool], list[Claim]] = {}
    for claim in claims:
        key = (claim.subject, claim.relation.label, claim.object, claim.is_denied)
        grouped.setdefault(key, []).append(claim)
    return tuple(Edge(same[0].slug, subject, target, label, _look(same), tuple(same))
                 for (subject, label, target, _), same in grouped.items())


def _look(same: Sequence[Claim]) -> str:
    if same[0].is_denied:
        return "denied"
    return "disputed" if any(claim.rivals for claim in same) else "asserted"


def nearest(found: Sequence[Edge], here: str) -> tuple[Edge, ...]:
    """Return the edges among a concept and its most connected neighbours, few enough to be read."""
    import networkx as nx  # noqa: PLC0415 - a fifth of a second that only a page with a graph should cost

    whole = nx.MultiGraph([(e.subject.slug, e.object.slug) for e in found])
    weight = {slug: (slug != here, -whole.number_of_edges(here, slug), -whole.degree(slug), slug) for slug in whole}
    kept = set(sorted(whole, key=weight.__getitem__)[:_MOST_NODES])
    return tuple(e for e in found if {e.subject.slug, e.object.slug} <= kept)


def payload(found: Sequence[Edge], here: str, chosen: str | None = None) -> dict[str, Any]:
    """Return what the drawing needs: nodes and edges as pyvis builds them, and the words for who cannot see it."""
    from pyvis.network import Network  # noqa: PLC0415 - a third of a second that only a page with a graph should cost

    net = Network(directed=True)
    for ref in sorted({end for e in found for end in (e.subject, e.object)}, key=lambda ref: ref.slug):
        net.add_node(ref.slug, label=_wrapped(ref.label), shape="box", href=links.address_of(ref.iri),
                     here=ref.slug == here)
    for edge, offset in _offsets(found):
        dashes, colour, mark = LOOKS[edge.look]
        net.add_edge(edge.subject.slug, edge.object.slug, id=edge.id, label=mark + edge.label, dashes=dashes,
                     colour=colour, offset=offset, smooth=_bend(edge, offset), own=here in _ends(edge),
                     length=150 if offset is None else 260,
                     width=min(1 + len(edge.claims) * 0.5, 4))
    net.set_options(json.dumps(_OPTIONS))
    nodes, lines, *_, options = net.get_network_data()
    return {"nodes": nodes, "edges": lines, "options": json.loads(options), "chosen": chosen,
            "label": f"Graph of {len(nodes)} concepts and {len(lines)} statements; the list below says the same."}


def _wrapped(label: str) -> str:
    return fill(label.replace("/", "/ "), 24, break_long_words=False).replace("/ ", "/")


def _ends(edge: Edge) -> frozenset[str]:
    return frozenset((edge.subject.slug, edge.object.slug))


def _offsets(found: Iterable[Edge]) -> Iterator[tuple[Edge, float | None]]:
    """Yield each edge with its place among those between the same two concepts, None where it is alone."""
    beside: dict[frozenset[str], list[Edge]] = {}
    for edge in found:
        beside.setdefault(_ends(edge), []).append(edge)
    for same in beside.values():
        yield from ((e, i - (len(same) - 1) / 2 if len(same) > 1 else None) for i, e in enumerate(same))


def _bend(edge: Edge, offset: float | None) -> dict[str, Any]:
    """Return the curve of an edge; edges between the same two concepts bend apart, so that each can be chosen."""
    if offset is None:
        return {"enabled": True, "type": "continuous"}
    is_left = (offset > 0) == (edge.subject.slug < edge.object.slug)
    return {"enabled": True, "type": "curvedCCW" if is_left else "curvedCW", "roundness": 0.2 * abs(offset)}


def mount(concept: Concept, claims: Sequence[Claim]) -> None:
    """Draw the neighbourhood of a concept, with a panel for the chosen edge and the list that says the same."""
    found = nearest(edges(claims), concept.slug)
    chosen = st.session_state.get(_CHOSEN)
    edge = next((e for e in found if e.id == chosen), None)
    _component()(data=payload(found, concept.slug, edge.id if edge else None), key=_KEY, on_edge_change=_remember)
    show(_legend(found), _panel(edge))
    show(tag("h3", "The same as a list"), _twin(found, concept.slug))


def _component() -> Any:
    return component("graph", html=(ASSETS / "graph.html").read_text(encoding="utf-8"),
                     css=(ASSETS / "graph.css").read_text(encoding="utf-8"))


def _remember() -> None:
    st.session_state[_CHOSEN] = st.session_state[_KEY].get("edge")


def _legend(found: Sequence[Edge]) -> Html:
    meaning = {"asserted": "said", "disputed": "⇄ at odds with another claim", "denied": "✕ denied"}
    shown = [tag("li", tag(f"span.line.line-{look}", aria_hidden="true"), words)
             for look, words in meaning.items() if any(e.look == look for e in found)]
    return tag("ul.legend", shown, tag("li.hint", "Choose a concept to go there, a line to see who says so."))


def _panel(edge: Edge | None) -> Html:
    return tag("div.answer", _who(edge) if edge else None, aria_live="polite")


def _who(edge: Edge) -> Html:
    body = [tag("li", tag("p", tag("strong", claim.party.label), ":"), map(evidence.passage, claim.passages))
            for claim in edge.claims]
    title = tag("h3", "Who says so: ", _words(edge))
    return tag("section.panel", title, tag("ul.claims", body), data_panel=edge.id, tabindex=-1)


def _twin(found: Sequence[Edge], here: str) -> Html:
    own = sorted(found, key=lambda e: (here not in {e.subject.slug, e.object.slug}, e.label, e.subject.label))
    return tag("ul.twin", map(_twin_line, own))


def _twin_line(edge: Edge) -> Html:
    who = ", ".join(dict.fromkeys(claim.party.label for claim in edge.claims))
    mark = tag(f"span.mark.{edge.look}", _MARKS[edge.look])
    ask = tag("button.who", f"who says so: {who}", type="button")
    return tag("li.edge", mark, links.reference(edge.subject),
               f" {edge.label} ", links.reference(edge.object), " ", ask, data_edge=edge.id)


def _words(edge: Edge) -> Html:
    return join(f"{edge.subject.label} {edge.label} {edge.object.label}", " – denied" if edge.look == "denied" else "")
