"""What it costs to check a manuscript: 20 pages with 100 citations, 300 with 500, as Markdown and as .docx.

Usage: `python benchmarks/manuscript.py [STORE] [--rounds N]`. The words are chosen at random, with a seed, among those
of the atlas; one citation in three is of a work that the atlas does not know.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from report import show

import kg
from kg.cite import pandoc
from kg.places import default

PARAGRAPHS, WORDS = 4, 90


def manuscript(atlas: kg.Atlas, pages: int, citations: int) -> bytes:
    """Return a manuscript in Markdown, its citations spread evenly, some of them behind a quotation."""
    chance = random.Random(6)  # noqa: S311 - a sample, not a secret
    quoted = [passage for passage in atlas.passages() if passage.quotation]
    words = " ".join(passage.quotation or "" for passage in quoted).split()
    texts, size = list[str](), pages * PARAGRAPHS
    for number in range(size):
        texts += [f"# Page {number // PARAGRAPHS}"] if number % PARAGRAPHS == 0 else []
        parts = [" ".join(chance.choices(words, k=WORDS))]
        for which in range(number * citations // size, (number + 1) * citations // size):
            passage = chance.choice(quoted)
            name = "Nobody, 1999" if which % 3 == 0 else passage.work.label.replace(" (", ", ").rstrip(")")
            parts.append(f"“{passage.quotation}” ({name}, p. {chance.randrange(400)}).")
        texts.append(" ".join(parts))
    return "\n\n".join(texts).encode()


def timed(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", nargs="?", type=Path, default=default().store)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    atlas = kg.open(options.store)
    series: dict[str, Callable[[], object]] = {}
    for pages, citations in ((20, 100), (300, 500)):
        text = manuscript(atlas, pages, citations)
        word = pandoc.run(["--from=markdown", "--to=docx", "--output=-"], text)
        found = kg.check_manuscript("a.docx", word, atlas)
        print(f"{pages} pages: {len(found.citations)} citations recognised")
        series |= {f"{pages} pages, .md": partial(kg.check_manuscript, "a.md", text, atlas),
                   f"{pages} pages, .docx": partial(kg.check_manuscript, "a.docx", word, atlas),
                   f"{pages} pages, comments": partial(found.commented, word)}
    show({name: [timed(work) for _ in range(options.rounds)] for name, work in series.items()}, "20 pages, .md")


if __name__ == "__main__":
    main()
