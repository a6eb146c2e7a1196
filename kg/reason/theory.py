"""What the reasoner is given: propositions, complete lists, the table of relations, and what nobody contests."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rdflib import OWL, RDF, RDFS, BNode, Graph, Node

from kg.errors import StoreError
from kg.model import Claim, Model, ModelPage, Proposition, Relation, propositions
from kg.vocab import AA, BASE

__all__ = ["DISTINCT", "KIND", "PART", "SAME", "VERSION", "Background", "Element", "Theory", "background", "digest",
           "ends", "gather"]

#: To be raised whenever the same claims may give other results: results of another version are stale.
VERSION = 1

KIND, SAME, DISTINCT, PART = (str(AA[name]) for name in ("kindOf", "sameConceptAs", "distinctFrom", "componentOf"))

#: What sets are made of: a proposition, or that the members of a model are all there are.
Element = Proposition | Model

_OWL, _RDFS = re.escape(str(OWL)), re.escape(str(RDFS))
#: A line of a build that is an axiom on classes or properties, or names a concept or a relation.
_AXIOM = re.compile(
    rf"(\S+ <(?:{_OWL}(?!version|deprecated)\w+|{_RDFS}(?:subClassOf|subPropertyOf|domain|range))> .*"
    rf"|\S+ <{RDF.type}> <(?:{_OWL}(?!Ontology|NamedIndividual)\w+|{AA.Concept}|{AA.Relation})>) <{BASE}graph/\S+> \.")
_ROOTS = (AA.Concept, AA.Relation)
_BOTH_WAYS = (OWL.disjointWith, OWL.equivalentClass, OWL.inverseOf)
#: What may be said of a relation without ever stopping it from holding of something fresh.
_SURE = {RDFS.domain, RDFS.range}
_SURE_KINDS = {OWL.ObjectProperty, OWL.SymmetricProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty}


@dataclass(frozen=True)
class Background:
    """The axioms that nobody contests, as N-Triples: what concepts are kinds of, and how relations behave."""

    lines: tuple[str, ...] = ()

    @cached_property
    def _graph(self) -> Graph:
        return Graph().parse(data="\n".join(self.lines), format="nt")

    @property
    def text(self) -> str:
        """The axioms as one document."""
        return "".join(f"{line}\n" for line in self.lines)

    def parents(self, name: str) -> tuple[str, ...]:
        """Return the named classes that a class stands directly under, A to Z."""
        return tuple(sorted(self._above.get(name, ())))

    @cached_property
    def _above(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for one, prop in ((s, p) for s, p in self._graph.subject_predicates() if not isinstance(s, BNode)):
            named = (str(o) for o in self._graph.objects(one, prop) if not isinstance(o, BNode))
            if prop in (RDFS.subClassOf, OWL.equivalentClass):
                found.setdefault(str(one), set()).update(named)
        return found

    def ancestors(self, name: str) -> frozenset[str]:
        """Return every named class that a class stands under, itself included."""
        found, waiting = {name}, [name]
        while waiting:
            waiting += (new := set(self.parents(waiting.pop())) - found)
            found |= new
        return frozenset(found)

    def is_symmetric(self, relation: str) -> bool:
        """Whether a relation holds both ways."""
        return any(str(one) == relation for one in self._graph.subjects(RDF.type, OWL.SymmetricProperty))

    def sides(self, relation: str) -> frozenset[str]:
        """Return the classes that what stands in a relation belongs to, on either side."""
        return frozenset(str(side) for one, prop, side in self._graph
                         if str(one) == relation and prop in (RDFS.domain, RDFS.range))

    @cached_property
    def contested(self) -> frozenset[str]:
        """The relations of which more is said here than their sides and that something stands in them."""
        named = {str(one) for one in self._graph.all_nodes() if not isinstance(one, BNode)}
        harmless = {str(n) for n in self._graph.all_nodes() if all(self._is_harmless(*t) for t in self._about(n))}
        return frozenset(named - harmless)

    def _about(self, name: Node) -> Iterable[tuple[Node, Node, Node]]:
        yield from self._graph.triples((name, None, None))
        yield from self._graph.triples((None, None, name))

    def _is_harmless(self, subject: Node, prop: Node, object_: Node) -> bool:
        """Whether an axiom on a relation never stops it from holding: its sides, or `X subClassOf (r some Y)`."""
        if prop == OWL.onProperty:
            uses = list(self._graph.predicates(None, subject))
            return uses == [RDFS.subClassOf] and (subject, OWL.someValuesFrom, None) in self._graph
        return prop in _SURE or (prop == RDF.type and object_ in _SURE_KINDS)


def background(quads: Path) -> Background:
    """Return what nobody contests from the N-Quads of a build: the axioms that bear on its concepts and relations."""
    try:
        found = (_AXIOM.fullmatch(line) for line in quads.read_text(encoding="utf-8").split("\n"))
        lines = sorted({f"{match[1]} ." for match in found if match})
    except OSError as error:
        raise StoreError(f"{quads}: the store is missing; run 'kg build'") from error
    kept = _reached(Graph().parse(data="\n".join(lines), format="nt"))
    return Background(tuple(line for line in lines if line.split(" ", 1)[0] in kept and not line.endswith(_MARKS)))


_MARKS = tuple(f"<{root}> ." for root in _ROOTS)


def _reached(found: Graph) -> Collection[str]:
    """Return what can bear on a concept or a relation: an axiom on anything else can hold of nothing at all."""
    waiting: list[Node] = [one for root in _ROOTS for one in found.subjects(RDF.type, root)]
    waiting += [one for one, prop in found.subject_predicates() if isinstance(one, BNode) and prop == RDFS.subClassOf]
    seen = set(waiting)
    while waiting:
        one = waiting.pop()
        near = {*found.objects(one), *(other for prop in _BOTH_WAYS for other in found.subjects(prop, one))}
        waiting += near - seen
        seen |= near
    return {one.n3() for one in seen}


@dataclass(frozen=True)
class Theory:
    """Everything that is claimed, as propositions, beside what nobody contests.

    `complete` are the models whose members are all the components of their whole; `pages` every model with its claims.
    """

    propositions: tuple[Proposition, ...]
    complete: tuple[Model, ...]
    relations: Mapping[str, Relation]
    background: Background
    pages: tuple[ModelPage, ...] = ()

    @cached_property
    def typed(self) -> frozenset[str]:
        """The relations for which every concept is of the classes that they ask for on both sides."""
        every: tuple[Element, ...] = (*self.propositions, *self.complete)
        concepts = {end for one in every for end in ends(one)}
        above = frozenset.intersection(*map(self.background.ancestors, concepts)) if concepts else frozenset()
        return frozenset(name for name in self.relations if self.background.sides(name) <= above)


def ends(element: Element) -> tuple[str, ...]:
    """Return the concepts that an element speaks of."""
    if isinstance(element, Model):
        return tuple(dict.fromkeys((element.whole.iri, *(member.iri for member in element.members))))
    return tuple(dict.fromkeys((element.subject.iri, element.object.iri)))


def gather(claims: Iterable[Claim], pages: Iterable[ModelPage], relations: Mapping[str, Relation],
           background: Background) -> Theory:
    """Return the theory of all claims and models.

    A claim whose object is meant in the sense of one model is left out: it says nothing of the concept at large.
    """
    at_large = (claim for claim in claims if claim.sense is None)
    known = tuple(pages)
    complete = tuple(sorted((p.model for p in known if p.model.is_complete and p.model.relation.iri == PART),
                            key=lambda model: model.iri))
    return Theory(propositions(at_large), complete, relations, background, known)


def digest(rows: Iterable[tuple[str | None, ...]], background: Background) -> str:
    """Return a hash of all that results rest on: the rows of the query `theory`, the background, and this code."""
    said = sorted(" ".join(value or "-" for value in row) for row in rows)
    return hashlib.sha256("\n".join([str(VERSION), *said, *background.lines]).encode()).hexdigest()
