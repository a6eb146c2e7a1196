"""What follows from what a party says: the smallest set of its claims for each relation that it never states.

From what cannot hold anything follows, and so nothing: nothing is inferred from what a party says and contradicts
elsewhere (free consequences: Benferhat, Dubois & Prade's reading of inconsistent bases).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from kg.model import Entailment, Model, Proposition, Ref, short_key
from kg.reason.axioms import Probe, Trial
from kg.reason.search import Decide, Tell
from kg.reason.space import Indices, Space
from kg.reason.theory import KIND, PART, SAME, Element, ends
from kg.vocab import iri

__all__ = ["Grounds", "entailments", "grounds"]


@dataclass(frozen=True, slots=True)
class Grounds:
    """That one relation follows for a party from a set of elements."""

    party: str
    probe: Probe
    indices: Indices


def grounds(space: Space, conflicts: Collection[frozenset[int]], decide: Decide, most: int,
            tell: Tell = lambda _: None) -> list[Grounds]:
    """Return for each party what follows from up to so many of its elements, each with one smallest ground.

    `conflicts` are the smallest sets that cannot hold.
    """
    found: list[Grounds] = []
    known, barred = _stated(space), _contradicted(space, conflicts)
    level: list[Indices] = space.grown([()], [*conflicts])
    for size in range(1, most + 1):
        tell(f"what follows from {size}")
        asked = [(one, probe) for one in level for probe in _probes(space, one, known, barred)]
        answers = decide([Trial(space.picked(one), probe=probe) for one, probe in asked])
        follows = [pair for pair, can in zip(asked, answers, strict=True) if not can]
        # What is the same is of a kind, too: that need not be said.
        for one, probe in sorted(follows, key=lambda pair: pair[1].relation != SAME):
            for party in sorted(_open_to(space, one, probe, known, barred)):
                found.append(Grounds(party, probe, one))
                _add(known, probe, party)
        level = space.grown(level, [*conflicts]) if size < most else []
    return found


def _stated(space: Space) -> dict[Probe, set[str]]:
    """Return who states what, so that it need not be inferred."""
    found: dict[Probe, set[str]] = {}
    for element, holders in zip(space.elements, space.holders, strict=True):
        if isinstance(element, Proposition) and not element.is_denied:
            probe = Probe(element.subject.iri, element.relation.iri, element.object.iri)
            for party in holders:
                _add(found, probe, party)
    return found


def _add(known: dict[Probe, set[str]], probe: Probe, party: str) -> None:
    x, y = probe.subject, probe.object
    for one in [Probe(x, SAME, y), Probe(y, SAME, x), Probe(x, KIND, y), Probe(y, KIND, x)] if (
            probe.relation == SAME) else [probe]:
        known.setdefault(one, set()).add(party)


def _contradicted(space: Space, conflicts: Collection[frozenset[int]]) -> dict[int, set[str]]:
    """Return for each element the parties that hold it together with what it cannot stand beside."""
    found: dict[int, set[str]] = {}
    for one in conflicts:
        for index in one:
            found.setdefault(index, set()).update(space.holders_of(tuple(one)))
    return found


def _open_to(space: Space, indices: Indices, probe: Probe, known: Mapping[Probe, set[str]],
             barred: Mapping[int, set[str]]) -> frozenset[str]:
    """Return the parties that hold a set and for whom it is still open whether something follows."""
    closed = (barred.get(index, set()) for index in indices)
    return space.holders_of(indices).difference(known.get(probe, set()), *closed)


def _probes(space: Space, indices: Indices, known: Mapping[Probe, set[str]],
            barred: Mapping[int, set[str]]) -> Iterator[Probe]:
    """Yield what may follow from a set: nothing else can, or it is stated, or not all of the set is needed for it."""
    relations = _may_follow(space, space.picked(indices))
    concepts = sorted({end for element in space.picked(indices) for end in ends(element)})
    for x, y in permutations(concepts, 2) if relations else ():
        asked = [Probe(x, relation, y) for relation in relations if relation != SAME or x < y]
        asked = [probe for probe in asked if _open_to(space, indices, probe, known, barred)]
        if asked and not space.is_loose(indices, (x, y)):
            yield from asked


def _may_follow(space: Space, elements: Sequence[Element]) -> tuple[str, ...]:
    """Return the relations that may follow from a set and not from less.

    What nobody asserts can be read as holding of nothing. And without an "or", which only a complete list brings, what
    can hold has one least reading: what forbids, or asserts something else, adds nothing to what is true in that.
    """
    asserted = {e.relation.iri for e in elements if isinstance(e, Proposition) and not e.is_denied}
    is_listed = any(isinstance(e, Model) for e in elements)
    if not is_listed and not all(_adds(space, e) for e in elements):
        return ()
    return (*((SAME, KIND) if is_listed or asserted & {KIND, SAME} else ()), *((PART,) if PART in asserted else ()))


def _adds(space: Space, one: Element) -> bool:
    theory = space.theory
    return not isinstance(one, Proposition) or (not one.is_denied and (
        one.relation.iri in (KIND, SAME, PART) or one.relation.iri not in theory.typed - theory.background.contested))


def entailments(space: Space, found: Sequence[Grounds]) -> Iterator[Entailment]:
    """Yield what follows, in the words of the model."""
    for one in found:
        elements = space.picked(one.indices)
        stated = [e for e in elements if isinstance(e, Proposition)]
        claims = tuple(claim for e in stated for claim in e.claims if claim.party.iri == one.party)
        complete = tuple(e for e in elements if isinstance(e, Model))
        names = _names(elements)
        said = [one.party, one.probe.subject, one.probe.relation, one.probe.object]
        yield Entailment(iri=str(iri("entailment", short_key([" ".join(said)]))), party=names[one.party],
                         subject=names[one.probe.subject], relation=space.theory.relations[one.probe.relation],
                         object=names[one.probe.object], claims=claims, complete=complete)


def _names(elements: Sequence[Element]) -> dict[str, Ref]:
    found: list[Ref] = []
    for one in elements:
        found += ((one.whole, *one.members, one.party) if isinstance(one, Model)
                  else (one.subject, one.object, *one.holders))
    return {ref.iri: ref for ref in found}
