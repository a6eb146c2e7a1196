"""Claims as OWL 2 class axioms, in functional syntax, one copy of the concepts for each set of claims.

A set of claims cannot hold where something that it needs cannot be. It needs every concept that it speaks of, and for
each of them one that is no component, at any remove, of another of its kind: a thing that is always part of such a
thing would have to go on without end. (`A SubClassOf not (componentOf some A)` would say more: it refuses a
relationship that is part of another relationship.)

| claim | axiom, or what the set needs |
|---|---|
| X is a kind of Y; is the same as Y | SubClassOf; SubClassOf both ways |
| X is distinct from Y | X SubClassOf not Y |
| X r Y | X SubClassOf r some Y; both ways where r is symmetric |
| r excludes s | (r some Y) and (s some Y) SubClassOf Nothing, for every concept Y |
| r excludes "is the same as" | needs a Y that does not stand in r to a Y, for every concept Y |
| r excludes "is a kind of" | Y SubClassOf not (r some Y), for every concept Y |
| X r Y denied | X SubClassOf not (r some Y): no X does, which is more than that not every X does. Whoever denies that X is a component of Y denies it at any remove |
| X is a kind of Y, denied | needs an X that is no Y |
| X is the same as Y, denied | needs an X that is no Y, or a Y that is no X |
| X is distinct from Y, denied | needs an X that is a Y |
| "these are all the components" | W SubClassOf hasComponent only (A or B or C); each SubClassOf not the others |

Where r excludes "is distinct from" nothing is said here: such pairs are declared conflicts only.
"""  # noqa: E501 - the rows of a table

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby

from kg.model import Model, Proposition
from kg.reason.theory import DISTINCT, KIND, PART, SAME, Background, Element, ends
from kg.vocab import AA, BASE

__all__ = ["CLASS_RELATIONS", "PREFIXES", "Probe", "Trial", "ontology", "stated"]

#: Relations that are axioms on the classes themselves, not on what their members stand in.
CLASS_RELATIONS = frozenset({KIND, SAME, DISTINCT})

_ANY_PART, _HAS_PART = str(AA.componentOfTransitive), str(AA.hasComponent)
_NEEDS, _NOTHING = f"{BASE}reasoned/needs", "<http://www.w3.org/2002/07/owl#Nothing>"
#: Prefixes of the names in axioms.
PREFIXES = {"c": f"{BASE}concept/", "v": str(AA), "r": f"{BASE}reasoned/"}
_OF = {base: prefix for prefix, base in PREFIXES.items()}
_SHORT = re.compile(rf"({'|'.join(PREFIXES.values())})([a-zA-Z][\w-]*)")


@dataclass(frozen=True, slots=True)
class Probe:
    """The question whether X r Y follows: needed is an X that does not stand in r to a Y, at any remove."""

    subject: str
    relation: str
    object: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A question to the reasoner: whether everything can be that a set of elements needs.

    With a probe, only the probe is asked for, with a concept only what is needed for that concept.
    """

    elements: tuple[Element, ...]
    probe: Probe | None = None
    concept: str = ""


def ontology(trials: Iterable[Trial], background: Background, imported: str) -> tuple[str, list[str]]:
    """Return an ontology that puts all questions at once, and for each a class that can have members if it can be."""
    lines, asked = [f"Declaration(ObjectProperty({_short(_NEEDS)}))"], list[str]()
    for number, (_, run) in enumerate(groupby(trials, key=lambda trial: [*map(id, trial.elements)])):
        same = list(run)
        copy = _Copy(same[0].elements, background, f"--{number}")
        lines += (axiom for axiom, _ in copy.axioms())
        for turn, trial in enumerate(same):
            asked.append(f"{BASE}reasoned/trial/{number}-{turn}")
            lines += (_under(f"<{asked[-1]}>", _some(_NEEDS, need)) for need in copy.needs(trial))
    head = [f"Prefix({prefix}:=<{base}>)" for prefix, base in PREFIXES.items()]
    return "\n".join([*head, f"Ontology(Import(<{imported}>)", *lines, ")"]), asked


def stated(elements: tuple[Element, ...], background: Background) -> Iterator[tuple[str, Element | None]]:
    """Yield each axiom on the concepts themselves that elements make, with the one of them that says it.

    Nobody in particular says what concepts are kinds of, and which relations exclude each other.
    """
    return _Copy(elements, background, "").axioms()


def _short(name: str) -> str:
    """Return an IRI as short as it can be written: half of a run is reading."""
    match = _SHORT.fullmatch(name)
    return f"{_OF[match[1]]}:{match[2]}" if match else f"<{name}>"


class _Copy:
    """The axioms of one set of elements, about concepts of its own that stand under the common classes."""

    def __init__(self, elements: tuple[Element, ...], background: Background, suffix: str) -> None:
        self._elements, self._background, self._suffix = elements, background, suffix
        self._spoken_of = list(dict.fromkeys(end for element in elements for end in ends(element)))
        claimed = {e.relation.iri: e.relation for e in elements if isinstance(e, Proposition) and not e.is_denied}
        self._relations = [claimed[name] for name in sorted(claimed.keys() - CLASS_RELATIONS)]

    def _name(self, concept: str) -> str:
        return _short(f"{concept}{self._suffix}")

    def axioms(self) -> Iterator[tuple[str, Element | None]]:
        yield from ((axiom, None) for axiom in self._hierarchy())
        for concept in map(self._name, self._spoken_of):
            yield from ((axiom, None) for axiom in self._exclusions(concept))
        for element in self._elements:
            said = self._complete(element) if isinstance(element, Model) else self._said(element)
            yield from ((axiom, element) for axiom in said)

    def _hierarchy(self) -> Iterator[str]:
        """Yield what the concepts are kinds of: a class above is common to all copies unless it is spoken of too."""
        above = {one for concept in self._spoken_of for one in self._background.ancestors(concept)}
        concepts = {one for one in above if self._background.ancestors(one) & {*self._spoken_of}} | {*self._spoken_of}
        for one in sorted(concepts):
            for parent in self._background.parents(one):
                yield _under(self._name(one), self._name(parent) if parent in concepts else _short(parent))

    def _exclusions(self, concept: str) -> Iterator[str]:
        for one, other in combinations(self._relations, 2):
            if other.iri in one.excludes or one.iri in other.excludes:
                yield _under(_and(_some(one.iri, concept), _some(other.iri, concept)), _NOTHING)
        yield from (_under(concept, _not(_some(one.iri, concept))) for one in self._relations if KIND in one.excludes)

    def _said(self, one: Proposition) -> Iterator[str]:
        x, y, relation = self._name(one.subject.iri), self._name(one.object.iri), one.relation.iri
        if relation in CLASS_RELATIONS:
            yield from () if one.is_denied else _on_classes(relation, x, y)
            return
        for here, there in ((x, y), (y, x)) if self._background.is_symmetric(relation) else ((x, y),):
            yield _under(here, _not(_some(_at_any_remove(relation), there)) if one.is_denied
                         else _some(relation, there))

    def _complete(self, model: Model) -> Iterator[str]:
        members = [self._name(member.iri) for member in model.members]
        yield _under(self._name(model.whole.iri), f"ObjectAllValuesFrom({_short(_HAS_PART)} {_or(*members)})")
        yield from (_under(one, _not(other)) for one, other in combinations(members, 2))

    def needs(self, trial: Trial) -> Iterator[str]:
        """Yield the classes that must be able to have members."""
        if trial.probe:
            yield self._counter(trial.probe.relation, trial.probe.subject, trial.probe.object)
            return
        for concept in [trial.concept] if trial.concept else self._spoken_of:
            yield from self._needed(self._name(concept))
        if not trial.concept:
            yield from (self._counter(e.relation.iri, e.subject.iri, e.object.iri) for e in self._elements
                        if isinstance(e, Proposition) and e.is_denied and e.relation.iri in CLASS_RELATIONS)

    def _needed(self, concept: str) -> Iterator[str]:
        yield concept
        for one in self._relations:
            if one.iri == PART or SAME in one.excludes:
                yield _and(concept, _not(_some(_at_any_remove(one.iri), concept)))

    def _counter(self, relation: str, subject: str, object_: str) -> str:
        """Return the class of what speaks against a relation between two concepts."""
        x, y = self._name(subject), self._name(object_)
        if relation == DISTINCT:
            return _and(x, y)
        if relation == SAME:
            return _or(_and(x, _not(y)), _and(y, _not(x)))
        return _and(x, _not(y if relation == KIND else _some(_at_any_remove(relation), y)))


def _on_classes(relation: str, x: str, y: str) -> Iterator[str]:
    yield _under(x, _not(y) if relation == DISTINCT else y)
    if relation == SAME:
        yield _under(y, x)


def _at_any_remove(relation: str) -> str:
    return _ANY_PART if relation == PART else relation


def _under(one: str, other: str) -> str:
    return f"SubClassOf({one} {other})"


def _some(relation: str, filler: str) -> str:
    return f"ObjectSomeValuesFrom({_short(relation)} {filler})"


def _not(one: str) -> str:
    return f"ObjectComplementOf({one})"


def _and(*several: str) -> str:
    return f"ObjectIntersectionOf({' '.join(several)})"


def _or(*several: str) -> str:
    # OWL knows no union of one.
    return f"ObjectUnionOf({' '.join(several)})" if len(several) > 1 else several[0]
