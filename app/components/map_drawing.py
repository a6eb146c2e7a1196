"""The map as a drawing: concepts where they always stand, edges as the lens shows them."""

from __future__ import annotations

import json
from typing import Any

from app.components import graph
from app.components.map_state import State
from app.components.map_words import title
from app.data import LOOKS, View, edition, legend_of, wrapped

__all__ = ["payload"]

_FILE = "map.png"
#: Above so many edges only their marks are written at them; the words come with a choice.
_WORDS = 30
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "interaction": {"zoomView": False, "hover": True, "selectConnectedEdges": False, "keyboard": False,
                    "dragNodes": False},
    "nodes": {"shape": "box", "margin": 9, "borderWidth": 1, "shapeProperties": {"borderRadius": 4}},
    "edges": {"smooth": {"type": "continuous"}, "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}},
              "selectionWidth": 2, "hoverWidth": 1},
}


def payload(view: View, state: State) -> dict[str, Any]:
    """Return what the drawing needs of a view."""
    from pyvis.network import Network  # a third of a second that only a page with a graph should cost

    net = Network(directed=True)
    for node in view.nodes:
        unfold = state.address(expand=(*state.expand, node.ref.slug), at="") if node.more else None
        net.add_node(node.id, label=wrapped(node.label), shape="box", x=node.x, y=node.y, href=unfold,
                     here=node.is_focus, faded=node.is_faded,
                     **({"shapeProperties": {"borderDashes": [4, 4]}} if node.more else {}))
    clear = {edge.id for edge in view.edges if not edge.is_faded}
    graph.lines(net, view.edges, clear if len(clear) <= _WORDS else set())
    net.set_options(json.dumps(_OPTIONS))
    nodes, lines, *_, options = net.get_network_data()
    return {"nodes": nodes, "edges": lines, "options": json.loads(options), "chosen": state.at, "file": _FILE,
            "title": title(view), "edition": edition(), "rows": _rows(view), "label": _label(view)}


def _rows(view: View) -> list[dict[str, Any]]:
    return [{"words": meaning, "colour": LOOKS[look].colour, "dashes": list(LOOKS[look].dashes)}
            for look, meaning in legend_of(view.edges, view.lens)]


def _label(view: View) -> str:
    return (f"Map of {len(view.concepts)} concepts and {len(view.edges)} statements; the list below says the same.")
