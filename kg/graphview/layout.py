"""Where each concept stands: computed once per build, so that it stands there in every view.

The same content gives the same places on one machine. Between machines they may differ: the forces are sums of floating
point numbers, which processors may add in another order.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Mapping
from math import cos, pi, sin, sqrt
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.model import Claim, Ref

if TYPE_CHECKING:
    from kg.store import Store

__all__ = ["Places", "box", "on_paper", "places_of", "wrapped", "write"]

Places: TypeAlias = Mapping[str, tuple[float, float]]
_Points: TypeAlias = dict[str, list[float]]

#: Half the width and half the height of the paper, by the square root of the number of concepts on it.
_HALF = (90.0, 54.0)
#: Above so many concepts forces take too long: they stand on a spiral, neighbours after neighbours.
_FORCES = 1_000
_GOLDEN = pi * (3 - sqrt(5))
#: How much of a place is its rank from left to right and from top to bottom, which opens what is crowded.
_RANK = 0.8
#: Boxes are wide: pushed apart sideways only where that is not much longer than up and down.
_SIDEWAYS = 0.4
_GAP = 14


def write(directory: Path, store: Store) -> None:
    """Write the places of all concepts that have claims into the directory of a build."""
    from kg.catalog import Atlas  # the pages need this module, but not to open an atlas anew

    found = places_of(Atlas(directory, store).claims())
    (directory / "layout.json").write_text(json.dumps(found, indent=0, sort_keys=True), encoding="utf-8")


def places_of(claims: Iterable[Claim]) -> dict[str, tuple[float, float]]:
    """Return where each concept stands, by IRI, between -1 and 1 on both axes."""
    pairs = sorted({(c.subject, c.object) for c in claims}, key=lambda pair: (pair[0].iri, pair[1].iri))
    labels = {end.iri: end for pair in pairs for end in pair}
    if len(labels) < 2:  # noqa: PLR2004 - one concept stands in the middle
        return dict.fromkeys(labels, (0.0, 0.0))
    boxes = {name: box(ref.label) for name, ref in sorted(labels.items())}
    points = _stretched(_ranked(_drawn(boxes, pairs)), len(boxes))
    _push_apart(points, boxes)
    return {name: (round(x, 4), round(y, 4)) for name, (x, y) in _unit(points).items()}


def on_paper(places: Places, name: str) -> tuple[float, float]:
    """Return where a concept stands in units in which the box of a label has the size that `box` says."""
    x, y = places.get(name, (0.0, 0.0))
    side = sqrt(max(len(places), 1))
    return round(x * _HALF[0] * side, 1), round(y * _HALF[1] * side, 1)


def wrapped(label: str) -> str:
    """Return a label in lines short enough for the box of a node."""
    return fill(label.replace("/", "/ "), 24, break_long_words=False).replace("/ ", "/")


def box(label: str) -> tuple[float, float]:
    """Return the width and the height of the box around a label."""
    lines = wrapped(label).split("\n")
    return max(map(len, lines)) * 7.2 + 26, len(lines) * 18 + 22


def _drawn(boxes: Mapping[str, Any], pairs: Iterable[tuple[Ref, Ref]]) -> _Points:
    import networkx as nx  # a fifth of a second that only a build should cost

    graph = nx.Graph()
    graph.add_nodes_from(boxes)
    graph.add_edges_from((one.iri, other.iri) for one, other in pairs if one != other)
    if len(boxes) > _FORCES:
        return _spiral(graph)
    with warnings.catch_warnings():  # it divides by the distance of each concept from itself, and mends that later
        warnings.simplefilter("ignore", RuntimeWarning)
        found = nx.forceatlas2_layout(graph, max_iter=300, seed=7, scaling_ratio=4, gravity=2, linlog=True)
    return {name: [float(x), float(y)] for name, (x, y) in found.items()}


def _spiral(graph: Any) -> _Points:
    import networkx as nx

    hubs = sorted(graph, key=lambda name: (-graph.degree(name), name))
    order = dict.fromkeys(name for hub in hubs for name in (hub, *sorted(nx.neighbors(graph, hub))))
    return {name: [sqrt(i) * cos(i * _GOLDEN), sqrt(i) * sin(i * _GOLDEN)] for i, name in enumerate(order)}


def _unit(points: _Points) -> _Points:
    """Return the points moved and stretched to between -1 and 1."""
    found: _Points = {name: [0.0, 0.0] for name in points}
    for axis in (0, 1):
        low, high = (edge(point[axis] for point in points.values()) for edge in (min, max))
        for name, point in points.items():
            found[name][axis] = (2 * point[axis] - low - high) / ((high - low) or 1)
    return found


def _ranked(points: _Points) -> _Points:
    found = _unit(points)
    for axis in (0, 1):
        for rank, name in enumerate(sorted(found, key=lambda name: (found[name][axis], name))):
            even = 2 * rank / (len(found) - 1) - 1
            found[name][axis] += _RANK * (even - found[name][axis])
    return found


def _stretched(points: _Points, number: int) -> _Points:
    # Two thirds of the paper: pushing apart needs the rest.
    width, height = (half * sqrt(number) * 0.7 for half in _HALF)
    return {name: [x * width, y * height] for name, (x, y) in points.items()}


def _push_apart(points: _Points, boxes: Mapping[str, tuple[float, float]]) -> None:
    """Move points until no two boxes overlap, or for as long as that is worth it."""
    widest = max(width for width, _ in boxes.values()) + _GAP
    for _ in range(max(20, 60_000 // len(points))):
        order = sorted(points, key=lambda name: (points[name][0], name))
        if not sum(_push(name, order[i + 1:], points, boxes, widest) for i, name in enumerate(order)):
            return


def _push(one: str, right: list[str], points: _Points, boxes: Mapping[str, tuple[float, float]], reach: float) -> bool:
    has_moved = False
    for other in right:
        away = [points[other][axis] - points[one][axis] for axis in (0, 1)]
        if away[0] > reach:
            break
        lack = [(boxes[one][axis] + boxes[other][axis]) / 2 + _GAP - abs(away[axis]) for axis in (0, 1)]
        if min(lack) <= 0:
            continue
        axis = 0 if lack[0] * _SIDEWAYS < lack[1] else 1
        step = (lack[axis] / 2 + 0.5) * (1 if away[axis] >= 0 else -1)
        points[one][axis] -= step
        points[other][axis] += step
        has_moved = True
    return has_moved
