"""A comparison of parties, objects included, against the same query texts in bare pyoxigraph.

Usage: `python benchmarks/compare.py [STORE] [--rounds N]`.

For every concept on which two or more parties speak, turn about, so that the load of the machine falls on both.
"""

from __future__ import annotations

from queries import compared

import kg

if __name__ == "__main__":
    compared(__doc__ or "", 20, "comparisons of the parties that define a concept",
             lambda atlas: (concept.slug for concept, _ in kg.debated(atlas)), kg.compare_parties)
