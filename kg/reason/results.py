"""All that is asked of a theory, and the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.model import Conflict, Entailment, Model, Proposition, Ref, short_key
from kg.reason.axioms import Trial
from kg.reason.follow import entailments, grounds
from kg.reason.search import Decide, minimal_conflicts
from kg.reason.space import Space, engaged
from kg.reason.theory import Element, Theory
from kg.vocab import iri

__all__ = ["MOST", "Progress", "Results", "reason"]

#: The largest sets that are searched unless somebody says otherwise.
MOST = 4

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Results:
    """What the reasoner found in a theory.

    `impossible` are the concepts that a model makes impossible all by itself, each with the model. Sets of more than
    `most` members were not searched, unless `is_exhausted` says that there was none left to search.
    """

    conflicts: tuple[Conflict, ...]
    entailments: tuple[Entailment, ...]
    impossible: tuple[tuple[Ref, Ref], ...]
    most: int
    is_exhausted: bool


def reason(theory: Theory, decide: Decide, most: int = MOST, progress: Progress = lambda *_: None) -> Results:
    """Return every conflict of up to so many members that two parties hold together, and what follows for each party.

    `decide` answers for each of a number of trials whether it can be, as `kg.reason.Oracle` does.
    """
    tell = _counted(progress, 2 * most + 3)
    tell("whole theories")
    space = Space(theory, engaged(theory))
    found = minimal_conflicts(_clashing(space, decide), decide, most, tell)
    sets = [space.picked(tuple(sorted(one))) for one in found.conflicts]
    impossible = _cannot_be(sets, decide)
    follows = grounds(_alone(space), found.conflicts, decide, most, tell)
    tell("impossible concepts")
    results = Results(tuple(sorted(map(_conflict, sets, impossible), key=lambda one: one.iri)),
                      tuple(sorted(entailments(space, follows), key=lambda one: one.iri)),
                      tuple(_impossible(theory, decide)), most, found.is_exhausted)
    tell("done")
    return results


def _counted(progress: Progress, total: int) -> Callable[[str], None]:
    """Return what tells that the next of so many steps begins."""
    done = iter(range(total))
    return lambda what: progress(what, next(done), total)


def _alone(space: Space) -> Space:
    """Return the space in which each party stands for itself."""
    return Space(space.theory, space.elements, frozenset(pair for pair in space.every_pair if len({*pair}) == 1))


def _clashing(space: Space, decide: Decide) -> Space:
    """Return the space of those pairs of parties that cannot both be right in all they say."""
    answers = decide([Trial(space.picked(space.held_by(*pair))) for pair in space.every_pair])
    at_odds = (pair for pair, can in zip(space.every_pair, answers, strict=True) if not can)
    return Space(space.theory, space.elements, frozenset(at_odds))


def _cannot_be(sets: Sequence[tuple[Element, ...]], decide: Decide) -> list[tuple[Ref, ...]]:
    """Return for each set the concepts that it makes impossible."""
    concepts = [{ref.iri: ref for element in one for ref in _refs(element)} for one in sets]
    asked = [Trial(one, concept=name) for one, names in zip(sets, concepts, strict=True) for name in sorted(names)]
    answers = iter(decide(asked))
    return [tuple(names[name] for name in sorted(names) if not next(answers)) for names in concepts]


def _refs(element: Element) -> tuple[Ref, ...]:
    if isinstance(element, Model):
        return element.whole, *element.members
    return element.subject, element.object


def _conflict(elements: tuple[Element, ...], impossible: tuple[Ref, ...]) -> Conflict:
    stated = tuple(e for e in elements if isinstance(e, Proposition))
    complete = tuple(e for e in elements if isinstance(e, Model))
    holders = [*(one.holders for one in stated), *((one.party,) for one in complete)]
    key = short_key([*(one.key for one in stated), *(one.iri for one in complete)])
    return Conflict(iri=str(iri("conflict", key)), kind="logical", propositions=stated, complete=complete,
                    impossible=impossible, is_within_one=bool(set.intersection(*map(set, holders))))


def _impossible(theory: Theory, decide: Decide) -> Iterator[tuple[Ref, Ref]]:
    """Yield each model with each concept that its own claims make impossible."""
    own = [frozenset(claim.iri for claim in page.claims) for page in theory.pages]
    sets: list[tuple[Element, ...]] = [
        (*(p for p in theory.propositions if not claims.isdisjoint(claim.iri for claim in p.claims)),
         *(model for model in theory.complete if model.iri == page.model.iri))
        for page, claims in zip(theory.pages, own, strict=True)]
    for page, concepts in zip(theory.pages, _cannot_be(sets, decide), strict=True):
        yield from ((Ref(page.model.iri, page.model.label), concept) for concept in concepts)
