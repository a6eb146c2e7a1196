"""A concept's page from the catalogue, objects included, against the same query texts in bare pyoxigraph.

Usage: `python benchmarks/queries.py [STORE] [--rounds N]`.

For every concept, turn about, so that the load of the machine falls on both.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import pyoxigraph as ox
from report import show

import kg
from kg.places import default
from kg.store import Row, Store

#: What is measured: the answer of the atlas on one concept.
Answer = Callable[[kg.Atlas, str], object]


class Recorder(Store):
    """A store that keeps the texts it is asked, so that the bare engine gets the same."""

    def __init__(self, inner: ox.Store) -> None:
        super().__init__(inner)
        self.texts: list[str] = []

    def select(self, text: str) -> tuple[list[str], list[Row]]:
        """Return the rows of a query, and keep its text."""
        self.texts.append(text)
        return super().select(text)


def asked(current: Path, slugs: list[str], answer: Answer) -> dict[str, list[str]]:
    """Return the texts that each answer costs, once what every answer needs has been read."""
    recorder = Recorder(ox.Store.read_only(str(current / "oxigraph")))
    atlas = kg.Atlas(current, recorder)
    found = {}
    for slug in [slugs[0], *slugs]:
        recorder.texts.clear()
        answer(atlas, slug)
        found[slug] = list(recorder.texts)
    return found


def seconds(call: Callable[[], object]) -> float:
    started = perf_counter()
    call()
    return perf_counter() - started


def engine(bare: ox.Store, texts: list[str]) -> None:
    """Have the bare engine answer the texts, to the last row."""
    for text in texts:
        found = bare.query(text)
        assert isinstance(found, ox.QuerySolutions)
        list(found)


def compared(description: str, rounds: int, what: str, slugs: Callable[[kg.Atlas], Iterable[str]],
             answer: Answer) -> None:
    """Print how long answers take from the catalogue and from the bare engine; a store and the rounds are arguments."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("store", nargs="?", type=Path, default=default().store)
    parser.add_argument("--rounds", type=int, default=rounds)
    options = parser.parse_args()
    current = (options.store / "current").resolve()
    atlas, bare = kg.open(options.store), ox.Store.read_only(str(current / "oxigraph"))
    texts = asked(current, list(slugs(atlas)), answer)
    pairs: dict[str, list[tuple[float, float]]] = {slug: [] for slug in texts}
    for _ in range(options.rounds):
        for slug, series in pairs.items():
            series.append((seconds(partial(answer, atlas, slug)), seconds(partial(engine, bare, texts[slug]))))
    report(what, pairs, sum(map(len, texts.values())) / len(texts))


def report(what: str, pairs: dict[str, list[tuple[float, float]]], queries: float) -> None:
    """Print the times over all answers, and how the ratio spreads over the concepts."""
    ratios = {slug: median(ours / bare for ours, bare in both) for slug, both in pairs.items()}
    print(f"{len(pairs)} {what}, {queries:.1f} queries each on average")
    show({"pyoxigraph, list of solutions": [bare for both in pairs.values() for _, bare in both],
          "catalogue, objects included": [ours for both in pairs.values() for ours, _ in both]},
         "pyoxigraph, list of solutions")
    worst = max(ratios, key=ratios.__getitem__)
    print(f"ratio by concept: median {median(ratios.values()):.2f}, largest {ratios[worst]:.2f} ({worst})")


if __name__ == "__main__":
    compared(__doc__ or "", 50, "concept pages", lambda atlas: (one.slug for one in atlas.concepts()), kg.Atlas.concept)
