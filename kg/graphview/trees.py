"""What is a kind or a part of what, as trees: one for each relation that orders concepts below each other.

A concept below two others stands at both places and says so; where claims run in a circle, the tree ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from kg.model import Claim, Model, Ref, Relation

__all__ = ["HIERARCHIES", "Branch", "Tree", "trees"]

#: The relations that make one tree, each from what stands below to what stands above; the first is its key.
HIERARCHIES: tuple[tuple[str, ...], ...] = (("componentOf",), ("kindOf",), ("aspectOf",), ("subscaleOf", "versionOf"))
#: A tree of the atlas has some dozens of places; many ways up to one concept could make it a million.
_MOST_PLACES, _DEEPEST = 2000, 40

Parents: TypeAlias = "dict[str, dict[str, list[Claim]]]"


@dataclass(frozen=True, slots=True)
class Branch:
    """A concept at one place of a tree, the claims that put it there, and what stands below it.

    `also_under` are the other concepts that it stands below; `cut` says why nothing more is shown below it: it stands
    above itself already, or the tree is too large.
    """

    concept: Ref
    claims: tuple[Claim, ...] = ()
    branches: tuple[Branch, ...] = ()
    also_under: tuple[Ref, ...] = ()
    cut: Literal["", "above", "large"] = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """Everything that some claims order by one or more relations, from its tops down; `denials` order nothing.

    `key` is the first relation of its row in the table, as it stands in links.
    """

    key: str
    relations: tuple[Relation, ...]
    tops: tuple[Branch, ...]
    claims: tuple[Claim, ...]
    denials: tuple[Claim, ...] = ()

    @property
    def label(self) -> str:
        """How it reads from below."""
        return " or ".join(relation.label for relation in self.relations)


def trees(claims: Iterable[Claim], models: Iterable[Model] = ()) -> tuple[Tree, ...]:
    """Return every tree that the claims make, those by which a model has its members among them."""
    by_key: dict[str, list[Claim]] = {}
    for claim in claims:
        by_key.setdefault(_key(claim.relation), []).append(claim)
    table = {row[0]: [claim for key in row for claim in by_key.get(key, ())]
             for row in (*HIERARCHIES, *_of_members(models))}
    return tuple(tree for tree in map(_tree, table, table.values()) if tree.tops)


def _of_members(models: Iterable[Model]) -> Iterator[tuple[str, ...]]:
    known = {key for row in HIERARCHIES for key in row}
    yield from ((key,) for key in sorted({_key(model.relation) for model in models}) if key not in known)


def _key(relation: Relation) -> str:
    return relation.iri.rsplit("/", 1)[-1]


def _tree(key: str, claims: list[Claim]) -> Tree:
    asserted = [claim for claim in claims if not claim.is_denied]
    names = {one.iri: one for claim in asserted for one in (claim.subject, claim.object)}
    parents: Parents = {}
    for claim in asserted:
        parents.setdefault(claim.subject.iri, {}).setdefault(claim.object.iri, []).append(claim)
    growing = _Growing(names, parents)
    relations = tuple(dict.fromkeys(claim.relation for claim in claims))
    return Tree(key, relations, tuple(growing.branch(top) for top in _tops(names, parents)),
                tuple(asserted), tuple(claim for claim in claims if claim.is_denied))


def _tops(names: Mapping[str, Ref], parents: Parents) -> list[str]:
    """Return what stands below nothing; of a circle with nothing above it, the first by name."""
    import networkx as nx  # a fifth of a second that only those who ask for a tree should pay

    graph = nx.DiGraph((above, below) for below, over in parents.items() for above in over)
    whole = nx.condensation(graph)
    circles = (whole.nodes[part]["members"] for part, above in whole.in_degree() if not above)
    return sorted((min(members, key=lambda iri: _by_name(names[iri])) for members in circles),
                  key=lambda iri: _by_name(names[iri]))


def _by_name(one: Ref) -> tuple[str, str]:
    return one.label.casefold(), one.iri


class _Growing:
    """One tree as it grows, which counts its places."""

    def __init__(self, names: Mapping[str, Ref], parents: Parents) -> None:
        self._names, self._parents, self._places = names, parents, 0
        self._below: dict[str, list[str]] = {}
        for below in sorted(parents, key=lambda iri: _by_name(names[iri])):
            for above in parents[below]:
                self._below.setdefault(above, []).append(below)

    def branch(self, here: str, above: tuple[str, ...] = ()) -> Branch:
        """Return a concept below others with everything below it."""
        self._places += 1
        over = self._parents.get(here, {})
        under = above[-1] if above else ""
        cut = self._cut(here, above)
        return Branch(self._names[here], tuple(over.get(under, ())),
                      () if cut else tuple(self.branch(one, (*above, here)) for one in self._below.get(here, ())),
                      tuple(sorted((self._names[one] for one in over if one != under), key=_by_name)), cut)

    def _cut(self, here: str, above: tuple[str, ...]) -> Literal["", "above", "large"]:
        if here in above:
            return "above"
        is_large = self._places > _MOST_PLACES or len(above) >= _DEEPEST
        return "large" if is_large and here in self._below else ""
