"""How the time of the reasoner grows: by number of claims, by size of sets, and how many sets one run decides.

The claims of the content are taken in a fixed random order, so that fewer claims are a part of more.

Usage: `python benchmarks/reasoning.py [--store DIR] [--most N]`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random
from time import perf_counter

from kg import reason
from kg.catalog import Atlas, current, open_atlas
from kg.reason.space import Space, engaged

CLAIMS = (10, 20, 40, 80, 160, 1000)
AT_ONCE = (1, 10, 100, 1000)


def theory(atlas: Atlas, background: reason.Background, claims: int) -> reason.Theory:
    every = list(atlas.claims())
    Random(4).shuffle(every)  # noqa: S311 - a fixed order, not a secret
    kept = {claim.iri for claim in every[:claims]}
    pages = [page for page in (atlas.model(model.slug) for model in atlas.models())
             if kept >= {claim.iri for claim in page.claims}]
    return reason.gather([c for c in every if c.iri in kept], pages, atlas.relations, background)


def by_claims(atlas: Atlas, background: reason.Background, most: int) -> None:
    print(f"{'claims':>7} {'that can clash':>15} {'conflicts':>10} {'entailments':>12} {'decided':>8} {'runs':>5} "
          f"{'s':>7}")
    for claims in CLAIMS:
        found = theory(atlas, background, claims)
        oracle, started = reason.Oracle(background, 3600), perf_counter()
        results = reason.reason(found, oracle, most)
        seconds = perf_counter() - started
        print(f"{min(claims, len(atlas.claims())):7} {len(engaged(found)):15} {len(results.conflicts):10} "
              f"{len(results.entailments):12} {oracle.decided:8} {oracle.runs:5} {seconds:7.1f}")


def by_size(atlas: Atlas, background: reason.Background, most: int) -> None:
    print(f"\n{'largest set':>12} {'conflicts':>10} {'decided':>8} {'runs':>5} {'s':>7}")
    for largest in range(1, most + 2):
        oracle, started = reason.Oracle(background, 3600), perf_counter()
        results = reason.reason(theory(atlas, background, 10**6), oracle, largest)
        print(f"{largest:12} {len(results.conflicts):10} {oracle.decided:8} {oracle.runs:5} "
              f"{perf_counter() - started:7.1f}")


def in_one_run(atlas: Atlas, background: reason.Background) -> None:
    whole = theory(atlas, background, 10**6)
    space = Space(whole, engaged(whole))
    level = space.grown([()], [])
    while len(level) < max(AT_ONCE):
        level = space.grown(level, [])
    print(f"\n{'sets in one run':>16} {'s':>7} {'ms a set':>9}")
    for number in AT_ONCE:
        started = perf_counter()
        reason.Oracle(background, 3600)([reason.Trial(space.picked(one)) for one in level[:number]])
        seconds = perf_counter() - started
        print(f"{number:16} {seconds:7.2f} {seconds / number * 1000:9.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--most", type=int, default=reason.MOST)
    given = parser.parse_args()
    atlas, background = open_atlas(given.store), reason.background(current(given.store) / "atlas.nq")
    by_claims(atlas, background, given.most)
    by_size(atlas, background, given.most)
    in_one_run(atlas, background)


if __name__ == "__main__":
    main()
