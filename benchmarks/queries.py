"""A concept's page from the catalogue, objects included, against the same query texts in bare pyoxigraph.

Usage: `python benchmarks/queries.py [STORE] [--rounds N]`.

For every concept, turn about, so that the load of the machine falls on both.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import pyoxigraph as ox
from report import show

import kg
from kg.places import default
from kg.store import Row, Store


class Recorder(Store):
    """A store that keeps the texts it is asked, so that the bare engine gets the same."""

    def __init__(self, inner: ox.Store) -> None:
        super().__init__(inner)
        self.texts: list[str] = []

    def select(self, text: str) -> tuple[list[str], list[Row]]:
        """Return the rows of a query, and keep its text."""
        self.texts.append(text)
        return super().select(text)


def asked(current: Path, slugs: list[str]) -> dict[str, list[str]]:
    """Return the texts that each concept's page costs, once what every page needs has been read."""
    recorder = Recorder(ox.Store.read_only(str(current / "oxigraph")))
    atlas = kg.Atlas(current, recorder)
    found = {}
    for slug in [slugs[0], *slugs]:
        recorder.texts.clear()
        atlas.concept(slug)
        found[slug] = list(recorder.texts)
    return found


def seconds(call: Callable[[], object]) -> float:
    started = perf_counter()
    call()
    return perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", nargs="?", type=Path, default=default().store)
    parser.add_argument("--rounds", type=int, default=50)
    options = parser.parse_args()
    current = (options.store / "current").resolve()
    atlas, bare = kg.open(options.store), ox.Store.read_only(str(current / "oxigraph"))
    texts = asked(current, [concept.slug for concept in atlas.concepts()])

    def engine(slug: str) -> None:
        for text in texts[slug]:
            found = bare.query(text)
            assert isinstance(found, ox.QuerySolutions)
            list(found)

    pairs: dict[str, list[tuple[float, float]]] = {slug: [] for slug in texts}
    for _ in range(options.rounds):
        for slug, series in pairs.items():
            series.append((seconds(partial(atlas.concept, slug)), seconds(partial(engine, slug))))
    report(pairs, sum(map(len, texts.values())) / len(texts))


def report(pairs: dict[str, list[tuple[float, float]]], queries: float) -> None:
    """Print the times over all pages, and how the ratio spreads over the concepts."""
    ratios = {slug: median(ours / bare for ours, bare in both) for slug, both in pairs.items()}
    print(f"{len(pairs)} concept pages, {queries:.1f} queries each on average")
    show({"pyoxigraph, list of solutions": [bare for both in pairs.values() for _, bare in both],
          "catalogue, objects included": [ours for both in pairs.values() for ours, _ in both]},
         "pyoxigraph, list of solutions")
    worst = max(ratios, key=ratios.__getitem__)
    print(f"ratio by concept: median {median(ratios.values()):.2f}, largest {ratios[worst]:.2f} ({worst})")


if __name__ == "__main__":
    main()
