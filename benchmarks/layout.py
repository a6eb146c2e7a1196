"""The map: laying out, choosing and drawing at several sizes, and the queries of a lens against bare pyoxigraph.

Usage: `python benchmarks/layout.py [STORE] [--rounds N]`.

Above the size of the content the concepts are invented: a tree in which every concept has seven below it, with one
concept to which every other one leads as well. The drawing data is what the page sends.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from json import dumps
from pathlib import Path
from statistics import median
from time import perf_counter

import pyoxigraph as ox
from report import show

import kg
from app import data
from app.components import map_drawing
from app.components.map_state import State
from kg.graphview.layout import places_of
from kg.places import default
from kg.store import Store


def invented(pattern: kg.Claim, size: int) -> tuple[kg.Claim, ...]:
    """Return claims between so many concepts."""
    def ref(number: int) -> kg.Ref:
        return kg.Ref(f"https://example.org/concept/c{number}", f"concept {number}")

    pairs = [(i, i // 7) for i in range(1, size)] + [(i, 3) for i in range(10, size, 2)]
    return tuple(replace(pattern, iri=f"https://example.org/claim/k{i}", subject=ref(a), object=ref(b))
                 for i, (a, b) in enumerate(pairs))


def seconds(call: Callable[[], object]) -> float:
    started = perf_counter()
    call()
    return perf_counter() - started


def sizes(atlas: kg.Atlas, rounds: int) -> None:
    """Print how long a layout takes at a build, and a view with its drawing data at every click."""
    for size in (40, 150, 5_000):
        claims = invented(atlas.claims()[0], size)
        once = seconds(partial(places_of, claims))
        edges, places = kg.edges_of(claims), places_of(claims)
        choice = kg.Choice(focus=("c3",), hops=9, most=150)
        view = kg.view_of(edges, choice, places)
        looked = median(seconds(partial(kg.view_of, edges, choice, places)) for _ in range(rounds))
        drawn = median(seconds(partial(map_drawing.payload, view, State())) for _ in range(rounds))
        weight = len(dumps(map_drawing.payload(view, State())))
        print(f"{size:>5} concepts, {len(edges):>5} statements: layout {once:.2f} s, view {looked * 1000:.1f} ms, "
              f"drawing data {drawn * 1000:.1f} ms ({len(view.nodes)} nodes, {weight / 1024:.0f} KiB)")


def queries(atlas: kg.Atlas, current: Path, rounds: int) -> None:
    """Print what the queries of the lens cost beside the same texts in the bare engine."""
    store, bare = Store.open(current), ox.Store.read_only(str(current / "oxigraph"))
    models = [model.iri for model in atlas.models()][:4]
    texts = {"lens": [atlas.query_text("lens", voice=one) for one in models],
             "overlay": [atlas.query_text("overlay", first=one, second=models[0]) for one in models[1:]]}

    def engine(text: str) -> None:
        found = bare.query(text)
        assert isinstance(found, ox.QuerySolutions)
        list(found)

    for name, same in texts.items():
        pairs = [(seconds(partial(engine, text)), seconds(partial(store.select, text)))
                 for _ in range(rounds) for text in same]
        show({f"pyoxigraph, {name}": [one for one, _ in pairs], f"store, {name}": [ours for _, ours in pairs]},
             f"pyoxigraph, {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", nargs="?", type=Path, default=default().store)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    data.use(options.store)
    current, atlas = kg.current(options.store), kg.open(options.store)
    print(f"content: layout of {len(atlas.layout)} concepts {seconds(lambda: places_of(atlas.claims())):.2f} s")
    sizes(atlas, options.rounds)
    queries(atlas, current, options.rounds)


if __name__ == "__main__":
    main()
