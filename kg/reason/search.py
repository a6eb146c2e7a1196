"""The smallest sets that cannot hold: level by level, many sets decided in one run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kg.reason.axioms import Trial
from kg.reason.space import Indices, Space

__all__ = ["Decide", "Minimal", "Tell", "minimal_conflicts"]

#: Answers for each of a number of trials whether it can be.
Decide = Callable[[Sequence[Trial]], list[bool]]
#: Is told what is searched next.
Tell = Callable[[str], None]


@dataclass(slots=True)
class Minimal:
    """The smallest sets that cannot hold; `is_exhausted` where no larger set was left to search."""

    conflicts: list[frozenset[int]] = field(default_factory=list)
    is_exhausted: bool = False


def minimal_conflicts(space: Space, decide: Decide, most: int, tell: Tell = lambda _: None) -> Minimal:
    """Return every smallest set of up to so many elements that cannot hold, among those that a pair holds together."""
    found = Minimal()
    level: list[Indices] = space.grown([()], [])
    for size in range(1, most + 1):
        tell(f"sets of {size}")
        asked = [one for one in level if size == 1 or not space.is_loose(one)]
        answers = decide([Trial(space.picked(one)) for one in asked])
        impossible = {one for one, can in zip(asked, answers, strict=True) if not can}
        found.conflicts += map(frozenset, sorted(impossible))
        possible = [one for one in level if one not in impossible]
        found.is_exhausted = not possible
        level = space.grown(possible, found.conflicts) if size < most else []
    return found
