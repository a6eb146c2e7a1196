"""A view to take away: a picture with its legend, or a graph for other programs; every edge with its citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from math import hypot
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from kg.graphview.edges import Edge
from kg.graphview.layout import box, wrapped
from kg.graphview.looks import LOOKS, legend_of, mark_of
from kg.graphview.view import Node, View
from kg.model import Passage

__all__ = ["as_gexf", "as_graphml", "as_svg", "citation", "edition"]

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARGIN = 40
#: Above so many edges only their marks are written at them: words would cover each other.
_WORDS = 40
_FADED = 0.3


def citation(passage: Passage) -> str:
    """Return the reference of a passage with its place, to be copied."""
    return f"{passage.work.reference or passage.work.label}{f' ({passage.locator})' if passage.locator else ''}"


def edition(directory: Path) -> str:
    """Return which version of the atlas made a build, and when."""
    try:
        made = f"version {version('alliance-atlas')}"
    except PackageNotFoundError:
        made = "unknown version"
    built = directory / "build.json"
    when = datetime.fromtimestamp(built.stat().st_mtime, UTC).date() if built.exists() else None
    return f"{made}, built on {when}" if when else made


# --- for other programs ---


def as_graphml(view: View, title: str, edition: str) -> bytes:
    """Return a view as GraphML."""
    import networkx as nx  # a fifth of a second that only a download should cost

    return _document(nx.generate_graphml(_graph(view, title, edition)))


def as_gexf(view: View, title: str, edition: str) -> bytes:
    """Return a view as GEXF, with the places of its nodes."""
    import networkx as nx

    graph = _graph(view, title, edition)
    for node in view.nodes:
        graph.nodes[node.id]["viz"] = {"position": {"x": node.x, "y": -node.y, "z": 0.0}}
    return _document(nx.generate_gexf(graph, version="1.2draft"))


def _graph(view: View, title: str, edition: str) -> Any:
    import networkx as nx

    graph = nx.MultiDiGraph(title=_clean(title), edition=_clean(edition))
    for node in view.nodes:
        graph.add_node(node.id, label=_clean(node.label), iri=node.ref.iri, x=node.x, y=node.y, statements=node.weight,
                       more=node.more, is_faded=node.is_faded)
    meanings = dict(legend_of(view.edges, view.lens))
    for edge in view.edges:
        graph.add_edge(edge.subject.slug, edge.object.slug, key=edge.id, **_attributes(edge, meanings[edge.look]))
    return graph


def _attributes(edge: Edge, meaning: str) -> dict[str, Any]:
    passages = [passage for claim in edge.claims for passage in claim.passages]
    found = {"label": mark_of(edge) + edge.label, "relation": edge.relation.iri, "meaning": meaning,
             "parties": "; ".join(dict.fromkeys(claim.party.label for claim in edge.claims)),
             "citations": " | ".join(dict.fromkeys(map(citation, passages))),
             "claims": " ".join(claim.iri for claim in edge.claims)}
    return {key: _clean(text) for key, text in found.items()} | {"is_denied": edge.is_denied,
                                                                 "is_faded": edge.is_faded}


def _document(lines: Iterable[str]) -> bytes:
    body = "\n".join(lines)
    start = "" if body.startswith("<?xml") else '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{start}{body}\n".encode()


def _clean(text: str) -> str:
    """Return a text without the characters that no XML document may hold."""
    return _ILLEGAL.sub("\ufffd", text)


# --- the picture ---


def as_svg(view: View, title: str, edition: str) -> bytes:
    """Return a view as a picture on white paper, with title, legend and edition."""
    rows = legend_of(view.edges, view.lens)
    left, top, right, bottom = _bounds(view, len(rows))
    inks = sorted({look.ink for look in LOOKS.values()})
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {right - left:.0f} '
             f'{bottom - top:.0f}" width="{right - left:.0f}" height="{bottom - top:.0f}" '
             'font-family="\'Source Sans 3\', \'Source Sans Pro\', Helvetica, Arial, sans-serif">',
             f"<title>{_text(title)}</title>", f"<desc>{_text(edition)}</desc>",
             "<defs>", *map(_arrow, inks), "</defs>",
             f'<rect x="{left:.0f}" y="{top:.0f}" width="100%" height="100%" fill="#ffffff"/>',
             _line_of_text(left + _MARGIN, top + 44, title, 24), *_edges(view), *map(_node, view.nodes),
             *_legend(rows, left + _MARGIN, bottom - _MARGIN - 26 * len(rows) - 10),
             _line_of_text(left + _MARGIN, bottom - 24, edition, 14), "</svg>"]
    return "\n".join(parts).encode()


def _bounds(view: View, rows: int) -> tuple[float, float, float, float]:
    places = [(node.x, node.y, *box(node.label)) for node in view.nodes] or [(0.0, 0.0, 400.0, 40.0)]
    left = min(x - width / 2 for x, _, width, _ in places) - _MARGIN
    right = max(x + width / 2 for x, _, width, _ in places) + _MARGIN
    top = min(y - height / 2 for _, y, _, height in places) - _MARGIN - 60
    bottom = max(y + height / 2 for _, y, _, height in places) + 2 * _MARGIN + 26 * rows + 30
    return left, top, max(right, left + 700), bottom


def _arrow(ink: str) -> str:
    return (f'<marker id="to-{ink[1:]}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
            'orient="auto-start-reverse" markerUnits="userSpaceOnUse">'
            f'<path d="M0 0L10 5L0 10z" fill="{ink}"/></marker>')


def _edges(view: View) -> Iterator[str]:
    nodes = {node.id: node for node in view.nodes}
    clear = sum(not edge.is_faded for edge in view.edges)
    beside: dict[frozenset[str], int] = {}
    for edge in sorted(view.edges, key=lambda edge: not edge.is_faded):
        beside[edge.ends] = number = beside.get(edge.ends, -1) + 1
        words = "" if edge.is_faded else mark_of(edge) + (edge.label if clear <= _WORDS else "")
        yield _edge(edge, nodes[edge.subject.slug], nodes[edge.object.slug], number, words)


def _edge(edge: Edge, one: Node, other: Node, number: int, words: str) -> str:
    bend = ((number + 1) // 2) * (34 if number % 2 else -34)
    length = hypot(other.x - one.x, other.y - one.y) or 1
    # The bend is measured from the same end whichever way the edge points, so that two of them never coincide.
    side = 1 if one.id < other.id else -1
    across = (-(other.y - one.y) / length * bend * side, (other.x - one.x) / length * bend * side)
    middle = ((one.x + other.x) / 2 + across[0], (one.y + other.y) / 2 + across[1])
    control = (middle[0] + across[0], middle[1] + across[1])
    (x1, y1), (x2, y2) = _border(one, control), _border(other, control)
    look = LOOKS[edge.look]
    dashes = f' stroke-dasharray="{" ".join(map(str, look.dashes))}"' if look.dashes else ""
    path = (f'<path d="M{x1:.1f} {y1:.1f}Q{control[0]:.1f} {control[1]:.1f} {x2:.1f} {y2:.1f}" fill="none" '
            f'stroke="{look.ink}" stroke-width="{min(1 + len(edge.claims) * 0.5, 4)}"{dashes} '
            f'marker-end="url(#to-{look.ink[1:]})"/>')
    return (f'<g opacity="{_FADED if edge.is_faded else 1}"><title>{_text(_spoken(edge))}</title>{path}'
            f"{_words(middle, words.strip(), look.ink)}</g>")


def _border(node: Node, toward: tuple[float, float]) -> tuple[float, float]:
    """Return where a line from the middle of a box leaves it."""
    width, height = box(node.label)
    dx, dy = toward[0] - node.x, toward[1] - node.y
    share = min(width / 2 / abs(dx) if dx else 9e9, height / 2 / abs(dy) if dy else 9e9, 1)
    return node.x + dx * share, node.y + dy * share


def _spoken(edge: Edge) -> str:
    who = "; ".join(dict.fromkeys(citation(p) for claim in edge.claims for p in claim.passages))
    return f"{edge.sentence} ({who})"


def _words(at: tuple[float, float], words: str, ink: str) -> str:
    if not words:
        return ""
    return (f'<text x="{at[0]:.1f}" y="{at[1] + 4:.1f}" font-size="12" text-anchor="middle" fill="{ink}" '
            f'stroke="#ffffff" stroke-width="4" paint-order="stroke">{_text(words)}</text>')


def _node(node: Node) -> str:
    width, height = box(node.label)
    ground, ink = ("#1f5d5b", "#ffffff") if node.is_focus else ("#ffffff" if node.more else "#f2f0ea", "#1f2328")
    lines = "".join(f'<tspan x="{node.x}" y="{node.y - height / 2 + 25 + i * 18:.1f}">{_text(line)}</tspan>'
                    for i, line in enumerate(wrapped(node.label).split("\n")))
    return (f'<g opacity="{_FADED if node.is_faded else 1}"><rect x="{node.x - width / 2:.1f}" '
            f'y="{node.y - height / 2:.1f}" width="{width:.1f}" height="{height:.1f}" rx="4" fill="{ground}" '
            f'stroke="#585d64"{_dotted(node)}/>'
            f'<text font-size="15" text-anchor="middle" fill="{ink}">{lines}</text></g>')


def _dotted(node: Node) -> str:
    return ' stroke-dasharray="3 3"' if node.more else ""


def _legend(rows: Iterable[tuple[str, str]], x: float, y: float) -> Iterator[str]:
    for i, (name, meaning) in enumerate(rows):
        look = LOOKS[name]
        dashes = f' stroke-dasharray="{" ".join(map(str, look.dashes))}"' if look.dashes else ""
        at = y + i * 26
        yield (f'<path d="M{x:.1f} {at - 5:.1f}h48" stroke="{look.ink}" stroke-width="2"{dashes}/>'
               + _line_of_text(x + 60, at, meaning, 14))


def _line_of_text(x: float, y: float, words: str, size: int) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="#1f2328">{_text(words)}</text>'


def _text(words: str) -> str:
    return escape(_clean(words))
