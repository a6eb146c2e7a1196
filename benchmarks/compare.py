"""A comparison of parties, objects included, against the same query texts in bare pyoxigraph.

Usage: `python benchmarks/compare.py [STORE] [--rounds N]`.

For every concept on which two or more parties speak, turn about, so that the load of the machine falls on both.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

import pyoxigraph as ox
from queries import Recorder, report, seconds

import kg
from kg.places import default


def asked(current: Path, slugs: list[str]) -> dict[str, list[str]]:
    """Return the texts that each comparison costs, once what every page needs has been read."""
    recorder = Recorder(ox.Store.read_only(str(current / "oxigraph")))
    atlas = kg.Atlas(current, recorder)
    found = {}
    for slug in [slugs[0], *slugs]:
        recorder.texts.clear()
        kg.compare_parties(atlas, slug)
        found[slug] = list(recorder.texts)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", nargs="?", type=Path, default=default().store)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    current = (options.store / "current").resolve()
    atlas, bare = kg.open(options.store), ox.Store.read_only(str(current / "oxigraph"))
    texts = asked(current, [concept.slug for concept, _ in kg.debated(atlas)])

    def engine(slug: str) -> None:
        for text in texts[slug]:
            found = bare.query(text)
            assert isinstance(found, ox.QuerySolutions)
            list(found)

    pairs: dict[str, list[tuple[float, float]]] = {slug: [] for slug in texts}
    for _ in range(options.rounds):
        for slug, series in pairs.items():
            ours = seconds(partial(kg.compare_parties, atlas, slug))
            series.append((ours, seconds(partial(engine, slug))))
    print("the parties that define each of these concepts, compared:")
    report(pairs, sum(map(len, texts.values())) / len(texts))


if __name__ == "__main__":
    main()
