"""What it costs to cite: the common styles at build time, anew and kept, one citation from the file, one other style.

Usage: `python benchmarks/citing.py [STORE] [--rounds N]`. The styles of the last series are chosen at random, with a
seed, and none is asked for twice.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path
from time import perf_counter

from report import show

import kg
from kg.catalog import citing
from kg.cite.styles import index
from kg.places import default
from kg.store import Store


def shelved(store: Store, before: Path) -> float:
    with tempfile.TemporaryDirectory() as directory:
        started = perf_counter()
        citing.shelve(store, Path(directory), before)
        return perf_counter() - started


def cited(atlas: kg.Atlas, name: str, style: str) -> float:
    started = perf_counter()
    atlas.cite(name, style)
    return perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", nargs="?", type=Path, default=default().store)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    current = kg.current(options.store)
    atlas, store = kg.open(options.store), Store.open(current)
    names = [f"passage:{passage.key}" for passage in atlas.passages()]
    chance = random.Random(6)  # noqa: S311 - a sample, not a secret
    others = chance.sample([style.id for style in index()], options.rounds * 10)
    cited(atlas, names[0], "apa")
    turns = range(options.rounds)
    show({"every work and passage, 7 styles": [shelved(store, current / "none") for _ in turns],
          "the same, kept from the last build": [shelved(store, current) for _ in turns],
          "a passage in APA, from the file": [cited(atlas, chance.choice(names), "apa") for _ in turns]},
         "every work and passage, 7 styles")
    each = sorted(cited(atlas, names[-1], other) for other in others)
    print(f"another style, {len(each)} of them: median {each[len(each) // 2] * 1000:.0f} ms, "
          f"largest {each[-1] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
