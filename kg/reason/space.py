"""The elements of a theory, and which sets of them need not be put to the reasoner.

Every pruning is sound by one kind of argument: a reading of the other elements under which all that they need can be
is made into one under which the element left out holds too. The axioms have tree-like readings that can be put side
by side without touching (they name no individuals), so "can be" of each needed class is "can be" of all at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from kg.model import Model, Proposition
from kg.reason.axioms import CLASS_RELATIONS
from kg.reason.theory import DISTINCT, KIND, PART, SAME, Element, Theory, ends

__all__ = ["Indices", "Space", "engaged"]

#: A set of elements, by their numbers, in order.
Indices = tuple[int, ...]


def engaged(theory: Theory) -> tuple[Element, ...]:
    """Return the elements that can be part of a conflict or of what entails a relation: the others never are.

    If r stands in no axiom but `X SubClassOf r some Y`, let the rest hold, and give every X a new Y, fresh with all
    that belongs to it, to stand in r to: nothing forbids that. If r is only denied, let nothing stand in r at all.
    So a set without "X r Y" that cannot hold cannot hold with it either, and a minimal one never has it.
    """
    stated = theory.propositions
    asserted = {p.relation.iri for p in stated if not p.is_denied}
    denied = {p.relation.iri for p in stated if p.is_denied}
    negative = {*CLASS_RELATIONS, PART, *denied, *theory.background.contested, *(asserted - theory.typed),
                *(r.iri for r in theory.relations.values() if r.excludes & {*asserted, *CLASS_RELATIONS})}
    positive = asserted | CLASS_RELATIONS
    return (*(p for p in stated if p.relation.iri in (positive if p.is_denied else negative)), *theory.complete)


@dataclass(frozen=True)
class Space:
    """The elements that count, and who holds which."""

    theory: Theory
    elements: tuple[Element, ...]
    pairs: frozenset[tuple[str, str]] | None = None

    @cached_property
    def holders(self) -> tuple[frozenset[str], ...]:
        """The parties that hold each element."""
        return tuple(frozenset([e.party.iri]) if isinstance(e, Model) else frozenset(h.iri for h in e.holders)
                     for e in self.elements)

    @cached_property
    def every_pair(self) -> list[tuple[str, str]]:
        """Every party with itself and with every other."""
        parties = sorted({one for holders in self.holders for one in holders})
        return [(one, one) for one in parties] + list(combinations(parties, 2))

    @cached_property
    def _masks(self) -> tuple[int, ...]:
        """For each element, a bit for every pair one of which holds it."""
        pairs = self.every_pair if self.pairs is None else sorted(self.pairs)
        return tuple(sum(1 << bit for bit, pair in enumerate(pairs) if not holders.isdisjoint(pair))
                     for holders in self.holders)

    def is_held(self, indices: Indices) -> bool:
        """Whether one pair of parties (of those asked about) holds all of them together."""
        mask = -1
        for index in indices:
            mask &= self._masks[index]
        return mask != 0

    def held_by(self, *parties: str) -> Indices:
        """Return the elements that one of some parties holds."""
        return tuple(i for i, holders in enumerate(self.holders) if not holders.isdisjoint(parties))

    def holders_of(self, indices: Indices) -> frozenset[str]:
        """Return the parties that hold all of some elements."""
        return frozenset.intersection(*(self.holders[index] for index in indices))

    def picked(self, indices: Indices) -> tuple[Element, ...]:
        """Return the elements with these numbers."""
        return tuple(self.elements[index] for index in indices)

    # What is connected

    @cached_property
    def _group(self) -> dict[str, str]:
        """For each concept, one that stands for all that are linked to it by the background."""
        known = {end for element in self.elements for end in ends(element)}
        group = {concept: concept for concept in known}
        for concept in sorted(known):
            for above in self.theory.background.ancestors(concept) & known:
                old, new = group[above], group[concept]
                group = {one: new if of == old else of for one, of in group.items()}
        return group

    @cached_property
    def _alone(self) -> frozenset[str]:
        """Concepts that the background links to no other concept."""
        size = Counter(self._group.values())
        return frozenset(concept for concept, group in self._group.items() if size[group] == 1)

    @cached_property
    def groups(self) -> tuple[frozenset[str], ...]:
        """The groups of concepts that each element speaks of."""
        return tuple(frozenset(self._group[end] for end in ends(element)) for element in self.elements)

    @cached_property
    def _speaking(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for index, groups in enumerate(self.groups):
            for group in groups:
                found.setdefault(group, set()).add(index)
        return found

    def grown(self, sets: Iterable[Indices], found: Sequence[frozenset[int]]) -> list[Indices]:
        """Return the sets with one connected element more, without those that hold a set found before.

        Elements that share no concept cannot clash: readings of both can stand side by side. And every connected set
        has an element without which it is still connected, so that each is reached.
        """
        having: dict[int, list[frozenset[int]]] = {}
        for one in found:
            for index in one:
                having.setdefault(index, []).append(one)
        larger = {tuple(sorted((*one, index))): index for one in sets for index in self._near(one)}
        return sorted(one for one, new in larger.items()
                      if self.is_held(one) and not any(known.issubset(one) for known in having.get(new, ())))

    def _near(self, indices: Indices) -> set[int]:
        if not indices:
            return {*range(len(self.elements))}
        groups = {group for index in indices for group in self.groups[index]}
        return {other for group in groups for other in self._speaking[group]} - {*indices}

    def is_loose(self, indices: Indices, asked: tuple[str, ...] = ()) -> bool:
        """Whether one of them never takes part, in a clash or (with two concepts) in what answers the question."""
        return _Spoken(self, self.picked(indices), asked).is_loose()

    def group_of(self, concept: str) -> str:
        """Return one concept that stands for all that the background links to this one."""
        return self._group.get(concept, concept)

    def is_alone(self, concept: str) -> bool:
        """Whether the background links a concept to no other."""
        return concept in self._alone


class _Spoken:
    """How often the elements of a set speak of each concept, and so which of them hang loose.

    If X occurs in "X r Y" only, let the rest hold, and read X as something fresh (that stands in r to some Y, is
    denied, is distinct) or as Y (is a kind of, is the same as): the element holds too. The same goes for Y.

    Something fresh that is part of a Y may have to be one of the members of a complete list. If that list has a member
    of which nothing else speaks, read that one as whatever is part of the whole and no other member.

    A complete list says nothing of its members if no two of them are spoken of elsewhere, and nothing of its whole if
    nothing is part of it: read the others as fresh and different things.
    """

    def __init__(self, space: Space, chosen: tuple[Element, ...], asked: tuple[str, ...]) -> None:
        self._space = space
        self._lists = [one for one in chosen if isinstance(one, Model)]
        self._stated = [one for one in chosen if isinstance(one, Proposition)]
        self._said = self._count([*map(ends, self._stated), asked])
        self._spoken = self._said + self._count(map(ends, self._lists))
        self._has_parts = any(one.relation.iri == PART and not one.is_denied for one in self._stated)

    def _count(self, spoken: Iterable[tuple[str, ...]]) -> Counter[str]:
        return Counter(group for concepts in spoken for group in {self._space.group_of(one) for one in concepts})

    def _is_free(self, concept: str, count: Counter[str] | None = None) -> bool:
        counted = self._spoken if count is None else count
        return self._space.is_alone(concept) and counted[self._space.group_of(concept)] == 1

    def is_loose(self) -> bool:
        return any(map(self._is_idle, self._lists)) or any(map(self._hangs, self._stated))

    def _is_idle(self, one: Model) -> bool:
        met = [member for member in one.members if not self._is_free(member.iri)]
        return len(met) < 2 and (not self._has_parts or self._is_free(one.whole.iri))  # noqa: PLR2004 - two that meet

    def _hangs(self, one: Proposition) -> bool:
        x, y = one.subject.iri, one.object.iri
        if x == y:
            return False
        if self._is_free(y) and self._may_read(one, y, x):
            return True
        if not self._lists or one.relation.iri != PART or one.is_denied:
            return self._is_free(x) and self._may_read(one, x, y)
        return self._is_free(x, self._said) and self._may_read(one, x, y) and all(
            any(self._is_free(member.iri) for member in listed.members if member.iri != x) for listed in self._lists)

    def _may_read(self, one: Proposition, end: str, other: str) -> bool:
        """Whether one end can be read as the proposition needs it, by what it is a kind of."""
        relation, theory = one.relation.iri, self._space.theory
        if relation in ({DISTINCT} if one.is_denied else {KIND, SAME}):
            return theory.background.ancestors(end) - {end} <= theory.background.ancestors(other)
        is_free = relation == PART or relation not in theory.background.contested
        return relation in CLASS_RELATIONS or one.is_denied or (is_free and relation in theory.typed)
