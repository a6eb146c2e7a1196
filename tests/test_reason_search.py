"""The search finds every smallest set, and nothing larger: on random theories, held against trying all subsets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, permutations
from random import Random

import pytest
from conftest import require
from reasonkit import ground, theory

from kg.model import Proposition
from kg.reason import Oracle, Probe, Theory, Trial
from kg.reason.follow import grounds
from kg.reason.results import _clashing
from kg.reason.search import minimal_conflicts
from kg.reason.space import Space, engaged
from kg.reason.theory import KIND, PART, SAME, Element, ends

#: Relations that can clash, the likeliest to do so several times; `leadsTo` and `measures` are mostly free.
VERBS = ["kindOf", "kindOf", "sameConceptAs", "sameConceptAs", "distinctFrom", "distinctFrom", "componentOf",
         "componentOf", "componentOf", "precedes", "opposedTo", "groundOf", "leadsTo", "measures"]
#: Concepts that are more than phenomena, for all to see.
OTHERS = ["a", "tie", "narrow", "wide"]
CASES, MOST = range(16), 8


def random_lines(seed: int) -> list[str]:
    """Return eight claims and lists of three parties about four or five concepts; every second seed, more lists."""
    random, is_listed = Random(seed), seed % 2  # noqa: S311 - a game, not a secret
    names = list("abcde")[:random.choice((4, 5))] if is_listed else random.choice((list("abcd"), OTHERS))
    lines: dict[str, None] = {}
    while len(lines) < MOST:
        party = random.choice("ppqqr")
        if random.random() < (0.35 if is_listed else 0.2):
            whole, *members = random.sample(names, 3)
            lines[f"{party}: all {whole}: {' '.join(sorted(members))}"] = None
        else:
            one, other = random.sample(names, 2)
            negation = " not" if random.random() < 0.15 else ""
            lines[f"{party}: {one}{negation} {random.choice(VERBS[:9] if is_listed else VERBS)} {other}"] = None
    return sorted(lines)


def subsets(elements: Sequence[Element]) -> Iterator[tuple[Element, ...]]:
    return chain.from_iterable(combinations(elements, size) for size in range(1, len(elements) + 1))


def key(trial: Trial) -> tuple[object, ...]:
    return frozenset(map(id, trial.elements)), trial.probe, trial.concept


@dataclass
class Table:
    """All answers to all questions about a theory, so that the search can be run without the reasoner."""

    theory: Theory
    answers: dict[tuple[object, ...], bool] = field(default_factory=dict)
    asked: int = 0

    @property
    def elements(self) -> tuple[Element, ...]:
        return *self.theory.propositions, *self.theory.complete

    def __call__(self, trials: Sequence[Trial]) -> list[bool]:
        self.asked += len(trials)
        return [self.answers[key(trial)] if trial.elements else True for trial in trials]

    def is_held(self, space: Space, chosen: Sequence[Element]) -> bool:
        """Whether one party or two hold all of some elements."""
        holders = dict(zip(map(id, space.elements), space.holders, strict=True))
        parties = sorted({party for one in space.holders for party in one})
        return any(all(holders[id(one)] & {*some} for one in chosen)
                   for some in chain(combinations(parties, 1), combinations(parties, 2)))


def decided(questions: dict[int, list[Trial]], tables: dict[int, Table]) -> dict[int, Table]:
    """Let HermiT answer all questions together."""
    answers = iter(Oracle(ground(), 300)([trial for trials in questions.values() for trial in trials]))
    for seed, trials in questions.items():
        tables[seed].answers = {key(trial): next(answers) for trial in trials}
    return tables


@pytest.fixture(scope="module")
def tables() -> dict[int, Table]:
    require("java")
    found = {seed: Table(theory(*random_lines(seed))) for seed in CASES}
    return decided({seed: [Trial(one) for one in subsets(table.elements)] for seed, table in found.items()}, found)


def by_trying(table: Table) -> set[frozenset[int]]:
    """The smallest sets that cannot hold and that two parties hold together, by looking at every subset."""
    space = Space(table.theory, table.elements)
    bad = [one for one in subsets(table.elements) if not table.answers[key(Trial(one))]]
    minimal: list[frozenset[int]] = []
    for one in bad:  # the smaller come first
        names = frozenset(map(id, one))
        if not any(known < names for known in minimal):
            minimal.append(names)
    return {names for names in minimal
            if table.is_held(space, [one for one in table.elements if id(one) in names])}


def by_search(table: Table, *, clashing: bool) -> set[frozenset[int]]:
    space = Space(table.theory, engaged(table.theory))
    searched = minimal_conflicts(_clashing(space, table) if clashing else space, table, MOST)
    return {frozenset(id(one) for one in space.picked(tuple(found))) for found in searched.conflicts}


def test_the_random_theories_hold_enough_contradictions_to_be_worth_searching(tables: dict[int, Table]) -> None:
    sizes = [len(one) for table in tables.values() for one in by_trying(table)]
    assert len(sizes) > 20
    assert {1, 2, 3, 4} <= {*sizes}
    lists = {id(model) for table in tables.values() for model in table.theory.complete}
    assert any(lists & one for table in tables.values() for one in by_trying(table))


@pytest.mark.parametrize("seed", CASES)
@pytest.mark.parametrize("clashing", [True, False], ids=["clashing pairs", "every pair"])
def test_search_finds_what_trying_every_subset_finds(tables: dict[int, Table], seed: int, clashing: bool) -> None:
    assert by_search(tables[seed], clashing=clashing) == by_trying(tables[seed])


def test_search_asks_far_fewer_questions_than_there_are_subsets(tables: dict[int, Table]) -> None:
    for table in tables.values():
        table.asked = 0
        by_search(table, clashing=True)
    assert sum(table.asked for table in tables.values()) < sum(len(table.answers) for table in tables.values()) / 4


# --- what follows ---

FOLLOWING = [["p: a componentOf b", "p: b sameConceptAs c", "p: c componentOf d", "p: d kindOf e", "q: a kindOf c"],
             ["p: all a: b c", "p: d componentOf a", "p: b distinctFrom d", "p: d precedes b", "q: d kindOf c"],
             ["p: a kindOf b", "p: b kindOf c", "p: c kindOf a", "p: b componentOf d", "p: d not kindOf c"]]


@pytest.fixture(scope="module")
def followed() -> dict[int, Table]:
    require("java")
    found = {seed: Table(theory(*lines)) for seed, lines in enumerate(FOLLOWING)}
    questions: dict[int, list[Trial]] = {}
    for seed, table in found.items():
        concepts = sorted({end for one in table.elements for end in ends(one)})
        probes = [Probe(x, relation, y) for x, y in permutations(concepts, 2) for relation in (KIND, SAME, PART)]
        questions[seed] = [trial for one in subsets(table.elements)
                           for trial in (Trial(one), *(Trial(one, probe=probe) for probe in probes),
                                         *(Trial(one, concept=concept) for concept in concepts))
                           if _is_about(trial, one)]
    return decided(questions, found)


def _is_about(trial: Trial, elements: tuple[Element, ...]) -> bool:
    spoken = {end for one in elements for end in ends(one)}
    probe = trial.probe
    return (not probe or {probe.subject, probe.object} <= spoken) and (not trial.concept or trial.concept in spoken)


@pytest.mark.parametrize("seed", range(len(FOLLOWING)))
def test_grounds_are_the_smallest_sets_from_which_something_follows(followed: dict[int, Table], seed: int) -> None:
    table = followed[seed]
    space = Space(table.theory, engaged(table.theory))
    conflicts = minimal_conflicts(space, table, MOST).conflicts
    alone = Space(table.theory, space.elements, frozenset((p, p) for p, q in space.every_pair if p == q))
    found = {(one.party, one.probe): len(one.indices) for one in grounds(alone, conflicts, table, MOST)}
    assert found == by_trying_all_grounds(table, alone, conflicts)
    assert found


def by_trying_all_grounds(table: Table, space: Space, conflicts: Collection[frozenset[int]]) -> dict[
        tuple[str, Probe], int]:
    """The size of the smallest ground of each relation that follows for a party from what it does not contradict."""
    found: dict[tuple[str, Probe], int] = {}
    for one in subsets(space.elements):
        if not table.answers[key(Trial(one))]:
            continue
        indices = tuple(space.elements.index(e) for e in one)
        for party in space.holders_of(indices):
            closed = {i for clash in conflicts if party in space.holders_of(tuple(clash)) for i in clash}
            for (names, probe, concept), can in table.answers.items():
                if names == frozenset(map(id, one)) and isinstance(probe, Probe) and not concept and not can and not (
                        closed & set(indices)):
                    found.setdefault((party, probe), len(one))
    return {(party, probe): size for (party, probe), size in found.items() if not _is_said(space, party, probe, found)}


def _is_said(space: Space, party: str, probe: Probe, found: dict[tuple[str, Probe], int]) -> bool:
    """Whether a party states it, or it is said by what it states or by what follows: that two things are the same."""
    x, y = probe.subject, probe.object
    stated = {(e.subject.iri, e.relation.iri, e.object.iri) for e, holders in
              zip(space.elements, space.holders, strict=True)
              if isinstance(e, Proposition) and not e.is_denied and party in holders}
    same = (x, SAME, y) in stated or (y, SAME, x) in stated
    follows = found.get((party, Probe(min(x, y), SAME, max(x, y))))
    if probe.relation == SAME:
        return same or x > y
    if probe.relation == KIND:
        return same or (x, KIND, y) in stated or (follows is not None and follows <= found[party, probe])
    return (x, PART, y) in stated
